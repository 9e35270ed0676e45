"""Bodies, patches and addresses: what people send becomes records, and what cannot be read is said in words."""

from collections.abc import Mapping
from typing import Any

import pytest

from registry.errors import EmptyInput, MalformedInput, UnknownField, UnknownPart
from registry.model.jsonld import CONTEXT_ADDRESS
from registry.namespaces import RDF_LANG_STRING, RDF_TYPE, RECORDS, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.services.contribute.minting import Minter, slug_of
from registry.services.contribute.proposal import Action
from registry.services.contribute.reading import from_fields, named, patched, proposals_of, read_records
from registry.validation.intake import Input
from registry.validation.submission import Submission
from tests.judged_registry import PREFIXES, WORLD, Registry, shared_model

MISSION = RECORDS + "mission/streets"
N_TRIPLES = f"""
<{RECORDS}mission/a> <{TERMS}title> "A"@en .
<{RECORDS}mission/a> <{RDF_TYPE}> <{TERMS}Mission> .
"""
TURTLE = """
<mission/streets> a mr:Mission ; mr:title "Streets"@en, "Gator"@sv ; mr:country <place/sweden> ;
    mr:endDate "2030"^^xsd:gYear ; mr:website "http://x.org/"^^xsd:anyURI ; mr:odd "kept" ;
    mr:sdg <http://metadata.un.org/sdg/11> ; mr:target <mission/streets#target-1>, <mission/streets#target-2> .
<mission/streets#target-1> a mr:Target ; mr:indicator "Length"@en ; mr:value 95.50 ; mr:unit "km" .
<mission/streets#target-2> a mr:Target ; mr:indicator "Trees"@en .
"""


def read(turtle: str) -> Submission:
    return read_records(Input((PREFIXES + turtle).encode()), shared_model(), 100_000)


def after(patch: Mapping[str, Any]) -> Submission:
    [whole] = read(TURTLE).records
    return patched(whole.triples, whole.record_class, patch, shared_model())


def values(submission: Submission, name: str, subject: str = MISSION) -> set[Term]:
    return {o for s, p, o in submission.triples if s == Iri(subject) and p.value == TERMS + name}


def test_an_empty_patch_changes_nothing() -> None:
    assert set(after({}).triples) == set(read(TURTLE).triples)
    assert set(after({"id": MISSION, "type": "Mission", "@context": "any"}).triples) == set(read(TURTLE).triples)


def test_a_value_takes_the_place_of_the_old_one_and_null_takes_it_away() -> None:
    found = after({"endDate": "2031-06", "website": None, "sdgs": ["13", "3.4"], TERMS + "odd": None})
    assert values(found, "endDate") == {Literal("2031-06", XSD + "gYearMonth")}
    assert values(found, "website") == values(found, "odd") == set()
    assert values(found, "sdg") == {Iri("http://metadata.un.org/sdg/13"), Iri("http://metadata.un.org/sdg/3.4")}


def test_texts_are_changed_language_by_language() -> None:
    found = after({"title": {"sv": None, "fi": "Kadut"}})
    assert values(found, "title") == {
        Literal("Streets", RDF_LANG_STRING, "en"),
        Literal("Kadut", RDF_LANG_STRING, "fi"),
    }
    assert values(after({"title": {"sv": None, "en": None}}), "title") == set()
    assert values(after({"title": [{"@value": "S", "@language": "de"}]}), "title") == {
        Literal("S", RDF_LANG_STRING, "de")
    }


def test_a_part_is_changed_removed_or_added_by_its_name() -> None:
    found = after(
        {
            "targets": {
                "#target-1": {"value": "100"},
                MISSION + "#target-2": None,
                "add": [{"indicator": {"en": "Benches"}}, {"id": MISSION + "#own", "unit": "%"}],
            }
        }
    )
    assert values(found, "target") == {Iri(f"{MISSION}#{name}") for name in ("target-1", "target-3", "own")}
    assert values(found, "value", MISSION + "#target-1") == {Literal("100", XSD + "decimal")}
    assert values(found, "unit", MISSION + "#target-1") == {Literal("km")}
    assert values(found, "indicator", MISSION + "#target-3") == {Literal("Benches", RDF_LANG_STRING, "en")}


def test_a_list_of_parts_is_the_whole_new_list() -> None:
    found = after({"targets": [{"indicator": {"en": "Only"}}]})
    assert values(found, "target") == {Iri(MISSION + "#target-1")}
    assert values(found, "value", MISSION + "#target-1") == set()


@pytest.mark.parametrize(
    ("patch", "error", "words"),
    [
        ({"contry": "place/spain"}, UnknownField, "did you mean 'country'? it has title, "),
        ({"zzz": 1}, UnknownField, "'zzz' is no field of a Mission: it has title, "),
        ({"targets": {"#target-1": {"valu": 1}}}, UnknownField, "no field of a Target: did you mean 'value'?"),
        ({"targets": {"#taget-1": {}}}, UnknownPart, "did you mean '#target-1'? there are #target-1, #target-2."),
        ({"figures": {"#figure-1": {}}}, UnknownPart, "is not among the figures: there is none yet."),
        ({"targets": {"#target-1": 7}}, MalformedInput, "a patch of a Target is an object of fields, 7 is none"),
        ({"id": RECORDS + "mission/other"}, MalformedInput, "it cannot change"),
        ({"type": "Actor"}, MalformedInput, "it cannot change"),
    ],
)
def test_a_patch_that_makes_no_sense_is_refused_in_words(patch: dict[str, Any], error: type, words: str) -> None:
    with pytest.raises(error) as told:
        after(patch)
    assert words in told.value.message


def test_values_that_do_not_fit_go_when_their_field_is_patched_and_stay_else() -> None:
    [whole] = read(TURTLE.replace('"Streets"@en', '"Streets"@en, <http://x.org/odd>')).records
    kept = patched(whole.triples, whole.record_class, {"title": {"en": "New"}}, shared_model())
    assert Iri("http://x.org/odd") in values(kept, "title")
    gone = patched(whole.triples, whole.record_class, {"title": "New"}, shared_model())
    assert Iri("http://x.org/odd") not in values(gone, "title")


def test_only_a_record_of_that_class_can_be_patched() -> None:
    with pytest.raises(MalformedInput, match="is no Place"):
        patched(read(TURTLE).triples, shared_model().classes["Place"], {}, shared_model())


@pytest.mark.parametrize(
    ("body", "rdf_format"),
    [
        (PREFIXES + '<mission/a> a mr:Mission ; mr:title "A"@en .', "turtle"),
        (PREFIXES + '<urn:g> { <mission/a> a mr:Mission ; mr:title "A"@en . }', "trig"),
        (N_TRIPLES, "n-triples"),
        (f'{{"@context": "{CONTEXT_ADDRESS}", "id": "mission/a", "title": {{"en": "A"}}}}', "json-ld"),
        ('{"id": "mission/a", "type": "Mission", "title": {"en": "A"}}', "json-ld"),
        ('{"title": {"en": "A"}}', "json-ld"),
        ('{}', "json-ld"),
    ],
)  # fmt: skip
def test_every_form_of_body_gives_the_record(body: str, rdf_format: str) -> None:
    model = shared_model()
    more: dict[str, Any] = {"record_class": model.classes["Mission"], "iri": RECORDS + "mission/a"}
    [found] = read_records(Input(body.encode(), rdf_format), model, 9_999, **more).records
    title = Triple(Iri(found.iri), Iri(TERMS + "title"), Literal("A", RDF_LANG_STRING, "en"))
    assert (found.iri, found.record_class.name) == (RECORDS + "mission/a", "Mission")
    assert title in found.triples or body == "{}"


@pytest.mark.parametrize("body", ["[]", "{", "7", '"x"'])
def test_what_is_no_json_object_is_told_by_the_reader(body: str) -> None:
    with pytest.raises((MalformedInput, EmptyInput)):
        read_records(Input(body.encode(), "json-ld"), shared_model(), 9_999, iri=RECORDS + "mission/a")


def test_numbers_keep_their_digits_when_an_id_is_put_in() -> None:
    body = b' {"type": "Mission", "targets": [{"value": 95.50}]}'
    found = read_records(Input(body, "json-ld"), shared_model(), 9_999, iri=RECORDS + "mission/a")
    assert Literal("95.50", XSD + "decimal") in {triple.object for triple in found.triples}


def test_a_record_is_made_of_fields_and_named_after_its_title() -> None:
    registry, model = Registry.of(WORLD), shared_model()
    fields = {"title": {"sv": "Båtar", "en": "Parent"}, "website": None, "targets": [{"unit": "%"}], "zzz": 1}
    unnamed = from_fields(model.classes["Mission"], None, fields, model)
    found = named(unnamed, model, Minter(registry.store))
    assert [record.iri for record in found.records] == [RECORDS + "mission/parent-2"]
    assert values(found, "target", RECORDS + "mission/parent-2") == {Iri(RECORDS + "mission/parent-2#target-1")}
    assert not [finding for finding in found.findings if finding.constraint == "nodeKind"]
    again = from_fields(model.classes["Mission"], MISSION, fields, model)
    assert (again.records[0].iri, named(again, model, Minter(registry.store))) == (MISSION, again)


def test_unnamed_records_of_one_body_get_different_names_and_keep_their_remarks() -> None:
    model = shared_model()
    unnamed = read(
        '[] a mr:Mission, mr:Actor ; mr:title "Same"@en ; mr:country [ mr:title "x"@en ] . '
        '[] a mr:Mission ; mr:title "Same"@sv .'
    )
    found = named(unnamed, model, Minter(Registry.of(WORLD).store))
    assert [record.iri for record in found.records] == [RECORDS + "mission/same", RECORDS + "mission/same-2"]
    assert {finding.record for finding in found.findings} <= {RECORDS + "mission/same", RECORDS + "mission/same-2", ""}
    assert {finding.constraint for finding in found.findings} >= {"class", "nodeKind"}


def test_an_address_is_never_one_that_is_taken_and_there_is_always_one() -> None:
    registry, place = Registry.of(WORLD), shared_model().classes["Place"]
    minter = Minter(registry.store)
    registry.store.asked = 0
    assert minter.minted(place, "Sweden") == RECORDS + "place/sweden-2"
    assert registry.store.asked == 1
    assert minter.minted(place, "Peru", avoiding={RECORDS + "place/peru"}) == RECORDS + "place/peru-2"
    every = [RECORDS + "place/peru", *(f"{RECORDS}place/peru-{number}" for number in range(2, 30))]
    assert minter.minted(place, "Peru", avoiding=every) not in every


def test_addresses_are_written_in_plain_letters() -> None:
    assert slug_of("Ørsted & Łódź — Straße", "m") == "orsted-lodz-strasse"
    assert slug_of("気候", "mission").startswith("mission-")
    assert slug_of("", "mission") == slug_of("", "mission")
    assert slug_of("long " * 40, "m") == "-".join(["long"] * 16)
    assert slug_of("x" * 200, "m") == "x" * 80


def test_each_record_of_a_body_becomes_a_proposal_with_what_was_odd_about_it() -> None:
    body = read(
        '<mission/a> a mr:Mission, mr:Actor . <mission/b> a mr:Mission, mr:Actor . <http://x.org/y> mr:unit "stray" .'
    )
    first, second = proposals_of(body, Action.CREATE, message="Why")
    assert (first.record, first.action, first.base, first.message) == (
        RECORDS + "mission/a",
        Action.CREATE,
        None,
        "Why",
    )
    assert [finding.constraint for finding in first.remarks] == ["class", "owner"]
    assert [finding.record for finding in second.remarks] == [RECORDS + "mission/b"]
