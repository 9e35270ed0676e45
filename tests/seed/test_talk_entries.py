"""The notation of `seed/talk`: what it means, and what it refuses."""

import tomllib

import pytest

from registry.namespaces import CODES, RDF_TYPE, RECORDS, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Triple, text
from seed.conversion.talk import record_triples
from seed.conversion.talk_entries import Draft, EntryError, read_draft, slugified
from seed.conversion.talk_fields import FIELDS
from seed.conversion.timestamps import Moment

MOMENTS = {(2, "00:00:22"): Moment(22, "hours-minutes-seconds"), (1, "02:15:51"): Moment(8151, "ambiguous", 135)}
TITLE = 'title = { en = "Streets", at = "2@00:00:22" }\n'


def draft(toml: str) -> Draft:
    return read_draft("Mission", "mission", "streets", tomllib.loads(TITLE + toml))


def triples(toml: str) -> set[Triple]:
    return set(record_triples(draft(toml), MOMENTS))


def about(toml: str, fragment: str) -> set[tuple[str, object]]:
    node = f"{RECORDS}mission/streets#{fragment}"
    return {(one.predicate.value.removeprefix(TERMS), one.object) for one in triples(toml) if one.subject == Iri(node)}


def test_a_text_gives_its_value_and_a_citation_that_names_it() -> None:
    node = f"{RECORDS}mission/streets"
    assert Triple(Iri(node), Iri(TERMS + "title"), text("Streets", "en")) in triples("")
    assert about("", "talk-citation-title-en-t2-00-00-22") == {
        (RDF_TYPE, Iri(TERMS + "Citation")),
        ("citedProperty", Iri(TERMS + "title")),
        ("citedValue", text("Streets", "en")),
        ("source", Iri(RECORDS + "source/mission-setting-and-implementation-strategies")),
        ("locator", Literal("00:00:22")),
        ("seconds", Literal("22", XSD + "integer")),
        ("reading", Iri(CODES + "timestamp-reading/hours-minutes-seconds")),
        ("link", Literal("https://www.youtube.com/watch?v=-KQokCATILo&t=22s", XSD + "anyURI")),
        ("claimStatus", Iri(CODES + "claim-status/stated")),
    }


def test_a_bare_value_is_said_where_the_title_is_first_said() -> None:
    found = about('country = "sweden"', "talk-citation-country-t2-00-00-22")
    assert ("claimStatus", Iri(CODES + "claim-status/stated")) in found
    assert "citedValue" not in {name for name, _ in found}


def test_a_code_is_inferred_unless_said_otherwise() -> None:
    inferred = about('sdgs = "11.7"', "talk-citation-sdg-11-7-t2-00-00-22")
    assert ("claimStatus", Iri(CODES + "claim-status/inferred")) in inferred
    said = about('sdgs = { is = "11.7", status = "stated" }', "talk-citation-sdg-11-7-t2-00-00-22")
    assert ("claimStatus", Iri(CODES + "claim-status/stated")) in said


def test_an_entry_without_a_value_only_cites() -> None:
    toml = 'website = { at = "2@00:00:22" }'
    with pytest.raises(EntryError, match="website"):
        draft(toml)
    found = triples('alternativeTitles = { at = "2@00:00:22" }')
    assert TERMS + "alternativeTitle" not in {one.predicate.value for one in found}
    assert Iri(f"{RECORDS}mission/streets#talk-citation-alternative-title-t2-00-00-22") in {
        one.subject for one in found
    }


def test_what_the_curator_read_into_a_part_gets_an_inferred_citation_of_its_own() -> None:
    toml = 'participations = { actor = "vinnova", function = "owner", at = "2@00:00:22", read = "function" }'
    word = "talk-citation-participation-vinnova-owner-t2-00-00-22"
    assert ("claimStatus", Iri(CODES + "claim-status/stated")) in about(toml, word)
    read = about(toml, f"{word}-read")
    assert ("claimStatus", Iri(CODES + "claim-status/inferred")) in read
    assert ("note", text("Read by the curator, not said: function.", "en")) in read
    assert ("actor", Iri(RECORDS + "actor/vinnova")) in about(toml, "talk-participation-vinnova-owner")


def test_a_part_of_another_file_is_cited_and_not_written() -> None:
    toml = 'participations = { shared = "participation-vinnova-owner", at = "2@00:00:22" }'
    found = triples(toml)
    assert TERMS + "participation" not in {one.predicate.value for one in found}
    cited = about(toml, "talk-citation-participation-vinnova-owner-t2-00-00-22")
    assert ("citedValue", Iri(RECORDS + "mission/streets#participation-vinnova-owner")) in cited


def test_an_ambiguous_place_keeps_both_values() -> None:
    found = about('sdgs = { is = "3", at = "1@02:15:51" }', "talk-citation-sdg-3-t1-02-15-51")
    assert ("seconds", Literal("8151", XSD + "integer")) in found
    assert ("alternativeSeconds", Literal("135", XSD + "integer")) in found


def test_a_place_at_the_head_of_a_page_has_no_seconds() -> None:
    found = about('sdgs = { is = "3", at = "1@title" }', "talk-citation-sdg-3-t1-title")
    assert ("locator", Literal("title line")) in found
    assert "seconds" not in {name for name, _ in found}


@pytest.mark.parametrize(
    ("toml", "home"),
    [("", "international"), ('country = "sweden"', "se"), ('country = "european-union"', "international")],
)
def test_a_record_goes_to_the_folder_of_its_country(toml: str, home: str) -> None:
    assert draft(toml).home == home
    assert draft(toml + '\nhome = "gb"').home == "gb"


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('colour = "green"', "'colour' is not a word"),
        ('country = { is = "sweden", since = "2019", at = "2@00:00:22" }', "'since' is not a word"),
        ('sdgs = { is = "3", at = "3@00:00:22" }', "'3@00:00:22' is not a place"),
        ('sdgs = { is = "3", at = "2@footer" }', "'2@footer' is not a place"),
        ('figures = { key = "km", value = "1", unit = "km", colour = "green", at = "2@title" }', "'colour'"),
        ('figures = { key = "km", value = "1", unit = "km" }', "does not say where"),
    ],
)
def test_a_word_that_the_notation_does_not_know_is_refused_with_the_name_of_the_record(
    toml: str, complaint: str
) -> None:
    with pytest.raises(EntryError, match=complaint) as caught:
        draft(toml)
    assert str(caught.value).startswith("mission/streets: ")


def test_a_record_without_a_title_is_refused() -> None:
    with pytest.raises(EntryError, match="mission/streets: 'title'"):
        read_draft("Mission", "mission", "streets", {})


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Tom de Luza", "tom-de-luza"),
        ("BarrierReport", "barrier-report"),
        ("2.a", "2-a"),
        ('"System" room', "system-room"),
    ],
)
def test_words_become_part_of_an_address(words: str, slug: str) -> None:
    assert slugified(words) == slug


@pytest.mark.parametrize(("value", "datatype"), [("2015", "gYear"), ("2015-09", "gYearMonth"), ("2015-09-25", "date")])
def test_a_date_is_as_exact_as_it_is_written(value: str, datatype: str) -> None:
    assert FIELDS["startDate"].term(value) == Literal(value, XSD + datatype)
