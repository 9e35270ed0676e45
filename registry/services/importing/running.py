"""An import from its first row to its last: batches, passes, and a result for every row that is on the disk before the
next batch begins.

A row that names what no record bears yet waits and is tried again after the others, as long as that brings any further.
A run that was stopped or killed goes on where its ledger ends; the batch that was under way is done again, and what of
it had landed is found to be there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from registry.services.importing.carrying import Carrier
from registry.services.importing.drafts import Draft
from registry.services.importing.ledger import Ledger
from registry.services.importing.results import Result

BATCH: Final = 200
"""Rows that are read, judged and published at once, and all that is held of a file."""
MOST_PASSES: Final = 20


class Source(Protocol):
    """A file whose rows can be read again from the start, as drafts."""

    def drafts(self, wanted: Callable[[int], bool], batch: int) -> Iterator[list[Draft]]:
        """The rows whose numbers are wanted, in batches; each is composed when it is asked for."""
        ...

    def look_again(self) -> None:
        """Names that were not found may be there now."""
        ...


@dataclass
class Run:
    """One import at work. `ledger.said()` has its `start`, the revision at which it began."""

    source: Source
    ledger: Ledger
    carrier: Carrier
    rows_add_up: bool = False
    """Whether several rows may speak of one record, each adding to it."""
    batch: int = BATCH

    def go(self, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Does what is left to do; False when it was told to stop, which it does between two batches.

        Raises what carrying out raises, and `InputError` for a file that cannot be read on; results until then stay.
        """
        self.carrier.look_back()
        in_pass = int(self.ledger.said().get("pass", 1))
        while in_pass <= MOST_PASSES:
            landed = self._landed()
            if not self._pass(in_pass, stopped):
                return False
            if not self.ledger.counts().get(Result.WAITING) or (in_pass > 1 and self._landed() == landed):
                break
            in_pass += 1
            self.ledger.note(**{"pass": in_pass})
            self.source.look_again()
        self.ledger.give_up_waiting()
        return True

    def _landed(self) -> int:
        return sum(n for each, n in self.ledger.counts().items() if each not in (Result.WAITING, Result.REFUSED))

    def _pass(self, in_pass: int, stopped: Callable[[], bool]) -> bool:
        for drafts in self.source.drafts(self._wanted(in_pass), self.batch):
            if stopped():
                return False
            results = self.carrier.carried_out(self._each_once(drafts))
            self.ledger.keep(results, in_pass, revisions=sorted(self.carrier.own))
        return not stopped()

    def _wanted(self, in_pass: int) -> Callable[[int], bool]:
        """The rows that a pass is about: in the first all that have no result, later those that wait."""
        if in_pass == 1:
            done = self.ledger.last_row()
            return lambda number: number > done
        waiting = self.ledger.waiting(in_pass)
        ahead: list[int] = []

        def wanted(number: int) -> bool:
            while not ahead or ahead[0] < number:
                following = next(waiting, None)
                if following is None:
                    return False
                ahead[:] = [following]
            return ahead[0] == number

        return wanted

    def _each_once(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts, those of a record that an earlier row is already marked as such."""
        before: dict[str, int] = {}
        if not self.rows_add_up:
            before |= self.ledger.rows_of({draft.record for draft in drafts if draft.record})
        return list(self._marked(drafts, before))

    def _marked(self, drafts: Sequence[Draft], before: Mapping[str, int]) -> Iterator[Draft]:
        rows = dict(before)
        for draft in drafts:
            first = rows.setdefault(draft.record, draft.number) if draft.record else draft.number
            yield draft if first == draft.number else draft.doubling(first)
