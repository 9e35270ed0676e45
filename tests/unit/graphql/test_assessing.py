"""`assess` in GraphQL: the same answers as every other face gives, whichever executor runs it."""

import json

import pytest
from fastapi.testclient import TestClient

from registry.bootstrap import Registry
from registry.graphql.plan.executor import Executor
from registry.graphql.plan.request import Asked
from registry.graphql.schema import build_schema, execute
from registry.services.assess.assessor import Assessor

ID = "https://w3id.org/mission-registry/id/"
STREETS = f"{ID}mission/sustainable-streets"
EVIDENCE = "evidence { record field value citations { citation source title status locator link } }"
QUERY = f"""query($ids: [ID!]!, $roles: Int) {{ assess(ids: $ids, helixRoles: $roles) {{
  record title className level missing
  criteria {{ criterion label verdict basis reason recorded derived contested {EVIDENCE} }}
  signs {{ rule name title severity messages reason literature {EVIDENCE} }}
  helix {{ roles notStated withoutRole present {{ role label actors {EVIDENCE} }} }}
  targets {{ target indicator stated marks {{ name stated value {EVIDENCE} }} }}
  barriers {{ barrier title report reporter answered {EVIDENCE} strategies {{
    strategy title status inUse {EVIDENCE}
  }} }}
}} }}"""


def test_an_assessment_has_criteria_signs_helix_targets_and_barriers_with_their_sources(
    registry: Registry, client: TestClient
) -> None:
    ids = [STREETS, f"{ID}policy-initiative/vinnova-mission-areas", f"{ID}mission/nowhere"]
    answer = client.post("/graphql", json={"query": QUERY, "variables": {"ids": ids, "roles": 4}}).json()
    assert "errors" not in answer, answer
    streets, areas = answer["data"]["assess"]
    expected = Assessor(registry.model).assess(registry.finder, ids, helix_roles=4)[STREETS]
    assert [each["name"] for each in streets["signs"]] == [each.name for each in expected.signs]
    assert {each["severity"] for each in streets["signs"]} == {"WARNING", "INFO"}
    assert [each["verdict"] for each in streets["criteria"]] == [each.verdict for each in expected.criteria]
    assert streets["helix"]["notStated"] == ["research"]
    assert streets["targets"][0]["stated"] == 2
    assert streets["targets"][0]["marks"][0]["evidence"][0]["citations"][0]["link"].startswith("https://")
    assert any(not each["answered"] for each in areas["barriers"])


def test_the_compiled_plan_and_the_reference_give_the_same(registry: Registry) -> None:
    schema = build_schema(registry.model, registry.finder, registry.settings)
    variables = {"ids": [STREETS, f"{ID}barrier/evaluation-challenges"], "roles": 5}
    planned = Executor(schema, registry.finder, registry.settings).answer(Asked(QUERY, variables))
    assert json.loads(planned.body) == {"data": execute(schema, QUERY, variables).data}


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"ids": [STREETS], "roles": 3}, "the helix is counted with 4 or with 5 roles"),
        ({"ids": [f"{ID}mission/m{number}" for number in range(101)], "roles": 5}, "100 are assessed at once at most"),
    ],
)
def test_too_many_records_and_other_numbers_of_roles_are_refused(
    client: TestClient, variables: dict[str, object], words: str
) -> None:
    query = "query($ids: [ID!]!, $roles: Int) { assess(ids: $ids, helixRoles: $roles) { record } }"
    answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert words in answer["errors"][0]["message"]
