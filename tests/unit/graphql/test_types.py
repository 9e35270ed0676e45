from dataclasses import replace

from graphql import GraphQLObjectType
from graphql import build_schema as schema_of_text

from registry.graphql.classes import shared_fields
from registry.graphql.schema import build_schema
from registry.graphql.sdl import print_sdl
from registry.model.spec import Kind
from tests.unit.graphql.asking import SCHEMA, SETTINGS, finder_over
from tests.unit.index.small import MODEL, field

PRINTED = schema_of_text(print_sdl(SCHEMA))


def types_of(name: str) -> dict[str, str]:
    made = PRINTED.type_map[name]
    assert isinstance(made, GraphQLObjectType)
    return {key: str(value.type) for key, value in made.fields.items()}


def test_what_all_records_have_stands_in_the_interface() -> None:
    assert [each.name for each in shared_fields(MODEL)] == ["title", "alternativeTitles", "citations", "absences"]
    assert shared_fields(replace(MODEL, records=())) == ()


def test_only_id_title_and_lists_are_non_null_in_a_record() -> None:
    exempt = {"id", "iri", "type", "title", "presence"}
    for name in ("Mission", "Citation", "Absence"):
        for key, type_ in types_of(name).items():
            assert type_.endswith("!") == (key in exempt or type_.startswith("[") or "Connection" in type_), key


def test_the_way_back_over_a_part_gives_records_of_any_class() -> None:
    assert types_of("Source")["citedIn"] == "RecordConnection!"
    assert types_of("Place")["missions"] == "MissionConnection!"


def test_a_field_that_is_added_to_the_model_is_in_the_schema() -> None:
    mission = MODEL.records[0]
    richer = replace(mission, fields=(*mission.fields, field("motto", Kind.STRING, of="Mission")))
    schema = build_schema(replace(MODEL, records=(richer, *MODEL.records[1:])), finder_over([]), SETTINGS)

    assert "motto: String" in print_sdl(schema)
    assert "motto" not in print_sdl(SCHEMA)
