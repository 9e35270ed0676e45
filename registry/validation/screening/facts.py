"""The statements around a submission, by subject and property: what the screen looks things up in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from registry.namespaces import RDF_TYPE
from registry.rdf.terms import BlankNode, Iri, Subject, Term, Triple


class Facts:
    """Everything that is known while a submission is judged."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by_subject: dict[Subject, dict[str, list[Term]]] = {}
        for subject, predicate, value in triples:
            said = self._by_subject.get(subject)
            if said is None:
                said = self._by_subject[subject] = {}
            values = said.get(predicate.value)
            if values is None:
                said[predicate.value] = [value]
            else:
                values.append(value)
        self._inverse: dict[str, Mapping[Term, list[Subject]]] = {}

    def of(self, subject: Term) -> Mapping[str, list[Term]]:
        """The values of all properties of a subject."""
        return self._by_subject.get(subject, {}) if isinstance(subject, Iri | BlankNode) else {}

    def values(self, subject: Term, predicate: str) -> list[Term]:
        """The values of one property."""
        return self.of(subject).get(predicate, [])

    def subjects(self, predicate: str, value: Term) -> Collection[Subject]:
        """Whoever has that value."""
        if predicate not in self._inverse:
            found: dict[Term, list[Subject]] = defaultdict(list)
            for subject, said in self._by_subject.items():
                for each in said.get(predicate, ()):
                    found[each].append(subject)
            self._inverse[predicate] = found
        return self._inverse[predicate].get(value, ())

    def classes(self, subject: Term) -> list[Term]:
        """The classes that a subject is said to have."""
        return self.values(subject, RDF_TYPE)
