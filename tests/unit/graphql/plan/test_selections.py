from graphql import FieldNode, OperationDefinitionNode, parse

from registry.graphql.plan.selections import Needs, Selections, at_a_cursor


def needs(query: str) -> Needs:
    document = parse(query)
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    return Selections(document).needs(operation.selection_set)


def test_a_selection_needs_what_its_fragments_directives_and_inner_selections_need() -> None:
    query = """{ a(x: $v1) { b @skip(if: $v2) ... @include(if: $v3) { c(x: {y: [$v4]}) } ...F @skip(if: $v5) } }
    fragment F on T { d(x: $v6) { e } }"""

    assert needs(query).variables == {"v1", "v2", "v3", "v4", "v5", "v6"}


def test_a_selection_without_variables_needs_none() -> None:
    document = parse("{ a(x: $v) { b(first: 3) } }")
    selections = Selections(document)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    field = operation.selection_set.selections[0]
    assert isinstance(field, FieldNode)

    assert selections.needs(field.selection_set) == Needs()
    assert selections.needs(None) == Needs()


def test_a_page_is_at_a_cursor_where_one_is_given() -> None:
    assert at_a_cursor(needs('{ a(after: "x") }'), {})
    assert at_a_cursor(needs("{ a { b(before: $c) } }"), {"c": "x"})
    assert not at_a_cursor(needs("{ a { b(before: $c) } }"), {"c": None})
    assert not at_a_cursor(needs("{ a(first: $c) }"), {"c": "x"})
