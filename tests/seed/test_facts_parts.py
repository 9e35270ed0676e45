"""The pieces of the conversion by themselves: slugs, identities, evidence, what others say, codes of countries."""

import pytest

from registry.namespaces import XSD
from registry.rdf.terms import Iri, Literal, Term, Triple, text
from seed.conversion.country_codes import group_place, iso_code
from seed.conversion.facts_drafts import Desk, Draft, predicate
from seed.conversion.facts_elsewhere import Elsewhere, Standing
from seed.conversion.facts_evidence import Evidence, Support
from seed.conversion.facts_identities import Candidate, completed, written
from seed.conversion.facts_participations import say_participations
from seed.conversion.facts_tables import Mappings, several
from seed.conversion.facts_values import code, kebab, partial_date, record, slug
from seed.conversion.facts_wordings import say_actor_names

RECORD = record("actor/vinnova")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("City of València", "city-of-valencia"),
        ("Ørsted Bioenergy", "orsted-bioenergy"),
        ("Carrie's Beanies 4 Brain Cancer", "carries-beanies-4-brain-cancer"),
        ("ムーンショット", ""),
        (
            "Capacity for the long road towards a healthy and fair life of all in 2050",
            "capacity-for-the-long-road-towards-a-healthy-and-fair-life",
        ),
    ],
)
def test_a_slug_is_plain_letters_cut_at_a_word(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(("value", "kind"), [("2019", "gYear"), ("2019-05", "gYearMonth"), ("2019-04-26", "date")])
def test_a_date_keeps_the_precision_that_it_was_given_with(value: str, kind: str) -> None:
    assert partial_date(value) == Literal(value, XSD + kind)


def test_field_names_become_part_names() -> None:
    assert kebab("startDate") == "start-date"
    assert several(" climate change; ;mobility ") == ["climate change", "mobility"]


@pytest.mark.parametrize(
    ("written_code", "iso"), [("UK", "GB"), ("el", "GR"), (" NL ", "NL"), ("EU", "EU"), ("XK", "XK"), ("", "")]
)
def test_country_codes_map_at_the_door(written_code: str, iso: str) -> None:
    assert iso_code(written_code) == iso


def test_scandinavia_is_a_group_and_no_country() -> None:
    assert group_place("Scandinavia") == "scandinavia"
    assert group_place("Sweden") is None


def test_a_minted_identity_never_changes_and_only_missing_ones_are_minted() -> None:
    known = {"act-a": "actor/first-name"}
    rows = [Candidate("act-a", "actor", "Second name", "SE"), Candidate("act-b", "actor", "Third name", "SE")]
    assert completed(known, rows, ()) == {"act-a": "actor/first-name", "act-b": "actor/third-name"}


def test_names_that_collide_get_their_country_and_then_a_number() -> None:
    rows = [
        Candidate("act-br", "actor", "Ministry of Science", "BR"),
        Candidate("act-co", "actor", "Ministry of Science", "CO"),
        Candidate("act-co-2", "actor", "Ministry of Science", "CO"),
        Candidate("act-x", "actor", "Citizens", ""),
    ]
    assert completed({}, rows, {"actor/citizens"}) == {
        "act-br": "actor/ministry-of-science-br",
        "act-co": "actor/ministry-of-science-co",
        "act-co-2": "actor/ministry-of-science-co-2",
        "act-x": "actor/citizens-international",
    }


def test_the_table_of_identities_is_ordered() -> None:
    assert written({"b": "actor/b", "a": "actor/a"}) == "facts_id,record\na,actor/a\nb,actor/b\n"


def test_a_claim_of_one_source_leaves_the_other_sources_as_they_are() -> None:
    claims = [
        {"facts_id": "ins-1", "field": "amount", "source_id": "src-a", "value": "5", "status": "disputed", "note": "N"}
    ]
    evidence = Evidence([{"class": "Instrument", "field": "side", "note": "A reading."}], claims)
    assert evidence.support("ins-1", "Instrument", "amount", ["src-a", "src-b"]) == [
        Support("src-a", "disputed", "N"),
        Support("src-b"),
    ]
    assert evidence.support("ins-1", "Instrument", "side", ["src-b"]) == [Support("src-b", "inferred", "A reading.")]
    assert evidence.rival_values("ins-1", "amount") == {"5": ["src-a"]}
    assert evidence.rival_values("ins-2", "amount") == {}


def _said(field: str, value: Term, subject: Iri = RECORD) -> Triple:
    return Triple(subject, predicate(field), value)


def test_what_is_said_elsewhere_decides_what_may_still_be_said() -> None:
    others = Elsewhere([_said("title", text("Vinnova", "en")), _said("country", record("place/sweden"))])
    standing = {
        value: others.standing(RECORD, field, predicate(field), value)
        for field, value in (
            ("title", text("Vinnova", "en")),
            ("title", text("The agency", "en")),
            ("title", text("Myndigheten", "sv")),
            ("country", record("place/spain")),
        )
    }
    assert list(standing.values()) == [Standing.SAID, Standing.RIVAL, Standing.NEW, Standing.RIVAL]
    assert others.records() == {"actor/vinnova"}


def _draft(*elsewhere: Triple) -> Draft:
    desk = Desk(
        identities={"src-se-01": "source/a-page", "act-x": "actor/x"},
        sources={"src-se-01": {"url": "https://example.org/"}},
        countries={},
        mappings=Mappings({("function", "owner"): "owner"}, {}, {}, frozenset(), {}, {}, []),
        evidence=Evidence([], []),
        elsewhere=Elsewhere(elsewhere),
    )
    return Draft(desk, "act-se", RECORD, "Actor", ["src-se-01"])


def _values(draft: Draft, subject: str, field: str) -> list[Term]:
    return [
        triple.object
        for triple in draft.triples
        if triple.subject == Iri(RECORD.value + subject) and triple.predicate == predicate(field)
    ]


def test_a_competing_title_becomes_an_alternative_title_with_its_citation() -> None:
    draft = _draft(_said("title", text("Vinnova", "en")))
    draft.text("title", "The agency")
    assert _values(draft, "", "title") == []
    assert _values(draft, "", "alternativeTitle") == [text("The agency", "en")]
    assert _values(draft, "#citation-alternative-title-en-the-agency-se-01", "citedValue") == [text("The agency", "en")]


def test_a_competing_summary_is_kept_as_note_of_its_citation() -> None:
    draft = _draft(_said("summary", text("Theirs.", "en")))
    draft.text("summary", "Ours.")
    assert _values(draft, "", "summary") == []
    assert _values(draft, "#citation-summary-en-se-01", "note") == [text("In short, this source says: Ours.", "en")]
    assert _values(draft, "#citation-summary-en-se-01", "citedValue") == []


def test_another_competing_value_is_cited_as_disputed() -> None:
    draft = _draft(_said("startDate", partial_date("2018")))
    draft.say("startDate", partial_date("2019"))
    assert _values(draft, "", "startDate") == []
    assert _values(draft, "#citation-start-date-se-01", "claimStatus") == [code("claim-status", "disputed")]
    assert _values(draft, "#citation-start-date-se-01", "note") == [text("This source gives: 2019", "en")]


def test_a_competing_link_names_the_other_record() -> None:
    draft = _draft(_said("country", record("place/sweden")))
    draft.say("country", record("place/spain"))
    (note,) = _values(draft, "#citation-country-se-01", "note")
    assert note == text(f"This source gives: {record('place/spain').value}", "en")


def test_the_same_value_is_cited_again_but_not_said_again() -> None:
    draft = _draft(_said("country", record("place/sweden")))
    draft.say("country", record("place/sweden"))
    assert _values(draft, "", "country") == []
    assert _values(draft, "#citation-country-se-01", "claimStatus") == [code("claim-status", "stated")]


def test_a_participation_that_is_said_elsewhere_is_cited_there() -> None:
    part = Iri(RECORD.value + "#talk-participation-x-owner")
    draft = _draft(
        _said("participation", part),
        _said("actor", record("actor/x"), part),
        _said("function", code("function", "owner"), part),
    )
    row = {"participation_id": "par-1", "actor_id": "act-x", "role": "owner", "source_ids": "src-se-01"}
    say_participations(draft, [row], {})
    assert _values(draft, "", "participation") == []
    assert _values(draft, "#citation-participation-x-owner-se-01", "citedValue") == [part]


@pytest.mark.parametrize(
    ("english", "original", "acronym", "country", "titles", "alternatives"),
    [
        ("Research Council of Norway", "Norges forskningsråd", "RCN", "NO", {"en", "no"}, []),
        ("City of Graz", "Graz", "", "AT", {"en"}, ["Graz"]),
        ("VTT Technical Research Centre", "VTT", "VTT", "FI", {"en"}, []),
        ("CSIRO", "Commonwealth Research Organisation", "CSIRO", "AU", {"en"}, ["Commonwealth Research Organisation"]),
        ("KONE", "KONE", "", "FI", {"en"}, []),
    ],
)
def test_names_of_actors_stand_in_the_right_place_and_language(
    english: str, original: str, acronym: str, country: str, titles: set[str], alternatives: list[str]
) -> None:
    draft = _draft()
    say_actor_names(draft, english, original, acronym, country)
    said = [value for value in _values(draft, "", "title") if isinstance(value, Literal)]
    assert {value.language for value in said} == titles
    assert _values(draft, "", "alternativeTitle") == [text(name, "en") for name in alternatives]
