from dataclasses import replace

import pytest
import strawberry

from registry.errors import ModelError
from registry.graphql.building import Builder, described
from registry.graphql.schema import build_schema, execute
from registry.model.spec import Field, Kind, Model
from tests.unit.graphql.asking import SETTINGS, finder_over
from tests.unit.index.small import MODEL, code_list, field


def with_mission_field(extra: Field) -> Model:
    mission = MODEL.records[0]
    return replace(MODEL, records=(replace(mission, fields=(*mission.fields, extra)), *MODEL.records[1:]))


def test_types_may_refer_to_each_other_in_any_order() -> None:
    builder = Builder()
    builder.object("Query", [builder.field("hen", "Hen", lambda _: 1, "")], "")
    builder.object("Hen", [builder.field("egg", "Egg | None", lambda n: n + 1 if n < 3 else None, "")], "")
    builder.object("Egg", [builder.field("hens", "list[Hen]", lambda n: [n + 1], "")], "")
    schema = strawberry.Schema(query=builder.namespace["Query"])

    assert execute(schema, "{ hen { egg { hens { egg { hens { __typename } } } } } }").data == {
        "hen": {"egg": {"hens": [{"egg": None}]}}
    }


@pytest.mark.parametrize("name", ["class", "from", "is_type_of", "resolve_type", "name", "value", "mro", "None"])
def test_a_field_may_have_a_name_that_means_something_to_python(name: str) -> None:
    model = with_mission_field(field(name, Kind.STRING, of="Mission"))
    schema = build_schema(model, finder_over([]), SETTINGS)

    assert not execute(schema, f"{{ missions {{ nodes {{ {name} presence(of: {name}) }} }} }}").errors


@pytest.mark.parametrize("name", ["iri", "placeIds", "titleText", "verdictConcept"])
def test_a_field_whose_name_the_schema_needs_itself_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match=f"Mission would get two GraphQL fields called {name}"):
        build_schema(with_mission_field(field(name, Kind.STRING, of="Mission")), finder_over([]), SETTINGS)


@pytest.mark.parametrize("name", ["id", "presence", "and", "or", "not", "text"])
def test_a_field_whose_name_filters_need_themselves_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match=f"MissionFilter would get two entries called {name}; rename the field."):
        build_schema(with_mission_field(field(name, Kind.STRING, of="Mission")), finder_over([]), SETTINGS)


def test_a_class_and_a_code_list_cannot_share_a_name() -> None:
    model = replace(MODEL, code_lists=(*MODEL.code_lists, code_list("Mission", "mission", "a")))

    with pytest.raises(ModelError, match="Two types of the GraphQL schema would be called Mission"):
        build_schema(model, finder_over([]), SETTINGS)


def test_codes_that_would_have_one_name_are_refused() -> None:
    model = replace(MODEL, code_lists=(*MODEL.code_lists, code_list("Colour", "colour", "light-red", "light.red")))

    with pytest.raises(ModelError, match="Two codes of Colour would be called LIGHT_RED"):
        build_schema(model, finder_over([]), SETTINGS)


def test_a_description_is_in_the_language_of_the_schema() -> None:
    assert described({"sv": "luft", "en": "air"}, "", "More.") == "air\n\nMore."
    assert described({}) == ""


def test_a_registry_without_classes_has_a_schema() -> None:
    empty = Model("1", "d", (), (), ())

    assert execute(
        build_schema(empty, finder_over([]), SETTINGS), "{ registry { digest } codeLists { name } }"
    ).data == {
        "registry": {"digest": "d"},
        "codeLists": [],
    }
