"""Revisions tell what happened to published records, and nothing of drafts."""

from dataclasses import replace

import pytest

from registry.rdf.parsing import parse
from tests.unit.rest.conftest import MISSION, Site, revision


def test_a_revision_says_who_when_why_and_what(site: Site) -> None:
    answer = site.client.get("/revision/3")
    assert answer.headers["last-modified"] == "Fri, 03 May 2024 12:00:00 GMT"
    said = {(q.predicate.value.rpartition("/")[2].rpartition("#")[2], str(q.object)) for q in parse(answer.content)}
    assert {"authorName", "description", "endedAtTime", "changed", "revisionNumber"} <= {name for name, _ in said}
    page = site.client.get("/revision/3.html").text
    assert "A Curator" in page
    assert "a better title" in page
    assert '<a href="/id/mission/school-food"' in page


@pytest.mark.parametrize("ending", ["", ".html", ".jsonld", ".rdf", ".trig", ".nq"])
def test_neither_submission_nor_report_nor_person_is_told(site: Site, ending: str) -> None:
    text = site.client.get("/revision/3" + ending).text
    assert "submission" not in text
    assert "secret" not in text
    assert "people/1" not in text


def test_a_revision_of_drafts_alone_is_told_to_nobody(site: Site) -> None:
    site.past.known[9] = revision(9, message="a secret draft")
    answer = site.client.get("/revision/9")
    assert (answer.status_code, "secret" in answer.text) == (404, False)


def test_a_revision_of_very_many_records_says_that_there_are_more(site: Site) -> None:
    site.past.known[9] = replace(revision(9, MISSION), records=None, author_name=None, message="")
    assert "more than this page names" in site.client.get("/revision/9.html").text
    assert site.client.get("/revision/9.ttl").status_code == 200


@pytest.mark.parametrize("name", ["0", "99", "x", "-1", "1" * 40, "%D9%A3", "3.5", "³"])
def test_what_is_no_revision_is_not_found(site: Site, name: str) -> None:
    assert site.client.get(f"/revision/{name}").status_code == 404
