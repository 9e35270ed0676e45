"""Many proposals at once: the good ones land as one revision, the others come back and say why."""

import pytest

from registry.errors import EditConflict, EmptyInput, InvalidArgument, NotFound, RecordExists, RecordWithdrawn
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.proposal import Action, Proposal
from tests.contributing import ADA, Place, creation, mission, record, statements, update, withdrawal


def many(place: Place, *proposals: Proposal) -> list[Outcome]:
    return list(place.contributions.publish_many(ADA, proposals, "Imported"))


def child(name: str, parent: str, country: str = "sweden") -> Proposal:
    return creation(name, more=f"; mr:parentMission <mission/{parent}>", country=country)


def landed(outcomes: list[Outcome]) -> list[str]:
    return [each.record.rpartition("/")[2] for each in outcomes if each.revision is not None]


def test_all_that_is_good_lands_as_one_revision_in_the_order_of_the_proposals(place: Place) -> None:
    outcomes = many(place, creation("a"), creation("bad", country="nowhere"), creation("c"))
    assert [each.record for each in outcomes] == [record(f"mission/{name}") for name in ("a", "bad", "c")]
    assert [each.revision for each in outcomes] == [2, None, 2]
    assert [each.verdict.conforms for each in outcomes] == [True, False, True]
    for outcome in outcomes:
        assert {finding.record for finding in outcome.verdict.report.findings} == {outcome.record}
        assert outcome.verdict.report.records == (outcome.record,)
        assert list(outcome.verdict.missing) == [outcome.record]
    revision = place.history.revision(2)
    assert revision is not None
    assert (revision.message, revision.author_name) == ("Imported", "Ada")
    assert [each.iri for each in revision.records or ()] == [record("mission/a"), record("mission/c")]
    assert "mission/bad" not in (revision.report or "")


def test_new_records_may_link_to_each_other_in_any_order(place: Place) -> None:
    assert landed(many(place, child("c", "b"), child("b", "a"), creation("a"))) == ["c", "b", "a"]


def test_what_links_to_a_bad_one_waits_with_it_and_its_neighbours_do_not(place: Place) -> None:
    outcomes = many(
        place,
        child("grandchild", "child"),
        child("child", "bad"),
        creation("bad", country="nowhere"),
        creation("good"),
        child("goods-child", "good"),
    )
    assert landed(outcomes) == ["good", "goods-child"]
    assert not any(each.verdict.conforms for each in outcomes[:3])
    assert place.published("mission/child") == set()


def test_a_record_that_a_bad_one_links_to_lands(place: Place) -> None:
    assert landed(many(place, creation("a"), child("b", "a", country="nowhere"))) == ["a"]


def test_each_record_is_refused_for_its_own_reason_and_judged_without_it(place: Place) -> None:
    base = place.contributions.publish(ADA, creation("a")).revision
    newer = place.contributions.publish(ADA, update("a", base)).revision
    gone = place.contributions.publish(ADA, withdrawal("g", place.contributions.publish(ADA, creation("g")).revision))
    outcomes = many(
        place,
        update("a", base, "Lanes"),
        creation("a"),
        creation("g"),
        update("never", newer),
        Proposal(Action.CREATE, record("mission/empty")),
        creation("b"),
        creation("b", "Again"),
        child("orphan", "g"),
    )
    assert [type(each.refused) for each in outcomes] == [
        EditConflict,
        InvalidArgument,
        RecordWithdrawn,
        NotFound,
        EmptyInput,
        type(None),
        InvalidArgument,
        type(None),
    ]
    assert landed(outcomes) == ["b"]
    assert place.published("mission/b") == set(mission("b"))
    assert gone.revision is not None
    [exists] = many(place, creation("a"))
    assert isinstance(exists.refused, RecordExists)


def test_nothing_is_written_when_nothing_is_new(place: Place) -> None:
    assert many(place) == []
    base = place.contributions.publish(ADA, creation("a")).revision
    [outcome] = many(place, update("a", base, "Streets"))
    assert (outcome.unchanged, outcome.revision) == (True, None)
    assert outcome.verdict.report.records == (record("mission/a"),)
    assert place.store.head() == base


def test_who_breaks_others_records_is_kept_back_and_the_rest_lands(place: Place) -> None:
    a = place.contributions.publish(ADA, creation("a")).revision
    place.contributions.publish(ADA, child("child", "a"))
    b = place.contributions.publish(ADA, creation("b")).revision
    outcomes = many(place, withdrawal("a", a), withdrawal("b", b), creation("c"), child("d", "c"))
    assert landed(outcomes) == ["b", "c", "d"]
    assert [finding.record for finding in outcomes[0].verdict.broken] == [record("mission/child")]
    assert outcomes[1].verdict.broken == ()
    assert [each.iri for each in place.history.revisions()[0].records or ()] == [
        record(f"mission/{name}") for name in ("b", "c", "d")
    ]


def test_a_source_that_grows_shorter_than_it_is_cited_for_is_kept_back(place: Place) -> None:
    """The broken rule names a number, not the source, so it takes a second look to tell who breaks it."""
    source = """<source/talk> a mr:Source ; mr:title "Talk"@en ; mr:sourceKind <../code/source-kind/video> ;
        mr:url "https://example.org/"^^<http://www.w3.org/2001/XMLSchema#anyURI> ; mr:duration {} ."""
    citation = """; mr:citation <mission/a#citation-1> . <mission/a#citation-1> a mr:Citation ;
        mr:citedProperty mr:title ; mr:source <source/talk> ; mr:seconds 100 ;
        mr:claimStatus <../code/claim-status/stated> """
    talk = record("source/talk")
    both = many(place, Proposal(Action.CREATE, talk, statements(source.format(200))), creation("a", more=citation))
    base = both[0].revision
    assert landed(both) == ["talk", "a"]
    shorter = Proposal(Action.UPDATE, talk, statements(source.format(50)), base)
    outcomes = many(place, shorter, creation("b"), child("c", "b"))
    assert landed(outcomes) == ["b", "c"]
    assert [finding.record for finding in outcomes[0].verdict.broken] == [record("mission/a")]


def test_a_message_that_nobody_reads_to_its_end_is_refused(place: Place) -> None:
    with pytest.raises(InvalidArgument, match="10,001"):
        place.contributions.publish_many(ADA, [creation("a")], "x" * 10_001)


def test_an_address_elsewhere_is_judged_and_does_not_land(place: Place) -> None:
    foreign = "https://evil.example/id/mission/a"
    turtle = f'<{foreign}> a mr:Mission ; mr:title "A"@en ; mr:country <place/sweden> .'
    outcomes = many(
        place,
        Proposal(Action.CREATE, foreign, statements(turtle)),
        creation("b", more=f"; mr:parentMission <{foreign}>"),
        creation("c"),
    )
    assert landed(outcomes) == ["c"]
    assert isinstance(outcomes[0].refused, InvalidArgument)
    assert outcomes[0].verdict.report.records == (foreign,)
