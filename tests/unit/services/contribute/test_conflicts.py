from itertools import product

from registry.model.reader import read_model
from registry.rdf.canonical import canonical
from registry.rdf.terms import Triple
from registry.services.contribute.conflicts import ThreeWay, as_a_whole, as_data, three_way
from tests.contributing import mission, record

TARGET = """ ; mr:target <mission/a#target-1> . <mission/a#target-1> a mr:Target ;
    mr:indicator "Streets"@en ; mr:value {value} ; mr:unit "{unit}" """


def canonical_mission(title: str = "Streets", more: str = "", country: str = "sweden") -> tuple[Triple, ...]:
    return tuple(canonical(triple) for triple in mission("a", title, more, country))


BASE = canonical_mission(more=TARGET.format(value="1.0", unit="km"))
VERSIONS = [
    BASE,
    canonical_mission("Roads", more=TARGET.format(value="1.0", unit="km")),
    canonical_mission(more=TARGET.format(value="2.5", unit="km")),
    canonical_mission(more=TARGET.format(value="1.0", unit="mile")),
    canonical_mission(more='; mr:title "Gator"@sv ; mr:startDate "2030"' + TARGET.format(value="1.0", unit="km")),
    canonical_mission(),
    canonical_mission("Roads", country="spain"),
]


def conflict(theirs: tuple[Triple, ...], yours: tuple[Triple, ...]) -> ThreeWay:
    return three_way(read_model(), record("mission/a"), BASE, theirs, yours)


def paths(found: ThreeWay, *, clashing: bool) -> list[str]:
    return [field.path for field in found.fields if field.clashes is clashing]


def test_edits_of_different_fields_can_stand_side_by_side() -> None:
    found = conflict(VERSIONS[1], VERSIONS[2])
    assert paths(found, clashing=False) == ["targets[target-1].value", "title.en"]
    assert found.mergeable
    assert set(found.merged or ()) == set(canonical_mission("Roads", more=TARGET.format(value="2.5", unit="km")))


def test_texts_of_different_languages_do_not_meet() -> None:
    found = conflict(VERSIONS[1], VERSIONS[4])
    assert paths(found, clashing=False) == ["startDate", "title.en", "title.sv"]
    assert found.mergeable


def test_two_values_for_one_field_clash_and_nothing_is_merged() -> None:
    found = conflict(VERSIONS[1], canonical_mission("Lanes", more=TARGET.format(value="1.0", unit="km")))
    assert found.merged is None
    assert as_data(found) == {
        "mergeable": False,
        "fields": [{"path": "title.en", "base": "Streets", "theirs": "Roads", "yours": "Lanes", "clashes": True}],
    }


def test_who_edits_a_part_that_others_took_out_clashes_with_them_and_they_with_him() -> None:
    for theirs, yours in ((VERSIONS[5], VERSIONS[3]), (VERSIONS[3], VERSIONS[5])):
        found = conflict(theirs, yours)
        assert paths(found, clashing=True) == ["targets[target-1]", "targets[target-1].unit"]
        assert not found.mergeable


def test_the_same_change_made_twice_is_no_conflict() -> None:
    found = conflict(VERSIONS[6], VERSIONS[6])
    assert found.mergeable
    assert set(found.merged or ()) == set(VERSIONS[6])


def test_numbers_are_compared_by_what_they_say() -> None:
    found = conflict(BASE, mission("a", more=TARGET.format(value="01.00", unit="km")))
    assert found.fields == ()


def test_whatever_is_merged_has_both_edits_and_who_comes_first_makes_no_difference() -> None:
    for theirs, yours in product(VERSIONS, VERSIONS):
        one, other = conflict(theirs, yours), conflict(yours, theirs)
        assert one.mergeable is other.mergeable
        if one.merged is not None:
            assert set(one.merged) == set(other.merged or ())
            gone = (set(BASE) - set(theirs)) | (set(BASE) - set(yours))
            come = (set(theirs) - set(BASE)) | (set(yours) - set(BASE))
            assert set(one.merged) == (set(BASE) - gone) | come


def test_a_text_that_comes_or_goes_is_told_language_by_language() -> None:
    was, both_texts = canonical_mission(more='; mr:summary "one"@en'), '; mr:summary "one"@en, "en"@sv'
    gone, two, both = (canonical_mission(more=text) for text in ("", '; mr:summary "two"@en', both_texts))
    for theirs, yours, expected in (
        (gone, two, [("summary.en", "one", None, "two", True)]),
        (two, gone, [("summary.en", "one", "two", None, True)]),
        (both, gone, [("summary.en", "one", "one", None, False), ("summary.sv", None, "en", None, False)]),
    ):
        found = three_way(read_model(), record("mission/a"), was, theirs, yours)
        assert [(f.path, f.base, f.theirs, f.yours, f.clashes) for f in found.fields] == expected
        assert found.mergeable is not any(clashes for *_, clashes in expected)


def test_a_part_that_went_has_no_value_and_neither_have_its_fields() -> None:
    found = conflict(VERSIONS[5], VERSIONS[3])
    whole, unit = found.fields
    assert (whole.theirs, whole.yours["unit"], whole.base["unit"]) == (None, "mile", "km")
    assert (unit.base, unit.theirs, unit.yours) == ("km", None, "mile")


def test_who_withdraws_what_others_changed_can_join_nothing() -> None:
    found = as_a_whole(read_model(), record("mission/a"), BASE, VERSIONS[1])
    assert as_data(found) == {
        "mergeable": False,
        "fields": [{"path": "title.en", "base": "Streets", "theirs": "Roads", "yours": None, "clashes": True}],
    }
