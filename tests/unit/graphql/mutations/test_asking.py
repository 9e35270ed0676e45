from registry.finders import empty_finder
from registry.graphql.schema import build_schema, execute
from registry.model.reader import read_model
from registry.settings import Settings


def test_a_schema_without_a_server_behind_it_takes_nothing() -> None:
    model = read_model()
    schema = build_schema(model, empty_finder(model, Settings()), Settings())
    for query in (
        'mutation { withdrawRecord(input: {id: "x", base: 1, reason: "no"}) { state } }',
        'mutation { validateRecord(input: {document: {text: "", format: TURTLE}}) { clientMutationId } }',
        "{ revisions { number } }",
        '{ submission(id: "x") { state } }',
    ):
        (error,) = execute(schema, query).errors
        assert error["extensions"]["code"] == "not-allowed"
    assert execute(schema, "{ me { id } }").data == {"me": None}
