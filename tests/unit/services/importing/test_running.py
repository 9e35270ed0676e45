"""Runs that are stopped, killed or large: nothing lost, nothing doubled, and never more than a batch held."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from registry.bootstrap import Registry, importing_parts
from registry.errors import StoreUnreachable
from registry.identity.person import Person
from registry.model.report import Report
from registry.rdf.terms import Iri, Triple
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.proposal import Proposal
from registry.services.contribute.verdict import Verdict
from registry.services.importing.carrying import Carrier
from registry.services.importing.contributing import Contributing
from registry.services.importing.drafted import Drafted
from registry.services.importing.drafts import Draft
from registry.services.importing.ledger import Ledger
from registry.services.importing.opening import Order, open_run
from registry.services.importing.results import Mode, Result
from registry.services.importing.running import Run
from registry.services.revisions import Revision
from tests.unit.services.importing.desk import ADMIN, table

HEADER = ("title@en", "country")


class Breaking:
    """Contributions that break off after some batches were published, as a kill does."""

    def __init__(self, contributions: Contributing, batches: int) -> None:
        self._contributions = contributions
        self.left = batches

    def publish_many(self, who: Person, proposals: Sequence[Proposal], message: str) -> Sequence[Outcome]:
        outcomes = self._contributions.publish_many(who, proposals, message)
        self.left -= 1
        if self.left == 0:
            raise StoreUnreachable("The lights went out.")
        return outcomes

    def __getattr__(self, name: str) -> object:
        return getattr(self._contributions, name)


def test_a_killed_import_goes_on_where_it_was_and_doubles_nothing(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    rows = [{"title@en": f"Killed street {n}", "country": "SE" if n % 5 else "Nowhere"} for n in range(25)]
    path.write_text(table(HEADER, rows))
    before = registry.finder.total
    order, parts = Order("long.csv", "csv", Mode.PUBLISH, "Mission"), importing_parts(registry)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        broken = replace(parts, contributing=Breaking(parts.contributing, 2))  # type: ignore[arg-type]
        run = replace(open_run(path, order, ADMIN, broken, ledger, "killed"), batch=10)
        with pytest.raises(StoreUnreachable):
            run.go()
        assert ledger.last_row() == 11
    assert registry.finder.total == before + 16
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run = replace(open_run(path, order, ADMIN, parts, ledger, "killed"), batch=10)
        assert run.go()
        assert ledger.counts() == {Result.CREATED: 20, Result.REFUSED: 5}
        assert [each.number for each in ledger.results()] == list(range(2, 27))
    assert registry.finder.total == before + 20


def test_an_import_that_is_told_to_stop_does_so_between_two_batches(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "stopped.csv"
    path.write_text(table(HEADER, [{"title@en": f"Stopped street {n}", "country": "SE"} for n in range(6)]))
    order, parts = Order("stopped.csv", "csv", Mode.DRY_RUN, "Mission"), importing_parts(registry)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run = replace(open_run(path, order, ADMIN, parts, ledger, "stopped"), batch=2)
        assert not run.go(lambda: ledger.last_row() >= 3)
        assert ledger.last_row() == 3
        assert run.go()
        assert ledger.last_row() == 7


class Good:
    """Contributions to whom everything is good."""

    def publish_many(self, who: Person, proposals: Sequence[Proposal], message: str) -> Sequence[Outcome]:
        verdict = Verdict(Report((), ()))
        return [Outcome(None, None, proposal.record, 7, verdict) for proposal in proposals]

    def last_change(self, iris: object) -> Mapping[str, int]:
        return {}

    def revisions(self, record: str | None = None, *, first: int = 20, before: int | None = None) -> Sequence[Revision]:
        return ()


class Alive:
    """How many drafts are alive, and how many ever were at one time."""

    now = 0
    most = 0


class Kept(tuple[Triple, ...]):
    """Statements of a draft, counted for as long as anybody holds them."""

    alive: Alive

    @classmethod
    def counted(cls, triple: Triple, alive: Alive) -> "Kept":
        kept = cls((triple,))
        kept.alive = alive
        alive.now += 1
        alive.most = max(alive.most, alive.now)
        return kept

    def __del__(self) -> None:
        self.alive.now -= 1


@dataclass
class Counting:
    """A source of many drafts that counts how many of them are alive at one time."""

    rows: int
    alive: Alive = field(default_factory=Alive)

    def drafts(self, wanted: Callable[[int], bool], batch: int) -> Iterator[list[Draft]]:
        numbers = [number for number in range(2, self.rows + 2) if wanted(number)]
        for start in range(0, len(numbers), batch):
            yield [self._draft(number) for number in numbers[start : start + batch]]

    def _draft(self, number: int) -> Draft:
        triple = Triple(Iri(f"urn:x:{number}"), Iri("urn:p"), Iri("urn:o"))
        return Draft(number, "[]", f"urn:x:{number}", Kept.counted(triple, self.alive))

    def look_again(self) -> None:
        raise AssertionError("nothing waits")


def test_never_more_than_a_batch_or_two_is_held(tmp_path: Path) -> None:
    source, good = Counting(2_000), Good()
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        carrier = Carrier("j", "file", ADMIN, Mode.PUBLISH, good, good, Drafted(good, ADMIN), ledger.brings, 1)  # type: ignore[arg-type]
        assert Run(source, ledger, carrier, batch=50).go()
        assert ledger.counts() == {Result.CREATED: 2_000}
    assert source.alive.most <= 2 * 50
    assert source.alive.now == 0


def test_a_row_that_makes_too_large_a_record_is_refused_by_itself(tmp_path: Path) -> None:
    def draft(number: int, parts: int) -> Draft:
        name = f"urn:x:{number}"
        ends = ("", *(f"#part-{part}" for part in range(parts)))
        triples = tuple(Triple(Iri(name + end), Iri("urn:p"), Iri("urn:o")) for end in ends)
        return Draft(number, "[]", name, triples)

    good = Good()
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        drafted = Drafted(good, ADMIN)  # type: ignore[arg-type]
        carrier = Carrier("j", "file", ADMIN, Mode.PUBLISH, good, good, drafted, ledger.brings, 1, most_parts=2)  # type: ignore[arg-type]
        results = carrier.carried_out([draft(2, 2), draft(3, 3)])
        alone = carrier.carried_out([draft(4, 3)])
    assert [each.result for each in (*results, *alone)] == [Result.CREATED, Result.REFUSED, Result.REFUSED]
    assert "has 3 parts; the limit is 2." in str(results[1].findings)
