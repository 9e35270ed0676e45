"""Code lists are tables too, profiles have addresses, and the ontology's version leads to the ontology."""

import csv
import io

from registry.model.spec import Model
from tests.unit.rest.conftest import Site


def test_a_code_list_is_a_table(site: Site, model: Model) -> None:
    answer = site.client.get("/code/helix-role.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["notation"] for row in rows} == set(model.lists["HelixRole"].by_notation)
    assert all(row["label@en"] and row["definition@en"] for row in rows)
    assert site.client.get("/code/helix-role", headers={"accept": "text/csv"}).content == answer.content


def test_what_is_no_list_is_no_table(site: Site) -> None:
    answer = site.client.get("/def/Mission.csv")
    assert (answer.status_code, "text/turtle" in answer.json()["detail"]) == (406, True)
    assert site.client.get("/id/mission/school-food", headers={"accept": "text/csv"}).status_code == 406


def test_a_term_is_not_sent_again_to_who_has_it(site: Site) -> None:
    tag = site.client.get("/def/Mission.ttl").headers["etag"]
    again = site.client.get("/def/Mission.ttl", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_present_version_of_the_ontology_leads_to_it(site: Site, model: Model) -> None:
    answer = site.client.get(f"/def/{model.version}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/def/")
    assert site.client.get("/def/0.0.1").status_code == 404


def test_profiles_answer(site: Site) -> None:
    assert "hasToken" in site.client.get("/profile/core").text
    assert "without citations" in site.client.get("/profile/core.html").text
    assert site.client.get("/profile/other").status_code == 404
