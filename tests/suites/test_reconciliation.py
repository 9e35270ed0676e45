"""Answers of the reconciliation service against the JSON schemas of its specification, where those are at hand."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from referencing import Registry as Schemas
from referencing import Resource

SUITE = Path(os.environ.get("MISSION_REGISTRY_SUITES", "")) / "reconciliation" / "0.2"
pytestmark = pytest.mark.skipif(
    not os.environ.get("MISSION_REGISTRY_SUITES") or not SUITE.is_dir(), reason="MISSION_REGISTRY_SUITES has no schemas"
)

BATCH = {
    "q0": {"query": "Vinnova", "type": "Actor", "limit": 3},
    "q1": {"query": "Klimatneutrala", "properties": [{"pid": "country", "v": {"id": "place/sweden"}}]},
    "q2": {"properties": [{"pid": "country", "v": "UK"}], "type": ["Mission"], "type_strict": "any"},
    "q3": {"query": "nobody is called so zzz"},
}
EXTENSION = {
    "ids": ["mission/best-protected-delta-of-the-world", "actor/vinnova", "actor/nobody"],
    "properties": [{"id": name} for name in ("title", "country", "startDate", "targets.value", "actorType", "website")],
}


@pytest.fixture(scope="module")
def schemas() -> Mapping[str, Any]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (SUITE / "schemas").glob("*.json")}


def faults(schemas: Mapping[str, Any], name: str, answer: Any) -> list[str]:
    """What the schema of that name finds wrong with an answer."""
    known = Schemas().with_resources(
        [(schema["$id"].removesuffix("#"), Resource.opaque(schema)) for schema in schemas.values()]
        + [(schema["$id"].rpartition("/")[2], Resource.opaque(schema)) for schema in schemas.values()]
    )
    return [error.message for error in Draft202012Validator(schemas[name], registry=known).iter_errors(answer)]


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("manifest", "/reconcile"),
        ("suggest-entities-response", "/reconcile/suggest/entity?prefix=vinn"),
        ("suggest-types-response", "/reconcile/suggest/type?prefix=mis"),
        ("suggest-properties-response", "/reconcile/suggest/property?prefix=cou"),
        ("data-extension-property-proposal", "/reconcile/extend/propose?type=Mission&limit=5"),
    ],
)
def test_what_is_read_fits_its_schema(client: TestClient, schemas: Mapping[str, Any], schema: str, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert faults(schemas, schema, answer.json()) == []


def test_what_is_asked_and_answered_fits_its_schema(client: TestClient, schemas: Mapping[str, Any]) -> None:
    assert faults(schemas, "reconciliation-query-batch", BATCH) == []
    answer = client.post("/reconcile", data={"queries": json.dumps(BATCH)})
    assert faults(schemas, "reconciliation-result-batch", answer.json()) == []
    assert faults(schemas, "data-extension-query", EXTENSION) == []
    extended = client.post("/reconcile", data={"extend": json.dumps(EXTENSION)})
    assert faults(schemas, "data-extension-response", extended.json()) == []


def test_every_query_of_the_examples_is_answered_or_refused_in_words(client: TestClient) -> None:
    folder = SUITE / "examples" / "reconciliation-query-batch"
    for path in sorted(folder.glob("*/*.json")):
        answer = client.post("/reconcile", data={"queries": path.read_text(encoding="utf-8")})
        # Examples name types of other registries, which is said; what is wrong in form is refused too.
        assert answer.status_code in (200, 400), path
        if answer.status_code == 200:
            assert path.parent.name == "valid"
            assert answer.json().keys() == json.loads(path.read_text(encoding="utf-8")).keys()


def test_the_schemas_can_say_no(schemas: Mapping[str, Any]) -> None:
    for name in ("manifest", "reconciliation-result-batch", "data-extension-response"):
        for path in sorted((SUITE / "examples" / name / "invalid").glob("*.json")):
            if path.name in ("invalid-documentation.json",):  # an address, which this draft only annotates
                continue
            try:
                found = faults(schemas, name, json.loads(path.read_text(encoding="utf-8")))
            except Exception as error:  # an authentication that leads to a part of a schema that is not there
                assert "bad-authentication" in path.name, error
            else:
                assert found, path
