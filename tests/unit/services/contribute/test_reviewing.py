"""From draft to published: who may do what to a submission, who sees it, and what the world sees of it."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from registry.errors import (
    EditConflict,
    InvalidArgument,
    InvalidCursor,
    NotAllowed,
    NotFound,
    NotSignedIn,
    PageTooLarge,
    RecordExists,
    WrongState,
)
from registry.identity.person import ANONYMOUS, Person
from registry.namespaces import HISTORY, PUBLISHED, SUBMISSIONS, VOCABULARY
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.contributions import Contributions
from registry.services.contribute.minting import Minter
from registry.services.contribute.proposal import Proposal
from registry.services.contribute.states import Decision, State
from registry.services.contribute.verdict import Verdict
from registry.services.revisions import read_revisions
from tests.contributing import (
    ADA,
    ANA,
    BEN,
    RITA,
    RUI,
    Place,
    creation,
    in_memory,
    mission,
    person,
    record,
    the_model,
    update,
)

A = record("mission/a")


def handed_in(place: Place, name: str = "a", who: Person = ANA) -> str:
    submission = place.contributions.submit(who, creation(name)).submission
    assert submission is not None
    return submission


def decide(place: Place, submission: str, decision: Decision, who: Person = RITA, comment: str = "") -> Outcome:
    return place.contributions.decide(who, submission, decision, comment=comment)


def test_a_record_goes_from_draft_to_published_and_the_history_says_by_whom(place: Place) -> None:
    draft = place.contributions.save(ANA, creation("a", "Streats"))
    assert (draft.state, draft.revision) == (State.DRAFT, None)
    assert draft.submission is not None
    saved = place.contributions.save(ANA, creation("a"), submission=draft.submission)
    assert (saved.state, saved.submission) == (State.DRAFT, draft.submission)
    assert place.contributions.submit(ANA, draft.submission).state is State.SUBMITTED
    assert decide(place, draft.submission, Decision.BEGIN_REVIEW).state is State.IN_REVIEW
    assert place.published("mission/a") == set()
    done = decide(place, draft.submission, Decision.PUBLISH, RUI, "Good")
    assert (done.state, done.submission, done.record, done.published) == (State.PUBLISHED, draft.submission, A, True)
    assert place.published("mission/a") == set(mission("a"))
    assert place.refreshed == [done.revision] == [place.store.head()]
    [revision] = place.history.revisions(A)
    assert (revision.number, revision.message, revision.author, revision.author_name) == (
        done.revision, "New", ANA.iri, "Ana",
    )  # fmt: skip
    assert revision.submission == draft.submission
    assert revision.judged_by is not None
    assert '"conforms":true' in (revision.report or "")
    kept = place.contributions.submission(ANA, draft.submission)
    assert (kept.state, kept.revision) == (State.PUBLISHED, done.revision)
    assert [(each.author_name, each.text, each.decision) for each in kept.comments] == [
        ("Rita", "", Decision.BEGIN_REVIEW),
        ("Rui", "Good", Decision.PUBLISH),
    ]
    assert kept.changed - kept.created < timedelta(minutes=1)


def test_what_came_back_with_comments_is_mended_and_handed_in_again(place: Place) -> None:
    submission = handed_in(place)
    assert decide(place, submission, Decision.RETURN, comment="Which streets?").state is State.RETURNED
    assert place.contributions.submission(ANA, submission).comments[0].text == "Which streets?"
    again = place.contributions.submit(ANA, creation("a", "Streets of Malmö"), submission=submission)
    assert (again.state, again.submission) == (State.SUBMITTED, submission)
    assert decide(place, submission, Decision.PUBLISH).revision is not None
    assert place.published("mission/a") == set(mission("a", "Streets of Malmö"))


def test_to_return_and_to_reject_take_a_word_on_why(place: Place) -> None:
    submission = handed_in(place)
    for decision in (Decision.RETURN, Decision.REJECT):
        with pytest.raises(InvalidArgument, match="say in a comment what is wrong"):
            decide(place, submission, decision, comment="  ")
    assert decide(place, submission, Decision.REJECT, comment="Twice").state is State.REJECTED
    with pytest.raises(WrongState):
        decide(place, submission, Decision.PUBLISH)
    with pytest.raises(InvalidArgument, match="The comment has 10,001 characters"):
        decide(place, submission, Decision.PUBLISH, comment="x" * 10_001)


def test_what_its_author_took_back_cannot_be_published(place: Place) -> None:
    submission = handed_in(place)
    assert place.contributions.take_back(ANA, submission, key="k").state is State.TAKEN_BACK
    assert place.contributions.take_back(ANA, submission, key="k").state is State.TAKEN_BACK
    with pytest.raises(WrongState, match="is taken back"):
        decide(place, submission, Decision.PUBLISH)
    with pytest.raises(WrongState, match="is taken back"):
        place.contributions.take_back(ANA, submission)
    assert place.published("mission/a") == set()


def test_only_its_author_may_change_a_submission(place: Place) -> None:
    submission = handed_in(place)
    for who in (RITA, ADA):
        with pytest.raises(NotAllowed, match="Only the author"):
            place.contributions.save(who, creation("a"), submission=submission)
        with pytest.raises(NotAllowed, match="Only the author"):
            place.contributions.take_back(who, submission)
    with pytest.raises(NotFound):
        place.contributions.submit(BEN, submission)
    with pytest.raises(WrongState, match="is submitted"):
        place.contributions.save(ANA, creation("a"), submission=submission)


def test_nobody_reviews_their_own_work_unless_the_setting_says_so(place: Place) -> None:
    for who in (RITA, ADA):
        submission = handed_in(place, who=who)
        for decision in Decision:
            with pytest.raises(NotAllowed, match="Nobody reviews their own"):
                decide(place, submission, decision, who, "Mine")
    with pytest.raises(NotAllowed, match="for admins"):
        place.contributions.publish(RITA, creation("b"))
    free = in_memory(own_review=True)
    assert decide(free, handed_in(free, who=RITA), Decision.PUBLISH).revision is not None
    assert free.contributions.publish(RITA, creation("b")).revision is not None
    with pytest.raises(NotAllowed, match="for admins"):
        free.contributions.publish(ANA, creation("c"))


def test_who_has_no_role_or_no_name_contributes_nothing(place: Place) -> None:
    submission = handed_in(place)
    calls: list[Callable[[Person], object]] = [
        lambda who: place.contributions.save(who, creation("b")),
        lambda who: place.contributions.submit(who, creation("b")),
        lambda who: place.contributions.submit(who, submission),
        lambda who: place.contributions.take_back(who, submission),
        lambda who: place.contributions.decide(who, submission, Decision.PUBLISH),
        lambda who: place.contributions.publish(who, creation("b")),
        lambda who: place.contributions.publish_many(who, [creation("b")], "Many"),
        lambda who: place.contributions.revert(who, A, 1, 1),
        lambda who: place.contributions.merge(who, update("a", 1)),
    ]
    for call in calls:
        with pytest.raises(NotSignedIn):
            call(ANONYMOUS)
        with pytest.raises(NotAllowed, match="has no role"):
            call(person("Nemo"))
    with pytest.raises(NotAllowed, match="takes a reviewer"):
        place.contributions.decide(ANA, submission, Decision.PUBLISH)
    assert place.store.head() == 2
    assert place.contributions.check(ANONYMOUS, [creation("b")]).conforms


def test_a_submission_is_seen_by_its_author_and_by_reviewers_alone(place: Place) -> None:
    draft = place.contributions.save(ANA, creation("a", "A secret plan")).submission
    assert draft is not None
    for who in (ANA, RITA, ADA):
        assert place.contributions.submission(who, draft).proposal == creation("a", "A secret plan")
        assert [each.iri for each in place.contributions.submissions(who).items] == [draft]
    for who in (BEN, person("Nemo"), ANONYMOUS):
        with pytest.raises(NotFound):
            place.contributions.submission(who, draft)
    for name in (draft + "x", draft.replace("submission/", "revision/"), "https://example.org/ } #"):
        with pytest.raises(NotFound):
            place.contributions.submission(ADA, name)
    assert place.contributions.submissions(BEN).items == []
    with pytest.raises(NotSignedIn):
        place.contributions.submissions(ANONYMOUS)


def test_nothing_of_a_draft_stands_where_others_read(place: Place) -> None:
    submission = handed_in(place, "secret")
    decide(place, submission, Decision.RETURN, comment="Keep it quiet")
    place.contributions.save(ANA, creation("secret", "A secret plan"), submission=submission, key="secret-key")
    open_graphs = [quad for graph in (PUBLISHED, VOCABULARY, HISTORY) for quad in place.store.quads(graph)]
    for word in ("secret", "plan", "quiet", "Ana", "Rita", submission):
        assert not [quad for quad in open_graphs if word in str(quad)]
    for revision in read_revisions(place.store, range(2, place.store.head() + 1)):
        assert (revision.author, revision.author_name, revision.records) == (None, None, ())
    kept = list(place.store.quads(SUBMISSIONS))
    assert not [quad for quad in kept if "mission/secret" in str(quad.subject)]
    assert not [quad for quad in kept if "secret-key" in str(quad)]


def test_submissions_are_listed_page_by_page_the_newest_first(place: Place) -> None:
    names = [handed_in(place, name, who) for name, who in (("a", ANA), ("b", BEN), ("c", ANA), ("d", BEN), ("a", ANA))]
    newest_first = names[::-1]
    listed = place.contributions.submissions

    def paged(size: int) -> list[list[str]]:
        pages, after = [], None
        while True:
            page = listed(RITA, first=size, after=after)
            pages.append([each.iri for each in page.items])
            if page.next is None:
                return pages
            after = page.next

    assert paged(2) == [newest_first[:2], newest_first[2:4], newest_first[4:]]
    assert paged(5) == [newest_first]
    assert [each.iri for each in listed(ANA).items] == [names[4], names[2], names[0]]
    assert [each.iri for each in listed(RITA, record=A).items] == [names[4], names[0]]
    decide(place, names[1], Decision.BEGIN_REVIEW)
    assert [each.iri for each in listed(RITA, state=State.IN_REVIEW).items] == [names[1]]
    assert listed(RITA, first=0).items == []
    with pytest.raises(PageTooLarge):
        listed(RITA, first=101)
    with pytest.raises(InvalidArgument):
        listed(RITA, first=-1)
    with pytest.raises(InvalidCursor):
        listed(RITA, after="x")


def test_what_breaks_rules_waits_for_review_but_is_not_published(place: Place) -> None:
    broken = creation("a", more='; mr:endDate "2020" ; mr:startDate "2030"')
    outcome = place.contributions.submit(ANA, broken)
    assert outcome.state is State.SUBMITTED
    assert not outcome.verdict.conforms
    assert outcome.submission is not None
    head = place.store.head()
    refused = decide(place, outcome.submission, Decision.PUBLISH)
    assert (refused.state, refused.revision, refused.published) == (State.SUBMITTED, None, False)
    assert [f.message for f in refused.verdict.report.findings] == [f.message for f in outcome.verdict.report.findings]
    assert place.store.head() == head


def test_a_record_that_links_to_one_in_review_is_published_after_it(place: Place) -> None:
    child = place.contributions.submit(ANA, creation("child", more="; mr:parentMission <mission/a>")).submission
    parent = handed_in(place, "a", BEN)
    assert child is not None
    assert decide(place, child, Decision.PUBLISH).revision is None
    assert decide(place, parent, Decision.PUBLISH).revision is not None
    assert decide(place, child, Decision.PUBLISH).revision is not None


def test_a_conflict_at_publishing_is_told_and_the_submission_stays_in_review(place: Place) -> None:
    base = place.contributions.publish(ADA, creation("a")).revision
    submission = place.contributions.submit(ANA, update("a", base, "Lanes")).submission
    assert submission is not None
    decide(place, submission, Decision.BEGIN_REVIEW)
    newer = place.contributions.publish(ADA, update("a", base, "Roads")).revision
    with pytest.raises(EditConflict) as caught:
        decide(place, submission, Decision.PUBLISH)
    assert (caught.value.base, caught.value.revision) == (base, newer)
    assert caught.value.conflict["fields"][0]["theirs"] == "Roads"
    assert place.contributions.submission(RITA, submission).state is State.IN_REVIEW
    assert place.published("mission/a") == set(mission("a", "Roads"))


def test_what_could_not_be_published_is_refused_when_it_is_handed_in_and_stays_a_draft(place: Place) -> None:
    draft = place.contributions.save(ANA, creation("a")).submission
    assert draft is not None
    place.contributions.publish(ADA, creation("a", "Mine"))
    with pytest.raises(RecordExists):
        place.contributions.submit(ANA, draft)
    assert place.contributions.submission(ANA, draft).state is State.DRAFT
    base = place.store.head()
    same = place.contributions.submit(ANA, update("a", base, "Mine"))
    assert (same.unchanged, same.state, same.submission) == (True, None, None)
    kept = place.contributions.save(ANA, update("a", base, "Mine"), submission=draft)
    assert kept.state is State.DRAFT
    same = place.contributions.submit(ANA, draft)
    assert (same.unchanged, same.state, same.submission) == (True, State.DRAFT, draft)


def test_what_others_published_meanwhile_word_for_word_is_done_without_a_revision(place: Place) -> None:
    base = place.contributions.publish(ADA, creation("a")).revision
    submission = place.contributions.submit(ANA, update("a", base, "Roads")).submission
    assert submission is not None
    place.contributions.publish(ADA, update("a", base, "Roads"))
    outcome = decide(place, submission, Decision.PUBLISH)
    assert (outcome.state, outcome.revision, outcome.unchanged) == (State.PUBLISHED, None, True)
    assert place.contributions.submission(ANA, submission).revision is None
    assert len(place.history.revisions(A)) == 2


def test_an_author_who_saves_while_the_draft_is_handed_in_hands_in_what_was_saved_last(place: Place) -> None:
    draft = place.contributions.save(ANA, creation("a", "First")).submission
    assert draft is not None
    judge = place.judging.verdict

    class SavedMeanwhile:
        """Judges, and the first time somebody saves before the verdict is there."""

        def __init__(self) -> None:
            self.times = 0

        def verdict(self, proposals: Sequence[Proposal]) -> Verdict:
            self.times += 1
            if self.times == 1:
                place.contributions.save(ANA, creation("a", "Second"), submission=draft)
            return judge(proposals)

    slow = SavedMeanwhile()
    others = Contributions(place.store, place.history, slow, the_model(), place.settings, lambda _: None)
    assert others.submit(ANA, draft).state is State.SUBMITTED
    assert place.contributions.submission(ANA, draft).proposal.triples == mission("a", "Second")
    assert slow.times == 2


def test_another_s_submission_takes_no_name_and_an_own_one_does(place: Place) -> None:
    place.contributions.save(ANA, creation("streets"))
    mission = the_model().classes["Mission"]
    names = {who.name: Minter(place.store, author=who.iri).minted(mission, "Streets") for who in (ANA, BEN, ANONYMOUS)}
    assert names == {
        "Ana": record("mission/streets-2"),
        "Ben": record("mission/streets"),
        "": record("mission/streets"),
    }


def test_of_two_submissions_for_one_address_the_second_is_told_when_the_first_is_out(place: Place) -> None:
    one, other = handed_in(place, who=ANA), handed_in(place, who=BEN)
    assert decide(place, one, Decision.PUBLISH).revision is not None
    with pytest.raises(RecordExists):
        decide(place, other, Decision.PUBLISH)
    assert decide(place, other, Decision.RETURN, comment="It is there").state is State.RETURNED
