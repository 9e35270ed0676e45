"""Dumps are made once, kept while they are true, and dropped for room."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest

from registry.errors import DumpNotReady, StaleRevision, StoreUnreachable
from registry.model.reader import read_model
from registry.namespaces import PUBLISHED, SUBMISSIONS
from registry.services.dumps.keeping import Dumps
from registry.services.dumps.kinds import DUMP_FORMS, N_QUADS, Dump
from registry.services.dumps.making import SnapshotMaker, StoreMaker, open_dumps
from registry.store.oxigraph import EmbeddedStore
from registry.store.sparql.snapshots import Snapshots
from tests.contract.changes import change, triple

ALL = Dump("all", N_QUADS)


@dataclass
class FakeMaker:
    """Writes a thousand bytes; revisions that are odd changed no record."""

    head: int = 2
    made: list[str] = field(default_factory=list)
    failure: Exception | None = None
    may_go_on: Event = field(default_factory=Event)
    closed: bool = False

    def __post_init__(self) -> None:
        self.may_go_on.set()

    def revision(self) -> int:
        return self.head

    def is_same(self, one: int, other: int) -> bool:
        return one // 2 == other // 2

    def make(self, dump: Dump, country: str | None, path: Path) -> int:
        self.may_go_on.wait(10)
        self.made.append(dump.name)
        path.write_bytes(b"x" * 1_000)
        if self.failure:
            raise self.failure
        return self.head

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def maker() -> FakeMaker:
    return FakeMaker()


@pytest.fixture
def dumps_of(maker: FakeMaker, tmp_path: Path) -> Iterator[Callable[..., Dumps]]:
    opened: list[Dumps] = []

    def make(most: int = 1_000_000, patience: float = 10) -> Dumps:
        opened.append(Dumps(maker, tmp_path / "dumps", most, patience))
        return opened[-1]

    yield make
    maker.may_go_on.set()
    for each in opened:
        each.close()
    assert maker.closed


def test_a_dump_is_made_once_and_again_when_a_record_changed(maker: FakeMaker, dumps_of: Callable[..., Dumps]) -> None:
    dumps = dumps_of()
    first = dumps.get(ALL, None)
    maker.head = 3  # a draft was saved
    assert dumps.get(ALL, None) == first
    assert dumps.present() == {ALL: first}
    maker.head = 4
    assert dumps.present() == {}
    assert dumps.get(ALL, None).revision == 4
    assert maker.made == ["all.nq.gz"] * 2
    assert (first.size, len(first.sha256)) == (1_000, 64)


def test_everybody_waits_for_the_same_one(maker: FakeMaker, dumps_of: Callable[..., Dumps]) -> None:
    dumps, found = dumps_of(), []
    maker.may_go_on.clear()
    threads = [Thread(target=lambda: found.append(dumps.get(ALL, None))) for _ in range(3)]
    for thread in threads:
        thread.start()
    maker.may_go_on.set()
    for thread in threads:
        thread.join()
    assert len(set(found)) == len(maker.made) == 1


def test_who_waits_too_long_is_told_to_come_back_and_then_gets_it(
    maker: FakeMaker, dumps_of: Callable[..., Dumps]
) -> None:
    dumps = dumps_of(patience=0.01)
    maker.may_go_on.clear()
    with pytest.raises(DumpNotReady, match=r"all\.nq\.gz"):
        dumps.get(ALL, None)
    maker.may_go_on.set()
    while not dumps.present():
        pass
    assert dumps.get(ALL, None).size == 1_000
    assert len(maker.made) == 1


def test_a_failure_is_told_leaves_nothing_behind_and_is_tried_again(
    maker: FakeMaker, dumps_of: Callable[..., Dumps], tmp_path: Path
) -> None:
    dumps = dumps_of()
    maker.failure = StoreUnreachable("gone")
    with pytest.raises(StoreUnreachable):
        dumps.get(ALL, None)
    assert list((tmp_path / "dumps").iterdir()) == []
    maker.failure = None
    assert dumps.get(ALL, None).size == 1_000


def test_the_least_used_goes_when_there_is_no_room_and_leftovers_at_the_start(
    maker: FakeMaker, dumps_of: Callable[..., Dumps], tmp_path: Path
) -> None:
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "1-all.nq.gz").write_bytes(b"of another process")
    dumps = dumps_of(most=2_500)
    made = [dumps.get(Dump("all", form), None) for form in DUMP_FORMS[:2]]
    assert made[0].path.read_bytes() == b"x" * 1_000
    dumps.get(made[0].dump, None)
    dumps.get(Dump("se", N_QUADS), "urn:se")
    assert set(dumps.present()) == {made[0].dump, Dump("se", N_QUADS)}
    assert made[1].path.exists()  # for a while, as somebody may be about to open it


def test_a_dump_of_an_embedded_store_is_made_by_a_process_from_one_revision(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as store:
        store.write(change(0, [triple("a", "p", "published")]))
        maker = SnapshotMaker(store, Snapshots(store, tmp_path / "snapshots"))
        revision = maker.make(ALL, None, tmp_path / "out")
        assert (revision, maker.revision()) == (1, 1)
        store.write(change(1, [triple("b", "p", "a draft")], graph=SUBMISSIONS))
        assert maker.is_same(1, 2)
        store.write(change(2, [triple("c", "p", "new")]))
        assert not maker.is_same(1, 3)
        maker.source.give_back(maker.source.take())
        assert [path.name for path in (tmp_path / "snapshots").iterdir()] == ["3-2"]
        with pytest.raises(StoreUnreachable, match="ended with 1"):
            maker.make(ALL, None, tmp_path / "no" / "such" / "folder")
        maker.close()


class WrittenMeanwhile(EmbeddedStore):
    """Somebody writes each time that the records are read."""

    writes = 0

    def quads(self, graph: str):  # type: ignore[no-untyped-def]
        if graph == PUBLISHED and self.writes:
            type(self).writes -= 1
            self.write(change(self.head(), [triple(f"x{self.head()}", "p", "more")]))
        return super().quads(graph)


@pytest.mark.parametrize(("writes", "fails"), [(1, False), (9, True)])
def test_a_dump_of_a_server_is_made_anew_when_somebody_wrote_meanwhile(
    tmp_path: Path, writes: int, fails: bool
) -> None:
    with WrittenMeanwhile(None) as store:
        store.write(change(0, [triple("a", "p", "published")]))
        WrittenMeanwhile.writes = writes
        maker = StoreMaker(store, read_model())
        if fails:
            with pytest.raises(StaleRevision):
                maker.make(ALL, None, tmp_path / "out")
        else:
            assert maker.make(ALL, None, tmp_path / "out") == 2
        WrittenMeanwhile.writes = 0
        opened = open_dumps(store, read_model(), None, tmp_path, 1)
        assert opened.get(ALL, None).revision == store.head()
        opened.close()
