"""A term, shape, code or code list arranged for a reader: its statements, then those of what stands inside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.model.graph import Graph
from registry.model.language import Choice, choose
from registry.namespaces import RDF_TYPE, RDFS, SH, SKOS
from registry.rdf.terms import BlankNode, Iri, Subject, Triple
from registry.rest.words import Row, Shown, Words

_NAMES: Final = (RDFS + "label", SKOS + "prefLabel", SH + "name")


@dataclass(frozen=True, slots=True)
class Nameless:
    """A node without an IRI that stands inside the description."""

    label: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class TermView:
    """All that the page of a term shows."""

    iri: str
    title: Choice
    kind: str
    rows: Sequence[Row]
    codes: Sequence[Shown]
    """Of a code list: its codes."""
    nameless: Sequence[Nameless]


def view_term(words: Words, iri: str, triples: Sequence[Triple]) -> TermView:
    """The view of anything that is not a record."""
    graph, subject = Graph(triples), Iri(iri)
    numbers: dict[Subject, str] = {
        node: f"no. {place}" for place, node in enumerate((s for s in graph.subjects() if isinstance(s, BlankNode)), 1)
    }
    codes = [code for code in graph.subjects() if isinstance(code, Iri) and code != subject]
    kinds = [words.name_of(o.value) for o in graph.objects(subject, RDF_TYPE) if isinstance(o, Iri)]
    return TermView(
        iri=iri,
        title=_title(words, graph, subject),
        kind=", ".join(kinds) or "Term",
        rows=_rows(words, graph, subject, numbers),
        codes=[_code(words, graph, code) for code in codes],
        nameless=[Nameless(label, _rows(words, graph, node, numbers)) for node, label in numbers.items()],
    )


def _title(words: Words, graph: Graph, subject: Iri) -> Choice:
    for path in _NAMES:
        if choice := choose(sorted(graph.texts(subject, path).items()), words.languages):
            return choice
    return Choice(words.name_of(subject.value), "", is_fallback=True)


def _code(words: Words, graph: Graph, code: Iri) -> Shown:
    title, notation = _title(words, graph, code), graph.text(code, SKOS + "notation")
    text = f"{notation}: {title.value}" if notation else title.value
    return Shown(text, words.addresses.link_to(code.value), title.language)


def _rows(words: Words, graph: Graph, subject: Subject, numbers: Mapping[Subject, str]) -> list[Row]:
    rows = []
    for path in graph.predicates(subject):
        if path != RDF_TYPE:
            values = [
                Shown(numbers.get(term, "")) if isinstance(term, BlankNode) else words.shown(term, None, {})
                for term in graph.objects(subject, path)
            ]
            rows.append(Row(words.name_of(path), path, values))
    return rows
