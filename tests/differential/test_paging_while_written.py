"""A list is read from end to end while records are added, changed and withdrawn; `bench.ledger` says what must hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bench.ledger import Ledger
from bench.paging import walk
from registry.index.building import Recipe
from registry.index.filters import EVERYTHING, Order
from registry.index.following import Index
from registry.index.snapshot import Snapshot
from registry.namespaces import RECORDS
from registry.rdf.terms import Literal, Triple, text
from registry.services.find import Listing, PageLimits
from registry.services.indexed import IndexFinder
from registry.store.oxigraph import EmbeddedStore
from tests.contract.changes import change
from tests.effort import examples
from tests.registries import UNSHRUNK, fully_used
from tests.unit.index.small import MODEL, about, iri

SMALL = fully_used(MODEL)
MISSIONS = 2_000
PAGE = 60
LIMITS = PageLimits(usual=PAGE, largest=200)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "withdraw", "retitle", "date", "acronym"]),
        st.integers(0, MISSIONS * 2),
        st.sampled_from(["", "a", "m", "Mission", "zz"]),
    ),
    max_size=3,
)


@dataclass(frozen=True)
class Mission:
    """What a mission says in these tests."""

    number: int
    title: str | None
    date: str | None
    acronym: str = ""

    @property
    def iri(self) -> str:
        return iri("mission", f"m-{self.number:05}")

    def statements(self) -> set[Triple]:
        values = {"acronym": [Literal(self.acronym)]}
        values |= {} if self.title is None else {"title": [text(self.title, "en")]}
        values |= {} if self.date is None else {"startDate": [Literal(self.date)]}
        return set(about(self.iri, "Mission", **values))

    def sorted_by(self, order: Order) -> str | None:
        return {"title": self.title, "startDate": self.date, None: ""}[order.field]


def at_first(number: int) -> Mission | None:
    """Every second number has no record yet; many titles and dates are the same, some are not there."""
    if number % 2:
        return None
    title = None if number % 7 == 0 else f"Mission {number % 90}"
    return Mission(number, title, None if number % 3 == 0 else f"{2000 + number % 40}")


def changed(old: Mission | None, number: int, what: str, word: str) -> Mission | None:
    """A mission after a change; some do nothing."""
    if what == "withdraw":
        return None
    if old is None:
        return Mission(number, f"{word} {number}", None) if what == "add" else None
    match what:
        case "retitle":
            return Mission(number, word or None, old.date, old.acronym)
        case "date":
            return Mission(number, old.title, str(1990 + len(word) * 10) if word else None, old.acronym)
        case _:
            return Mission(number, old.title, old.date, old.acronym + word)


class Registry:
    """An index that follows a store in memory, and the missions in both."""

    def __init__(self, store: EmbeddedStore, index: Index, ledger: Ledger, order: Order) -> None:
        self.finder = IndexFinder(SMALL, Snapshot(SMALL, index.engine, RECORDS, 1_000_000), LIMITS)
        self._store, self._index, self._ledger, self._order = store, index, ledger, order
        self._missions = {number: at_first(number) for number in range(MISSIONS * 2)}

    def write(self, steps: list[tuple[str, int, str]]) -> None:
        """Some changes, each a revision."""
        for what, number, word in steps:
            old = self._missions.get(number)
            new = changed(old, number, what, word)
            self._missions[number] = new
            if old == new:
                continue
            before, after = old.statements() if old else set(), new.statements() if new else set()
            self._store.write(change(self._store.head(), insert=after - before, delete=before - after))
            self.finder.refresh(self._index.catch_up())
            self._note(old, new)

    def _note(self, old: Mission | None, new: Mission | None) -> None:
        if old is not None and new is None:
            self._ledger.withdrawn(old.iri)
        elif new is not None:
            if old is None:
                self._ledger.added(new.iri)
            if self._order.field is not None and (
                old is None or old.sorted_by(self._order) != new.sorted_by(self._order)
            ):
                self._ledger.moved(new.iri)


@given(
    order=st.builds(Order, st.sampled_from([None, "title", "startDate"]), st.booleans()),
    backward=st.booleans(),
    size=st.integers(40, 150),
    writing=st.lists(STEPS, min_size=1, max_size=20),
)
@example(
    order=Order("title"),
    backward=False,
    size=PAGE,
    writing=[[("withdraw", n, ""), ("add", n + 1, "m")] for n in range(0, 999, 20)],
)
@settings(max_examples=examples(12), deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
def test_no_record_is_met_twice_and_none_that_stays_is_missed(
    order: Order, backward: bool, size: int, writing: list[list[tuple[str, int, str]]]
) -> None:
    missions = [mission for number in range(MISSIONS * 2) if (mission := at_first(number))]
    ledger = Ledger(mission.iri for mission in missions)
    with EmbeddedStore(None) as store:
        store.write(change(0, insert=[triple for mission in missions for triple in mission.statements()]))
        with Index.open(Recipe(SMALL, ("en",), RECORDS), store, None) as index:
            registry, steps = Registry(store, index, ledger, order), _again_and_again(writing)
            times = walk(
                registry.finder,
                Listing("Mission", EVERYTHING, order),
                size,
                ledger,
                lambda: registry.write(next(steps)),
                backward=backward,
            )

    assert len(times) > MISSIONS // size // 2
    assert ledger.broken() == []


def _again_and_again(writing: list[list[tuple[str, int, str]]]) -> Iterator[list[tuple[str, int, str]]]:
    """The same steps round and round, at other records each time."""
    turn = 0
    while True:
        for steps in writing:
            yield [(what, (number + turn * 37) % (MISSIONS * 2), word) for what, number, word in steps]
        turn += 1
