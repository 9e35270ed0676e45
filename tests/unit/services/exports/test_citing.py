"""Citation files are read back by their own grammars, whatever stands in a title."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.index.projection import Projection
from registry.services.exports.citing import (
    CITATIONS,
    Work,
    bibtex,
    citation_cff,
    comparison_work,
    csl_json,
    dataset_work,
    record_work,
    ris,
)
from registry.services.tables.imprint import Imprint
from tests.comparisons import AWKWARD, comparison, counted

DAY = date(2026, 3, 7)
RECORD = Projection(
    "https://w3id.org/mission-registry/id/mission/school-food",
    "Mission",
    {"title": (("en", "School food"), ("sv", "Skolmat")), "summary": (("en", "Meals\nin schools."),)},
)


def test_a_record_is_cited_by_title_revision_and_address() -> None:
    assert bibtex(record_work(RECORD, 12, DAY)) == (
        "@misc{school-food,\n"
        "  author = {{Mission Registry}},\n"
        "  title = {{School food}},\n"
        "  publisher = {Mission Registry},\n"
        "  version = {revision 12},\n"
        "  year = {2026},\n"
        "  date = {2026-03-07},\n"
        "  url = {https://w3id.org/mission-registry/id/mission/school-food},\n"
        "  note = {Licence CC-BY-4.0},\n"
        "  booktitle = {Mission Registry}\n"
        "}\n"
    )
    assert record_work(RECORD, 12, DAY, ("sv",)).title == "Skolmat"


def test_a_comparison_is_cited_by_its_permanent_address() -> None:
    made = comparison(["Sweden"], ["mobility"], [((counted(1),),)])
    node = json.loads(csl_json(comparison_work(made, Imprint("https://missions.example.org"), DAY)))[0]
    assert node["URL"] == "https://missions.example.org/compare?sides=SE,ES&by=challenges&revision=12"
    assert node["issued"] == {"date-parts": [[2026, 3, 7]]}
    assert node["title"] == "missions by challenges: Sweden"
    assert node["container-title"] == "Mission Registry"


def test_the_dataset_is_cited_as_cff_asks() -> None:
    lines = citation_cff(dataset_work("https://missions.example.org", 3, DAY)).splitlines()
    values = dict(line.split(": ", 1) for line in lines if ": " in line)
    assert values["cff-version"] == "1.2.0"
    assert values["date-released"] == "2026-03-07"
    assert json.loads(values["url"]) == "https://missions.example.org"
    assert json.loads(values["title"]) == "Mission Registry (dataset)"
    assert {"message", "type", "license", "version", "abstract"} <= values.keys()


def test_what_has_no_known_date_has_none_in_the_file() -> None:
    work = dataset_work("https://missions.example.org", 3, None)
    assert "year" not in bibtex(work)
    assert "PY" not in ris(work)
    assert "issued" not in csl_json(work)
    assert "date-released" not in citation_cff(work)


@given(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40)))
def test_any_title_leaves_the_file_whole(title: str) -> None:
    work = Work("a key", title, "https://example.org/x", 1, DAY, "Mission Registry", abstract=title)
    entry = bibtex(work)
    assert entry.startswith("@misc{a-key,")
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    lines = ris(work).split("\r\n")
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert json.loads(csl_json(work))[0]["title"] == " ".join(re.sub(r"[\s\x00-\x1f\x7f]+", " ", title).split())
    quoted = next(line for line in citation_cff(work).splitlines() if line.startswith("title: "))
    assert isinstance(json.loads(quoted.removeprefix("title: ")), str)


@pytest.mark.parametrize("each", CITATIONS, ids=lambda each: each.name)
def test_every_citation_format_names_address_and_revision(each: object) -> None:
    text = each.write(record_work(RECORD, 12, DAY))  # type: ignore[attr-defined]
    assert "https://w3id.org/mission-registry/id/mission/school-food" in text
    assert "revision 12" in text
