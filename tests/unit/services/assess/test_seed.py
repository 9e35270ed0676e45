"""What the seed's records show, against the same asked of the store by the competency questions."""

import csv
from collections.abc import Mapping

from registry.bootstrap import Registry
from registry.model.spec import Severity
from registry.resources import ONTOLOGY
from registry.services.assess.as_text import as_markdown
from registry.services.assess.assessment import Assessment
from registry.services.assess.assessor import Assessor
from registry.services.indexed import IndexFinder
from tests.unit.services.assess.conftest import iris_of

ID = "https://w3id.org/mission-registry/id/"
STREETS = f"{ID}mission/sustainable-streets"
ROLES = {
    "government": "government", "research": "research", "business": "business", "citizens": "citizens",
    "thirdSector": "third-sector",
}  # fmt: skip
CRITERIA = {
    "boldInspirational": "bold-inspirational", "clearTargeted": "clear-targeted",
    "crossDisciplinary": "cross-disciplinary", "crossActor": "cross-actor", "bottomUpSolutions": "bottom-up-solutions",
}  # fmt: skip


def answers(name: str) -> list[dict[str, str]]:
    """The answer that a competency question has on the seed."""
    with (ONTOLOGY / "questions" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_helix_coverage_of_every_mission_is_that_of_the_competency_question(missions: Mapping[str, Assessment]) -> None:
    rows = answers("06a-helix-roles-by-mission")
    assert {row["mission"] for row in rows} == missions.keys()
    for row in rows:
        helix = missions[row["mission"]].helix
        assert helix is not None
        assert {answer.role for answer in helix.present} == {ROLES[c] for c in ROLES if row[c] == "takes part"}
        assert (helix.roles, len(helix.not_stated)) == (5, int(row["notStatedOfFive"]))


def test_helix_coverage_with_four_roles_leaves_out_the_third_sector_and_says_so(
    assessor: Assessor, finder: IndexFinder
) -> None:
    five, four = (assessor.assess(finder, [STREETS], helix_roles=roles)[STREETS].helix for roles in (5, 4))
    assert five is not None
    assert four is not None
    assert ("third-sector" in {answer.role for answer in five.present}, five.roles) == (True, 5)
    assert ("third-sector" in {answer.role for answer in four.present}, four.roles) == (False, 4)
    assert four.not_stated == ("research",)


def test_criteria_that_curators_judged_are_those_of_the_competency_question(missions: Mapping[str, Assessment]) -> None:
    for row in answers("04c-criteria-by-mission"):
        recorded = {answer.criterion: answer.recorded for answer in missions[row["mission"]].criteria}
        expected = {CRITERIA[c]: None if row[c] == "not assessed" else row[c].replace(" ", "-") for c in CRITERIA}
        assert recorded == expected


def test_clear_and_targeted_is_read_from_a_target_with_number_and_deadline_and_never_from_silence(
    missions: Mapping[str, Assessment],
) -> None:
    for row in answers("05a-targets-and-deadlines"):
        clear = next(each for each in missions[row["mission"]].criteria if each.criterion == "clear-targeted")
        assert (clear.derived == "met") == (row["answer"] == "both"), row
        assert clear.verdict in ("met", "not-stated")
        assert (clear.basis == "silence") == (clear.recorded is None and clear.derived is None)


def test_missing_targets_and_deadlines_are_the_signs_that_the_competency_question_finds(
    missions: Mapping[str, Assessment],
) -> None:
    for row in answers("05a-targets-and-deadlines"):
        names = {sign.name for sign in missions[row["mission"]].signs}
        assert bool(names & {"targetNotStated", "targetNotSet"}) == (row["measurableTargets"] == "")
        assert bool(names & {"deadlineNotStated", "deadlineNotSet"}) == (row["deadline"] == "")
        assert ("targetWithoutNumber" in names) == (row["measurableTargets"] == "0")


def test_barriers_without_an_answer_are_named_and_the_others_lead_to_their_strategies(
    registry: Registry, assessor: Assessor
) -> None:
    assessed = assessor.assess(registry.finder, iris_of(registry, "Barrier"))
    unanswered = {iri for iri, each in assessed.items() if not each.barriers[0].answered}
    assert unanswered == {row["barrier"] for row in answers("09c-barriers-without-an-answer")}
    found = {
        (iri, strategy.strategy, strategy.status)
        for iri, each in assessed.items()
        for strategy in each.barriers[0].strategies
    }
    assert found == {
        (row["barrier"], row["strategy"], row["status"] or None)
        for row in answers("09b-strategies-and-the-barriers-they-answer")
    }


def test_barriers_reported_on_an_initiative_come_with_reporter_and_citation(
    assessor: Assessor, finder: IndexFinder
) -> None:
    iri = f"{ID}policy-initiative/vinnova-mission-areas"
    assessed = assessor.assess(finder, [iri])[iri]
    silos = {barrier.barrier.rpartition("/")[2]: barrier for barrier in assessed.barriers}["bureaucracy"]
    assert silos.reporter == f"{ID}actor/vinnova"
    assert not silos.answered
    assert silos.evidence[0].citations[0].locator
    assert assessed.criteria == ()
    assert assessed.signs == ()


def test_every_sign_that_rests_on_a_statement_leads_to_the_source_that_says_so(
    missions: Mapping[str, Assessment],
) -> None:
    stated = [sign for each in missions.values() for sign in each.signs if sign.severity is Severity.WARNING]
    assert {sign.name for sign in stated} == {"labelNewerThanProgramme", "notCalledAMission"}
    assert all(sign.evidence for sign in stated)
    cited = [sign for sign in stated if any(evidence.citations for evidence in sign.evidence)]
    assert len(cited) == len(stated)
    assert all(sign.severity in (Severity.WARNING, Severity.INFO) for each in missions.values() for sign in each.signs)


def test_the_streets_of_sweden_have_a_stock_of_kilometres_and_a_target_that_vinnova_words(
    missions: Mapping[str, Assessment],
) -> None:
    streets = missions[STREETS]
    target = streets.targets[0]
    marks = {mark.name: mark.value for mark in target.marks}
    assert marks == {"measurable": "100 %", "baseline": "not stated", "deadline": "2030", "responsible": "not stated"}
    assert target.stated == 2
    food = missions[f"{ID}mission/school-food"]
    figure = next(sign for sign in food.signs if sign.name == "figureInPlaceOfTarget")
    assert figure.messages == (
        "There is a figure (2000000 meals a day) and no target; a figure says how large something is, not what is to "
        "be reached.",
    )
    assert {cited.locator for cited in figure.evidence[0].citations} == {"01:20:20", "01:21:01"}


def test_the_number_of_look_ups_does_not_grow_with_the_number_of_records(
    registry: Registry, assessor: Assessor
) -> None:
    iris = iris_of(registry, "Mission")
    used = []
    for number in (5, 50):
        finder = registry.finder.pinned()
        assessor.assess(finder, iris[:number])
        used.append(finder.work.lookups)
    assert used[0] == used[1] <= 6


def test_records_that_there_are_not_and_records_without_rules_are_told_apart(
    assessor: Assessor, finder: IndexFinder
) -> None:
    place = f"{ID}place/sweden"
    assert assessor.assess(finder, ["https://example.org/nothing"]) == {}
    found = assessor.assess(finder, [place, place])[place]
    assert (found.helix, found.signs, found.criteria, found.barriers) == (None, (), (), ())


def test_the_text_says_what_is_shown_and_what_is_silent(missions: Mapping[str, Assessment]) -> None:
    text = as_markdown([missions[STREETS], missions[f"{ID}mission/school-food"]])
    for sentence in (
        "# Sustainable streets",
        "**met**, read from the record (curators: not stated; the record itself: met). A target with a value, "
        "a unit and a deadline is on record.",
        "**No owner is stated** (rests on silence). No source on record says who owns the mission.",
        "## Helix, counted with 5 roles",
        "- not stated: research",
        "    - baseline: not stated",
    ):
        assert sentence in text
    barrier = as_markdown([])
    assert barrier == "\n"
