import pytest
from graphql import GraphQLInputObjectType
from graphql import build_schema as schema_of_text

from registry.graphql.operators import has_hierarchy, operator_type
from registry.graphql.sdl import print_sdl
from registry.model.spec import Kind
from tests.unit.graphql.asking import SCHEMA
from tests.unit.index.small import code_list

PRINTED = schema_of_text(print_sdl(SCHEMA))
INPUTS = {name: made for name, made in PRINTED.type_map.items() if isinstance(made, GraphQLInputObjectType)}


def entries(name: str) -> dict[str, str]:
    return {key: str(value.type) for key, value in INPUTS[name].fields.items()}


def test_every_entry_of_every_input_says_what_it_means() -> None:
    assert len(INPUTS) > 25
    for name, made in INPUTS.items():
        assert made.description, name
        for key, value in made.fields.items():
            assert value.description, f"{name}.{key}"
            assert value.description.endswith("."), f"{name}.{key}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IdFilter", {"eq": "ID", "in": "[ID!]"}),
        ("StringFilter", {"eq": "String", "in": "[String!]", "startsWith": "String", "stated": "Boolean"}),
        (
            "TextFilter",
            {
                "eq": "String",
                "in": "[String!]",
                "startsWith": "String",
                "matches": "String",
                "inLanguage": "[String!]",
                "stated": "Boolean",
            },
        ),
        *(
            (
                f"{scalar}Filter",
                {"eq": scalar, "in": f"[{scalar}!]"}
                | dict.fromkeys(["lt", "lte", "gt", "gte"], scalar)
                | {"stated": "Boolean"},
            )
            for scalar in ("Int", "Decimal", "Date", "Year", "PartialDate")
        ),
        ("BooleanFilter", {"eq": "Boolean", "stated": "Boolean"}),
        ("VerdictFilter", {"eq": "Verdict", "in": "[Verdict!]", "stated": "Boolean"}),
        (
            "PlaceLinkFilter",
            {"eq": "ID", "in": "[ID!]", "stated": "Boolean"} | dict.fromkeys(["some", "every", "none"], "PlaceFilter"),
        ),
        (
            "RecordLinkFilter",
            {"eq": "ID", "in": "[ID!]", "stated": "Boolean"} | dict.fromkeys(["some", "every", "none"], "RecordFilter"),
        ),
        ("CitationPartFilter", {"stated": "Boolean"} | dict.fromkeys(["some", "every", "none"], "CitationFilter")),
        ("PropertyFilter", {"eq": "String", "in": "[String!]", "stated": "Boolean"}),
        ("AnyValueFilter", {"eq": "String", "in": "[String!]", "stated": "Boolean"}),
        ("MissionPresenceFilter", {"of": "MissionField!", "in": "[Presence!]!"}),
        ("MissionOrder", {"field": "MissionOrderField!", "direction": "OrderDirection"}),
        (
            "CitationFilter",
            {
                "and": "[CitationFilter!]",
                "or": "[CitationFilter!]",
                "not": "CitationFilter",
                "id": "IdFilter",
                "property": "PropertyFilter",
                "value": "AnyValueFilter",
                "source": "SourceLinkFilter",
                "note": "TextFilter",
            },
        ),
        (
            "RecordFilter",
            {
                "and": "[RecordFilter!]",
                "or": "[RecordFilter!]",
                "not": "RecordFilter",
                "id": "IdFilter",
                "text": "String",
                "presence": "RecordPresenceFilter",
                "title": "TextFilter",
                "alternativeTitles": "TextFilter",
                "citations": "CitationPartFilter",
                "absences": "AbsencePartFilter",
            },
        ),
    ],
)
def test_an_input_has_the_entries_of_its_kind(name: str, expected: dict[str, str]) -> None:
    assert entries(name) == expected


def test_a_code_can_be_asked_for_with_all_below_it_where_codes_stand_below_codes() -> None:
    assert entries("SustainableDevelopmentGoalFilter")["within"] == "SustainableDevelopmentGoal"
    assert has_hierarchy(code_list("L", "l", "a", "b", broader={"b": "a"}))
    assert not has_hierarchy(code_list("L", "l", "a", "b"))


def test_every_kind_of_field_has_operators() -> None:
    assert all(operator_type(kind, "X") for kind in Kind)
