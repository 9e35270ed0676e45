"""Comparisons of a registry that was written twice: before and after a country and its mission were withdrawn."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from registry.errors import UnknownSide
from registry.identity.person import Person, Role
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Triple
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import Comparison, ComparisonRequest, State
from registry.services.compare.desk import ComparisonDesk
from registry.services.compare.past import Past
from registry.services.compare.saved import SavedComparisons
from registry.services.history import History
from registry.services.indexed import IndexFinder
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange, Store
from tests.two_countries import LIMITS, RECORDS, statements

BASE = "https://w3id.org/mission-registry/id/"
TWO = ComparisonRequest(("SE", "ES"), ("challenge",))
FIRST, SECOND = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 4, 1, 9, tzinfo=UTC)
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
    return ComparisonDesk(comparing, Past(model, History(store, model), lambda: store.quads(PUBLISHED)))


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
