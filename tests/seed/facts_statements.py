"""The converted facts, asked by subject and property; used by `test_facts`."""

from collections import defaultdict

from registry.namespaces import CODES, RDF_TYPE, TERMS
from registry.rdf.terms import Iri, Literal, Term, Triple


class Statements:
    """The converted seed, asked by subject and property."""

    def __init__(self, triples: list[Triple]) -> None:
        self.values: dict[tuple[str, str], set[Term]] = defaultdict(set)
        for triple in triples:
            assert isinstance(triple.subject, Iri)
            self.values[triple.subject.value, triple.predicate.value].add(triple.object)

    def of(self, subject: str, field: str) -> set[str]:
        """The values of one of our fields, as text."""
        found = self.values.get((subject, TERMS + field), set())
        return {value.lexical if isinstance(value, Literal) else getattr(value, "value", "") for value in found}

    def typed(self, class_name: str) -> set[str]:
        return {
            subject
            for (subject, verb), values in self.values.items()
            if verb == RDF_TYPE and Iri(TERMS + class_name) in values
        }

    def citations(self, record: str, field: str, value: str | None = None) -> list[str]:
        """The citations of a record for a field and, if asked, for one value."""
        return [
            citation
            for citation in sorted(self.of(record, "citation"))
            if self.of(citation, "citedProperty") == {TERMS + field}
            and (value is None or self.of(citation, "citedValue") == {value})
        ]

    def statuses(self, record: str, field: str, value: str | None = None) -> set[str]:
        found = {status for one in self.citations(record, field, value) for status in self.of(one, "claimStatus")}
        return {status.removeprefix(CODES + "claim-status/") for status in found}
