"""A handful of statements held in memory, with the few look-ups that reading shapes and codes takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from registry.errors import InputError, ModelError
from registry.namespaces import RDF, RDF_TYPE
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Literal, Subject, Term, Triple


class Graph:
    """Statements by subject and predicate, in the order in which they were read."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by_subject: dict[Subject, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._by_class: dict[str, list[Subject]] = defaultdict(list)
        for triple in triples:
            self._by_subject[triple.subject][triple.predicate.value].append(triple.object)
            if triple.predicate.value == RDF_TYPE and isinstance(triple.object, Iri):
                self._by_class[triple.object.value].append(triple.subject)

    @classmethod
    def of_files(cls, paths: Iterable[Path]) -> Self:
        """The statements of Turtle files; raises `ModelError` that names the file that cannot be read."""
        triples: list[Triple] = []
        for path in paths:
            try:
                triples += (quad.triple for quad in parse(path.read_bytes(), name=path.name))
            except InputError as error:
                raise ModelError(f"{path}: {error.message}") from error
        return cls(triples)

    def subjects(self) -> Iterable[Subject]:
        """Every subject, in order of first appearance."""
        return self._by_subject.keys()

    def of_class(self, iri: str) -> list[Subject]:
        """The subjects that are said to be of that class."""
        return self._by_class.get(iri, [])

    def objects(self, subject: Subject, predicate: str) -> list[Term]:
        """The values of one property."""
        return self._by_subject.get(subject, {}).get(predicate, [])

    def predicates(self, subject: Subject) -> Iterable[str]:
        """The properties that a subject has."""
        return self._by_subject.get(subject, {}).keys()

    def iri(self, subject: Subject, predicate: str) -> str | None:
        """The first value that is an IRI."""
        return next((o.value for o in self.objects(subject, predicate) if isinstance(o, Iri)), None)

    def text(self, subject: Subject, predicate: str) -> str | None:
        """The first value that is a literal, without its language."""
        return next((o.lexical for o in self.objects(subject, predicate) if isinstance(o, Literal)), None)

    def texts(self, subject: Subject, predicate: str) -> Mapping[str, str]:
        """The values by language; a value without one stands under the empty tag."""
        return {o.language or "": o.lexical for o in self.objects(subject, predicate) if isinstance(o, Literal)}

    def members(self, node: Term) -> list[Term]:
        """The members of an RDF list; raises `ModelError` for one that never ends."""
        members: list[Term] = []
        seen: set[Term] = set()
        while not isinstance(node, Literal) and node != Iri(RDF + "nil"):
            if node in seen:
                raise ModelError("An RDF list in ontology or shapes leads back to itself.")
            seen.add(node)
            members += self.objects(node, RDF + "first")
            rest = self.objects(node, RDF + "rest")
            if not rest:
                break
            node = rest[0]
        return members
