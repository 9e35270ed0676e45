"""Registries for comparing, drawn by a number: dense, with few values, so that cells meet in every way.

Everything that a comparison reads is there or is not: countries, regions and groups, parts with and without values,
absences for every reason, several amounts in several currencies, links that dangle or lead to another class.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from registry.index.columns import DATES
from registry.model.spec import Field, Kind, Model
from registry.namespaces import CODES, RDF_TYPE, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple, text
from tests.registries import SLUGS, Records, record_iri

COUNTED: Final = ("Mission", "PolicyInitiative", "Instrument", "Project", "Event", "Actor")
_OTHERS: Final = ("Challenge", "Barrier", "Strategy", "Principle", "Source")
_LINKED: Final = 3
"""So many records of each class are linked to; the last is not always there."""
_AMOUNTS: Final = ("100", "100.00", "0", "2.5", "-3", "0.10000000000000000000000001", "9007199254740993")
_DATES: Final = ("2029", "2030", "2030-06", "2030-06-15", "2031-01-01", "-0044-03", "2030Z")
_REASONS: Final = ("not-set", "unknown", "not-applicable")
_SKIPPED: Final = frozenset({"alternativeTitles", "summary", "exactMatches", "figures", "website", "absences"})


class Drawing:
    """Draws one registry."""

    def __init__(self, model: Model, seed: int) -> None:
        self._model, self._random = model, Random(seed)
        self._density = self._random.choice((0.3, 0.6, 0.9))
        self.country, self.other, self.region, self.group = (record_iri(model.classes["Place"], slug) for slug in SLUGS)

    def records(self) -> Records:
        """The statements of each record, by its IRI."""
        found = dict(self._places())
        counted = self._random.sample(COUNTED, 3)
        for class_name in {*counted, *_OTHERS}:
            for slug in [*SLUGS[:_LINKED], *(f"more-{n}" for n in range(4) if class_name in counted)]:
                if self._random.random() < 0.9:
                    iri = record_iri(self._model.classes[class_name], slug)
                    found[iri] = (*self._node(class_name, iri), *self._absences(class_name, iri))
        return found

    def _places(self) -> Iterator[tuple[str, tuple[Triple, ...]]]:
        """Two countries of a group, and a region that lies in one of them, or in both, or in a circle."""
        circle = self._random.random() < 0.2
        within = {
            self.country: [self.group],
            self.other: [self.group],
            self.region: self._random.choice([[self.country], [self.country, self.other]]),
            self.group: [self.region] if circle else [],
        }
        kinds = {self.country: "country", self.other: "country", self.region: "region", self.group: "country-group"}
        codes = {self.country: "SE", self.other: "ES"}
        for iri, kind in kinds.items():
            said: list[tuple[str, Term]] = [
                ("placeKind", Iri(f"{CODES}place-kind/{kind}")),
                ("title", text(kind, "en")),
            ]
            said += [("within", Iri(each)) for each in within[iri]]
            said += [("isoCode", Literal(codes[iri]))] if iri in codes else []
            typed = Triple(Iri(iri), Iri(RDF_TYPE), Iri(TERMS + "Place"))
            yield iri, (typed, *(Triple(Iri(iri), Iri(TERMS + path), value) for path, value in said))

    def _node(self, class_name: str, iri: str) -> list[Triple]:
        of_class = self._model.classes[class_name]
        triples = [Triple(Iri(iri), Iri(RDF_TYPE), Iri(of_class.iri))]
        for field in of_class.fields:
            if field.name in _SKIPPED or self._random.random() > self._density:
                continue
            for number in range(self._random.choice((1, 1, 2, 3) if field.many else (1,))):
                if field.kind is Kind.PART:
                    part = f"{iri}#{field.name.lower()}-{number}"
                    triples.append(Triple(Iri(iri), Iri(field.path), Iri(part)))
                    triples += self._node(field.target or "", part)
                else:
                    triples += [Triple(Iri(iri), Iri(field.path), value) for value in self._value(field)]
        return triples

    def _value(self, field: Field) -> Sequence[Term]:
        random = self._random
        match field.kind:
            case Kind.CODE:
                codes = self._model.lists[field.target or ""].codes
                return [Iri(random.choice(codes[:4] if len(codes) > 10 else codes).iri)]
            case Kind.LINK:
                if field.target == "Place":
                    return [Iri(random.choice([self.country, self.other, self.region, self.group]))]
                target = self._model.classes[field.target or ""]
                wrong = record_iri(self._model.classes["Challenge"], SLUGS[0])
                right = [record_iri(target, slug) for slug in SLUGS[:_LINKED]]
                return [Iri(random.choice([*right, *right, wrong]))]
            case Kind.DECIMAL:
                return [Literal(random.choice(_AMOUNTS), XSD + "decimal")]
            case Kind.STRING:
                return [Literal(random.choice(("EUR", "SEK", "GBP")))]
            case Kind.TEXT:
                return [text(random.choice(("A", "B")), "en")]
            case kind if kind in DATES:
                return [Literal(random.choice(_DATES), XSD + "gYear")]
            case Kind.PROPERTY:
                return [Iri(TERMS + random.choice(("title", "challenge", "target")))]
            case _:
                return [Literal("1", XSD + "integer")]

    def _absences(self, class_name: str, iri: str) -> Iterator[Triple]:
        """What the record says that it has not, true or not."""
        paths = [field.path for field in self._model.classes[class_name].fields if field.name not in _SKIPPED]
        paths += [TERMS + name for name in ("helixRole", "barrier", "criterion")]
        for number in range(self._random.choice((0, 1, 3, 6))):
            part = Iri(f"{iri}#absence-{number}")
            reason = Iri(f"{CODES}absence-reason/{self._random.choice(_REASONS)}")
            yield Triple(Iri(iri), Iri(TERMS + "absence"), part)
            yield Triple(part, Iri(RDF_TYPE), Iri(TERMS + "Absence"))
            yield Triple(part, Iri(TERMS + "citedProperty"), Iri(self._random.choice(paths)))
            yield Triple(part, Iri(TERMS + "absenceReason"), reason)
