"""Comparisons of the past: what changed since laid over what is, and what became otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from registry.errors import InvalidArgument
from registry.index.filters import AllOf, AnyOf, Linked, Not, OneOf, Quantifier, Stated
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Quad, Triple
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import ComparisonRequest, Count
from registry.services.compare.desk import ComparisonDesk
from registry.services.compare.past import Past, is_local
from registry.services.indexed import IndexFinder
from tests.two_countries import PREFIXES, RECORDS, statements

BASE = "https://w3id.org/mission-registry/id/"
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
TWO = ComparisonRequest(("SE", "ES"), ("challenge",))
MOVED = f"""{PREFIXES}
<mission/mobility> a mr:Mission ; mr:title "Moving"@en ; mr:country <place/sweden> ; mr:challenge <challenge/mobility> .
<mission/gone> a mr:Mission ; mr:title "Gone"@en ; mr:country <place/spain> ; mr:challenge <challenge/food> .
<challenge/food> a mr:Challenge ; mr:title "Meals"@en .
"""


class Written:
    """A history in which one mission was Spain's before, one is gone, and one came."""

    def changed_since(self, revision: int) -> Mapping[str, list[Triple]]:
        then: dict[str, list[Triple]] = {f"{BASE}mission/quiet": []}
        for triple in statements(MOVED):
            assert isinstance(triple.subject, Iri)
            then.setdefault(triple.subject.value, []).append(triple)  # type: ignore[arg-type]
        return then if revision == 3 else {}

    def revision_at(self, when: datetime) -> int:
        if when < self.time:
            return 0
        return 3 if when < datetime(2026, 1, 2, tzinfo=UTC) else 7

    def revision(self, number: int) -> "Written | None":
        return self if number in (1, 7) else None

    time = datetime(2025, 12, 31, 8, tzinfo=UTC)


@pytest.fixture
def desk(comparing: Comparing, model: Model) -> ComparisonDesk:
    quads = [Quad(t.subject, t.predicate, t.object, Iri(PUBLISHED)) for t in statements(RECORDS)]
    return ComparisonDesk(comparing, Past(model, Written(), lambda: quads, now=lambda: NOW))


@pytest.mark.parametrize("moment", ["3", "2026-01-01", "2026-01-01T12:00:00Z", "2026-01-01T12:00:00"])
def test_a_comparison_is_of_the_moment_that_is_asked(desk: ComparisonDesk, finder: IndexFinder, moment: str) -> None:
    answer = desk.compare(finder, TWO, as_of=moment)
    assert (answer.revision, answer.newest, answer.request.as_of) == (3, 7, 3)
    assert [(row.heading.label, [cell.count for cell in row.cells[0]]) for row in answer.rows] == [
        ("Meals", [1, 1]),
        ("Mobility", [2, 0]),
    ]
    assert answer.rows[0].cells[0][1].records == (f"{BASE}mission/gone",)
    assert answer.notes[-1] == "As the registry stood at revision 3; the newest is 7."
    assert desk.compare(finder, TWO).revision == 7


@pytest.mark.parametrize(
    ("where", "total"),
    [
        (OneOf("country", (f"{BASE}place/spain",)), 1),
        (AllOf((Stated("title"), Not(OneOf("country", (f"{BASE}place/spain",))))), 3),
        (Linked("country", Quantifier.SOME, OneOf("isoCode", ("ES",))), 1),
        (Linked("challenges", Quantifier.SOME, Stated("summary", stated=False)), 4),
        (Linked("participations", Quantifier.SOME, Stated("function")), 1),
        (AnyOf((Stated("instruments"),)), 1),
    ],
)
def test_filters_hold_as_they_held_then(desk: ComparisonDesk, finder: IndexFinder, where: AllOf, total: int) -> None:
    request = ComparisonRequest(("SE", "ES"), ("challenge",), where=where, where_text="{}")
    for _ in range(2):  # a second time from what was kept
        assert desk.compare(finder, request, as_of="3").total == Count(total)


def test_only_what_looks_at_other_records_needs_all_of_them(model: Model) -> None:
    part = Linked("targets", Quantifier.SOME, Linked("responsible", Quantifier.SOME, Stated("title")))
    assert is_local(model, "Mission", Linked("targets", Quantifier.SOME, Stated("value")))
    assert not is_local(model, "Mission", part)
    assert not is_local(model, "Mission", Stated("instruments"))


@pytest.mark.parametrize("moment", ["2025-12-30", "2025-12-31T07:59:59Z", "2025-12-31T09:59:59+02:00", "0001-01-01"])
def test_before_the_first_revision_there_is_nothing_to_ask(
    desk: ComparisonDesk, finder: IndexFinder, moment: str
) -> None:
    with pytest.raises(InvalidArgument, match=r"no revision at or before .*; the first is of 2025-12-31T08:00:00Z"):
        desk.compare(finder, TWO, as_of=moment)


@pytest.mark.parametrize("moment", ["2099-01-01", "2026-02-01", "2026-01-31T12:06Z", "2026-01-31T14:06", "9999-12-31"])
def test_what_is_to_come_is_refused_with_what_is_newest(desk: ComparisonDesk, finder: IndexFinder, moment: str) -> None:
    with pytest.raises(InvalidArgument, match=r"is to come; the newest revision is 7, of 2025-12-31T08:00:00Z\.$"):
        desk.compare(finder, TWO, as_of=moment)


@pytest.mark.parametrize("moment", ["2026-01-31", "2026-01-31T12:00Z", "2026-01-31T12:04Z", "2026-01-31T13:00+01:00"])
def test_today_and_now_are_the_newest_revision(desk: ComparisonDesk, finder: IndexFinder, moment: str) -> None:
    assert desk.compare(finder, TWO, as_of=moment).revision == 7


def test_a_number_that_no_revision_has_is_told_whole(desk: ComparisonDesk, finder: IndexFinder) -> None:
    many = "9" * 23
    with pytest.raises(InvalidArgument, match=rf"^There is no revision {many}; the newest is 7\.$"):
        desk.compare(finder, TWO, as_of=many)
    assert desk.compare(finder, TWO, as_of="0" * 20 + "7").revision == 7


def test_what_is_to_last_names_no_newer_revision(desk: ComparisonDesk, finder: IndexFinder) -> None:
    kept = desk.compare(finder, TWO, as_of="3", lasting=True)
    assert (kept.revision, kept.newest) == (3, 3)
    assert not any("newest" in note for note in kept.notes)


def test_a_day_on_which_nothing_hangs_is_refused(desk: ComparisonDesk, finder: IndexFinder) -> None:
    asked = replace(TWO, day=NOW.date())
    two = replace(asked, by=("challenge", "moipType"))
    for ask, request in ((desk.compare, asked), (desk.overlaps, asked), (desk.similarity, asked), (desk.gaps, two)):
        with pytest.raises(InvalidArgument, match=r"and challenge( and moipType)? does not hang on it"):
            ask(finder, request)
    with pytest.raises(InvalidArgument, match="compare by status"):
        desk.change(finder, asked, "3")
    assert desk.compare(finder, replace(asked, by=("status",))).request.day == NOW.date()


def test_a_plus_that_an_address_made_a_space_is_read(desk: ComparisonDesk, finder: IndexFinder) -> None:
    assert desk.compare(finder, TWO, as_of="2026-01-02T00:30:00 01:00").revision == 3
    assert desk.compare(finder, TWO, as_of="2026-01-02T00:30:00+01:00").revision == 3


def test_what_lists_records_lists_those_of_then(desk: ComparisonDesk, finder: IndexFinder) -> None:
    assert desk.finder_at(finder, 7) is finder
    assert desk.finder_at(finder, 3).record(f"{BASE}mission/gone") is not None


@pytest.mark.parametrize("moment", ["8", "yesterday", "2026-13-01", "99999999999999", "", "2026-02", "9" * 4300])
def test_a_moment_that_is_to_come_or_none_is_refused(desk: ComparisonDesk, finder: IndexFinder, moment: str) -> None:
    with pytest.raises(InvalidArgument):
        desk.compare(finder, TWO, as_of=moment)


def test_what_became_otherwise_is_told_cell_by_cell(desk: ComparisonDesk, finder: IndexFinder) -> None:
    found = desk.change(finder, TWO, "3")
    assert (found.before.revision, found.after.revision) == (3, 7)
    told = [(c.row.label, found.after.sides[c.side].code, c.before.count, c.after.count) for c in found.cells]
    assert told == [("Mobility", "SE", 2, 1), ("Mobility", "ES", 0, 1), ("Food", "ES", 1, 1)]
    assert [(c.before.state, c.after.state) for c in found.cells][-1] == ("present", "absent")
    assert desk.change(finder, TWO, "7").notes == ("Nothing changed between revision 7 and revision 7.",)


def test_one_record_of_the_past_is_read_as_it_was(desk: ComparisonDesk, finder: IndexFinder) -> None:
    assert desk.past is not None
    then = desk.past.at(finder, 3)
    assert then.record(f"{BASE}mission/quiet") is None
    assert then.record(f"{BASE}mission/streets") == finder.record(f"{BASE}mission/streets")
    assert then.work.lookups > 0


def test_an_index_of_the_past_is_kept_but_not_many(desk: ComparisonDesk, finder: IndexFinder) -> None:
    where = Linked("country", Quantifier.SOME, Stated("isoCode"))
    request = ComparisonRequest(("SE", "ES"), ("challenge",), where=where, where_text="{}")
    totals = [desk.compare(finder, request, as_of=str(revision)).total for revision in (3, 4, 5, 6, 3)]
    assert totals == [Count(3), Count(3), Count(3), Count(3), Count(3)]
