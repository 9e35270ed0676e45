"""The OpenAPI document tells of `/graphql` too."""

from fastapi import FastAPI

from registry.rest.graphql.described import describe_graphql


def test_graphql_stands_in_the_document_beside_the_other_addresses() -> None:
    site = FastAPI()
    site.get("/other")(lambda: None)
    describe_graphql(site)
    for _ in range(2):
        document = site.openapi()
        assert set(document["paths"]) == {"/other", "/graphql"}
        operations = document["paths"]["/graphql"]
        assert set(operations) == {"get", "post"}
        assert {p["name"] for p in operations["get"]["parameters"]} == {
            "query",
            "documentId",
            "variables",
            "operationName",
            "extensions",
        }
        assert {"200", "400", "413", "415", "408"} <= set(operations["post"]["responses"])
        assert "415" not in operations["get"]["responses"]
