"""Where every face hands in what people send: read, named, made into a proposal, and taken as far as they ask.

REST, GraphQL and the command line differ in how a request arrives and how the answer is written, and in nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from registry.errors import EditConflict, InvalidArgument, NotAllowed, NotFound, RecordWithdrawn
from registry.identity.person import ANONYMOUS, Person
from registry.model.spec import Model, RecordClass
from registry.namespaces import RECORDS
from registry.rdf.terms import Triple
from registry.services.contribute.conflicts import ThreeWay, as_data
from registry.services.contribute.contribution import Contribution, ContributionPage, Outcome
from registry.services.contribute.goals import Goal
from registry.services.contribute.minting import Minter
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.reading import named, patched, proposals_of, read_records
from registry.services.contribute.states import Decision, State
from registry.services.contribute.verdict import Judging, Verdict
from registry.services.history import History
from registry.store.port import Store
from registry.store.records import record_triples
from registry.validation.intake import Input
from registry.validation.submission import Submission


@dataclass(frozen=True, slots=True)
class Sending:
    """What goes with a proposal whatever it proposes."""

    goal: Goal = Goal.SUBMITTED
    message: str = ""
    """Why, for the history."""
    key: str | None = None
    """Tells a retry from a new request."""
    submission: str | None = None
    """The submission (IRI) that is saved anew by this, rather than a new one made."""
    merge: bool = False
    """Whether the change may be put on top of what others did meanwhile, where no field was changed by both."""


class Contributing(Protocol):
    """What carries proposals out: `registry.services.contribute.contributions.Contributions`."""

    def save(
        self, who: Person, proposal: Proposal, *, submission: str | None = None, key: str | None = None
    ) -> Outcome:
        """Keeps a draft."""
        ...

    def submit(
        self, who: Person, what: Proposal | str, *, submission: str | None = None, key: str | None = None
    ) -> Outcome:
        """Hands a proposal in, or the draft of that IRI, as it is or with a new proposal."""
        ...

    def publish(self, who: Person, proposal: Proposal, *, key: str | None = None) -> Outcome:
        """Publishes at once."""
        ...

    def decide(
        self, who: Person, submission: str, decision: Decision, *, comment: str = "", key: str | None = None
    ) -> Outcome:
        """Carries out what a reviewer decides."""
        ...

    def take_back(self, who: Person, submission: str, *, key: str | None = None) -> Outcome:
        """Ends a submission that its author does not want any more."""
        ...

    def submissions(
        self,
        who: Person,
        *,
        state: State | None = None,
        record: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> ContributionPage:
        """A page of the submissions that somebody may see."""
        ...

    def submission(self, who: Person, iri: str) -> Contribution:
        """One of them; raises `NotFound`."""
        ...

    def revert(self, who: Person, record: str, to_revision: int, base: int | None, message: str) -> Proposal:
        """The proposal that a record be again as it was after a revision."""
        ...


@dataclass(frozen=True)
class Desk:
    """Takes requests of people to change records. Every method raises `InputError`, what `Contributing` raises, and
    leaves of `StoreError`."""

    model: Model
    store: Store
    history: History
    judging: Judging
    contributions: Contributing
    limit: int
    """Bytes that a body may have."""
    record_base: str = RECORDS

    def judge(self, given: Input) -> Verdict:
        """The verdict on records that anybody sends, of which nothing is kept.

        JSON without an id is named after its title, as it would be when it is handed in; RDF says what it is about.
        """
        found = read_records(given, self.model, self.limit, self.record_base)
        if given.rdf_format == "json-ld":
            found = self._named(found)
        return self.judging.of_submission(found)

    def create(self, who: Person, given: Input, sending: Sending, at: str | None = None) -> Outcome:
        """A new record, at that address where one is given; else where it says, or one made from its title."""
        record_class = None if at is None else self.class_of(at)
        found = read_records(given, self.model, self.limit, self.record_base, record_class=record_class, iri=at)
        return self._send(who, self._one(self._named(found, who), Action.CREATE, None, sending, at), sending)

    def replace(self, who: Person, record: str, given: Input, base: int | None, sending: Sending) -> Outcome:
        """What the whole record is to be, instead of what it is."""
        record_class = self.class_of(record)
        found = read_records(given, self.model, self.limit, self.record_base, record_class=record_class, iri=record)
        return self._send(who, self._one(found, Action.UPDATE, base, sending, record), sending)

    def patch(
        self, who: Person, record: str, changes: Mapping[str, Any], base: int | None, sending: Sending
    ) -> Outcome:
        """Some fields of the record, the others as they are in the revision that the patch is based on."""
        record_class = self.class_of(record)
        found = patched(self._as_of(record, base), record_class, changes, self.model, self.record_base)
        return self._send(who, self._one(found, Action.UPDATE, base, sending, record), sending)

    def withdraw(self, who: Person, record: str, base: int | None, sending: Sending) -> Outcome:
        """The record is no longer to be published; the message says why."""
        return self._send(who, Proposal(Action.WITHDRAW, record, (), base, sending.message), sending)

    def restore(self, who: Person, record: str, base: int | None, sending: Sending) -> Outcome:
        """A withdrawn record is to be published again as it was."""
        return self._send(who, Proposal(Action.RESTORE, record, (), base, sending.message), sending)

    def revert(self, who: Person, record: str, to_revision: int, base: int | None, sending: Sending) -> Outcome:
        """The record is to be again as it was after a revision."""
        return self._send(who, self.contributions.revert(who, record, to_revision, base, sending.message), sending)

    def resave(self, who: Person, given: Input, sending: Sending) -> Outcome:
        """A draft or returned submission is to say this instead."""
        before = self.contributions.submission(who, sending.submission or "").proposal
        found = read_records(
            given,
            self.model,
            self.limit,
            self.record_base,
            record_class=self.class_of(before.record),
            iri=before.record,
        )
        return self._send(who, self._one(found, before.action, before.base, sending, before.record), sending)

    def record_in(self, given: Input) -> str:
        """The IRI of the one record that is sent; raises `InputError`, and `InvalidArgument` for several."""
        records = read_records(given, self.model, self.limit, self.record_base).records
        if len(records) != 1:
            raise InvalidArgument(f"{len(records)} records were sent; send each by itself, or import them together.")
        return records[0].iri

    def class_of(self, record: str) -> RecordClass:
        """The class that the address of a record names; raises `NotFound` for an address of none."""
        segment = record.removeprefix(self.record_base).partition("/")[0]
        if not record.startswith(self.record_base) or segment not in self.model.by_segment:
            raise NotFound(f"{record[:200]} is no address of a record here.")
        return self.model.by_segment[segment]

    def _named(self, submission: Submission, who: Person = ANONYMOUS) -> Submission:
        minter = Minter(self.store, self.record_base, author=who.iri)
        return named(submission, self.model, minter, self.record_base)

    def _one(
        self, submission: Submission, action: Action, base: int | None, sending: Sending, record: str | None = None
    ) -> Proposal:
        proposals = proposals_of(submission, action, base=base, message=sending.message)
        if len(proposals) != 1:
            raise InvalidArgument(f"{len(proposals)} records were sent; send each by itself, or import them together.")
        if record is not None and proposals[0].record != record:
            raise InvalidArgument(f"What was sent is about {proposals[0].record}, and not about {record}.")
        return proposals[0]

    def _as_of(self, record: str, base: int | None) -> list[Triple]:
        """The record as its editor saw it; without a base, as it is, for the answer to say that a base is missing."""
        found = record_triples(self.store, record) if base is None else self.history.record_at(record, base)
        if found:
            return found
        standing = self.history.standing(record)
        if standing.kind == "withdrawn":
            raise RecordWithdrawn(record, standing.revision, standing.time, standing.reason)
        if standing.kind == "published" and base is not None:
            raise EditConflict(record, base, standing.revision, as_data(ThreeWay((), None)), made=True)
        raise NotFound(f"There is no record {record}.")

    def _send(self, who: Person, proposal: Proposal, sending: Sending) -> Outcome:
        if sending.merge:
            proposal = replace(proposal, merge=True)
        match sending.goal:
            case Goal.DRAFT:
                return self.contributions.save(who, proposal, submission=sending.submission, key=sending.key)
            case Goal.PUBLISHED if sending.submission is None:
                return self.contributions.publish(who, proposal, key=sending.key)
            case Goal.PUBLISHED:
                raise NotAllowed("A submission is published by a reviewer's decision.")
            case _:
                return self.contributions.submit(who, proposal, submission=sending.submission, key=sending.key)
