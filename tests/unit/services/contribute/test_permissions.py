"""Contributors who are limited to countries or organisations touch nothing else: not as it is, not as it would be."""

import pytest

from registry.errors import NotAllowed
from registry.identity.person import Role
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.states import Decision, State
from tests.contributing import (
    ADA,
    ANA,
    RITA,
    Place,
    creation,
    mission,
    person,
    record,
    restoration,
    statements,
    update,
    withdrawal,
)

ESTHER = person("Esther", Role.CONTRIBUTOR, countries="ES")
OTTO = person("Otto", Role.CONTRIBUTOR, organisations="vinnova")
ESTELA = person("Estela", Role.REVIEWER, countries="ES")
SWEDISH_ADMIN = person("Sven", Role.ADMIN, countries="SE")


def made(place: Place, name: str, turtle: str) -> int:
    outcome = place.contributions.publish(ADA, Proposal(Action.CREATE, record(name), statements(turtle)))
    assert outcome.revision is not None
    return outcome.revision


def test_a_contributor_limited_to_a_country_touches_no_other(place: Place) -> None:
    swede = place.contributions.publish(ADA, creation("swede")).revision
    made_once = place.contributions.publish(ADA, creation("gone")).revision
    gone = place.contributions.publish(ADA, withdrawal("gone", made_once)).revision
    for proposal in (
        creation("new"),
        update("swede", swede),
        update("swede", swede, country="spain"),
        withdrawal("swede", swede),
        restoration("gone", gone),
    ):
        head = place.store.head()
        with pytest.raises(NotAllowed, match=r"is a record of SE; you may contribute for ES only\."):
            place.contributions.submit(ESTHER, proposal)
        assert place.store.head() == head
    for proposal in (creation("new"), update("swede", swede, country="spain"), withdrawal("swede", swede)):
        with pytest.raises(NotAllowed):
            place.contributions.save(ESTHER, proposal)
    assert place.contributions.submit(ESTHER, creation("mine", country="spain")).state is State.SUBMITTED


def test_a_place_inside_a_country_counts_for_it(place: Place) -> None:
    assert place.contributions.submit(
        ESTHER, creation("a", more="; mr:place <place/madrid>, <place/school>", country="spain")
    ).state
    with pytest.raises(NotAllowed, match="record of SE"):
        place.contributions.submit(ESTHER, creation("a", more="; mr:place <place/sweden>", country="spain"))
    with pytest.raises(NotAllowed, match="does not say in which country"):
        place.contributions.submit(ESTHER, creation("a", country="european-union"))


def test_a_draft_need_not_say_its_country_yet_but_may_not_take_another_s_record(place: Place) -> None:
    unsaid = Proposal(Action.CREATE, record("mission/a"), statements('<mission/a> a mr:Mission ; mr:title "A"@en .'))
    assert place.contributions.save(ESTHER, unsaid).state is State.DRAFT
    with pytest.raises(NotAllowed, match="does not say in which country"):
        place.contributions.submit(ESTHER, unsaid)
    assert place.contributions.save(OTTO, unsaid).state is State.DRAFT
    with pytest.raises(NotAllowed, match="names no organisation"):
        place.contributions.submit(OTTO, unsaid)
    other = """; mr:participation <mission/a#p-1> . <mission/a#p-1> a mr:Participation ;
        mr:actor <actor/enisa> ; mr:function <../code/function/owner> """
    with pytest.raises(NotAllowed, match="belongs to"):
        place.contributions.save(OTTO, creation("a", more=other))


def test_what_belongs_to_no_country_may_be_made_but_not_changed(place: Place) -> None:
    barrier = Proposal(
        Action.CREATE, record("barrier/silos"), statements('<barrier/silos> a mr:Barrier ; mr:title "S"@en .')
    )
    assert place.contributions.submit(ESTHER, barrier).state is State.SUBMITTED
    assert place.contributions.submit(OTTO, barrier).state is State.SUBMITTED
    base = made(place, "barrier/gaps", '<barrier/gaps> a mr:Barrier ; mr:title "Gaps"@en .')
    change = Proposal(
        Action.UPDATE, record("barrier/gaps"), statements('<barrier/gaps> a mr:Barrier ; mr:title "G"@en .'), base
    )
    for who in (ESTHER, OTTO):
        with pytest.raises(NotAllowed):
            place.contributions.submit(who, change)


def test_a_place_belongs_to_its_country_and_to_the_one_that_it_lies_in(place: Place) -> None:
    spoofed = """<place/malmo> a mr:Place ; mr:title "Malmö"@en ; mr:isoCode "ES" ;
        mr:placeKind <../code/place-kind/municipality> ; mr:within <place/sweden> ."""
    with pytest.raises(NotAllowed, match="record of SE"):
        place.contributions.submit(ESTHER, Proposal(Action.CREATE, record("place/malmo"), statements(spoofed)))


def test_a_contributor_limited_to_an_organisation_touches_what_it_leads_owns_or_provides(place: Place) -> None:
    name = "policy-initiative/a"
    initiative = f"""<{name}> a mr:PolicyInitiative ; mr:title "{{}}"@en ; mr:country <place/sweden> ;
        mr:lead <actor/{{}}> ."""

    def led_by(actor: str, title: str, base: int | None) -> Proposal:
        return Proposal(Action.UPDATE, record(name), statements(initiative.format(title, actor)), base)

    take_over = led_by("vinnova", "A", made(place, name, initiative.format("A", "enisa")))
    with pytest.raises(NotAllowed, match=r"belongs to .*/actor/enisa; you may contribute for .*/actor/vinnova only\."):
        place.contributions.submit(OTTO, take_over)
    base = place.contributions.publish(ADA, take_over).revision
    assert place.contributions.submit(OTTO, led_by("vinnova", "B", base)).state is State.SUBMITTED
    with pytest.raises(NotAllowed, match="would belong to"):
        place.contributions.submit(OTTO, led_by("enisa", "A", base))
    part = """; mr:participation <mission/a#p-1> . <mission/a#p-1> a mr:Participation ;
        mr:actor <actor/{}> ; mr:function <../code/function/{}> """
    assert place.contributions.submit(OTTO, creation("a", more=part.format("vinnova", "owner"))).state
    for actor, function in (("vinnova", "participant"), ("enisa", "owner")):
        with pytest.raises(NotAllowed):
            place.contributions.submit(OTTO, creation("a", more=part.format(actor, function)))
    own = """<actor/vinnova> a mr:Actor ; mr:title "Vinnova, the agency"@en ;
        mr:actorType <../code/actor-type/organisation> ."""
    itself = Proposal(Action.UPDATE, record("actor/vinnova"), statements(own), place.store.head())
    assert place.contributions.submit(OTTO, itself).state is State.SUBMITTED


def test_reviewers_and_admins_are_held_to_their_countries_too(place: Place) -> None:
    spanish = str(place.contributions.submit(ANA, creation("a", country="spain")).submission)
    with pytest.raises(NotAllowed, match="record of ES"):
        place.contributions.decide(SWEDISH_ADMIN, spanish, Decision.PUBLISH)
    with pytest.raises(NotAllowed, match="record of ES"):
        place.contributions.publish(SWEDISH_ADMIN, creation("b", country="spain"))
    several = place.contributions.publish_many(SWEDISH_ADMIN, [creation("b", country="spain"), creation("c")], "Both")
    assert isinstance(several[0].refused, NotAllowed)
    assert several[1].revision is not None
    assert place.published("mission/b") == set()
    assert place.published("mission/c") == set(mission("c"))


def test_a_reviewer_limited_to_a_country_decides_nothing_on_another_s_records(place: Place) -> None:
    swede = place.contributions.publish(ADA, creation("swede")).revision
    mine = place.contributions.publish(ADA, creation("mine", country="spain")).revision
    made_once = place.contributions.publish(ADA, creation("gone")).revision
    gone = place.contributions.publish(ADA, withdrawal("gone", made_once)).revision
    refusals = {
        creation("new"): r"is a record of SE; you may review for ES only\.",
        update("swede", swede, country="spain"): r"is a record of SE; you may review for ES only\.",
        update("mine", mine): r"would become a record of SE; you may review for ES only\.",
        withdrawal("swede", swede): "is a record of SE",
        restoration("gone", gone): "is a record of SE",
    }
    for proposal, words in refusals.items():
        submission = str(place.contributions.submit(ANA, proposal).submission)
        head = place.store.head()
        for decision in Decision:
            with pytest.raises(NotAllowed, match=words):
                place.contributions.decide(ESTELA, submission, decision, comment="No")
        assert place.store.head() == head
        assert place.contributions.submission(ESTELA, submission).state is State.SUBMITTED
    spanish = str(place.contributions.submit(ANA, creation("other", country="spain")).submission)
    assert place.contributions.decide(ESTELA, spanish, Decision.RETURN, comment="Which?").state is State.RETURNED


def test_a_contributor_is_told_where_a_moved_record_would_belong(place: Place) -> None:
    mine = place.contributions.publish(ADA, creation("mine", country="spain")).revision
    with pytest.raises(NotAllowed, match=r"would become a record of SE; you may contribute for ES only\."):
        place.contributions.submit(ESTHER, update("mine", mine))


def test_who_may_not_is_told_what_to_do_in_that_very_case(place: Place) -> None:
    submission = str(place.contributions.submit(RITA, creation("a")).submission)
    with pytest.raises(NotAllowed) as own:
        place.contributions.decide(RITA, submission, Decision.PUBLISH)
    with pytest.raises(NotAllowed) as other:
        place.contributions.take_back(ADA, submission)
    assert (own.value.advice, other.value.advice) == (
        "Ask another reviewer to look at it, or take it back.",
        "Ask its author to do it; a reviewer can return or reject it.",
    )
