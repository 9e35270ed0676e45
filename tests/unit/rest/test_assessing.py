"""`GET /assess`: what records show, in JSON and in words, for one record or some."""

import pytest
from fastapi.testclient import TestClient

ID = "https://w3id.org/mission-registry/id/"
STREETS = f"{ID}mission/sustainable-streets"


def test_a_record_is_assessed_by_its_iri_or_by_the_end_of_it(client: TestClient) -> None:
    answer = client.get("/assess", params={"id": "mission/sustainable-streets"})
    assert answer.headers["content-type"] == "application/json"
    (assessed,) = answer.json()["assessments"]
    assert assessed["record"] == STREETS
    assert {each["criterion"]: each["verdict"] for each in assessed["criteria"]}["clear-targeted"] == "met"
    assert assessed["helix"]["roles"] == 5
    assert "ownerNotStated" in [sign["name"] for sign in assessed["signs"]]
    cited = assessed["helix"]["present"][0]["evidence"][0]["citations"][0]
    assert cited["source"].startswith(f"{ID}source/")
    assert client.get("/assess.json", params={"id": STREETS}).json() == answer.json()


def test_several_records_come_in_the_order_asked_and_the_helix_may_be_counted_with_four_roles(
    client: TestClient,
) -> None:
    answer = client.get(
        f"/assess?id=mission/school-food,mission/sustainable-streets&id={ID}barrier/bureaucracy&roles=4"
    )
    assessed = answer.json()["assessments"]
    assert [each["record"].removeprefix(ID) for each in assessed] == [
        "mission/school-food",
        "mission/sustainable-streets",
        "barrier/bureaucracy",
    ]
    assert assessed[1]["helix"]["notStated"] == ["research"]
    assert assessed[2]["barriers"][0]["answered"] is False


def test_words_are_given_to_who_asks_for_markdown(client: TestClient) -> None:
    by_header = client.get("/assess", params={"id": STREETS}, headers={"Accept": "text/markdown"})
    assert by_header.text == client.get("/assess.md", params={"id": STREETS}).text
    assert by_header.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "## Signs of mission washing, to be looked into" in by_header.text
    barriers = client.get("/assess.md", params={"id": f"{ID}policy-initiative/vinnova-mission-areas"}).text
    assert "no answer on record" in barriers
    answered = client.get("/assess.md", params={"id": f"{ID}barrier/evaluation-challenges"}).text
    assert "answered by Dynamic metrics (stated)" in answered


def test_an_answer_has_a_tag_and_who_has_it_gets_304(client: TestClient) -> None:
    first = client.get("/assess", params={"id": STREETS})
    again = client.get("/assess", params={"id": STREETS}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/assess", params={"id": STREETS, "roles": 4}, headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 400, "Name at least one record: `?id=mission/sustainable-streets`"),
        ("?id=mission/nowhere", 404, f"There is no record {ID}mission/nowhere."),
        ("?id=mission/school-food&roles=3", 400, "the helix is counted with 4 or with 5 roles"),
        ("?" + "&".join(f"id=mission/m{number}" for number in range(101)), 400, "100 are assessed at once at most"),
    ],
)
def test_what_cannot_be_assessed_is_said_in_words(client: TestClient, query: str, status: int, words: str) -> None:
    answer = client.get(f"/assess{query}")
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_another_form_is_refused_with_those_that_there_are(client: TestClient) -> None:
    answer = client.get("/assess", params={"id": STREETS}, headers={"Accept": "text/turtle"})
    assert answer.status_code == 406
    assert "text/markdown (.md)" in answer.json()["detail"]


def test_a_comparison_comes_as_a_timeline_and_as_likeness(client: TestClient) -> None:
    timeline = client.get("/compare.svg?side=SE&side=ES&by=challenge&chart=timeline")
    assert timeline.status_code == 200, timeline.text
    assert "Missions and their deadlines: " in timeline.text
    likeness = client.get("/compare.svg?side=SE&side=ES&by=challenge&chart=likeness")
    assert "How alike: " in likeness.text
    table = client.get("/compare.csv?side=SE&side=ES&by=challenge")
    assert table.headers["content-disposition"].startswith('attachment; filename="Mission-by-challenge-SE-ES-r')
    past = client.get("/compare.svg?side=SE&side=ES&by=challenge&chart=timeline&asOf=1")
    assert past.status_code == 400
    unknown = client.get("/compare.svg?side=SE&side=ES&by=challenge&chart=pie")
    assert unknown.json()["detail"] == "There is no chart 'pie'; there are heat-map, bars, timeline, likeness."
