"""What somebody has in the works already, so that a file that is handed in again does not double drafts.

A draft is known again by its record's address, and without one by the address that its title would have got.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from registry.identity.person import Person
from registry.namespaces import RECORDS
from registry.rdf.canonical import canonical
from registry.rdf.terms import Iri, Literal, Triple
from registry.services.contribute.minting import slug_of
from registry.services.contribute.states import State
from registry.services.importing.recognising import Described

if TYPE_CHECKING:
    from registry.services.contribute.contribution import Contribution
    from registry.services.importing.contributing import Contributing

TO_WORK_ON: Final = (State.DRAFT, State.RETURNED)
HANDED_IN: Final = (State.SUBMITTED, State.IN_REVIEW)
_MOST: Final = 20


class Drafted:
    """The open submissions of one person."""

    def __init__(self, contributing: "Contributing", who: Person, record_base: str = RECORDS) -> None:
        self._contributing = contributing
        self._who = who
        self._base = record_base

    def open_on(self, record: str) -> "list[Contribution]":
        """One's own submissions on a record that have not ended, the newest first."""
        page = self._contributing.submissions(self._who, record=record, first=_MOST)
        open_states = (*TO_WORK_ON, *HANDED_IN)
        return [each for each in page.items if each.author == self._who.iri and each.state in open_states]

    def to_work_on(self, record: str) -> str | None:
        """The submission on that record that may be changed."""
        return next((each.iri for each in self.open_on(record) if each.state in TO_WORK_ON), None)

    def handed_in(self, record: str, triples: Iterable[Triple]) -> str | None:
        """The submission that proposes just that and waits for a reviewer, or is with one."""
        wanted = set(map(canonical, triples))
        for each in self.open_on(record):
            if each.state in HANDED_IN and set(map(canonical, each.proposal.triples)) == wanted:
                return each.iri
        return None

    def records(self, row: Described) -> Collection[str]:
        """The new record that one proposed before with that title, unless something tells it apart."""
        segment = row.record_class.segment
        named = [f"{self._base}{segment}/{slug_of(title, segment)}" for title in row.titles]
        return [iri for iri in dict.fromkeys(named) if any(_is_it(row, each) for each in self.open_on(iri))]


def _is_it(row: Described, proposed: "Contribution") -> bool:
    said: dict[str, set[str]] = {}
    for triple in proposed.proposal.triples:
        field = row.record_class.by_path.get(triple.predicate.value)
        if field is not None and triple.subject == Iri(proposed.proposal.record):
            value = triple.object
            text = value.lexical if isinstance(value, Literal) else value.value if isinstance(value, Iri) else ""
            said.setdefault(field.name, set()).add(text)
    apart = (mine and said.get(name) and said[name].isdisjoint(mine) for name, mine in row.telling.items())
    return not said.get("title", set()).isdisjoint(row.titles) and not any(apart)
