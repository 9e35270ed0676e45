"""The verdict: the report, what is missing, what would be broken, and what all that rests on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from registry.errors import Misuse, NoRecord, RecordTooLarge
from registry.model.spec import Severity
from registry.namespaces import PUBLISHED, RECORDS, TERMS
from registry.rdf.terms import Iri, Triple
from registry.services.contribute import breaking
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.reading import proposals_of, read_records
from registry.services.contribute.verdict import Judging
from registry.store.port import Change, GraphChange
from registry.store.records import record_triples
from registry.validation.intake import Input
from registry.validation.neighbourhood import KnownTriples
from tests.judged_registry import (
    PREFIXES,
    WORLD,
    Registry,
    record,
    shared_model,
    shared_validator,
    statements,
    withdrawal,
)

HARBOUR = '<mission/new> a mr:Mission ; mr:title "Quiet harbour"@en ; mr:country <place/sweden>'
WORLD_PARENT = '<mission/parent> a mr:Mission ; mr:title "P"@en ; mr:country <place/sweden>'


@pytest.fixture(scope="module")
def world() -> Registry:
    return Registry.of(WORLD)


def test_a_good_record_conforms_and_is_told_what_is_missing_for_the_next_level(world: Registry) -> None:
    verdict = world.verdict(record("mission/new", HARBOUR + " .", Action.CREATE))
    assert verdict.conforms
    assert verdict.report.levels == {RECORDS + "mission/new": "minimal"}
    missing = verdict.missing[RECORDS + "mission/new"]
    assert {finding.severity for finding in missing} == {Severity.WARNING}
    assert "deadline" in {finding.field_path for finding in missing}
    assert (verdict.broken, verdict.duplicates, verdict.more_depend) == ((), (), False)


def test_a_bad_record_does_not_conform_and_a_name_is_found_by_the_index(world: Registry) -> None:
    verdict = world.verdict(record("mission/new", HARBOUR.replace("place/sweden", "place/SE") + " .", Action.CREATE))
    [finding] = [f for f in verdict.report.findings if f.severity is Severity.VIOLATION]
    assert not verdict.conforms
    assert finding.suggestion == RECORDS + "place/sweden"
    misspelt = world.verdict(record("mission/new", HARBOUR.replace("sweden", "swedn") + " .", Action.CREATE))
    assert RECORDS + "place/sweden" in {finding.suggestion for finding in misspelt.report.findings}


def test_two_new_records_may_link_to_each_other(world: Registry) -> None:
    place = (
        '<place/malmo> a mr:Place ; mr:title "Malmö"@sv ; mr:placeKind kind:municipality ; mr:within <place/skane> .'
    )
    mission = record("mission/new", HARBOUR + " ; mr:place <place/malmo> .", Action.CREATE)
    assert not world.verdict(mission).conforms
    assert world.verdict(mission, record("place/malmo", place, Action.CREATE)).conforms


def test_withdrawing_a_record_names_the_records_that_link_to_it(world: Registry) -> None:
    verdict = world.verdict(withdrawal("place/sweden"))
    broken = {(f.record.removeprefix(RECORDS), f.constraint) for f in verdict.broken}
    assert broken == {("place/skane", "class"), ("mission/parent", "class"), ("mission/child", "class")}
    assert not verdict.conforms
    assert verdict.report.conforms
    assert verdict.titles[RECORDS + "mission/child"] == "Clean boats"
    [child] = [finding for finding in verdict.broken if finding.record == RECORDS + "mission/child"]
    assert child.message == "The link country of Clean boats names this record; change it first."
    assert verdict.report.records == ()


def test_what_is_withdrawn_and_mended_in_one_go_breaks_nothing(world: Registry) -> None:
    child = '<mission/child> a mr:Mission ; mr:title "Clean boats"@en ; mr:country <place/sweden> .'
    assert not world.verdict(withdrawal("mission/parent")).conforms
    assert world.verdict(withdrawal("mission/parent"), record("mission/child", child)).conforms


def test_a_proposal_that_links_to_what_is_withdrawn_beside_it_does_not_conform(world: Registry) -> None:
    verdict = world.verdict(
        withdrawal("place/spain"),
        withdrawal("mission/spanish"),
        record("mission/new", HARBOUR.replace("sweden", "spain") + " .", Action.CREATE),
    )
    assert [f.constraint for f in verdict.report.findings if f.severity is Severity.VIOLATION] == ["class"]


@pytest.mark.parametrize(
    ("path", "changed", "broken", "shape"),
    [
        ("place/spain", ("kind:country", "kind:country-group"), "mission/spanish", "Record-countryIsOtherPlace"),
        ("source/talk", ("mr:duration 600", "mr:duration 400"), "mission/child", "Citation-beyondRecording"),
    ],
)
def test_a_change_of_what_rules_read_next_door_names_what_it_breaks(
    world: Registry, path: str, changed: tuple[str, str], broken: str, shape: str
) -> None:
    whole = next(block for block in WORLD.split(" .\n") if f"<{path}> a " in block)
    assert world.verdict(record(path, whole + " .")).conforms
    verdict = world.verdict(record(path, whole.replace(*changed) + " ."))
    assert [(f.record, f.shape.rpartition("/")[2]) for f in verdict.broken] == [(RECORDS + broken, shape)]
    assert RECORDS + broken in verdict.reads


def test_a_cycle_of_missions_is_told_on_both_ends(world: Registry) -> None:
    parent = WORLD_PARENT + " ; mr:parentMission <mission/child> ."
    verdict = world.verdict(record("mission/parent", parent))
    assert "sparql" in {f.constraint for f in verdict.report.findings}
    assert {f.record for f in verdict.broken} == {RECORDS + "mission/child"}


def test_a_record_that_was_broken_before_is_not_held_against_the_change() -> None:
    registry = Registry.of(WORLD.replace("<mission/parent> .", "<mission/nowhere> ."))
    broken = {f.record for f in registry.verdict(withdrawal("source/talk")).broken}
    assert broken == {RECORDS + "mission/child"}
    child = registry.verdict(withdrawal("source/talk")).broken
    assert {f.field_path for f in child} == {"citations[0].source"}


def test_a_change_that_no_rule_reads_asks_for_no_dependents(world: Registry) -> None:
    world.store.asked = 0
    verdict = world.verdict(
        record(
            "mission/child",
            '<mission/child> a mr:Mission ; mr:title "New"@en ; '
            "mr:country <place/spain> ; mr:parentMission <mission/parent> .",
        )
    )
    assert not verdict.rests_on_links
    assert world.store.asked <= 4
    assert verdict.reads == {RECORDS + "place/spain", RECORDS + "mission/parent"}


def test_the_verdict_is_stale_after_a_change_of_what_it_rests_on(world: Registry) -> None:
    verdict = world.verdict(record("mission/new", HARBOUR + " .", Action.CREATE))
    assert verdict.is_stale_after({RECORDS + "place/sweden"})
    assert not verdict.is_stale_after({RECORDS + "actor/vinnova"})
    withdrawn = world.verdict(withdrawal("mission/spanish"))
    assert withdrawn.is_stale_after({RECORDS + "actor/vinnova"})
    assert not withdrawn.is_stale_after(set())


@pytest.mark.parametrize("others", [5, 400])
def test_the_number_of_store_queries_is_bounded_whatever_there_is(others: int) -> None:
    crowd = "".join(
        f'<mission/m{n}> a mr:Mission ; mr:title "M {n}"@en ; mr:country <place/sweden> .\n' for n in range(others)
    )
    registry = Registry.of(WORLD + crowd)
    registry.store.asked = 0
    registry.verdict(record("mission/new", HARBOUR.replace("sweden", "swdn") + " .", Action.CREATE))
    single = registry.store.asked
    assert single <= 5
    registry.store.asked = 0
    verdict = registry.verdict(withdrawal("place/sweden"))
    assert registry.store.asked <= 12
    assert verdict.more_depend is (others > breaking.MOST_JUDGED)
    assert len({f.record for f in verdict.broken}) == min(others + 3, breaking.MOST_JUDGED)


def test_a_withdrawn_record_is_judged_as_it_was_when_it_is_to_be_restored() -> None:
    registry = Registry.of(WORLD)
    iri = RECORDS + "mission/spanish"
    gone = tuple(record_triples(registry.store, iri))
    change = GraphChange(PUBLISHED, delete=gone)
    registry.store.write(Change(1, "withdrawn", datetime.now(UTC), (change,)))
    proposal = replace(withdrawal("mission/spanish"), action=Action.RESTORE)
    verdict = registry.verdict(proposal)
    assert (verdict.conforms, verdict.report.records) == (True, (iri,))
    without = Judging(shared_validator(), registry.store)
    with pytest.raises(NoRecord):
        without.verdict([proposal])


def test_a_proposal_that_is_about_other_records_is_a_mistake_of_who_calls(world: Registry) -> None:
    with pytest.raises(Misuse, match="about one record"):
        world.verdict(record("mission/other", HARBOUR + " .", Action.CREATE))


def test_what_was_odd_about_the_input_stays_in_the_verdict_on_its_proposals(world: Registry) -> None:
    given = Input((PREFIXES + HARBOUR + ' . <http://x.org/y> mr:title "stray"@en .').encode())
    read = read_records(given, shared_model(), 10_000)
    verdict = world.verdict(*proposals_of(read, Action.CREATE))
    assert verdict.report.findings == world.judging.of_submission(read).report.findings
    assert "owner" in {finding.constraint for finding in verdict.report.findings}
    assert world.verdict(replace(withdrawal("mission/spanish"), remarks=read.findings)).conforms


def test_an_input_may_link_to_what_is_known_beside_it(world: Registry) -> None:
    read = read_records(
        Input((PREFIXES + HARBOUR.replace("sweden", "atlantis") + " .").encode()), shared_model(), 9_999
    )
    beside = KnownTriples(statements("<place/atlantis> a mr:Place ; mr:placeKind kind:country ."))
    assert not world.judging.of_submission(read).conforms
    assert world.judging.of_submission(read, beside).conforms


def test_titles_of_broken_records_are_english_where_they_can_be() -> None:
    triples = statements('<mission/a> mr:title "Ett"@sv, "One"@en . <mission/b> mr:title "Två"@sv .')
    assert breaking._titles(
        [*triples, Triple(Iri("x:y"), Iri(TERMS + "title"), Iri("x:z"))], {RECORDS + "mission/a", RECORDS + "mission/b"}
    ) == {RECORDS + "mission/a": "One", RECORDS + "mission/b": "Två"}


def test_a_record_with_more_parts_or_statements_than_may_be_is_not_judged(world: Registry) -> None:
    judging = Judging(shared_validator(), world.store, most_parts=2)

    def mission(targets: int, titles: int) -> Proposal:
        names = [f"<mission/new#target-{number}>" for number in range(targets)]
        links = "".join(f" ; mr:target {name}" for name in names)
        more = "".join(f' ; mr:alternativeTitle "T{number}"@en' for number in range(titles))
        parts = "".join(f'{name} a mr:Target ; mr:indicator "I"@en . ' for name in names)
        return record("mission/new", f"{HARBOUR}{links}{more} . {parts}", Action.CREATE)

    assert judging.verdict([mission(2, 0)]).conforms
    with pytest.raises(RecordTooLarge, match=r"mission/new has 3 parts; the limit is 2\."):
        judging.verdict([mission(3, 0)])
    with pytest.raises(RecordTooLarge, match=r"mission/new has 43 statements; the limit is 40\."):
        judging.verdict([mission(0, 40)])
