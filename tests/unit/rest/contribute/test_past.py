import pytest
from fastapi.testclient import TestClient


def test_revisions_are_listed_newest_first_in_pages(client: TestClient) -> None:
    first = client.get("/revisions?first=1").json()
    assert first["revisions"][0]["revision"] == 2
    assert first["revisions"][0]["records"] is None, "too many to list"
    second = client.get(f"/revisions?first=1&before={first['before']}").json()
    assert [each["revision"] for each in second["revisions"]] == [1]
    assert second["before"] is None
    assert client.get("/revisions?first=0").json() == {"revisions": [], "before": None}
    assert client.head("/revisions").content == b""


def test_the_history_of_a_record_has_its_revisions_alone(client: TestClient) -> None:
    told = client.get("/id/place/spain/history").json()["revisions"]
    assert [each["revision"] for each in told] == [2]
    assert client.get("/id/place/spain/changes?from=2&to=2").json() == {"fields": [], "added": [], "removed": []}
    assert {each["path"] for each in client.get("/id/place/spain/changes?from=1&to=2").json()["fields"]} >= {"title"}


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/revisions?first=101", 400, "at most 100"),
        ("/revisions?first=many", 400, "must be a number"),
        ("/revisions/99", 404, "no revision '99'"),
        ("/revisions/x", 404, "no revision 'x'"),
        ("/id/place/atlantis/history", 404, "knows nothing"),
        ("/id/Place/x/history", 404, "nothing at"),
        ("/id/place/spain/changes?from=1", 400, "`to` must be a number"),
        ("/id/place/spain/changes?from=1&to=99", 400, "no revision 99 yet"),
    ],
)
def test_what_is_not_there_is_told(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True)


def test_the_openapi_document_says_how_contributions_are_sent(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    one = document["paths"]["/id/{segment}/{slug}"]
    assert {"get", "put", "patch", "delete"} <= one.keys()
    assert [each["name"] for each in one["patch"]["parameters"]] == [
        "segment", "slug", "If-Match", "merge", "state", "message", "Idempotency-Key"
    ]  # fmt: skip
    assert "application/merge-patch+json" in one["patch"]["requestBody"]["content"]
    assert {"412", "422", "428"} <= one["put"]["responses"].keys()
    assert "requestBody" not in one["delete"]
    assert one["put"]["summary"] == "Replace"
