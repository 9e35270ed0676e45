"""What another part of the seed says of the same records, so that the facts neither repeat nor contradict it.

One record has one identity and may stand in two files; fields that take one value, and texts of one language, must not
get a second one from here.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum
from typing import Final

from registry.namespaces import RECORDS
from registry.rdf.terms import Iri, Literal, Subject, Term, Triple
from seed.conversion.facts_values import term

ONE_TEXT_A_LANGUAGE: Final = frozenset({"title", "summary"})
SINGLE_VALUED: Final = frozenset(
    {
        "accessed",
        "actorKind",
        "actorType",
        "country",
        "currency",
        "deadline",
        "endDate",
        "helixRole",
        "isoCode",
        "lead",
        "licence",
        "moipType",
        "nutsCode",
        "parentMission",
        "placeKind",
        "provider",
        "published",
        "publisher",
        "side",
        "sourceKind",
        "startDate",
        "url",
        "website",
    }
)


class Standing(Enum):
    """How a value stands to what is said elsewhere."""

    NEW = "nothing speaks against saying it"
    SAID = "said elsewhere already"
    RIVAL = "another value holds the place"


class Elsewhere:
    """The statements of other parts of the seed."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[tuple[Subject, Iri], set[Term]] = defaultdict(set)
        for triple in triples:
            self._values[triple.subject, triple.predicate].add(triple.object)

    def standing(self, record: Iri, field: str, predicate: Iri, value: Term) -> Standing:
        """How `value` stands to what is said elsewhere of that record."""
        others = self._values.get((record, predicate), set())
        if value in others:
            return Standing.SAID
        if field in SINGLE_VALUED and others:
            return Standing.RIVAL
        if field in ONE_TEXT_A_LANGUAGE and _language(value) in {_language(other) for other in others}:
            return Standing.RIVAL
        return Standing.NEW

    def says(self, record: Iri, predicate: Iri, value: Term) -> bool:
        """Whether exactly this is said elsewhere."""
        return value in self._values.get((record, predicate), set())

    def participation(self, record: Iri, actor: Iri, function: Iri) -> Iri | None:
        """The part that already says that `actor` has this function in `record`."""
        for part in self._values.get((record, term("participation")), set()):
            if (
                isinstance(part, Iri)
                and actor in self._values.get((part, term("actor")), set())
                and function in self._values.get((part, term("function")), set())
            ):
                return part
        return None

    def records(self) -> set[str]:
        """`segment/slug` of every record that is spoken of."""
        subjects = {subject.value for subject, _ in self._values if isinstance(subject, Iri)}
        return {iri.removeprefix(RECORDS) for iri in subjects if iri.startswith(RECORDS) and "#" not in iri}


def _language(value: Term) -> str | None:
    return value.language if isinstance(value, Literal) else None
