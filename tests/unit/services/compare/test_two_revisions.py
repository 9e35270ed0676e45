"""Comparisons of a registry that was written twice: before and after a country and its mission were withdrawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from registry.errors import NotComparable, UnknownSide
from registry.identity.person import Person, Role
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Triple
from registry.services.compare.compare import MOST_ROWS, Comparing
from registry.services.compare.comparison import Comparison, ComparisonRequest, State
from registry.services.compare.desk import ComparisonDesk
from registry.services.compare.past import Past
from registry.services.compare.saved import SavedComparisons
from registry.services.history import History
from registry.services.indexed import IndexFinder
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange, Store
from tests.two_countries import LIMITS, PREFIXES, RECORDS, statements

BASE = "https://w3id.org/mission-registry/id/"
TWO = ComparisonRequest(("SE", "ES"), ("challenge",))
FIRST, SECOND = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 4, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 5, 1, tzinfo=UTC)
WITHDRAWN = ("place/spain", "mission/mobility")


def of(triple: Triple, records: tuple[str, ...]) -> bool:
    assert isinstance(triple.subject, Iri)
    return triple.subject.value.partition("#")[0].removeprefix(BASE) in records


@pytest.fixture
def store() -> Iterator[Store]:
    """All records in the first revision, Spain and one of its missions withdrawn in the second."""
    whole = tuple(each for each in statements(RECORDS) if isinstance(each, Triple))
    gone = tuple(each for each in whole if of(each, WITHDRAWN))
    with EmbeddedStore(None) as opened:
        opened.write(Change(0, "All", FIRST, (GraphChange(PUBLISHED, insert=whole),)))
        opened.write(Change(1, "Spain is withdrawn", SECOND, (GraphChange(PUBLISHED, delete=gone),)))
        yield opened


@pytest.fixture
def desk(store: Store, model: Model, comparing: Comparing) -> ComparisonDesk:
    return ComparisonDesk(
        comparing, Past(model, History(store, model), lambda: store.quads(PUBLISHED), now=lambda: LATER)
    )


@pytest.fixture
def finder(store: Store, model: Model) -> IndexFinder:
    return IndexFinder.over(model, (quad.triple for quad in store.quads(PUBLISHED)), store.head(), LIMITS)


def told(comparison: Comparison) -> list[tuple[str, list[int]]]:
    return [(row.heading.label, [cell.count for cell in row.cells[0]]) for row in comparison.rows]


@pytest.mark.parametrize(
    "moment", ["1", "2026-03-01", "2026-03-31", "2026-04-01T10:59:59+02:00", "2026-04-01T08:59:59"]
)
def test_the_countries_are_there_as_long_as_they_were(desk: ComparisonDesk, finder: IndexFinder, moment: str) -> None:
    assert told(desk.compare(finder, TWO, moment)) == [("Mobility", [1, 1]), ("Food", [1, 1])]
    with pytest.raises(UnknownSide):
        desk.compare(finder, TWO, "2026-04-01")


def test_a_change_between_two_dates_tells_what_went(desk: ComparisonDesk, finder: IndexFinder) -> None:
    asked = ComparisonRequest(("SE", "mission/mobility", "mission/streets"), ("challenge",))
    backwards = desk.change(finder, asked, "2026-04-01", "2026-03-01")
    (change,) = backwards.cells
    assert (change.row.label, change.side, change.before.state, change.after.state) == (
        "Mobility",
        1,
        State.NOT_STATED,
        State.PRESENT,
    )
    same = desk.change(finder, ComparisonRequest(("SE", "Nordic"), ("challenge",)), "2026-03-01", "2026-04-02")
    assert same.cells == ()
    assert same.notes == ("Nothing changed between revision 1 and revision 2.",)


SWAPPED = """
@prefix mr: <https://w3id.org/mission-registry/def/> .
@base <https://w3id.org/mission-registry/id/> .
<mission/trams> a mr:Mission ; mr:title "Trams"@en ; mr:country <place/sweden> ; mr:challenge <challenge/mobility> .
"""


@pytest.fixture
def swapped(store: Store, model: Model) -> IndexFinder:
    """A third revision that withdraws one of Sweden's two missions and publishes another on the same challenge."""
    gone = tuple(quad.triple for quad in store.quads(PUBLISHED) if of(quad.triple, ("mission/streets",)))
    new = tuple(each for each in statements(SWAPPED) if isinstance(each, Triple))
    store.write(Change(2, "One for another", SECOND, (GraphChange(PUBLISHED, insert=new, delete=gone),)))
    return IndexFinder.over(model, (quad.triple for quad in store.quads(PUBLISHED)), store.head(), LIMITS)


def test_a_cell_changes_when_its_records_are_others_though_as_many(desk: ComparisonDesk, swapped: IndexFinder) -> None:
    asked = ComparisonRequest(("SE", "Nordic"), ("challenge",))
    found = desk.change(swapped, asked, "2")
    assert [(each.row.label, each.side, each.before.count, each.after.count) for each in found.cells] == [
        ("Mobility", 0, 1, 1),
        ("Mobility", 1, 1, 1),
    ]
    change = found.cells[0]
    assert (change.came, change.came_count) == ((f"{BASE}mission/trams",), 1)
    assert (change.went, change.went_count) == ((f"{BASE}mission/streets",), 1)
    assert (found.labels[change.came[0]], found.labels[change.went[0]]) == ("Trams", "Streets")
    assert found.notes == ()
    unnamed = desk.change(swapped, replace(asked, evidence=0), "2").cells[0]
    assert (unnamed.came, unnamed.came_count) == ((), 1)


def test_before_anything_was_on_record_all_is_new_and_backwards_all_is_gone(
    desk: ComparisonDesk, finder: IndexFinder
) -> None:
    asked = ComparisonRequest(("SE", "Nordic"), ("challenge",))
    new, gone = desk.change(finder, asked, "0", "1"), desk.change(finder, asked, "1", "0")
    assert [(c.row.label, c.side, c.came_count) for c in new.cells] == [
        ("Food", 0, 1),
        ("Food", 1, 1),
        ("Mobility", 0, 1),
        ("Mobility", 1, 1),
    ]
    assert new.notes == ("At revision 0 nothing of these sides was on record: all that is there is new.",)
    assert [(c.row.label, c.side, c.went_count) for c in gone.cells] == [
        (c.row.label, c.side, c.came_count) for c in new.cells
    ]
    assert gone.notes == ("At revision 0 nothing of these sides is on record: all that was there is gone.",)
    assert [side.label for side in gone.after.sides] == ["Sweden", "Nordic countries"]
    with pytest.raises(NotComparable):
        desk.change(finder, asked, "0", "0")


def test_rows_beyond_those_compared_are_neither_gone_nor_called_unchanged(
    store: Store, desk: ComparisonDesk, model: Model
) -> None:
    many = "".join(
        f"""<challenge/c{n}> a mr:Challenge ; mr:title "C"@en .
        <mission/c{n}> a mr:Mission ; mr:title "C"@en ; mr:country <place/sweden> ; mr:challenge <challenge/c{n}> ."""
        for n in range(MOST_ROWS)
    )
    new = tuple(each for each in statements(PREFIXES + many) if isinstance(each, Triple))
    store.write(Change(2, "Many", SECOND, (GraphChange(PUBLISHED, insert=new),)))
    finder = IndexFinder.over(model, (quad.triple for quad in store.quads(PUBLISHED)), store.head(), LIMITS)
    asked = ComparisonRequest(("SE", "Nordic"), ("challenge",), evidence=0)
    found = desk.change(finder, asked, "2")
    cut = f"Of revision 3 the first {MOST_ROWS} of {MOST_ROWS + 2} rows are compared."
    assert found.notes == (cut,)
    # Food and mobility did not change, and stand behind the others now.
    assert {each.row.label for each in found.cells} == {"C"}
    same = desk.change(finder, asked, "3")
    nothing = "Nothing changed between revision 3 and revision 3 in the cells that are compared."
    assert same.notes == (nothing, cut)


def test_a_saved_comparison_stays_when_its_countries_are_withdrawn(
    store: Store, desk: ComparisonDesk, finder: IndexFinder
) -> None:
    anna = Person("https://w3id.org/mission-registry/person/anna", "Anna", frozenset({Role.CONTRIBUTOR}))
    saved = SavedComparisons(store)
    kept = saved.save(anna, "Two", desk.compare(finder, TWO, "1"), SECOND)
    later = IndexFinder.over(
        desk.comparing.model, (quad.triple for quad in store.quads(PUBLISHED)), store.head(), LIMITS
    )
    assert "asOf=1&" in saved.find(kept.slug).permalink
    again = desk.compare(later, TWO, "1")
    assert (told(again), again.newest) == ([("Mobility", [1, 1]), ("Food", [1, 1])], 3)
    assert again.permalink == kept.permalink
