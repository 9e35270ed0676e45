"""Every filter, order and count of the schema against the shapes, read by SPARQL and by none of our own code.

The rules that lead from a shape to an input type are written down a second time.
"""

from collections import defaultdict

import pyoxigraph as ox
import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema

from tests.api.shapes import Class, Shape, holders, local, only_or_record, rows, shared_shapes

BY_DATATYPE = {
    "langString": "TextFilter",
    "string": "StringFilter",
    "anyURI": "StringFilter",
    "integer": "IntFilter",
    "decimal": "DecimalFilter",
    "boolean": "BooleanFilter",
    "date": "DateFilter",
    "gYear": "YearFilter",
}
BY_TARGET = {"code": "{}Filter", "record": "{}LinkFilter", "part": "{}PartFilter"}
DATES = {"date", "gYear"}


def filter_type(shape: Shape) -> str:
    """The type of the entry that a shape makes in the filter of its class."""
    if shape.is_property:
        return "PropertyFilter"
    if shape.kind:
        return BY_TARGET[shape.kind].format(shape.target)
    if shape.is_partial_date:
        return "PartialDateFilter"
    if shape.datatype is not None:
        return BY_DATATYPE[shape.datatype]
    return "StringFilter" if shape.is_iri else "AnyValueFilter"


def entries(schema: GraphQLSchema, name: str) -> dict[str, str]:
    made = schema.type_map[name]
    assert isinstance(made, GraphQLInputObjectType), name
    return {key: str(value.type) for key, value in made.fields.items()}


def values(schema: GraphQLSchema, name: str) -> set[str]:
    made = schema.type_map.get(name)
    assert made is None or isinstance(made, GraphQLEnumType), name
    return set(made.values) if made is not None else set()


@pytest.fixture(scope="module")
def records(classes: dict[str, Class]) -> dict[str, Class]:
    """The record classes, and `Record` with what all of them share."""
    found = {name: each for name, each in classes.items() if each.kind == "record"}
    return found | {"Record": Class("record", "records", "", shared_shapes(classes))}


def expected_inverses(classes: dict[str, Class]) -> dict[str, dict[str, str]]:
    owners = holders(classes)
    inverses: dict[str, dict[str, str]] = defaultdict(dict)
    for name, each in classes.items():
        for shape in each.shapes:
            if shape.inverse is not None:
                inverses[shape.target or ""][shape.inverse] = f"{only_or_record(owners[name])}LinkFilter"
    return inverses


def test_the_shared_fields_are_there_to_be_compared(records: dict[str, Class]) -> None:
    assert {"title", "summary", "citations", "absences"} <= {shape.name for shape in records["Record"].shapes}


def test_every_class_can_be_asked_by_each_of_its_fields_and_ways_back(
    classes: dict[str, Class], records: dict[str, Class], printed_schema: GraphQLSchema
) -> None:
    inverses = expected_inverses(classes)
    for name, each in {**classes, **records}.items():
        own = f"{name}Filter"
        expected = {"and": f"[{own}!]", "or": f"[{own}!]", "not": own, "id": "IdFilter"}
        if each.kind == "record":
            expected |= {"text": "String", "presence": f"{name}PresenceFilter"} | inverses[name]
        expected |= {shape.name: filter_type(shape) for shape in each.shapes}
        assert entries(printed_schema, own) == expected, name


def test_every_entry_is_described_in_the_words_of_its_shape(
    classes: dict[str, Class], printed_schema: GraphQLSchema
) -> None:
    for name, each in classes.items():
        made = printed_schema.type_map[f"{name}Filter"]
        assert isinstance(made, GraphQLInputObjectType)
        for shape in each.shapes:
            assert (made.fields[shape.name].description or "").startswith(shape.description), f"{name}.{shape.name}"


def test_every_code_list_has_its_operators_and_hierarchies_have_one_more(
    store: ox.Store, classes: dict[str, Class], printed_schema: GraphQLSchema
) -> None:
    used = {shape.target for each in classes.values() for shape in each.shapes if shape.kind == "code"}
    query = """SELECT DISTINCT ?list ?wider WHERE { ?scheme mr:conceptClass ?list .
        OPTIONAL { ?code a ?list ; skos:broader ?wider . ?wider a ?list } }"""
    lists = {local(row["list"]): False for row in rows(store, query)}
    lists |= {local(row["list"]): True for row in rows(store, query) if row["wider"]}

    assert lists["SustainableDevelopmentGoal"]
    assert not lists["Verdict"]
    assert len(used) > 15
    for name, has_hierarchy in lists.items():
        if name not in used:
            continue
        expected = {"eq": name, "in": f"[{name}!]", "stated": "Boolean"} | ({"within": name} if has_hierarchy else {})
        assert entries(printed_schema, f"{name}Filter") == expected, name


def test_every_class_is_ordered_and_counted_by_the_fields_that_are_marked_for_it(
    classes: dict[str, Class], records: dict[str, Class], printed_schema: GraphQLSchema
) -> None:
    for name, each in records.items():
        sorts = {shape.name for shape in each.shapes if "sort" in shape.uses}
        facets = {shape.name for shape in each.shapes if shape.uses & {"facet", "compare"}} | {
            shape.name + part.name[0].upper() + part.name[1:]
            for shape in each.shapes
            if shape.kind == "part"
            for part in classes[shape.target or ""].shapes
            if part.uses & {"facet", "compare"}
        }
        dates = {shape.name for shape in each.shapes if shape.is_partial_date or shape.datatype in DATES}
        assert values(printed_schema, f"{name}OrderField") == sorts, name
        assert values(printed_schema, f"{name}Facet") == facets, name
        assert values(printed_schema, f"{name}DateField") == dates, name
        assert entries(printed_schema, f"{name}Order") == {"field": f"{name}OrderField!", "direction": "OrderDirection"}
        assert entries(printed_schema, f"{name}PresenceFilter") == {"of": f"{name}Field!", "in": "[Presence!]!"}
        assert values(printed_schema, f"{name}Field") == {shape.name for shape in each.shapes}

        made = printed_schema.type_map[f"{name}Connection"]
        assert isinstance(made, GraphQLObjectType)
        expected = {"totalCount", "nodes", "edges", "pageInfo"}
        expected |= {"facets", "crossedFacets"} if facets else set()
        assert set(made.fields) == expected | ({"histogram"} if dates else set()), name


def test_every_list_of_records_takes_the_same_arguments(printed_schema: GraphQLSchema) -> None:
    found = 0
    for made in printed_schema.type_map.values():
        for key, value in made.fields.items() if isinstance(made, GraphQLObjectType) else ():
            node = str(value.type).removesuffix("Connection!")
            if node == str(value.type) or node == "Search":
                continue
            found += 1
            arguments = {name: str(argument.type) for name, argument in value.args.items()}
            page = {"first": "Int", "after": "String", "last": "Int", "before": "String"}
            assert arguments == page | {"where": f"{node}Filter", "orderBy": f"{node}Order"}, key
    assert found > 40
