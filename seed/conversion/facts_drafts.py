"""A record in the making: its statements, its parts, and a citation for each statement and source.

Every kind of record is written through `Draft`; how well a source supports a statement comes from `facts_evidence`,
what others say of the same record from `facts_elsewhere`.
"""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Final

from registry.namespaces import RDF_TYPE, SKOS
from registry.rdf.terms import Iri, Literal, Term, Triple, text
from seed.conversion.facts_elsewhere import Elsewhere, Standing
from seed.conversion.facts_evidence import Evidence, Support
from seed.conversion.facts_identities import source_key
from seed.conversion.facts_tables import Mappings, Row
from seed.conversion.facts_values import code, kebab, record, slug, term, url

_BORROWED: Final = {"broader": Iri(SKOS + "broader"), "exactMatch": Iri(SKOS + "exactMatch")}


def predicate(field: str) -> Iri:
    """The property that a field stands for."""
    return _BORROWED.get(field, term(field))


@dataclass(frozen=True)
class Desk:
    """All that one needs at hand to write records from the facts."""

    identities: dict[str, str]
    sources: dict[str, Row]
    countries: dict[str, Iri]
    mappings: Mappings
    evidence: Evidence
    elsewhere: Elsewhere

    def iri(self, facts_id: str) -> Iri:
        """The record that a row of the facts is."""
        return record(self.identities[facts_id])


@dataclass
class Draft:
    """One record in the making; `sources` are the ids of the sources of its row."""

    desk: Desk
    facts_id: str
    iri: Iri
    record_class: str
    sources: list[str]
    triples: list[Triple] = dataclass_field(default_factory=list)

    def __post_init__(self) -> None:
        self._state(self.iri, Iri(RDF_TYPE), term(self.record_class))
        for row in self.desk.mappings.absences:
            if row["facts_id"] == self.facts_id:
                self._absence(row)

    def say(self, field: str, value: Term | None, key: str = "", support: list[Support] | None = None) -> None:
        """States a field with a citation for each source; `key` tells the values of a many-valued field apart.

        None says nothing. A value that another part of the seed rules out becomes an alternative title, a note
        or a disputed citation, so that no row is lost.
        """
        if value is None:
            return
        support = self.support(field) if support is None else support
        standing = self.desk.elsewhere.standing(self.iri, field, predicate(field), value)
        if standing is Standing.RIVAL:
            self._say_beside(field, value, key, support)
            return
        if standing is Standing.NEW:
            self._state(self.iri, predicate(field), value)
        self.cite(field, support, key, value if key else None)

    def say_uncited(self, field: str, value: Term) -> bool:
        """States a field unless it is said elsewhere; True when it was stated. For fields cited as a whole."""
        new = self.desk.elsewhere.standing(self.iri, field, predicate(field), value) is Standing.NEW
        if new:
            self._state(self.iri, predicate(field), value)
        return new

    def text(self, field: str, wording: str, language: str = "en", support: list[Support] | None = None) -> None:
        """States a text in a language; an empty wording says nothing, and a second name is not the title again."""
        value = text(wording, language)
        if field == "alternativeTitle" and self.desk.elsewhere.says(self.iri, predicate("title"), value):
            field = "title"
        if wording:
            key = f"{language}-{slug(wording)}" if field == "alternativeTitle" else language
            self.say(field, value, key.strip("-"), support)

    def part(self, field: str, part_class: str, fragment: str, statements: dict[str, Term | None]) -> Iri:
        """A part under this record with its own statements (None values left out)."""
        part = Iri(f"{self.iri.value}#{fragment}")
        self._state(self.iri, predicate(field), part)
        self._state(part, Iri(RDF_TYPE), term(part_class))
        for name, value in statements.items():
            if value is not None:
                self._state(part, predicate(name), value)
        return part

    def support(self, field: str, facts_id: str = "", sources: list[str] | None = None) -> list[Support]:
        """How the sources (the row's own unless others are given) support a field of this record."""
        chosen = self.sources if sources is None else sources
        return self.desk.evidence.support(facts_id or self.facts_id, self.record_class, field, chosen)

    def cite(self, field: str, support: list[Support], key: str = "", value: Term | None = None) -> None:
        """One citation for each support; `value` is given where the field may have several."""
        for one in support:
            name = "-".join(filter(None, ("citation", kebab(field), key, source_key(one.source_id))))
            self.part(
                "citation",
                "Citation",
                name,
                {
                    "citedProperty": predicate(field),
                    "citedValue": value,
                    "source": self.desk.iri(one.source_id),
                    "link": url(self.desk.sources[one.source_id]["url"]),
                    "claimStatus": code("claim-status", one.status),
                    "note": text(one.note, "en") if one.note else None,
                },
            )

    def _say_beside(self, field: str, value: Term, key: str, support: list[Support]) -> None:
        words = value.lexical if isinstance(value, Literal) else value.value if isinstance(value, Iri) else ""
        if field == "title" and isinstance(value, Literal) and value.language:
            self.text("alternativeTitle", words, value.language, support)
            return
        status = "stated" if field == "summary" else "disputed"
        said = "In short, this source says" if field == "summary" else "This source gives"
        beside = [
            Support(one.source_id, one.status if one.status != "stated" else status, f"{said}: {words}")
            for one in support
        ]
        self.cite(field, beside, key)

    def _absence(self, row: Row) -> None:
        statements: dict[str, Term | None] = {
            "citedProperty": predicate(row["field"]),
            "absenceReason": code("absence-reason", row["reason"]),
            "note": text(row["note"], "en"),
        }
        self.part("absence", "Absence", f"absence-{kebab(row['field'])}", statements)

    def _state(self, subject: Iri, verb: Iri, value: Term) -> None:
        self.triples.append(Triple(subject, verb, value))
