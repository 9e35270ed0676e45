"""A record's statements arranged for a reader: fields with labels and values, parts, citations and who links here.

Everything that the record says is shown; what the model has no field for stands last, under its own name.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.model.graph import Graph
from registry.model.language import Choice, choose
from registry.model.spec import Kind, RecordClass
from registry.namespaces import RDF_TYPE, TERMS
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.rest.words import Row, Shown, Words
from registry.services.find import Finder, PageRequest

_CITATIONS: Final = TERMS + "citation"


@dataclass(frozen=True, slots=True)
class PartView:
    """A part: the anchor it has in the page, and its fields by name."""

    anchor: str
    rows: Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class PartGroup:
    """The parts of one field."""

    label: str
    parts: Sequence[PartView]


@dataclass(frozen=True, slots=True)
class Backlinks:
    """The records that link here over one field: the first of them, and how many there are."""

    label: str
    links: Sequence[Shown]
    total: int


@dataclass(frozen=True, slots=True)
class RecordView:
    """All that the page of a record shows."""

    iri: str
    title: Choice
    kind: str
    rows: Sequence[Row]
    groups: Sequence[PartGroup]
    citations: Sequence[PartView]
    backlinks: Sequence[Backlinks]


@dataclass(frozen=True)
class RecordViewer:
    """Makes views of records."""

    words: Words
    finder: Finder

    def view(self, iri: str, triples: Sequence[Triple]) -> RecordView | None:
        """The view of a record, or None when the statements give it no class of records."""
        graph, subject = Graph(triples), Iri(iri)
        record_class = self._class_of(graph, subject)
        if record_class is None or record_class.is_part:
            return None
        titles = self.titles({t.object.value for t in triples if isinstance(t.object, Iri)})
        rows = self._rows(graph, subject, record_class, titles)
        parts = [
            (field, [part for term in graph.objects(subject, field.path) if (part := self._part(graph, term, titles))])
            for field in record_class.fields
            if field.kind is Kind.PART
        ]
        return RecordView(
            iri=iri,
            title=self._title(graph, subject),
            kind=self.words.label(record_class.label, record_class.name),
            rows=list(rows.values()),
            groups=[
                PartGroup(self.words.label(field.label, field.name), found)
                for field, found in parts
                if found and field.path != _CITATIONS
            ],
            citations=[part for field, found in parts if field.path == _CITATIONS for part in found],
            backlinks=list(self._backlinks(iri, record_class)),
        )

    def _class_of(self, graph: Graph, subject: Term) -> RecordClass | None:
        if isinstance(subject, Literal):
            return None
        classes = (o.value for o in graph.objects(subject, RDF_TYPE) if isinstance(o, Iri))
        return next((self.words.model.by_iri[c] for c in classes if c in self.words.model.by_iri), None)

    def _title(self, graph: Graph, subject: Iri) -> Choice:
        texts = graph.texts(subject, TERMS + "title")
        return choose(sorted(texts.items()), self.words.languages) or Choice(subject.value, "", is_fallback=True)

    def titles(self, iris: Collection[str]) -> Mapping[str, Shown]:
        """The titles of those of the IRIs that are records, in one look-up."""
        titles = {}
        for iri, record in self.finder.records(iris).items():
            texts = [text for text in record.many("title") if isinstance(text, tuple)]
            if choice := choose(texts, self.words.languages):
                titles[iri] = Shown(choice.value, self.words.addresses.link_to(iri), choice.language)
        return titles

    def _part(self, graph: Graph, term: Term, titles: Mapping[str, Shown]) -> PartView | None:
        part_class = self._class_of(graph, term)
        if part_class is None or not isinstance(term, Iri):
            return None
        return PartView(term.value.rpartition("#")[2], self._rows(graph, term, part_class, titles))

    def _rows(
        self, graph: Graph, subject: Iri, record_class: RecordClass, titles: Mapping[str, Shown]
    ) -> Mapping[str, Row]:
        rows = {}
        for field in record_class.fields:
            terms = graph.objects(subject, field.path)
            if field.kind is Kind.PART:
                terms = [term for term in terms if self._class_of(graph, term) is None]
            if terms:
                values = [self.words.shown(term, field, titles) for term in self.words.preferred_first(terms)]
                rows[field.name] = Row(self.words.label(field.label, field.name), field.name, values)
        for path in graph.predicates(subject):
            if path not in record_class.by_path and path != RDF_TYPE:
                values = [self.words.shown(term, None, titles) for term in graph.objects(subject, path)]
                rows[path] = Row(self.words.name_of(path), path, values)
        return rows

    def _backlinks(self, iri: str, record_class: RecordClass) -> list[Backlinks]:
        found = []
        for inverse in record_class.inverses:
            page = self.finder.linking([iri], inverse, PageRequest())[iri]
            titles = self.titles([record.iri for record in page.records])
            links = [titles.get(r.iri) or Shown(r.iri, self.words.addresses.link_to(r.iri)) for r in page.records]
            if links:
                found.append(Backlinks(_words(inverse.name), links, page.total))
        return found


def _words(name: str) -> str:
    """`localMissions` as `local missions`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
