"""What is counted in a cell: the things that have the row's value, and silence as silence, on one page of records."""

from decimal import Decimal

import pytest

from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import Amounts, Comparison, ComparisonRequest, Count, Measure, State, Targets
from registry.services.compare.overlaps import gaps, overlaps
from registry.services.indexed import IndexFinder
from tests.two_countries import LIMITS, PREFIXES, statements

BASE = "https://w3id.org/mission-registry/id/"
RECORDS = (
    PREFIXES
    + """
@prefix kind-of: <https://w3id.org/mission-registry/code/actor-kind/> .
@prefix criterion: <https://w3id.org/mission-registry/code/criterion/> .
@prefix verdict: <https://w3id.org/mission-registry/code/verdict/> .
<place/sweden> a mr:Place ; mr:title "Sweden"@en ; mr:isoCode "SE" ; mr:placeKind kind:country .
<place/spain> a mr:Place ; mr:title "Spain"@en ; mr:isoCode "ES" ; mr:placeKind kind:country .
<challenge/food> a mr:Challenge ; mr:title "Food"@en .
<source/page> a mr:Source ; mr:title "The page"@en ; mr:sourceKind skind:agency-page .
<actor/ministry> a mr:Actor ; mr:title "Ministry"@en ; mr:helixRole role:government ; mr:actorKind kind-of:ministry .
<actor/agency> a mr:Actor ; mr:title "Agency"@en ; mr:helixRole role:government ; mr:actorKind kind-of:agency .
<actor/firm> a mr:Actor ; mr:title "Firm"@en ; mr:helixRole role:business ; mr:actorKind kind-of:company .
<actor/farmer> a mr:Actor ; mr:title "Farmer"@en ; mr:country <place/sweden> ; mr:barrierReport <actor/farmer#report> .
<actor/farmer#report> a mr:BarrierReport ; mr:barrier <barrier/silos> .
<barrier/silos> a mr:Barrier ; mr:title "Silos"@en .

<policy-initiative/plan> a mr:PolicyInitiative ; mr:title "Plan"@en ; mr:country <place/sweden> ;
  mr:lead <actor/ministry> ; mr:participation <policy-initiative/plan#firm> .
<policy-initiative/plan#firm> a mr:Participation ; mr:actor <actor/firm> ; mr:function function:participant .
<policy-initiative/leaderless> a mr:PolicyInitiative ; mr:title "Leaderless"@en ; mr:country <place/spain> ;
  mr:absence <policy-initiative/leaderless#absence> .
<policy-initiative/leaderless#absence> a mr:Absence ; mr:citedProperty mr:lead ; mr:absenceReason reason:not-set .

<mission/food> a mr:Mission ; mr:title "Good food"@en ; mr:country <place/sweden> ; mr:challenge <challenge/food> ;
  mr:deadline "2035" ; mr:target <mission/food#early>, <mission/food#late>, <mission/food#open> ;
  mr:participation <mission/food#ministry>, <mission/food#agency>, <mission/food#firm> ;
  mr:criterionAssessment <mission/food#clear> ; mr:citation <mission/food#citation> .
<mission/food#citation> a mr:Citation ; mr:citedProperty mr:title ; mr:source <source/page> .
<mission/food#clear> a mr:CriterionAssessment ; mr:criterion criterion:clear-targeted ; mr:verdict verdict:not-stated .
<mission/food#early> a mr:Target ; mr:indicator "a"@en ; mr:value 1 ; mr:unit "t" ; mr:deadline "2027-05" .
<mission/food#late> a mr:Target ; mr:indicator "b"@en ; mr:deadline "2031" .
<mission/food#open> a mr:Target ; mr:indicator "c"@en .
<mission/food#ministry> a mr:Participation ; mr:actor <actor/ministry> ; mr:function function:owner .
<mission/food#agency> a mr:Participation ; mr:actor <actor/agency> ; mr:function function:funder .
<mission/food#firm> a mr:Participation ; mr:actor <actor/firm> ; mr:function function:participant .
<mission/silent> a mr:Mission ; mr:title "Silent"@en ; mr:country <place/sweden> ; mr:challenge <challenge/food> .
<mission/vague> a mr:Mission ; mr:title "Vague"@en ; mr:country <place/spain> ; mr:challenge <challenge/food> ;
  mr:absence <mission/vague#no-target>, <mission/vague#nobody> .
<mission/vague#no-target> a mr:Absence ; mr:citedProperty mr:target ; mr:absenceReason reason:not-set .
<mission/vague#nobody> a mr:Absence ; mr:citedProperty mr:participation ; mr:absenceReason reason:unknown .

<instrument/whole> a mr:Instrument ; mr:title "Whole"@en ; mr:country <place/sweden> ; mr:mission <mission/food> ;
  mr:instrumentType type:PI007 ; mr:amount 100 ; mr:currency "SEK" ; mr:startDate "2021-03" ;
  mr:provider <actor/agency> ; mr:beneficiary <actor/firm> ;
  mr:citation <instrument/whole#type>, <instrument/whole#amount> .
<instrument/whole#type> a mr:Citation ; mr:citedProperty mr:instrumentType ; mr:source <source/page> .
<instrument/whole#amount> a mr:Citation ; mr:citedProperty mr:amount ; mr:source <source/page> .
<instrument/part> a mr:Instrument ; mr:title "Part"@en ; mr:country <place/sweden> ; mr:mission <mission/food> ;
  mr:instrumentType type:PI008 ; mr:amount 40 ; mr:currency "SEK" ; mr:startDate "2021" ;
  mr:citation <instrument/part#amount> .
<instrument/part#amount> a mr:Citation ; mr:citedProperty mr:amount ; mr:source <source/page> .
<instrument/quiet> a mr:Instrument ; mr:title "Quiet"@en ; mr:country <place/spain> ; mr:instrumentType type:PI008 .
"""
)


@pytest.fixture(scope="module")
def finder(comparing: Comparing) -> IndexFinder:
    return IndexFinder.over(comparing.model, statements(RECORDS), 3, LIMITS)


@pytest.fixture
def ask(comparing: Comparing, finder: IndexFinder) -> "Ask":
    return Ask(comparing, finder)


class Ask:
    """Compares Sweden and Spain."""

    def __init__(self, comparing: Comparing, finder: IndexFinder) -> None:
        self._comparing, self._finder = comparing, finder

    def __call__(
        self, *by: str, of: str | None = None, measure: Measure = Measure.RECORDS, evidence: int = 5
    ) -> Comparison:
        request = ComparisonRequest(("SE", "ES"), by, of, measure, evidence=evidence)
        return self._comparing.compare(self._finder, request)


def numbers(answer: Comparison, side: int = 0) -> dict[str, int]:
    """How many a side has, by row, and by column where there are some; only of what is present."""
    return {
        f"{row.heading.label} {column.label}".strip(): cells[side].value.number  # type: ignore[union-attr]
        for row in answer.rows
        for column, cells in zip(answer.columns, row.cells, strict=True)
        if cells[side].state is State.PRESENT
    }


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (("helixRole",), {"business": 1, "government": 2}),
        (("function",), {"owner": 1, "funder": 1, "participant": 1}),
        (("actorKind",), {"agency": 1, "company": 1, "ministry": 1}),
        (("actor",), {"Agency": 1, "Firm": 1, "Ministry": 1}),
        (
            ("helixRole", "actorKind"),
            {"business company": 1, "government agency": 1, "government ministry": 1},
        ),
        (("actorKind", "function"), {"agency funder": 1, "company participant": 1, "ministry owner": 1}),
        (("challenge",), {"Food": 3}),
        (("challenge", "helixRole"), {"Food business": 1, "Food government": 2}),
    ],
)
def test_actors_are_those_that_have_the_rows_value(ask: Ask, by: tuple[str, ...], expected: dict[str, int]) -> None:
    assert numbers(ask(*by, of="Mission", measure=Measure.ACTORS)) == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("actor", {"Firm": 1, "Ministry": 1}),
        ("helixRole", {"business": 1, "government": 1}),
        ("actorKind", {"company": 1, "ministry": 1}),
    ],
)
def test_the_lead_of_an_initiative_counts_by_actor_role_and_kind_alike(
    ask: Ask, by: str, expected: dict[str, int]
) -> None:
    for measure in (Measure.RECORDS, Measure.ACTORS):
        answer = ask(by, of="PolicyInitiative", measure=measure)
        assert numbers(answer) == expected
        assert "the lead of a policy initiative counts" in answer.dimensions[0].description.lower()


def test_the_role_of_the_lead_is_not_crossed_with_the_kind_of_a_participant(ask: Ask) -> None:
    answer = ask("helixRole", "actorKind", of="PolicyInitiative")
    assert numbers(answer) == {"business company": 1, "government ministry": 1}


def test_provider_and_beneficiary_count_by_kind_as_they_do_by_role(ask: Ask) -> None:
    assert numbers(ask("helixRole", of="Instrument")) == {"business": 1, "government": 1}
    assert numbers(ask("actorKind", of="Instrument")) == {"agency": 1, "company": 1}


def test_having_no_lead_does_not_say_that_nobody_takes_part(ask: Ask) -> None:
    for by in ("helixRole", "actorKind", "actor"):
        answer = ask(by, of="PolicyInitiative")
        assert {row.cells[0][1].state for row in answer.rows} == {State.NOT_STATED}
    assert ask("status", of="PolicyInitiative", measure=Measure.ACTORS).sides[1].total is None


def test_silence_on_what_is_measured_is_not_zero(ask: Ask) -> None:
    targets = ask("challenge", of="Mission", measure=Measure.TARGETS)
    (sweden, spain), row = targets.rows[0].cells[0], targets.rows[0]
    assert (sweden.state, sweden.value, sweden.count) == (State.PRESENT, Targets(3, 1, 3, 1), 1)
    assert sweden.records == (f"{BASE}mission/food",)  # and not the silent mission beside it
    assert (spain.state, spain.value, spain.count) == (State.ABSENT, None, 1)
    assert row.total == Targets(3, 1, 3, 1)
    assert targets.sides[1].total is None
    assert targets.side_totals[0][1] is None
    actors = ask("challenge", of="Mission", measure=Measure.ACTORS)
    assert [cell.state for cell in actors.rows[0].cells[0]] == [State.PRESENT, State.UNKNOWN]
    amounts = ask("instrumentType", of="Instrument", measure=Measure.AMOUNTS)
    grants = next(row for row in amounts.rows if row.heading.label.startswith("Grants for business"))
    assert [(cell.state, cell.count) for cell in grants.cells[0]] == [(State.PRESENT, 1), (State.NOT_STATED, 1)]


def test_who_shares_a_value_does_not_hang_on_what_is_measured(comparing: Comparing, finder: IndexFinder) -> None:
    for measure in Measure:
        request = ComparisonRequest(("SE", "ES"), ("challenge",), "Mission", measure)
        assert [each.sides for each in overlaps(comparing, finder, request).overlaps] == [(0, 1)]
        crossed = ComparisonRequest(("SE", "ES"), ("challenge", "helixRole"), "Mission", measure)
        found = gaps(comparing, finder, crossed).gaps
        assert {(each.done.label, each.doing) for each in found} == {("business", (0,)), ("government", (0,))}


def test_a_total_of_what_nobody_has_is_not_stated(ask: Ask) -> None:
    answer = ask("helixRole", of="Mission")
    citizens = next(row for row in answer.rows if row.heading.label == "citizens")
    assert (citizens.total, citizens.totals) == (None, (None,))
    assert answer.side_totals == ((Count(1), None),)
    assert [side.total for side in answer.sides] == [Count(2), Count(1)]  # so many records there are


def test_every_deadline_of_a_mission_counts_and_targets_under_their_own(ask: Ask) -> None:
    assert numbers(ask("deadline", of="Mission")) == {"2027": 1, "2031": 1, "2035": 1}
    answer = ask("deadline", of="Mission", measure=Measure.TARGETS)
    told = {row.heading.label: row.cells[0][0].value for row in answer.rows}
    assert told == {"2027": Targets(1, 1, 1, 1), "2031": Targets(1, 0, 1, 0), "2035": Targets(1, 0, 1, 0)}
    assert answer.total == Targets(3, 1, 3, 1)


def test_amounts_of_a_mission_by_type_are_those_of_the_instruments_of_the_type(ask: Ask) -> None:
    answer = ask("instrumentType", of="Mission", measure=Measure.AMOUNTS)
    told = {row.heading.key.rpartition("/")[2]: row.cells[0][0] for row in answer.rows}
    assert {key: stated(cell.value) for key, cell in told.items()} == {
        "PI007": {"instrument/whole": Decimal(100)},
        "PI008": {"instrument/part": Decimal(40)},
    }
    cited = {(each.record, each.property) for each in told["PI008"].citations}
    assert (f"{BASE}instrument/part", "amounts") in cited
    assert (f"{BASE}instrument/whole", "amounts") not in cited


def stated(value: object) -> dict[str, Decimal]:
    assert isinstance(value, Amounts)
    return {iri.removeprefix(BASE): amount for each in value.amounts for iri, amount in each.stated}


def test_amounts_that_may_contain_one_another_are_named(ask: Ask) -> None:
    answer = ask("country", of="Instrument", measure=Measure.AMOUNTS)
    assert stated(answer.rows[0].cells[0][0].value) == {
        "instrument/whole": Decimal(100),
        "instrument/part": Decimal(40),
    }
    assert (
        "These may contain one another (SEK, 2021), as all belong to mission/food: instrument/whole (100), "
        "instrument/part (40)."
    ) in answer.notes
    assert any(note.startswith("The year is that of the instrument's start date") for note in answer.notes)
    without = ask("country", of="Instrument", measure=Measure.AMOUNTS, evidence=0)
    assert any("may contain one another: a whole and its parts" in note for note in without.notes)
    assert without.notes == answer.notes  # notes do not hang on how much evidence is asked for
    assert stated(without.rows[0].cells[0][0].value) == stated(answer.rows[0].cells[0][0].value)


def test_what_records_show_and_no_curator_judged_is_told_beside_the_verdicts(ask: Ask) -> None:
    answer = ask("criterion", of="Mission")
    assert answer.dimensions[0].label == "criterion (curators' verdict)"
    assert any(note.startswith("Verdicts on criteria are those of curators") for note in answer.notes)
    # A target with value, unit and deadline; two roles alone, and no projects.
    shown = next(note for note in answer.notes if note.startswith("1 mission shows a criterion as met"))
    assert "measurable and time-bound: 1)" in shown


def test_an_empty_answer_names_the_records_that_do_say_something(ask: Ask) -> None:
    answer = ask("barrier")
    told = next(note for note in answer.notes if note.startswith("No side has"))
    assert "Other records of these sides do: actors (1). To ask of them give Actor as `class`" in told


def test_barriers_beside_strategies_are_not_read_as_answered(ask: Ask) -> None:
    answer = ask("barrier", "strategy", of="Actor")
    assert any("does not say that the one answers the other" in note for note in answer.notes)


def test_evidence_shows_the_way_from_the_mission_to_its_instrument(ask: Ask) -> None:
    answer = ask("instrumentType", of="Mission")
    grant = next(row for row in answer.rows if row.heading.key.endswith("PI007")).cells[0][0]
    assert [(each.counted, each.record, each.property) for each in grant.citations] == [
        (f"{BASE}mission/food", f"{BASE}mission/food", "title"),
        (f"{BASE}mission/food", f"{BASE}instrument/whole", "instrumentTypes"),
    ]
