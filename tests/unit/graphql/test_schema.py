import asyncio

from registry.graphql.execution import Request
from registry.graphql.schema import Answer, build_schema, execute
from registry.graphql.sdl import print_sdl
from registry.rdf.terms import text
from tests.unit.graphql.asking import SETTINGS, finder_over
from tests.unit.index.small import MODEL, about, iri, registry_of


def test_an_answer_without_errors_has_none() -> None:
    assert Answer({"a": 1}).as_json() == {"data": {"a": 1}}


def test_an_answer_that_never_ran_has_no_data_and_one_that_failed_has_null() -> None:
    assert Answer(None, [{"message": "x"}]).as_json() == {"errors": [{"message": "x"}]}
    assert Answer(None, [{"message": "x", "path": ["a"]}]).as_json() == {
        "errors": [{"message": "x", "path": ["a"]}],
        "data": None,
    }


def test_a_reader_may_bring_languages_of_their_own() -> None:
    finder = finder_over(about(iri("place", "x"), "Place", title=[text("Sweden", "en"), text("Sverige", "sv")]))
    schema = build_schema(MODEL, finder, SETTINGS)
    query = '{ place(slug: "x") { title } codeList(name: "Verdict") { codes { label } } }'

    assert execute(schema, query, request=Request(finder, ("sv",))).data == {
        "place": {"title": "Sverige"},
        "codeList": {"codes": [{"label": "met på svenska"}, {"label": "not-met på svenska"}]},
    }


def test_one_of_several_operations_is_run_by_its_name() -> None:
    schema = build_schema(MODEL, finder_over([]), SETTINGS)
    query = "query A { registry { version } } query B { registry { digest } }"

    assert execute(schema, query, operation_name="B").data == {"registry": {"digest": "d1"}}


def test_the_schema_answers_from_the_revision_of_the_moment() -> None:
    finder = finder_over([])
    schema = build_schema(MODEL, finder, SETTINGS)
    finder.refresh(registry_of(2), 8)

    assert execute(schema, "{ registry { revision } missions { totalCount } }").data == {
        "registry": {"revision": 8},
        "missions": {"totalCount": 2},
    }


def test_asked_asynchronously_it_answers_the_same_and_refuses_alike() -> None:
    schema = build_schema(MODEL, finder_over(registry_of(2)), SETTINGS)
    for query in ("{ missions { nodes { title } } }", "{ missions(first: 101) { totalCount } }", "{ nothing }", "{"):
        result = asyncio.run(schema.execute(query))
        expected = execute(schema, query)

        assert (result.data, [error.formatted for error in result.errors or []]) == (expected.data, expected.errors)


def test_the_same_model_prints_the_same_schema() -> None:
    printed = print_sdl(build_schema(MODEL, finder_over([]), SETTINGS))

    assert printed == print_sdl(build_schema(MODEL, finder_over(registry_of(1)), SETTINGS))
    assert printed.endswith("}\n")
    assert not any(line != line.rstrip() for line in printed.splitlines())
    assert "type Mission implements Record & Node {" in printed
