"""The edges of the rules: what is just allowed and what is just not."""

from collections.abc import Callable

import pytest
from rdflib import RDF, BNode, Graph

from tests.shapes.examples import NEIGHBOURS
from tests.shapes.judging import Judge, Result
from tests.shapes.shape_graph import read_shapes, read_vocabulary_types

PREFIXES = """
@base <https://w3id.org/mission-registry/> .
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MISSION = """<id/mission/food> a mr:Mission ; mr:title "Food"@en ; mr:country <id/place/sweden> """
CITATION = """; mr:citation <id/mission/food#c> .
<id/mission/food#c> a mr:Citation ; mr:citedProperty mr:title ; mr:source <id/source/oecd-mission-talk> ;
    mr:claimStatus <code/claim-status/stated> """

Find = Callable[[str], list[Result]]


@pytest.fixture(scope="session")
def find() -> Find:
    judge, surroundings = Judge(read_shapes()), read_vocabulary_types() + Graph().parse(NEIGHBOURS)

    def results(turtle: str) -> list[Result]:
        own = Graph().parse(data=PREFIXES + turtle, format="turtle")
        return judge.results([own, surroundings], {s for s in own.subjects(RDF.type) if not isinstance(s, BNode)})

    return results


def rules(results: list[Result]) -> set[str]:
    return {str(r.origin).rpartition("/")[2] for r in results if r.severity == "Violation"}


def year(value: str) -> str:
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)]
    return f'"{value}"^^xsd:{kind}'


@pytest.mark.parametrize(
    ("start", "end", "broken"),
    [
        ("2020", "2020", False),
        ("2020-06", "2020", False),
        ("2020", "2020-01-01", False),
        ("2020-06-30", "2020-06", False),
        ("2020-06-30", "2020-06-29", True),
        ("2020-06", "2020-05-31", True),
        ("2021", "2020-12-31", True),
        ("2020-02", "2019", True),
    ],
)
def test_dates_are_compared_as_exactly_as_the_vaguer_one(start: str, end: str, broken: bool, find: Find) -> None:
    found = rules(find(f"{MISSION} ; mr:startDate {year(start)} ; mr:endDate {year(end)} ."))
    assert found == ({"Period-endBeforeStart"} if broken else set())


@pytest.mark.parametrize(
    ("dates", "deadline", "broken"),
    [
        ({"startDate": "2020"}, "2020", False),
        ({"startDate": "2020-06"}, "2020-05-31", True),
        ({"endDate": "2030"}, "2030-12-31", False),
        ({"endDate": "2030-06-30"}, "2030-07", True),
        ({"startDate": "2020", "endDate": "2030"}, "2025", False),
        ({"startDate": "2020", "endDate": "2030"}, "2031", True),
        ({}, "1999", False),
    ],
)
def test_deadlines_of_missions_and_targets_lie_within_the_mission(
    dates: dict[str, str], deadline: str, broken: bool, find: Find
) -> None:
    period = "".join(f" ; mr:{name} {year(value)}" for name, value in dates.items())
    mission = f"{MISSION}{period} ; mr:deadline {year(deadline)} ."
    target = f"""{MISSION}{period} ; mr:target <id/mission/food#t> .
        <id/mission/food#t> a mr:Target ; mr:indicator "Meals"@en ; mr:deadline {year(deadline)} ."""
    assert rules(find(mission)) == ({"Mission-deadlineOutsidePeriod"} if broken else set())
    assert rules(find(target)) == ({"Target-deadlineOutsidePeriod"} if broken else set())


def test_a_mission_is_no_part_of_itself(find: Find) -> None:
    assert rules(find(f"{MISSION} ; mr:parentMission <id/mission/food> .")) == {"Mission-subMissionCycle"}


def test_a_parent_that_stands_in_a_cycle_is_not_the_fault_of_this_mission(find: Find) -> None:
    others = """<id/mission/healthy-streets> mr:parentMission <id/mission/fossil-free-sweden> .
        <id/mission/fossil-free-sweden> mr:parentMission <id/mission/healthy-streets> ."""
    assert rules(find(f"{MISSION} ; mr:parentMission <id/mission/healthy-streets> . {others}")) == set()


@pytest.mark.parametrize(("seconds", "broken"), [("0", False), ("5025", False), ("5026", True)])
def test_a_citation_may_name_any_second_of_the_recording(seconds: str, broken: bool, find: Find) -> None:
    found = rules(find(f"{MISSION} {CITATION} ; mr:seconds {seconds} ."))
    assert found == ({"Citation-beyondRecording"} if broken else set())


def test_both_readings_of_a_timestamp_must_lie_within_the_recording(find: Find) -> None:
    ambiguous = "; mr:seconds 464 ; mr:alternativeSeconds 27840 ; mr:reading <code/timestamp-reading/ambiguous> ."
    assert rules(find(f"{MISSION} {CITATION} {ambiguous}")) == {"Citation-beyondRecording"}


def test_a_value_can_be_cited_that_the_record_has(find: Find) -> None:
    assert rules(find(f'{MISSION} {CITATION} ; mr:citedValue "Food"@en .')) == set()
    assert rules(find(f'{MISSION} {CITATION} ; mr:citedValue "Food"@sv .')) == {"Record-citedValueMissing"}


def test_an_absence_is_a_thing_that_can_be_cited(find: Find) -> None:
    cited = CITATION.replace("mr:citedProperty mr:title", "mr:citedProperty mr:deadline")
    absence = "; mr:absence <id/mission/food#a>"
    explained = "<id/mission/food#a> a mr:Absence ; mr:citedProperty mr:deadline ; mr:absenceReason"
    results = find(f"{MISSION} {absence} {cited} . {explained} <code/absence-reason/not-set> .")
    assert rules(results) == set()
    assert not any(str(result.origin).endswith("citedNothing") for result in results)


@pytest.mark.parametrize("place", ["sweden", "european-union"])
def test_a_mission_may_belong_to_a_country_or_to_the_union(place: str, find: Find) -> None:
    assert rules(find(f"{MISSION} .".replace("sweden", place))) == set()


@pytest.mark.parametrize("place", ["scandinavia", "vastra-gotaland", "stockholm", "school"])
def test_a_mission_belongs_to_no_other_kind_of_place(place: str, find: Find) -> None:
    assert rules(find(f"{MISSION} .".replace("sweden", place))) == {"Record-countryIsOtherPlace"}


def test_amounts_on_which_sources_disagree_may_stand_side_by_side(find: Find) -> None:
    record = """<id/instrument/call> a mr:Instrument ; mr:title "Call"@en ; mr:currency "EUR" ;
        mr:instrumentType <code/instrument-type/PI007> ; mr:amount 70000000.0 , 95000000.0 """
    cited = CITATION.replace("mission/food", "instrument/call").replace("mr:title", "mr:amount")
    disputed = cited.replace("claim-status/stated", "claim-status/disputed")
    assert any(str(r.origin).endswith("undisputedAmounts") for r in find(f"{record} {cited} ."))
    assert not any(str(r.origin).endswith("undisputedAmounts") for r in find(f"{record} {disputed} ."))
