"""What is written to published records: no broken rule, nothing over another's edit, nothing twice."""

from dataclasses import replace

import pytest

from registry.errors import (
    EditConflict,
    EmptyInput,
    HostileIri,
    InvalidArgument,
    MalformedInput,
    MissingBaseRevision,
    Misuse,
    NotFound,
    RecordExists,
    RecordTooLarge,
    RecordWithdrawn,
    StaleRevision,
    WritersBusy,
)
from registry.namespaces import RECORDS
from registry.rdf.terms import BlankNode, Iri, Literal, Triple
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.edits import Edit, out_of_bounds
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.writing import Decided, GuardedWrites, Turns
from registry.store.port import Change
from tests.contract.changes import NOON
from tests.contributing import (
    ADA,
    PLACES,
    Interrupted,
    Place,
    creation,
    in_memory,
    mission,
    record,
    restoration,
    statements,
    update,
    withdrawal,
)

A = record("mission/a")


def publish(place: Place, proposal: Proposal) -> Outcome:
    return place.contributions.publish(ADA, proposal)


def revision(place: Place, proposal: Proposal) -> int:
    number = publish(place, proposal).revision
    assert number is not None
    return number


def test_warnings_and_hints_do_not_stand_in_the_way_and_are_kept_with_the_revision(place: Place) -> None:
    outcome = publish(place, creation("a"))
    assert outcome.revision == place.store.head()
    assert outcome.verdict.report.findings
    kept = place.history.revisions(A)[0]
    assert kept.author_name == "Ada"
    assert outcome.verdict.report.findings[0].message in (kept.report or "")


def test_a_violation_stands_in_the_way(place: Place) -> None:
    outcome = publish(place, creation("a", country="nowhere"))
    assert (outcome.revision, outcome.published, outcome.verdict.conforms) == (None, False, False)
    assert place.store.head() == 1


def test_what_says_the_same_as_is_published_writes_nothing(place: Place) -> None:
    figure = """; mr:figure <mission/a#figure-1> . <mission/a#figure-1> a mr:Figure ;
        mr:indicator "Streets"@en ; mr:value %s ; mr:unit "km" """
    base = revision(place, creation("a", more=figure % "10.0"))
    outcome = publish(place, update("a", base, "Streets", more=figure % "10.00"))
    assert (outcome.unchanged, outcome.revision, outcome.published) == (True, None, True)
    assert place.store.head() == base


def test_only_what_differs_is_taken_and_given(place: Place) -> None:
    base = revision(place, creation("a"))
    newer = revision(place, update("a", base))
    difference = place.history.diff(A, base, newer)
    assert (len(difference.removed), len(difference.added)) == (1, 1)
    assert place.published("mission/a") == set(mission("a", "Roads"))
    assert place.history.revisions(A)[0].based_on == base


def test_an_edit_of_what_others_changed_is_refused_with_the_three_versions(place: Place) -> None:
    base = revision(place, creation("a"))
    newer = revision(place, update("a", base, "Roads"))
    with pytest.raises(EditConflict) as caught:
        publish(place, update("a", base, "Lanes"))
    error = caught.value
    assert (error.record, error.base, error.revision) == (A, base, newer)
    assert error.conflict == {
        "mergeable": False,
        "fields": [{"path": "title.en", "base": "Streets", "theirs": "Roads", "yours": "Lanes", "clashes": True}],
    }
    assert place.store.head() == newer


def test_others_edits_of_other_records_are_no_conflict(place: Place) -> None:
    base = revision(place, creation("a"))
    revision(place, creation("b"))
    assert revision(place, update("a", base)) == base + 2


def test_edits_of_different_fields_are_joined_when_that_is_asked_for(place: Place) -> None:
    base = revision(place, creation("a"))
    newer = revision(place, update("a", base, "Roads"))
    mine = update("a", base, "Streets", more='; mr:startDate "2030"')
    with pytest.raises(EditConflict) as caught:
        publish(place, mine)
    assert caught.value.conflict["mergeable"] is True
    joined = place.contributions.merge(ADA, mine)
    assert (joined.base, joined.message) == (newer, mine.message)
    assert set(joined.triples) == set(mission("a", "Roads", more='; mr:startDate "2030"'))
    with pytest.raises(EditConflict):
        place.contributions.merge(ADA, update("a", base, "Lanes"))
    current = update("a", newer)
    assert place.contributions.merge(ADA, current) is current


def test_a_withdrawn_record_is_gone_with_its_reason_and_its_address_is_never_given_again(place: Place) -> None:
    base = revision(place, creation("a"))
    with pytest.raises(InvalidArgument, match="Say why"):
        publish(place, withdrawal("a", base, reason="  "))
    gone = revision(place, withdrawal("a", base))
    assert place.published("mission/a") == set()
    standing = place.history.standing(A)
    assert (standing.kind, standing.revision, standing.reason) == ("withdrawn", gone, "It was a test")
    for proposal in (creation("a"), update("a", gone), withdrawal("a", gone)):
        with pytest.raises(RecordWithdrawn) as caught:
            publish(place, proposal)
        assert (caught.value.record, caught.value.revision) == (A, gone)


def test_a_restored_record_says_what_it_said_last(place: Place) -> None:
    base = revision(place, update("a", revision(place, creation("a")), "Last words"))
    gone = revision(place, withdrawal("a", base))
    with pytest.raises(EditConflict):
        publish(place, restoration("a", base))
    back = publish(place, replace(restoration("a", gone), triples=mission("a", "Other words")))
    assert back.revision == gone + 1
    assert back.verdict.report.records == (A,)
    assert place.published("mission/a") == set(mission("a", "Last words"))
    assert place.history.standing(A).kind == "published"
    with pytest.raises(RecordExists):
        publish(place, restoration("a", place.store.head()))


def test_what_a_withdrawal_or_restoration_would_break_stands_in_the_way_and_is_named(place: Place) -> None:
    base = revision(place, creation("a"))
    child = revision(place, creation("child", more="; mr:parentMission <mission/a>"))
    refused = publish(place, withdrawal("a", base))
    assert refused.revision is None
    assert [finding.record for finding in refused.verdict.broken] == [record("mission/child")]
    gone = revision(place, withdrawal("child", child))
    revision(place, withdrawal("a", base))
    orphan = publish(place, restoration("child", gone))
    assert (orphan.revision, orphan.verdict.conforms) == (None, False)


def test_a_record_is_set_back_to_an_earlier_revision_by_an_edit_like_any_other(place: Place) -> None:
    first = revision(place, creation("a"))
    second = revision(place, update("a", first))
    proposal = place.contributions.revert(ADA, A, first, second)
    assert proposal.message == f"Set back to revision {first}"
    assert revision(place, proposal) == second + 1
    assert place.published("mission/a") == set(mission("a"))
    stale = place.contributions.revert(ADA, A, second, second, "Forward")
    with pytest.raises(EditConflict):
        publish(place, stale)
    with pytest.raises(InvalidArgument, match="there was no"):
        place.contributions.revert(ADA, A, first - 1, second)
    for never in (-1, 99):
        with pytest.raises(InvalidArgument, match="no revision"):
            place.contributions.revert(ADA, A, never, second)


def test_an_edit_says_what_it_is_based_on_and_that_was_once(place: Place) -> None:
    base = revision(place, creation("a"))
    for proposal in (update("a", None), withdrawal("a", None), restoration("a", None)):
        with pytest.raises(MissingBaseRevision):
            publish(place, proposal)
        with pytest.raises(MissingBaseRevision):
            place.contributions.save(ADA, proposal)
    for never in (-1, base + 1):
        with pytest.raises(InvalidArgument, match="no revision"):
            publish(place, update("a", never))
    with pytest.raises(RecordExists):
        publish(place, creation("a"))
    for proposal in (update("b", base), withdrawal("b", base), restoration("b", base)):
        with pytest.raises(NotFound):
            publish(place, proposal)


def test_a_proposal_does_not_reach_beyond_its_record(place: Place) -> None:
    elsewhere = "https://evil.example/id/mission/a"
    foreign = tuple(Triple(Iri(elsewhere), each.predicate, each.object) for each in mission("a"))
    outside = Proposal(Action.CREATE, elsewhere, foreign)
    with pytest.raises(InvalidArgument, match="no address of a record here"):
        publish(place, outside)
    with pytest.raises(InvalidArgument, match=r"speaks of .*/place/sweden too"):
        publish(place, Proposal(Action.CREATE, A, (*mission("a"), *statements('<place/sweden> mr:title "Mine"@en .'))))
    nameless = Triple(Iri(A), Iri(f"{RECORDS}x"), BlankNode("b"))
    stray = Proposal(Action.CREATE, A, (*mission("a"), nameless))
    assert publish(place, stray).revision is None
    refused = out_of_bounds(Edit(stray, frozenset(), frozenset(stray.triples)), RECORDS)
    assert refused is not None
    assert "A part of" in refused.message
    with pytest.raises(Misuse):
        publish(place, Proposal(Action.CREATE, A, mission("b")))
    assert place.store.head() == 1
    assert place.published("place/sweden") <= set(statements(PLACES))


@pytest.mark.parametrize(
    "triple",
    [
        Triple(Iri(A), Iri("https://e.org/> <x:y> <x:z> } ; DROP ALL #"), Literal("x")),
        Triple(Iri(A), Iri("https://e.org/p"), Literal("x", language='en . } ; DROP ALL #"')),
        Triple(Iri(A), Iri("https://e.org/p"), Literal("half \ud800")),
        Triple(Iri(A + "#a> } ; DROP ALL #"), Iri("https://e.org/p"), Literal("x")),
    ],
)
def test_hostile_terms_reach_no_store(place: Place, triple: Triple) -> None:
    hostile = Proposal(Action.CREATE, A, (*mission("a"), triple))
    for call in (publish, lambda _, proposal: place.contributions.save(ADA, proposal)):
        try:
            assert call(place, hostile).revision is None
        except (HostileIri, MalformedInput, InvalidArgument, Misuse):
            assert place.store.head() == 1
    assert place.published("mission/a") == set()


def test_nothing_and_too_much_is_no_proposal(place: Place) -> None:
    with pytest.raises(EmptyInput):
        publish(place, Proposal(Action.CREATE, A))
    with pytest.raises(InvalidArgument, match="The message has 10,001 characters"):
        publish(place, replace(creation("a"), message="x" * 10_001))
    hostile = 'quotes " and } ; DROP ALL # \n and 🌍'
    base = revision(place, replace(creation("a"), message=hostile))
    assert place.history.revisions(A)[0].message == hostile
    for sign in ("\ud800", "\x07", "\ufffe"):
        with pytest.raises(InvalidArgument, match="The message has a character that nobody sees"):
            publish(place, replace(update("a", base), message=f"half {sign}"))


def test_a_writer_whose_turn_never_comes_is_told_to_try_again(place: Place) -> None:
    """Another process that is always first looks like a head that is never where it was."""
    tries: list[int] = []

    def late(head: int) -> Decided[str]:
        tries.append(head)
        return Decided(Change(head + 1, "Never", NOON, ()), "done")

    with pytest.raises(WritersBusy):
        GuardedWrites(place.store, lambda _: None).run(late)
    assert len(tries) == 200
    assert place.store.head() == 1


def test_a_writer_does_not_wait_for_ever_for_another_of_the_same_record() -> None:
    turns = Turns(patience_s=0.01)
    with turns.of(A), pytest.raises(WritersBusy), turns.of(A):
        pass
    with turns.of(A):
        pass


def test_a_writer_does_not_wait_for_ever_for_another(place: Place) -> None:
    writes = GuardedWrites(place.store, lambda _: None, patience_s=0.01)

    def within(head: int) -> Decided[str]:
        with pytest.raises(WritersBusy):
            writes.run(lambda inner: Decided(None, f"second at {inner}"))
        return Decided(None, f"first at {head}")

    assert writes.run(within) == "first at 1"
    with pytest.raises(StaleRevision):
        place.store.write(Change(0, "Old", NOON, ()))


def test_a_verdict_is_kept_while_others_write_what_it_does_not_rest_on(place: Place) -> None:
    slow = Interrupted(place, lambda: publish(place, creation("b")))
    assert slow.contributions().publish(ADA, creation("a")).revision == 3
    assert slow.times == 1


def test_a_verdict_is_given_again_when_what_it_rests_on_was_changed(place: Place) -> None:
    parent = revision(place, creation("parent"))
    slow = Interrupted(place, lambda: publish(place, withdrawal("parent", parent)))
    outcome = slow.contributions().publish(ADA, creation("a", more="; mr:parentMission <mission/parent>"))
    assert (outcome.revision, outcome.verdict.conforms, slow.times) == (None, False, 2)


def test_a_link_that_is_made_while_a_withdrawal_is_judged_is_not_left_dangling(place: Place) -> None:
    base = revision(place, creation("a"))
    slow = Interrupted(place, lambda: publish(place, creation("child", more="; mr:parentMission <mission/a>")))
    outcome = slow.contributions().publish(ADA, withdrawal("a", base))
    assert (outcome.revision, slow.times) == (None, 2)
    assert [finding.record for finding in outcome.verdict.broken] == [record("mission/child")]


def test_an_edit_that_comes_in_while_another_is_judged_is_not_lost(place: Place) -> None:
    base = revision(place, creation("a"))
    slow = Interrupted(place, lambda: publish(place, update("a", base, "Roads")))
    with pytest.raises(EditConflict):
        slow.contributions().publish(ADA, update("a", base, "Lanes"))
    assert slow.times == 1
    assert place.published("mission/a") == set(mission("a", "Roads"))


def test_of_many_records_the_one_that_is_too_large_comes_back_by_itself() -> None:
    place = in_memory(max_parts=1)
    parts = "; mr:target <mission/b#one>, <mission/b#two> . <mission/b#one> a mr:Target . <mission/b#two> a mr:Target"
    outcomes = place.contributions.publish_many(ADA, [creation("a"), creation("b", more=parts)], "Both")
    assert isinstance(outcomes[1].refused, RecordTooLarge)
    assert place.published("mission/a")
    assert not place.published("mission/b")


def test_an_edit_that_may_be_joined_lands_on_what_others_did_and_a_retry_does_it_once(place: Place) -> None:
    base = revision(place, creation("a"))
    revision(place, update("a", base, "Roads"))
    mine = replace(update("a", base, "Streets", more='; mr:alternativeTitle "Lanes"@en'), merge=True)
    both = set(mission("a", "Roads", more='; mr:alternativeTitle "Lanes"@en'))
    handed_in = place.contributions.submit(ADA, mine).submission
    assert set(place.contributions.submission(ADA, str(handed_in)).proposal.triples) == both
    landed = place.contributions.publish(ADA, mine, key="k")
    assert place.published("mission/a") == both
    assert place.contributions.publish(ADA, mine, key="k").revision == landed.revision == place.store.head()
    with pytest.raises(EditConflict):
        publish(place, replace(update("a", base, "Lanes"), merge=True))


def test_a_draft_at_the_address_of_a_withdrawn_record_is_refused_at_once(place: Place) -> None:
    gone = revision(place, withdrawal("a", revision(place, creation("a"))))
    for proposal in (creation("a"), update("a", gone)):
        with pytest.raises(RecordWithdrawn, match="It was a test"):
            place.contributions.save(ADA, proposal)
    assert place.contributions.save(ADA, restoration("a", gone)).submission


def test_a_stale_withdrawal_is_never_offered_to_be_joined(place: Place) -> None:
    base = revision(place, creation("a"))
    revision(place, update("a", base, "Roads"))
    with pytest.raises(EditConflict) as caught:
        publish(place, withdrawal("a", base))
    assert caught.value.conflict == {
        "mergeable": False,
        "fields": [{"path": "title.en", "base": "Streets", "theirs": "Roads", "yours": None, "clashes": True}],
    }
