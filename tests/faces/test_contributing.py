"""The way of a record by plain HTTP and by GraphQL: drafted, handed in, reviewed, changed, withdrawn, restored."""

from typing import Any

from registry.model.jsonld import CONTEXT_ADDRESS
from tests.faces.people import IDS, Served, code_of, mission, mission_input


def submission_path(answer: Any) -> str:
    return str(answer.headers["location"])


def test_a_record_goes_from_draft_to_published_over_http(served: Served) -> None:
    drafted = served.ask("POST", "/records?state=draft", "ana", mission("Misión de agua", startDate="soon"))
    assert (drafted.status_code, drafted.json()["state"]) == (201, "draft")
    assert drafted.json()["record"] == IDS + "mission/mision-de-agua"
    assert not drafted.json()["verdict"]["conforms"], "a draft may break rules"
    path = submission_path(drafted)
    handed_in = served.ask("POST", f"{path}/submit", "ana")
    assert (handed_in.status_code, handed_in.json()["state"]) == (202, "submitted")
    refused = served.ask("POST", f"{path}/decision", "rita", {"decision": "publish"})
    assert (refused.status_code, refused.json()["revision"]) == (422, None)
    assert code_of(served.ask("POST", f"{path}/decision", "ana", {"decision": "publish"})) == "not-allowed"
    returned = served.ask("POST", f"{path}/decision", "rita", {"decision": "return", "comment": "When does it start?"})
    assert returned.json()["state"] == "returned"
    saved = served.ask("PUT", f"{path}?state=submitted", "ana", mission("Misión de agua", startDate="2024"))
    assert (saved.status_code, saved.json()["state"]) == (202, "submitted")
    shown = served.ask("GET", path, "ana").json()
    assert shown["comments"][0]["text"] == "When does it start?"
    assert shown["document"]["startDate"] == {"@value": "2024", "@type": "gYear"}
    assert served.ask("POST", f"{path}/decision", "rita", {"decision": "begin review"}).json()["state"] == "in review"
    published = served.ask("POST", f"{path}/decision", "rita", {"decision": "publish"})
    assert (published.status_code, published.json()["state"]) == (200, "published")
    record = served.ask("GET", "/id/mission/mision-de-agua", accept="application/json")
    assert record.headers["etag"].startswith(f'"{published.json()["revision"]}-')
    listed = served.ask("GET", "/submissions?state=published", "ana").json()["submissions"]
    assert [each["submission"] for each in listed] == [drafted.json()["submission"]]
    assert code_of(served.ask("POST", f"{path}/take-back", "ana")) == "wrong-state"
    found = served.graphql('{ mission(slug: "mision-de-agua") { title startDate } }')["data"]["mission"]
    assert found == {"title": "Misión de agua", "startDate": "2024"}


def test_a_record_goes_the_same_way_by_graphql(served: Served) -> None:
    draft = served.mutate("submitMission", "ana", record=mission_input("Misión de tierra"), goal="DRAFT")
    assert (draft["state"], draft["recordId"]) == ("DRAFT", IDS + "mission/mision-de-tierra")
    submission = draft["submissionId"]
    document = {
        "format": "TURTLE",
        "text": f"<{draft['recordId']}> a <https://w3id.org/mission-registry/def/Mission> .",
    }
    assert not served.mutate("saveSubmission", "ana", id=submission, document=document, goal="DRAFT")["verdict"][
        "conforms"
    ]
    document = {"format": "JSON_LD", "text": '{"title": {"es": "Misión de tierra"}, "country": "place/spain"}'}
    saved = served.mutate("saveSubmission", "ana", id=submission, document=document)
    assert (saved["state"], saved["verdict"]["conforms"]) == ("SUBMITTED", True)
    shown = "query($id: ID!) { submission(id: $id) { state document comments { text decision } } }"
    returned = served.mutate("decideSubmission", "rita", id=submission, decision="RETURN", comment="More, please")
    assert returned["state"] == "RETURNED"
    found = served.graphql(shown, "ana", id=submission)["data"]["submission"]
    assert found["comments"] == [{"text": "More, please", "decision": "RETURN"}]
    assert found["document"]["country"] == IDS + "place/spain"
    assert served.mutate("handInSubmission", "ana", id=submission)["state"] == "SUBMITTED"
    published = served.mutate("decideSubmission", "rita", id=submission, decision="PUBLISH")
    assert (published["state"], published["conflict"]) == ("PUBLISHED", None)
    page = "{ submissions(state: PUBLISHED, first: 1) { nodes { recordId revision authorName } next } }"
    found = served.graphql(page, "ana")["data"]["submissions"]
    assert found["nodes"] == [{"recordId": draft["recordId"], "revision": published["revision"], "authorName": "Ana"}]
    other = served.mutate("submitMission", "ana", record=mission_input("Nada"), goal="DRAFT")
    assert served.mutate("takeBackSubmission", "ana", id=other["submissionId"])["state"] == "TAKEN_BACK"


def test_a_record_is_changed_withdrawn_and_restored_over_http(served: Served) -> None:
    path = "/id/mission/mision-de-fuego"
    made = served.ask("PUT", f"{path}?state=published", "ada", mission("Fuego"), if_none_match="*")
    assert (made.status_code, made.headers["location"]) == (201, path)
    first = made.headers["etag"]
    assert code_of(served.ask("PATCH", path, "ada", {"endDate": "2030"})) == "missing-base-revision"
    patched = served.ask("PATCH", f"{path}?state=published", "ada", {"endDate": "2030"}, if_match=first)
    assert patched.status_code == 200
    stale = served.ask("PATCH", f"{path}?state=published", "ada", {"endDate": "2031"}, if_match=first)
    assert (stale.status_code, code_of(stale), stale.json()["mergeable"]) == (412, "edit-conflict", False)
    assert stale.headers["etag"] == patched.headers["etag"]
    assert [field["path"] for field in stale.json()["fields"]] == ["endDate"]
    bad = served.ask("PATCH", f"{path}?state=published", "ada", {"endDate": "never"}, if_match=patched.headers["etag"])
    assert (bad.status_code, bad.json()["verdict"]["conforms"], "location" in bad.headers) == (422, False, False)
    replaced = served.ask(
        "PUT",
        f"{path}?state=published&message=Renamed",
        "ada",
        f"<{IDS}mission/mision-de-fuego> a <https://w3id.org/mission-registry/def/Mission> ; "
        f'<https://w3id.org/mission-registry/def/title> "Fire"@en ; '
        f"<https://w3id.org/mission-registry/def/country> <{IDS}place/spain> .",
        content_type="text/turtle",
        if_match=served.etag("mission/mision-de-fuego"),
    )
    assert replaced.status_code == 200, replaced.text
    same = served.ask(
        "PATCH", f"{path}?state=published", "ada", {"title": {"en": "Fire"}}, if_match=replaced.headers["etag"]
    )
    assert (same.status_code, same.json()["unchanged"]) == (200, True)
    last = replaced.headers["etag"]
    assert code_of(served.ask("DELETE", f"{path}?state=published", "ada", if_match=last)) == "invalid-argument"
    gone = served.ask("DELETE", f"{path}?state=published&reason=Twice", "ada", if_match=last)
    assert gone.status_code == 200
    assert served.ask("GET", path).status_code == 410
    assert served.ask("PUT", f"{path}?state=published", "ada", mission("Fuego"), if_none_match="*").status_code == 410
    back = served.ask("POST", f"{path}/restore?state=published", "ada", if_match=gone.headers["etag"])
    assert back.status_code == 200
    to = patched.json()["revision"]
    reverted = served.ask("POST", f"{path}/revert?state=published&to={to}", "ada", if_match=back.headers["etag"])
    assert reverted.status_code == 200
    history = served.ask("GET", f"{path}/history?first=3").json()
    assert [each["records"][0]["kind"] for each in history["revisions"]] == ["changed", "restored", "withdrew"]
    assert history["revisions"][2]["message"] == "Twice"
    older = served.ask("GET", f"{path}/history?before={history['before']}").json()
    assert [each["message"] for each in older["revisions"]] == ["Renamed", "", ""]
    made_in, now = made.json()["revision"], reverted.json()["revision"]
    changes = served.ask("GET", f"{path}/changes?from={made_in}&to={now}").json()
    assert [change["path"] for change in changes["fields"]] == ["endDate"]
    assert len(changes["added"]) == 1
    one = served.ask("GET", f"/revisions/{now}").json()
    assert (one["authorName"], one["verdict"]["conforms"]) == ("Ada", True)


def test_a_record_is_changed_withdrawn_and_restored_by_graphql(served: Served) -> None:
    record = mission_input("Aire", startDate=2020, targets={"indicator": {"value": "CO₂", "language": "en"}})
    made = served.mutate("submitMission", "ada", id=IDS + "mission/aire", record=record, goal="PUBLISHED")
    assert made["verdict"]["conforms"], made
    where = {"id": made["recordId"], "goal": "PUBLISHED"}
    title = [{"value": "Air", "language": "en"}, {"value": None, "language": "es"}]
    part = {"id": "#target-1", "indicator": {"value": "CO₂", "language": "en"}, "value": 5, "unit": "%"}
    patch = {"title": title, "startDate": None, "targets": [{**part, "direction": "DECREASE"}]}
    patched = served.mutate("patchMission", "ada", **where, base=made["revision"], patch=patch)
    assert patched["verdict"]["conforms"], patched
    found = '{ mission(slug: "aire") { title startDate targets { value direction } } }'
    assert served.graphql(found)["data"]["mission"] == {
        "title": "Air",
        "startDate": None,
        "targets": [{"value": "5", "direction": "DECREASE"}],
    }
    wrong = served.mutate("patchMission", "ada", **where, base=patched["revision"], patch={"endDate": "soon"})
    assert (wrong["revision"], wrong["verdict"]["conforms"]) == (None, False)
    values = [finding["value"] for finding in wrong["verdict"]["findings"] if finding["path"] == "endDate"]
    string = "http://www.w3.org/2001/XMLSchema#string"
    assert {"value": "soon", "isIri": False, "datatype": string, "language": None} in values
    stale = served.mutate("patchMission", "ada", **where, base=made["revision"], patch={"startDate": "2021"})
    assert (stale["revision"], stale["verdict"], stale["conflict"]["mergeable"]) == (None, None, False)
    assert (
        served.mutate("patchMission", "ada", **where, patch={"startDate": "2021"})["error"] == "missing-base-revision"
    )
    base = patched["revision"]
    replaced = served.mutate("updateMission", "ada", **where, base=base, record=mission_input("Aire"), message="Anew")
    document = {"format": "JSON_LD", "text": '{"title": {"es": "Aire puro"}, "country": "place/spain"}'}
    again = served.mutate("updateRecord", "ada", **where, base=replaced["revision"], document=document)
    gone = served.mutate("withdrawRecord", "ada", **where, base=again["revision"], reason="Twice")
    assert served.graphql(found)["data"]["mission"] is None
    back = served.mutate("restoreRecord", "ada", **where, base=gone["revision"])
    reverted = served.mutate("revertRecord", "ada", **where, base=back["revision"], toRevision=base)
    assert reverted["verdict"]["conforms"]
    past = """query($id: ID!, $from: Int!, $to: Int!) {
        revisions(record: $id, first: 2) { number message authorName basedOn report records { id kind } }
        revision(number: $to) { number }
        changes(record: $id, from: $from, to: $to) { fields { path before after } added removed }
        recordAsOf(id: $id, revision: $from) { title ... on Mission { startDate country { title } } }
        none: recordAsOf(id: $id, revision: 1) { id } }"""
    told = served.graphql(past, id=made["recordId"], **{"from": made["revision"], "to": reverted["revision"]})["data"]
    assert [each["number"] for each in told["revisions"]] == [reverted["revision"], back["revision"]]
    assert told["revisions"][1]["records"] == [{"id": made["recordId"], "kind": "restored"}]
    assert told["revisions"][0]["report"]["conforms"] is True
    assert told["revision"] == {"number": reverted["revision"]}
    assert {"path": "startDate", "before": {"@value": "2020", "@type": "gYear"}, "after": None} in told["changes"][
        "fields"
    ]
    assert told["recordAsOf"] == {"title": "Aire", "startDate": "2020", "country": {"title": "Spain"}}
    assert told["none"] is None


def test_what_a_change_would_break_is_told(served: Served) -> None:
    above = served.mutate("submitMission", "ada", record=mission_input("Arriba"), goal="PUBLISHED")
    below = mission_input("Abajo", parentMission=above["recordId"])
    made = served.mutate("submitMission", "ada", record=below, goal="PUBLISHED")
    assert made["record"] == {"id": made["recordId"]}
    gone = {"id": above["recordId"], "base": made["revision"], "reason": "Twice", "goal": "PUBLISHED"}
    told = served.mutate("withdrawRecord", "ada", **gone)
    assert (told["revision"], told["verdict"]["conforms"]) == (None, False)
    assert told["verdict"]["broken"] == [{"title": "Abajo", "finding": {"path": "parentMission"}}]


def test_a_retried_request_does_nothing_twice(served: Served) -> None:
    sent = [
        served.ask("POST", "/records", "ana", mission("Una vez"), idempotency_key="once").json()["submission"]
        for _ in range(2)
    ]
    assert sent[0] == sent[1]
    other = served.ask("POST", "/records", "ana", mission("Otra cosa"), idempotency_key="once")
    assert (other.status_code, code_of(other)) == (422, "key-reused")
    given = {"record": mission_input("Dos veces"), "idempotencyKey": "twice"}
    assert served.mutate("submitMission", "ana", **given) == served.mutate("submitMission", "ana", **given)


def test_one_mutation_that_fails_takes_nothing_away_from_another(served: Served) -> None:
    query = """mutation($record: MissionInput!) {
        good: submitMission(input: {record: $record, goal: DRAFT, clientMutationId: "1"}) { clientMutationId state }
        bad: withdrawRecord(input: {id: "https://example.org/x", base: 1, reason: "no"}) { state }
        dry: validateMission(input: {record: $record, clientMutationId: "2"}) { clientMutationId verdict { conforms } }
    }"""
    answer = served.graphql(query, "ana", record=mission_input("Tres"))
    assert answer["data"] == {
        "good": {"clientMutationId": "1", "state": "DRAFT"},
        "bad": None,
        "dry": {"clientMutationId": "2", "verdict": {"conforms": True}},
    }
    assert [error["path"] for error in answer["errors"]] == [["bad"]]


def test_mutations_have_a_price_and_do_not_come_by_get(served: Served) -> None:
    one = 'validateRecord(input: {document: {text: "", format: TURTLE}}) { clientMutationId }'
    many = "mutation { " + " ".join(f"m{number}: {one}" for number in range(20)) + " }"
    assert served.graphql(many)["errors"][0]["extensions"]["code"] == "query-too-costly"
    answer = served.ask("GET", f"/graphql?query=mutation{{{one}}}")
    assert answer.status_code == 405


def test_a_large_record_is_not_priced_like_a_filter(served: Served) -> None:
    citation = {"property": "title", "source": "source/x", "status": "stated", "note": {"value": "n", "language": "en"}}
    record = mission_input("Grande", citations=[citation] * 300)
    answer = served.graphql(
        "mutation($record: MissionInput!) { validateMission(input: {record: $record}) { verdict { conforms } } }",
        record=record,
    )
    assert "errors" not in answer


def test_what_makes_no_sense_is_refused_in_words(served: Served) -> None:
    made = served.ask("POST", "/records?state=published", "ada", mission("Sinsentido"))
    path, tag = made.headers["location"], made.headers["etag"]
    two = {"@graph": [mission("Una", id="mission/una"), mission("Dos", id="mission/dos")]}
    refused = [
        (served.ask("POST", "/records", "ana", {"@context": CONTEXT_ADDRESS, **two}), 400, "2 records were sent"),
        (served.ask("PUT", path, "ana", mission("Otra", id="mission/otra"), if_match=tag), 400, "is about"),
        (served.ask("PUT", f"{path}.ttl", "ana", mission("Otra"), if_match=tag), 400, "not to one of its forms"),
        (served.ask("PATCH", path, "ana", {"titel": None}, if_match=tag), 422, "titel"),
        (served.ask("PATCH", "/id/mission/nowhere", "ana", {}, if_match=tag), 404, "no record"),
        (served.ask("PATCH", "/id/nothing/x", "ana", {}, if_match=tag), 404, "no address of a record"),
        (served.ask("PATCH", path, "ana", {}, if_match="*"), 400, "If-Match"),
        (served.ask("POST", "/records?state=done", "ana", mission("Otra")), 400, "draft, submitted, published"),
        (served.ask("GET", "/submissions?state=done", "ana"), 400, "in review"),
        (served.ask("POST", f"{path}/revert", "ana", if_match=tag), 400, "`to` must be a number"),
    ]
    for answer, status, words in refused:
        assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.text
    draft = served.ask("POST", "/records?state=draft", "ana", mission("Borrador")).headers["location"]
    for body, words in (
        ({"decision": "perhaps"}, "`decision` must be"),
        ({"decision": "return", "comment": 5}, "no text"),
    ):
        assert words in served.ask("POST", f"{draft}/decision", "rita", body).json()["detail"]
    at_once = served.ask("PUT", f"{draft}?state=published", "ana", mission("Borrador"))
    assert (at_once.status_code, code_of(at_once)) == (403, "not-allowed")
    served.ask("DELETE", f"{path}?state=published&reason=x", "ada", if_match=tag)
    gone = served.ask("PATCH", path, "ana", {"startDate": "2030"}, if_match=f'"{served.registry.store.head()}"')
    assert (gone.status_code, code_of(gone)) == (410, "record-withdrawn")
    broken = {"document": {"format": "TURTLE", "text": "\ud83d"}}
    assert "half a character" in served.mutate("submitRecord", "ana", **broken)["message"]
    broken_title = {"record": {"title": [{"value": "\ud83d", "language": "en"}]}}
    assert "half a character" in served.mutate("submitMission", "ana", **broken_title)["message"]


def test_the_past_has_limits_in_graphql_too(served: Served) -> None:
    head = served.registry.store.head()
    wrong = [
        ("{ revisions(first: 101) { number } }", "page-too-large"),
        ("{ revisions(first: -1) { number } }", "invalid-argument"),
        (f'{{ recordAsOf(id: "{IDS}place/spain", revision: {head + 1}) {{ id }} }}', "not-found"),
        (f'{{ changes(record: "{IDS}place/spain", from: -1, to: 1) {{ added }} }}', "not-found"),
    ]
    for query, code in wrong:
        assert served.graphql(query)["errors"][0]["extensions"]["code"] == code, query
    assert served.graphql(f"{{ revision(number: {head + 1}) {{ number }} }}")["data"] == {"revision": None}


def test_a_patch_is_joined_with_what_others_did_where_that_is_asked_for(served: Served) -> None:
    path = "/id/mission/mision-de-dos"
    made = served.ask("PUT", f"{path}?state=published", "ada", mission("Dos"), if_none_match="*")
    first = made.headers["etag"]
    assert served.ask("PATCH", f"{path}?state=published", "ada", {"endDate": "2030"}, if_match=first).status_code == 200
    late = served.ask("PATCH", f"{path}?state=published", "ada", {"startDate": "2020"}, if_match=first)
    assert (late.status_code, late.json()["mergeable"]) == (412, True)
    joined = served.ask("PATCH", f"{path}?state=published&merge=true", "ada", {"startDate": "2020"}, if_match=first)
    assert joined.status_code == 200
    base = int(first.strip('"').partition("-")[0])
    again = served.mutate(
        "patchMission", "ada", id=IDS + "mission/mision-de-dos", base=base, merge=True, goal="PUBLISHED",
        patch={"website": ["https://example.org/dos"]},
    )  # fmt: skip
    assert (again["conflict"], again["state"]) == (None, None)
    found = served.graphql('{ mission(slug: "mision-de-dos") { startDate endDate website } }')["data"]["mission"]
    assert found == {"startDate": "2020", "endDate": "2030", "website": "https://example.org/dos"}


def test_a_base_from_before_the_record_was_there_is_a_conflict_and_not_a_missing_record(served: Served) -> None:
    path = "/id/mission/mision-nueva"
    served.ask("PUT", f"{path}?state=published", "ada", mission("Nueva"), if_none_match="*")
    late = served.ask("PATCH", path, "ada", {"endDate": "2030"}, if_match='"1"')
    assert (late.status_code, code_of(late)) == (412, "edit-conflict")
    assert "was not there in revision 1" in late.json()["detail"]


def test_a_record_that_is_too_large_is_refused_alike_when_it_is_validated_and_handed_in(served: Served) -> None:
    large = mission("Grande", targets=[{"indicator": {"en": "I"}}] * 2_001)
    for path, person in (("/validate", None), ("/records", "ana")):
        refused = served.ask("POST", path, person, large)
        assert (refused.status_code, code_of(refused)) == (413, "record-too-large")
        assert "has 2,001 parts; the limit is 2,000." in refused.json()["detail"]


def test_a_text_that_nobody_sees_is_refused_alike_when_it_is_validated_and_handed_in(served: Served) -> None:
    odd = mission("Odd", summary={"en": "bell\x07"})
    findings = served.ask("POST", "/validate", None, odd).json()["findings"]
    told = served.ask("POST", "/records", "ana", odd).json()["verdict"]["findings"]
    for found in (findings, told):
        assert [each["path"] for each in found if each["constraint"] == "characters"] == ["summary"]
