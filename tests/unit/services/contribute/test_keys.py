"""Whoever sends a request twice with one key does nothing twice, even while the first is under way."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from registry.errors import InvalidArgument, KeyReused
from registry.model.report import Finding
from registry.model.spec import Severity
from registry.rdf.terms import BlankNode
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.contributions import Contributions
from registry.services.contribute.kept import kept_findings, read_findings, read_verdict
from registry.services.contribute.states import Decision
from tests.contributing import ADA, ANA, BEN, RITA, Interrupted, Place, creation, record, update


def same(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes tell the same; what a verdict rests on is told to nobody."""
    said = [
        (o.state, o.submission, o.record, o.revision, o.unchanged, o.verdict.report, o.verdict.missing,
         o.verdict.duplicates, o.verdict.broken, o.verdict.titles, o.verdict.conforms)
        for o in (one, other)
    ]  # fmt: skip
    return said[0] == said[1]


def test_every_kind_of_request_can_be_sent_again(place: Place) -> None:
    contributions = place.contributions
    base = contributions.publish(ADA, creation("z")).revision
    handed: list[str] = [str(contributions.submit(ANA, creation(f"s{number}")).submission) for number in range(3)]
    requests: list[Callable[[], Outcome]] = [
        lambda: contributions.publish(ADA, creation("a", country="spain"), key="1"),
        lambda: contributions.publish(ADA, update("z", base), key="2"),
        lambda: contributions.save(ANA, creation("b"), key="1"),
        lambda: contributions.submit(ANA, creation("c", country="nowhere"), key="2"),
        lambda: contributions.decide(RITA, handed[0], Decision.BEGIN_REVIEW, key="1"),
        lambda: contributions.decide(RITA, handed[1], Decision.PUBLISH, comment="Good", key="2"),
        lambda: contributions.decide(RITA, handed[0], Decision.RETURN, comment="Why?", key="3"),
        lambda: contributions.take_back(ANA, handed[2], key="3"),
        lambda: contributions.save(ANA, creation("s0", "Mended"), submission=handed[0], key="4"),
        lambda: contributions.submit(ANA, handed[0], key="5"),
    ]
    for request in requests:
        first = request()
        head = place.store.head()
        assert same(request(), first)
        assert place.store.head() == head


def test_a_key_stands_for_one_request_of_one_person(place: Place) -> None:
    contributions = place.contributions
    first = contributions.save(ANA, creation("a"), key="k")
    others: list[Callable[[], Outcome]] = [
        lambda: contributions.save(ANA, creation("a", "Other"), key="k"),
        lambda: contributions.submit(ANA, creation("a"), key="k"),
        lambda: contributions.take_back(ANA, str(first.submission), key="k"),
    ]
    for other in others:
        with pytest.raises(KeyReused):
            other()
    assert contributions.save(BEN, creation("a"), key="k").submission != first.submission
    for key in ("", "x" * 201):
        with pytest.raises(InvalidArgument, match="1 to 200"):
            contributions.save(ANA, creation("a"), key=key)


def test_a_retry_whose_new_address_was_made_up_again_is_the_same_request(place: Place) -> None:
    part = """; mr:figure <mission/{0}#figure-1> . <mission/{0}#figure-1> a mr:Figure ;
        mr:indicator "Streets"@en ; mr:value 1.0 ; mr:unit "km" """
    first = place.contributions.publish(ADA, creation("a", more=part.format("a")), key="k")
    outcome = place.contributions.publish(ADA, creation("a-2", more=part.format("a-2")), key="k")
    assert outcome.record == first.record == record("mission/a")


def test_a_request_that_was_refused_leaves_its_key_free(place: Place) -> None:
    assert place.contributions.publish(ADA, creation("a", country="nowhere"), key="k").revision is None
    assert place.contributions.publish(ADA, creation("a"), key="k").revision is not None
    with pytest.raises(KeyReused):
        place.contributions.publish(ADA, creation("b", "Other"), key="k")


def test_the_same_request_sent_many_times_at_once_is_done_once(place: Place) -> None:
    start = threading.Barrier(8)
    found: list[Outcome] = []

    def send() -> None:
        start.wait()
        found.append(place.contributions.publish(ADA, creation("a"), key="k"))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert {outcome.revision for outcome in found} == {2}
    assert all(same(outcome, found[0]) for outcome in found)
    assert len(place.history.revisions(record("mission/a"))) == 1


@pytest.mark.parametrize("kind", ["publish", "submit", "decide"])
def test_a_retry_that_overtakes_the_first_try_does_the_work_for_both(place: Place, kind: str) -> None:
    """As when a second process gets the retry while the first still judges."""
    submission = str(place.contributions.submit(ANA, creation("b")).submission)

    def request(contributions: Contributions) -> Outcome:
        if kind == "publish":
            return contributions.publish(ADA, creation("a"), key="k")
        if kind == "submit":
            return contributions.submit(ANA, creation("a"), key="k")
        return contributions.decide(RITA, submission, Decision.PUBLISH, key="k")

    retried: list[Outcome] = []
    slow = Interrupted(place, lambda: retried.append(request(place.contributions)))
    first = request(slow.contributions())
    assert same(first, retried[0])
    assert place.store.head() == 3


def test_a_kept_verdict_is_read_as_it_was_given(place: Place) -> None:
    nameless = """; mr:endDate "2020" ; mr:country <place/spain> , [] ; mr:website "x" """
    remark = Finding(Severity.INFO, record("mission/b"), "", (), None, "graph", "Odd", "", "", record("mission/b"))
    odd = replace(creation("b", more=nameless), remarks=(remark,))
    submission = place.contributions.submit(ANA, odd)
    assert place.contributions.submission(ANA, str(submission.submission)).proposal == odd
    kept = read_verdict(place.contributions.submission(ANA, str(submission.submission)).report)
    assert kept.report == submission.verdict.report
    assert kept.missing == submission.verdict.missing
    value = Finding(Severity.INFO, "r", "", (), BlankNode("b"), "class", "", "", "", "r")
    assert read_findings(kept_findings([value])) == (value,)
