"""Every field of the schema against the shapes, read by SPARQL and by none of the registry's own code.

The rules that lead from a shape to a type are written down a second time, so that a mistake has to be made twice.
"""

import re
from collections import defaultdict

import pyoxigraph as ox
from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from tests.api.shapes import Class, Shape, holders, local, only_or_record, rows

SCALARS = {
    "string": "String",
    "integer": "Int",
    "decimal": "Decimal",
    "boolean": "Boolean",
    "date": "Date",
    "gYear": "Year",
    "anyURI": "String",
}


def one_of(name: str) -> str:
    return re.sub("s$", "", re.sub("ies$", "y", name))


def expected_fields(shape: Shape) -> dict[str, str]:
    """The schema's fields that a shape makes, with their types."""
    name, single = shape.name, shape.is_single
    several = one_of(name)
    if shape.is_property:
        return {name: "String", f"{name}Iri": "ID"}
    if shape.datatype == "langString":
        if single or shape.is_unique_language:
            return {name: "String!" if name == "title" else "String", f"{name}Text": "LocalizedText"}
        return {name: "[String!]!", f"{several}Texts": "[Translation!]!"}
    if shape.kind == "code":
        own, other = (f"{name}Concept", "Concept") if single else (f"{several}Concepts", "[Concept!]!")
        return {name: shape.target or "" if single else f"[{shape.target}!]!", own: other}
    if shape.kind == "record":
        own, other = (f"{name}Id", "ID") if single else (f"{several}Ids", "[ID!]!")
        return {name: shape.target or "" if single else f"[{shape.target}!]!", own: other}
    if shape.kind == "part":
        return {name: shape.target or "" if single else f"[{shape.target}!]!"}
    if shape.is_partial_date:
        scalar = "PartialDate"
    elif shape.datatype is not None:
        scalar = SCALARS[shape.datatype]
    elif shape.is_iri:
        scalar = "String"
    else:
        return {name: "String", f"{name}Type": "ID", f"{name}Language": "String", f"{name}Id": "ID"}
    return {name: scalar if single else f"[{scalar}!]!"}


def expected_inverses(classes: dict[str, Class]) -> dict[str, dict[str, str]]:
    """The way back over each link, by the class that it leads to: field name to connection type."""
    owners = holders(classes)
    inverses: dict[str, dict[str, str]] = defaultdict(dict)
    for name, each in classes.items():
        for shape in each.shapes:
            if shape.inverse is not None:
                inverses[shape.target or ""][shape.inverse] = f"{only_or_record(owners[name])}Connection!"
    return inverses


def object_type(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    found = schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def test_the_shapes_are_there_to_be_compared(classes: dict[str, Class]) -> None:
    assert len(classes) >= 19
    assert sum(len(each.shapes) for each in classes.values()) > 200


def test_every_class_has_exactly_the_fields_that_its_shapes_make(
    classes: dict[str, Class], printed_schema: GraphQLSchema
) -> None:
    inverses = expected_inverses(classes)
    for name, each in classes.items():
        expected = {"id": "ID!"}
        if each.kind == "record":
            expected |= {"iri": "String!", "type": "String!", "presence": "Presence!"} | inverses[name]
        for shape in each.shapes:
            expected |= expected_fields(shape)
        made = {key: str(value.type) for key, value in object_type(printed_schema, name).fields.items()}
        assert made == expected, name


def test_every_field_is_described_in_the_words_of_its_shape(
    classes: dict[str, Class], printed_schema: GraphQLSchema
) -> None:
    for name, each in classes.items():
        made = object_type(printed_schema, name)
        assert (made.description or "").startswith(each.description), name
        for key, value in made.fields.items():
            assert value.description, f"{name}.{key} has no description."
        for shape in each.shapes:
            text = made.fields[shape.name].description or ""
            assert text.startswith(shape.description), f"{name}.{shape.name}"


def test_text_can_be_asked_for_in_a_language(classes: dict[str, Class], printed_schema: GraphQLSchema) -> None:
    for name, each in classes.items():
        for shape in each.shapes:
            arguments = object_type(printed_schema, name).fields[shape.name].args
            expected = {"languages": "[String!]"} if shape.datatype == "langString" else {}
            assert {key: str(value.type) for key, value in arguments.items()} == expected, f"{name}.{shape.name}"


# What does not come from a record class.
OTHER_ROOTS = {
    **{"node": "Node", "nodes": "[Node]!", "records": "RecordConnection!", "search": "SearchConnection!"},
    **{"registry": "Registry!", "codeLists": "[CodeList!]!", "codeList": "CodeList"},
    **{"compare": "Comparison!", "overlaps": "Overlaps!", "gaps": "Gaps!"},
    **{"similarity": "Similarity!", "comparisonChange": "ComparisonChange!", "nearestMissions": "[NearRecord!]!"},
    **{"comparisonDimensions": "[ComparisonDimension!]!", "assess": "[Assessment!]!"},
    **{"revisions": "[Revision!]!", "revision": "Revision", "changes": "RecordChanges!", "recordAsOf": "Record"},
    **{"me": "Person", "submission": "Submission", "submissions": "SubmissionPage"},
}


def test_every_record_class_has_its_two_roots(classes: dict[str, Class], printed_schema: GraphQLSchema) -> None:
    roots = object_type(printed_schema, "Query").fields
    expected = dict(OTHER_ROOTS)
    for name, each in classes.items():
        if each.kind == "record":
            expected |= {name[0].lower() + name[1:]: name, each.plural: f"{name}Connection!"}

    assert {key: str(value.type) for key, value in roots.items()} == expected


def test_every_record_class_implements_the_interfaces(classes: dict[str, Class], printed_schema: GraphQLSchema) -> None:
    records = {name for name, each in classes.items() if each.kind == "record"}
    shared = set.intersection(*({shape.name for shape in classes[name].shapes} for name in records))
    record = printed_schema.type_map["Record"]
    assert isinstance(record, GraphQLInterfaceType)

    assert shared <= set(record.fields)
    for interface, expected in (("Node", set(classes)), ("Record", records)):
        made = printed_schema.type_map[interface]
        assert isinstance(made, GraphQLInterfaceType)
        assert {each.name for each in printed_schema.get_possible_types(made)} == expected


def test_every_class_says_of_which_fields_it_knows_the_presence(
    classes: dict[str, Class], printed_schema: GraphQLSchema
) -> None:
    for name, each in classes.items():
        if each.kind == "record":
            made = printed_schema.type_map[f"{name}Field"]
            assert isinstance(made, GraphQLEnumType)
            assert set(made.values) == {shape.name for shape in each.shapes}


def test_every_code_list_is_an_enum_with_the_words_of_its_codes(store: ox.Store, printed_schema: GraphQLSchema) -> None:
    expected: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in rows(
        store,
        """SELECT ?list ?notation ?label ?definition WHERE {
            ?scheme mr:conceptClass ?list . ?code a ?list ; skos:notation ?notation ; skos:prefLabel ?label .
            FILTER (LANG(?label) = "en")
            OPTIONAL { ?code skos:definition ?definition FILTER (LANG(?definition) = "en") } }""",
    ):
        name, value = local(row["list"]), re.sub("[^0-9A-Z]", "_", (row["notation"] or "").upper())
        if value[0].isdigit():
            value = re.sub("[^A-Z]", "", name) + "_" + value
        expected[name][value] = (row["label"] or "", row["definition"] or "")

    assert len(expected) >= 18
    for name, values in expected.items():
        made = printed_schema.type_map[name]
        assert isinstance(made, GraphQLEnumType)
        assert set(made.values) == set(values), name
        for value, (label, definition) in values.items():
            text = made.values[value].description or ""
            assert text.startswith(label), value
            assert text.endswith(definition), value
