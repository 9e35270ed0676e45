"""What a proposal does to the published records as they stand: the statements that go and come, or why it cannot be.

Everything is read anew each time, because this is asked at the very revision that the write is guarded by.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from registry.errors import (
    EditConflict,
    EmptyInput,
    InvalidArgument,
    MissingBaseRevision,
    NotFound,
    RecordExists,
    RecordWithdrawn,
    RegistryError,
)
from registry.model.spec import Model
from registry.rdf.canonical import canonical
from registry.rdf.terms import BlankNode, Iri, Triple
from registry.services.contribute.conflicts import ThreeWay, as_a_whole, as_data, three_way
from registry.services.contribute.proposal import Action, Proposal
from registry.services.history import History
from registry.store.port import Store
from registry.store.records import statements_of
from registry.validation.characters import unseen

_LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Edit:
    """A proposal that can be carried out: what the record says before and after it."""

    proposal: Proposal
    before: frozenset[Triple]
    after: frozenset[Triple]

    @property
    def record(self) -> str:
        """IRI of the record."""
        return self.proposal.record

    @property
    def delete(self) -> frozenset[Triple]:
        """The statements that go."""
        return self.before - self.after

    @property
    def insert(self) -> frozenset[Triple]:
        """The statements that come."""
        return self.after - self.before

    @property
    def unchanged(self) -> bool:
        """Whether the record says all that already."""
        return {canonical(triple) for triple in self.before} == self.after


def completed(proposal: Proposal) -> Proposal:
    """The proposal without what it need not say; raises an error when it lacks what it takes.

    An edit must say what it is based on (`MissingBaseRevision`), a withdrawal why, and a record something.
    """
    message = checked_words(proposal.message, "message")
    if proposal.action is not Action.CREATE and proposal.base is None:
        raise MissingBaseRevision(proposal.record)
    if proposal.action is Action.WITHDRAW and not message:
        raise InvalidArgument(f"Say why {proposal.record} is withdrawn: whoever looks for it will read the reason.")
    if proposal.action in (Action.WITHDRAW, Action.RESTORE):
        return replace(proposal, triples=(), message=message)
    if not proposal.triples:
        raise EmptyInput(f"The proposal for {proposal.record}")
    return replace(proposal, message=message)


def checked_words(words: str, what: str) -> str:
    """The text without spaces around it; raises `InvalidArgument` when it is too long, or nobody could see it all."""
    if len(words) > _LONGEST:
        raise InvalidArgument(f"The {what} has {len(words):,} characters; the most is {_LONGEST:,}.")
    if found := unseen(words):
        raise InvalidArgument(f"The {what} has a character that nobody sees ({found}); take it out.")
    return words.strip()


def out_of_bounds(edit: Edit, record_base: str) -> InvalidArgument | None:
    """What is wrong with an edit that reaches beyond one record of this registry, whatever the rules say of it."""
    record = edit.record
    if not record.startswith(record_base) or "#" in record:
        return InvalidArgument(f"{record[:200]} is no address of a record here; those begin with {record_base}.")
    for triple in edit.after:
        if BlankNode in (type(triple.subject), type(triple.object)):
            return InvalidArgument(f"A part of {record} has no name; give every part an address like {record}#part-1.")
        if (other := _record_of(triple)) != record:
            return InvalidArgument(f"What is proposed for {record} speaks of {other} too.")
    return None


class Editing:
    """Makes edits from proposals. Every method raises leaves of `StoreError`."""

    def __init__(self, store: Store, history: History, model: Model) -> None:
        self._store, self._history, self._model = store, history, model

    def edits(self, proposals: Sequence[Proposal], head: int) -> list[Edit | RegistryError]:
        """For each proposal what it does, or why it cannot be carried out; two queries, however many there are."""
        records = [proposal.record for proposal in proposals]
        touched = self._history.last_change(records)
        before: dict[str, set[Triple]] = defaultdict(set)
        for triple in statements_of(self._store, records):
            before[_record_of(triple)].add(triple)
        found: list[Edit | RegistryError] = []
        for proposal in proposals:
            try:
                now = frozenset(before.get(proposal.record, ()))
                found.append(self._edit(proposal, now, touched[proposal.record], head))
            except RegistryError as refused:
                found.append(refused)
        return found

    def edit(self, proposal: Proposal, head: int) -> Edit:
        """What one proposal does.

        Raises `EditConflict`, `RecordExists`, `RecordWithdrawn`, `NotFound` or `InvalidArgument`.
        """
        found = self.edits([proposal], head)[0]
        if isinstance(found, RegistryError):
            raise found
        return found

    def versions(self, proposal: Proposal) -> tuple[Collection[Triple], Collection[Triple]]:
        """What the record says now, and what the proposal would have it say, whether or not it can be carried out."""
        now = statements_of(self._store, [proposal.record])
        if proposal.action is not Action.RESTORE:
            return now, proposal.triples
        touched = self._history.last_change([proposal.record])[proposal.record]
        return now, self._history.record_at(proposal.record, max(touched - 1, 0))

    def joined(self, proposal: Proposal) -> Proposal:
        """The proposal put on top of what others did since its base; raises `EditConflict` where fields clash."""
        now = frozenset(statements_of(self._store, [proposal.record]))
        touched = self._history.last_change([proposal.record])[proposal.record]
        if proposal.base is None or proposal.base >= touched or proposal.action is not Action.UPDATE:
            return proposal
        conflict = self._conflict(proposal, now)
        if conflict.merged is None:
            raise EditConflict(proposal.record, proposal.base, touched, as_data(conflict))
        return replace(proposal, triples=conflict.merged, base=touched)

    def hold_open(self, proposal: Proposal) -> None:
        """Raises `RecordWithdrawn` for work on an address whose record is gone, unless it is to be restored."""
        touched = self._history.last_change([proposal.record])[proposal.record]
        if touched and proposal.action is not Action.RESTORE and not statements_of(self._store, [proposal.record]):
            raise self._withdrawn(proposal.record, touched)

    def _withdrawn(self, record: str, touched: int) -> RecordWithdrawn:
        standing = self._history.standing(record)
        return RecordWithdrawn(record, touched, standing.time, standing.reason)

    def _conflict(self, proposal: Proposal, now: frozenset[Triple]) -> ThreeWay:
        """The proposal against what others made of the record since its base."""
        base = self._history.record_at(proposal.record, proposal.base or 0)
        if proposal.action is Action.UPDATE:
            return three_way(self._model, proposal.record, base, now, proposal.triples)
        return as_a_whole(self._model, proposal.record, base, now)

    def _edit(self, proposal: Proposal, now: frozenset[Triple], touched: int, head: int) -> Edit:
        record, base = proposal.record, proposal.base
        if base is not None and not 0 <= base <= head:
            raise InvalidArgument(f"There is no revision {base}; the last one is {head}.")
        creating = proposal.action is Action.CREATE
        if now and proposal.action in (Action.CREATE, Action.RESTORE):
            raise RecordExists(record)
        if not now and touched and proposal.action is not Action.RESTORE:
            raise self._withdrawn(record, touched)
        if not now and not touched and not creating:
            raise NotFound(f"There is no record {record}.")
        edit = Edit(proposal, now, self._after(proposal, touched))
        # Who wants what is there already has no quarrel with whoever put it there.
        if base is not None and touched > base and not creating and not edit.unchanged:
            raise EditConflict(record, base, touched, as_data(self._conflict(proposal, now)))
        return edit

    def _after(self, proposal: Proposal, touched: int) -> frozenset[Triple]:
        if proposal.action is Action.WITHDRAW:
            return frozenset()
        if proposal.action is Action.RESTORE:
            return frozenset(self._history.record_at(proposal.record, touched - 1))
        return frozenset(canonical(triple) for triple in proposal.triples)


def _record_of(triple: Triple) -> str:
    """The IRI of the record that the statement belongs to; empty for a nameless node."""
    return triple.subject.value.partition("#")[0] if isinstance(triple.subject, Iri) else ""
