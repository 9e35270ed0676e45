"""Submissions and what is kept of requests are read from every store as they were written."""

import pytest

from registry.errors import KeyReused
from registry.services.contribute.states import Decision, State
from registry.store.port import Store
from tests.contributing import ADA, ANA, BEN, PLACES, RITA, Place, creation, mission, person, record, update, withdrawal

ESTHER = person("Esther", *ANA.roles, countries="ES")


@pytest.fixture
def place(store: Store) -> Place:
    found = Place(store)
    found.load(PLACES)
    return found


def test_a_submission_is_kept_with_all_that_was_said_and_listed_by_state_record_and_author(place: Place) -> None:
    contributions = place.contributions
    first, other = (str(contributions.submit(who, creation(name)).submission) for who, name in ((ANA, "a"), (BEN, "b")))
    contributions.decide(RITA, first, Decision.BEGIN_REVIEW)
    contributions.decide(RITA, first, Decision.RETURN, comment='Say "which"\n} ; DROP ALL #')
    contributions.submit(ANA, creation("a", "Streets in 10.50 words"), submission=first)
    kept = contributions.submission(ANA, first)
    assert kept.state is State.SUBMITTED
    assert kept.proposal == creation("a", "Streets in 10.50 words")
    assert [each.text for each in kept.comments] == ["", 'Say "which"\n} ; DROP ALL #']
    assert [each.time for each in kept.comments] == sorted(each.time for each in kept.comments)
    pages = contributions.submissions(RITA, first=1)
    assert [each.iri for each in pages.items] == [other]
    assert [each.iri for each in contributions.submissions(RITA, first=1, after=pages.next).items] == [first]
    assert [each.iri for each in contributions.submissions(RITA, record=record("mission/a")).items] == [first]
    assert contributions.submissions(RITA, state=State.RETURNED).items == []
    assert [each.iri for each in contributions.submissions(BEN).items] == [other]
    done = contributions.decide(RITA, first, Decision.PUBLISH, key="k")
    assert contributions.decide(RITA, first, Decision.PUBLISH, key="k").revision == done.revision
    with pytest.raises(KeyReused):
        contributions.decide(RITA, other, Decision.PUBLISH, key="k")
    assert contributions.submission(ANA, first).revision == done.revision
    assert place.published("mission/a") == set(mission("a", "Streets in 10.50 words"))


def test_a_record_is_changed_withdrawn_and_found_in_its_country(place: Place) -> None:
    figure = """; mr:figure <mission/a#figure-1> . <mission/a#figure-1> a mr:Figure ;
        mr:indicator "Streets"@en ; mr:value 10.50 ; mr:unit "km" """
    madrid = creation("a", more="; mr:place <place/madrid>" + figure, country="spain")
    assert place.contributions.submit(ESTHER, madrid).state is State.SUBMITTED
    base = place.contributions.publish(ADA, madrid).revision
    shorter = place.contributions.publish(ADA, update("a", base, more=figure, country="spain")).revision
    same = place.contributions.publish(ADA, update("a", shorter, more=figure.replace("10.50", "10.5"), country="spain"))
    assert (same.unchanged, same.revision) == (True, None)
    assert place.contributions.publish(ADA, withdrawal("a", shorter)).revision == place.store.head()
    assert place.published("mission/a") == set()
