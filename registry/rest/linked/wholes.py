"""What there is of a kind, at one address: the whole ontology at `/def/`, all code lists at `/code/`, all lists of
records at `/id/`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi.responses import Response

from registry.errors import NotFound
from registry.model.spec import Model, Texts
from registry.namespaces import CODES, PUBLISHED, RDF_TYPE, RDFS, SKOS, TERMS, VOCABULARY
from registry.rdf.terms import BlankNode, Iri, Triple, text
from registry.rest.html import Pages
from registry.rest.linked.answering import Answering, Description
from registry.rest.linked.order import in_order
from registry.rest.linked.request import Asked
from registry.rest.negotiate import split_ending
from registry.rest.words import Shown, Words

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
_RECORDS, _PARTS, _CODES_OF = "Classes of records", "Classes of parts", "Classes of codes"
_PROPERTIES: Final = {
    f"{_OWL}ObjectProperty": "Properties that lead to things",
    f"{_OWL}DatatypeProperty": "Properties with values",
    f"{_OWL}AnnotationProperty": "Properties of the vocabulary itself",
}
Groups = Mapping[str, Sequence[Shown]]


def of_ontology(vocabulary: Sequence[Triple]) -> list[Triple]:
    """What the vocabulary says of the ontology and its terms, nameless things inside them included."""
    named = [t for t in vocabulary if isinstance(t.subject, Iri) and t.subject.value.startswith(TERMS)]
    inner: dict[BlankNode, list[Triple]] = {}
    for triple in vocabulary:
        if isinstance(triple.subject, BlankNode):
            inner.setdefault(triple.subject, []).append(triple)
    found = list(named)
    for triple in found:  # grows meanwhile, by what is inside of what was found
        if isinstance(triple.object, BlankNode):
            found += inner.pop(triple.object, [])
    return in_order(found)


@dataclass(frozen=True)
class Wholes:
    """Answers with all that there is of a kind. `ontology` gives the statements of the whole ontology."""

    model: Model
    words: Words
    pages: Pages
    answering: Answering
    ontology: Callable[[], Sequence[Triple]]
    record_base: str

    def answer(self, kind: str, ending: str, asked: Asked) -> Response:
        """What there is at `/def/`, `/code/` or `/id/`; `ending` is what follows, which names the form."""
        asked.refuse_state_and_profile()
        rest, form = split_ending(ending)
        if rest:
            raise NotFound(f"There is nothing at {f'/{kind}/{ending}'[:200]!r}.")
        iri, title, triples, groups = {
            "def": (TERMS, "Ontology", self.ontology, self._terms),
            "code": (CODES, "Code lists", self._code_lists, self._links_to_code_lists),
            "id": (self.record_base, "Records", self._lists, self._links_to_lists),
        }[kind]
        path = f"/{kind}/"
        return self.answering.of(
            Description(
                iri=iri,
                path=path,
                triples=triples,
                graph=PUBLISHED if kind == "id" else VOCABULARY,
                form=form,
                page=lambda found: self.pages.index(title, iri, path, found if kind == "def" else (), groups()),
                links=[f'<{iri}>; rel="canonical"'],
            ),
            asked,
        )

    def _terms(self) -> Groups:
        groups: dict[str, list[Shown]] = {name: [] for name in (_RECORDS, _PARTS, _CODES_OF)}
        records, parts = ({each.iri for each in some} for some in (self.model.records, self.model.parts))
        lists = {TERMS + each.name for each in self.model.code_lists}
        for triple in self.ontology():
            is_kind = triple.predicate.value == RDF_TYPE
            if not (is_kind and isinstance(triple.subject, Iri) and isinstance(triple.object, Iri)):
                continue
            iri, kind = triple.subject.value, triple.object.value
            if kind == f"{_OWL}Class":
                name = _RECORDS if iri in records else _PARTS if iri in parts else "Other classes"
                groups.setdefault(_CODES_OF if iri in lists else name, []).append(self._link(iri))
            elif kind in _PROPERTIES:
                groups.setdefault(_PROPERTIES[kind], []).append(self._link(iri))
        return {name: sorted(links, key=lambda link: link.text.casefold()) for name, links in groups.items() if links}

    def _link(self, iri: str) -> Shown:
        return Shown(self.words.name_of(iri), self.words.addresses.link_to(iri))

    def _links_to_code_lists(self) -> Groups:
        return {"All lists": [self._named(each.label, each.name, each.scheme) for each in self.model.code_lists]}

    def _links_to_lists(self) -> Groups:
        return {
            "By class": [
                Shown(self.words.label(each.label, each.name), f"/id/{each.segment}/") for each in self.model.records
            ]
        }

    def _named(self, label: Texts, otherwise: str, iri: str) -> Shown:
        return Shown(self.words.label(label, otherwise), self.words.addresses.link_to(iri))

    def _code_lists(self) -> list[Triple]:
        found = []
        for each in self.model.code_lists:
            scheme = Iri(each.scheme)
            found.append(Triple(scheme, Iri(RDF_TYPE), Iri(SKOS + "ConceptScheme")))
            found += [
                Triple(scheme, Iri(SKOS + "prefLabel"), text(label, language)) for language, label in each.label.items()
            ]
        return in_order(found)

    def _lists(self) -> list[Triple]:
        whole = Iri(self.record_base)
        found = [Triple(whole, Iri(RDF_TYPE), Iri(_HYDRA + "Collection"))]
        for each in self.model.records:
            listed = Iri(f"{self.record_base}{each.segment}/")
            found.append(Triple(whole, Iri(_HYDRA + "member"), listed))
            found.append(Triple(listed, Iri(RDF_TYPE), Iri(_HYDRA + "Collection")))
            found += [
                Triple(listed, Iri(RDFS + "label"), text(label, language)) for language, label in each.label.items()
            ]
        return in_order(found)
