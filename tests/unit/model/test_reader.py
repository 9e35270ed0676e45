from collections.abc import Callable
from pathlib import Path

import pytest

from registry.errors import ModelError
from registry.model.codes import natural
from registry.model.reader import model_files, read_model
from registry.model.spec import Inverse, Kind, Severity
from registry.namespaces import SHAPES, TERMS

Folders = Callable[..., tuple[Path, Path]]


def test_classes_come_in_the_order_of_their_shapes(folders: Folders) -> None:
    model = read_model(*folders())
    assert [c.name for c in model.records] == ["Mission", "Place"]
    assert [c.name for c in model.parts] == ["Target"]
    assert model.by_segment["mission"] is model.classes["Mission"] is model.by_iri[TERMS + "Mission"]
    assert (model.version, len(model.digest)) == ("9.9.9", 64)


def test_each_kind_of_field_is_told_from_its_shape(folders: Folders) -> None:
    model = read_model(*folders())
    kinds = {f.name: (f.kind, f.target, f.many) for c in (*model.records, *model.parts) for f in c.fields}
    assert kinds == {
        "title": (Kind.TEXT, None, True),
        "places": (Kind.LINK, "Place", True),
        "targets": (Kind.PART, "Target", True),
        "side": (Kind.CODE, "Side", False),
        "startDate": (Kind.PARTIAL_DATE, None, False),
        "matches": (Kind.IRI, None, True),
        "anything": (Kind.ANY, None, True),
        "value": (Kind.DECIMAL, None, False),
        "where": (Kind.LINK, "Place", True),
        "about": (Kind.PROPERTY, None, True),
    }


def test_words_uses_and_rules_of_a_field_are_kept(folders: Folders) -> None:
    title = read_model(*folders()).classes["Mission"].by_name["title"]
    assert (title.required, title.uses, title.label) == (True, {"search", "sort"}, {"en": "Title", "es": "Título"})
    assert [(r.component, r.value, r.severity, r.message) for r in title.rules] == [
        (
            "datatype",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
            Severity.VIOLATION,
            {"en": "Give a title."},
        ),
        ("minCount", "1", Severity.VIOLATION, {"en": "Give a title."}),
    ]


def test_a_milder_rule_on_the_same_path_joins_the_field_and_does_not_make_it_required(folders: Folders) -> None:
    places = read_model(*folders()).classes["Mission"].by_path[TERMS + "place"]
    assert [(r.component, r.severity) for r in places.rules] == [
        ("class", Severity.VIOLATION),
        ("minCount", Severity.WARNING),
    ]
    assert not places.required


def test_lists_in_a_rule_are_shown_by_their_members(folders: Folders) -> None:
    mission = read_model(*folders()).classes["Mission"]
    assert [r.value for r in mission.by_name["anything"].rules] == ["a, b"]
    assert "gYear" in mission.by_name["startDate"].rules[1].value
    assert [(r.component, r.shape) for r in mission.rules] == [
        ("closed", SHAPES + "MissionShape"),
        ("sparql", SHAPES + "Mission-rule"),
    ]


def test_a_link_leads_back_to_the_records_that_hold_it(folders: Folders) -> None:
    place = read_model(*folders()).classes["Place"]
    assert place.inverses == (
        Inverse("missions", "Mission", "places", ("Mission",)),
        Inverse("targetedIn", "Target", "where", ("Mission",)),
    )
    assert place.inverse_by_name["missions"].field == "places"


def test_codes_are_sorted_as_people_count(folders: Folders) -> None:
    model = read_model(*folders())
    side = model.lists["Side"]
    assert [code.notation for code in side.codes] == ["9", "10"]
    assert side.by_notation["9"].broader == side.codes[1].iri
    assert model.codes[side.codes[0].iri].label == {"en": "Nine"} == side.by_iri[side.codes[0].iri].label
    assert model.field_names[TERMS + "place"] == "places"
    assert model.terms[TERMS + "Mission"]["es"] == "Misión"


def test_the_digest_changes_with_any_file(folders: Folders) -> None:
    before = read_model(*folders()).digest
    assert read_model(*folders()).digest == before
    assert read_model(*folders("# a comment")).digest != before


def test_examples_and_the_shape_of_shapes_are_no_part_of_the_model(folders: Folders) -> None:
    ontology, shapes = folders()
    (shapes / "meta.ttl").write_text("broken")
    assert [path.name for path in model_files(ontology, shapes)] == ["core.ttl", "side.ttl", "record.ttl"]


PROPERTY = "mrs:MissionShape sh:property mrs:Mission-new . mrs:Mission-new a sh:PropertyShape ; "


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (PROPERTY + "sh:datatype xsd:string .", "no sh:path"),
        (PROPERTY + "sh:path mr:title .", "second field"),
        (PROPERTY + "sh:path mr:new ; sh:class mr:Nowhere .", "no record, part or code list"),
        (PROPERTY + "sh:path mr:new ; sh:datatype xsd:time .", "no field can have"),
        ("mrs:MissionShape sh:property mrs:Mission-a-b . mrs:Mission-a-b sh:path mr:new .", "no field of that class"),
        (PROPERTY + 'sh:path mr:new ; sh:class mr:Place ; mr:inverseName "title" .', "two fields called title"),
        ('mrs:X a sh:NodeShape ; mr:kind "record" .', "no sh:targetClass"),
        ('mrs:X a sh:NodeShape ; mr:kind "record" ; sh:targetClass mr:X .', "mr:segment"),
        (
            "mrs:MissionShape sh:property mrs:Mission-l . mrs:Mission-l sh:path mr:l ; sh:in _:l . "
            "_:l rdf:first 1 ; rdf:rest _:l .",
            "leads back",
        ),
        ("oops", "record.ttl"),
    ],
)
def test_shapes_that_make_no_sense_are_refused_by_name(folders: Folders, more: str, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        read_model(*folders(more))


def test_an_unfinished_list_ends_where_it_ends(folders: Folders) -> None:
    more = PROPERTY + "sh:path mr:l ; sh:in _:l . _:l rdf:first 1 ."
    assert read_model(*folders(more)).classes["Mission"].by_name["new"].rules[0].value == "1"


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("core.ttl", 'owl:versionInfo "9.9.9"', "rdfs:label 1", "versionInfo"),
        ("codes/side.ttl", "mr:conceptClass mr:Side", 'rdfs:label "x"', "conceptClass"),
        ("codes/side.ttl", "a mr:Side ;", "a mr:Other ;", "no concept"),
        ("codes/side.ttl", 'skos:notation "9" ;', "", "notation"),
    ],
)
def test_an_ontology_that_lacks_something_is_refused(
    folders: Folders, file: str, old: str, new: str, words: str
) -> None:
    ontology, shapes = folders()
    path = ontology / file
    path.write_text("@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ." + path.read_text().replace(old, new))
    with pytest.raises(ModelError, match=words):
        read_model(ontology, shapes)


def test_a_folder_without_ontology_is_refused(folders: Folders, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"core\.ttl is missing"):
        read_model(tmp_path / "nothing", folders()[1])


def test_numbers_inside_words_are_counted_and_odd_digits_do_no_harm() -> None:
    words = ["3.10", "3.4", "3.a", "²", "9" * 5000]
    ordered = sorted(words, key=natural)
    assert ordered.index("3.4") < ordered.index("3.10")
