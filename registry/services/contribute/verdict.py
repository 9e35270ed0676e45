"""The verdict on proposals: is each good, what is missing, what is it like, and what would it break?

The same for every face. Several proposals are judged as one change: they see each other and not what they replace.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from registry.errors import Misuse
from registry.model.report import Finding, Report
from registry.namespaces import RECORDS
from registry.rdf.terms import Quad, Triple
from registry.services.contribute.breaking import Breaking
from registry.services.contribute.duplicates import Duplicates
from registry.services.contribute.likeness import Likeness
from registry.services.contribute.names import IndexedNames
from registry.services.contribute.proposal import Action, Proposal
from registry.services.find import Finder
from registry.store.port import Store
from registry.validation.completeness import each_record
from registry.validation.intake import submission_of
from registry.validation.joined import JoinedNeighbours
from registry.validation.neighbourhood import Neighbours
from registry.validation.overlaid import OverlaidNeighbours
from registry.validation.size import MOST_PARTS, hold_to_size
from registry.validation.stored import StoredRecords
from registry.validation.submission import Submission

# Whoever only speaks of verdicts need not wait for pySHACL and rdflib: see `registry.bootstrap`.
if TYPE_CHECKING:
    from registry.services.history import History
    from registry.validation.validator import Validator


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that is said of proposals before anything is done."""

    report: Report
    missing: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Of each record, what stands between it and its next completeness level."""
    duplicates: tuple[Likeness, ...] = ()
    """Records that a proposed one may be the same as."""
    broken: tuple[Finding, ...] = ()
    """Rules that other published records would break after the change, and do not break now."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What the records in `broken` are called."""
    more_depend: bool = False
    """Whether more records depend on the change than were judged for `broken`."""
    reads: frozenset[str] = frozenset()
    """The records (IRIs), there or not, on which the verdict rests beside those proposed."""
    rests_on_links: bool = False
    """Whether it also rests on who links to the proposed records."""

    @property
    def conforms(self) -> bool:
        """Whether all of it may be published."""
        return self.report.conforms and not self.broken

    def is_stale_after(self, touched: Collection[str]) -> bool:
        """Whether the verdict may be another one after changes of these records (IRIs)."""
        return bool(touched) and (self.rests_on_links or not self.reads.isdisjoint(touched))


class Judging:
    """Gives verdicts on what is proposed to the registry of a store."""

    def __init__(
        self,
        validator: "Validator",
        store: Store,
        finder: Finder | None = None,
        *,
        record_base: str = RECORDS,
        history: "History | None" = None,
        most_parts: int = MOST_PARTS,
    ) -> None:
        """Without a `finder` nothing is looked up by name: no duplicates are found. The `history` tells what a
        withdrawn record was, which is judged when it is to be restored."""
        self._validator = validator
        self._store = store
        self._finder = finder
        self._record_base = record_base
        self._history = history
        self._most_parts = most_parts
        self._breaking = Breaking(validator, store)

    def verdict(self, proposals: Sequence[Proposal]) -> Verdict:
        """The verdict on all proposals together. The number of store queries is bounded, whatever the registry's size.

        Raises `InputError` for statements without a record and for too many, and what stores raise.
        """
        gone = {proposal.record for proposal in proposals if proposal.action is Action.WITHDRAW}
        return self._judged(self._submission(proposals), gone)

    def of_submission(self, submission: Submission, beside: Neighbours | None = None) -> Verdict:
        """The verdict on an input that was read, as if each record in it were to be created or to replace the one
        with its IRI. It may link to what is known `beside` it, too."""
        return self._judged(submission, frozenset(), beside)

    def _submission(self, proposals: Sequence[Proposal]) -> Submission:
        remaining = [proposal for proposal in proposals if proposal.action is not Action.WITHDRAW]
        quads = [Quad(*triple) for proposal in remaining for triple in self._whole(proposal)]
        remarks = tuple(finding for proposal in proposals for finding in proposal.remarks)
        if not remaining:
            return Submission((), remarks)
        found = submission_of(quads, self._validator.model, self._record_base)
        strangers = {record.iri for record in found.records} ^ {proposal.record for proposal in remaining}
        if strangers:
            raise Misuse(f"A proposal is about one record, with a class of ours; that is not so of {min(strangers)}.")
        return Submission(found.records, tuple(dict.fromkeys((*remarks, *found.findings))), found.positions)

    def _whole(self, proposal: Proposal) -> Iterable[Triple]:
        if proposal.action is Action.RESTORE and not proposal.triples:
            return self._last_state(proposal.record)
        return proposal.triples

    def _last_state(self, record: str) -> Iterable[Triple]:
        if self._history is None:
            return ()
        return self._history.record_at(record, self._history.standing(record).revision - 1)

    def _judged(self, submission: Submission, gone: Collection[str], beside: Neighbours | None = None) -> Verdict:
        hold_to_size(submission.records, self._most_parts)
        finder = None if self._finder is None else self._finder.pinned()
        stored: Neighbours = StoredRecords(self._store)
        if finder is not None:
            stored = IndexedNames(stored, finder, self._validator.model)
        if beside is not None:
            stored = JoinedNeighbours(beside, stored)
        neighbours = OverlaidNeighbours(stored, gone) if gone else stored
        around = self._validator.around(submission, neighbours)
        report = self._validator.report(submission, around, neighbours)
        broken = self._breaking.of(submission, gone, stored)
        reads = self._validator.rests_on(submission, around)
        return Verdict(
            report,
            missing={record: state.missing for record, _, state in each_record(report)},
            duplicates=() if finder is None else Duplicates(finder).of(submission.records),
            broken=broken.findings,
            titles=broken.titles,
            more_depend=broken.more,
            reads=reads | broken.judged,
            rests_on_links=broken.looked,
        )
