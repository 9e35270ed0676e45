"""Records by their names: found, told apart, or told to be several or none."""

from collections.abc import Mapping

import pytest

from registry.bootstrap import Registry
from registry.model.reader import read_model
from registry.namespaces import PUBLISHED, RECORDS
from registry.rdf.terms import Iri, Literal, Triple, text
from registry.services.find import PageLimits
from registry.services.indexed import IndexFinder
from registry.services.naming.codes import CodeNames
from registry.services.naming.country_codes import is_country_code, iso_code
from registry.services.naming.resolver import Name, Resolution, Resolver, described

MODEL = read_model()


def actor(slug: str, title: str, country: str = "", acronym: str = "") -> list[Triple]:
    iri, fields = Iri(f"{RECORDS}actor/{slug}"), MODEL.classes["Actor"].by_name
    found = [
        Triple(iri, Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), Iri(MODEL.classes["Actor"].iri)),
        Triple(iri, Iri(fields["title"].path), text(title, "en")),
    ]
    if country:
        found.append(Triple(iri, Iri(fields["country"].path), Iri(f"{RECORDS}place/{country}")))
    if acronym:
        found.append(Triple(iri, Iri(fields["acronyms"].path), Literal(acronym)))
    return found


@pytest.fixture(scope="module")
def finder(registry: Registry) -> IndexFinder:
    """The places of the seed, and actors of whom two share a name."""
    places = [quad.triple for quad in registry.store.quads(PUBLISHED) if "/id/place/" in str(quad.subject)]
    actors = [
        *actor("enisa-spain", "Empresa Nacional de Innovación", "spain", "ENISA"),
        *actor("enisa-eu", "European Union Agency for Cybersecurity", "european-union", "ENISA"),
        *actor("vinnova", "Vinnova", "sweden"),
        *actor("ministry-se", "Ministry of Health", "sweden"),
        *actor("ministry-no", "Ministry of Health", "norway"),
        *actor("nowhere", "Ministry of Magic"),
    ]
    return IndexFinder.over(MODEL, [*places, *actors], 1, PageLimits(20, 100))


@pytest.fixture
def names(finder: IndexFinder) -> Resolver:
    return Resolver(finder, MODEL, ("en",), aliases={"S-1": "place/sweden"})


def found(names: Resolver, class_name: str, written: str) -> Resolution:
    name = Name(class_name, written)
    return names.resolve((name,))[name]


@pytest.mark.parametrize(
    ("class_name", "written", "slug"),
    [
        ("Place", "Sweden", "place/sweden"),
        ("Place", "Schweden", "place/sweden"),
        ("Place", "SWEDEN", "place/sweden"),
        ("Place", "UK", "place/united-kingdom"),
        ("Place", "gb", "place/united-kingdom"),
        ("Place", "EU", "place/european-union"),
        ("Place", "Scandinavia", "place/scandinavia"),
        ("Place", "Osterreich", "place/austria"),
        ("Place", "united-kingdom", "place/united-kingdom"),
        ("Place", "place/sweden", "place/sweden"),
        ("Place", "id:place/sweden", "place/sweden"),
        ("Place", "S-1", "place/sweden"),
        ("Actor", "empresa nacional de innovacion", "actor/enisa-spain"),
        ("Actor", "ENISA (ES)", "actor/enisa-spain"),
        ("Actor", "ENISA (European Union)", "actor/enisa-eu"),
        ("Actor", "VINNOVA", "actor/vinnova"),
    ],
)
def test_a_name_in_any_language_and_spelling_leads_to_its_record(
    names: Resolver, class_name: str, written: str, slug: str
) -> None:
    assert found(names, class_name, written).iri == RECORDS + slug


def test_a_name_of_two_records_gives_both_and_is_never_guessed(names: Resolver) -> None:
    both = found(names, "Actor", "ENISA")
    assert both.iri is None
    assert {each.iri for each in both.candidates} == {f"{RECORDS}actor/enisa-spain", f"{RECORDS}actor/enisa-eu"}
    assert "Empresa Nacional de Innovación (spain, " in described(both.candidates)
    assert len(found(names, "Actor", "ministry of health").candidates) == 2
    elsewhere = found(names, "Actor", "ENISA (FR)")
    assert elsewhere.candidates == ()
    assert len(elsewhere.near) == 2


def test_a_name_of_none_gives_those_that_are_nearly_called_so(names: Resolver) -> None:
    assert [each.title for each in found(names, "Actor", "Vinova").near] == ["Vinnova"]
    assert found(names, "Actor", "zzz qqq") == Resolution(())
    assert found(names, "Actor", "???") == Resolution(())
    assert found(names, "Place", "QQ").candidates == ()
    assert found(names, "Actor", "Nobody (ES)").candidates == ()


def test_many_names_take_few_look_ups_and_what_was_found_takes_none(names: Resolver) -> None:
    wanted = [Name("Place", each) for each in ("Sweden", "Spain", "NL", "Norway", "DE", "UK", "France")]
    answers = names.resolve(wanted)
    assert all(answers[name].iri for name in wanted)
    assert names.lookups == 1
    names.resolve(wanted)
    assert names.lookups == 1


def test_what_was_not_found_is_looked_for_again_when_records_have_come(names: Resolver) -> None:
    found(names, "Actor", "Vinova")
    found(names, "Actor", "Vinnova")
    before = names.lookups
    names.forget_missing()
    found(names, "Actor", "Vinnova")
    assert names.lookups == before
    found(names, "Actor", "Vinova")
    assert names.lookups > before


def test_only_so_much_is_kept(finder: IndexFinder) -> None:
    names = Resolver(finder, MODEL, ("en",), most_kept=1)
    for written in ("Sweden", "Spain", "Norway"):
        found(names, "Place", written)
    before = names.lookups
    assert found(names, "Place", "Sweden").iri
    assert names.lookups > before


CODES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("SustainableDevelopmentGoal", "13"): ("13",),
    ("SustainableDevelopmentGoal", "Climate action"): ("13",),
    ("SustainableDevelopmentGoal", "http://metadata.un.org/sdg/13"): ("13",),
    ("SustainableDevelopmentGoal", "sdg:13"): ("13",),
    ("HelixRole", "Government"): ("government",),
    ("AbsenceReason", "not set"): ("not-set",),
    ("HelixRole", "goverment"): (),
}


@pytest.mark.parametrize(("list_name", "written"), CODES)
def test_codes_are_found_by_notation_address_and_label(list_name: str, written: str) -> None:
    codes = CodeNames(MODEL)
    assert tuple(code.notation for code in codes.codes(list_name, written)) == CODES[list_name, written]


def test_codes_and_fields_that_are_misspelt_have_a_near_one() -> None:
    codes = CodeNames(MODEL)
    near = codes.near("HelixRole", "goverment")
    assert near is not None
    assert near.notation == "government"
    assert codes.property_called("targets") == MODEL.classes["Mission"].by_name["targets"].path
    assert codes.property_called("mr:target") == MODEL.classes["Mission"].by_name["targets"].path
    assert codes.property_called("taget") is None
    assert codes.property_near("taget") == "target"


def test_country_codes_of_the_european_style_guide_are_those_of_places() -> None:
    assert [iso_code(each) for each in ("UK", "el", "XK", "EU", " se ")] == ["GB", "GR", "XK", "EU", "SE"]
    assert is_country_code("uk")
    assert not is_country_code("Sweden")
