"""The lock refuses silent change: what must be raised for which change, tried on a small ontology in a folder."""

from pathlib import Path

import pytest

from tests.ontology.vocabulary import ONTOLOGY
from tools.term_lock import main, read_lock, read_ontology

PREFIXES = """
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vs: <http://www.w3.org/2003/06/sw-vocab-status/ns#> .
"""
HEADING = '<https://w3id.org/mission-registry/def/> a owl:Ontology ; owl:versionInfo "{}" .\n'
MISSION = 'mr:Mission rdfs:label "Mission"@en ; skos:definition "A record that aims."@en ; vs:term_status "stable" .\n'
READING = 'mr:reading rdfs:label "reading"@en ; skos:definition "The rule."@en ; vs:term_status "testing" .\n'
CONCEPT = '<https://w3id.org/mission-registry/code/verdict/met> skos:definition "It meets the criterion."@en .\n'
PERSON = "mr:Person owl:equivalentClass [ a owl:Restriction ; owl:onProperty mr:actorType ; owl:hasValue {} ] .\n"
ALL = MISSION + READING + CONCEPT + PERSON.format(1)


def put(folder: Path, version: str, terms: str) -> None:
    (folder / "core.ttl").write_text(PREFIXES + HEADING.format(version) + terms, "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "0.1.0", ALL)
    assert main(["--write", "--folder", str(tmp_path)]) == 0
    return tmp_path


def check(folder: Path, version: str, terms: str) -> int:
    put(folder, version, terms)
    return main(["--check", "--folder", str(folder)])


def test_the_committed_lock_agrees_with_the_ontology() -> None:
    assert main(["--check"]) == 0
    locked = read_lock(ONTOLOGY / "terms.lock")
    assert locked is not None
    assert locked.version <= read_ontology(ONTOLOGY).version


def test_an_unchanged_ontology_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, "0.1.0", ALL) == 0
    assert "4 terms, none changed since 0.1.0" in capsys.readouterr().out


def test_the_order_of_statements_does_not_matter(folder: Path) -> None:
    assert check(folder, "0.1.0", PERSON.format(1) + CONCEPT + READING + MISSION) == 0


def test_a_higher_version_without_change_passes(folder: Path) -> None:
    assert check(folder, "0.1.1", ALL) == 0


@pytest.mark.parametrize(
    ("what", "terms"),
    [
        ("added: https://w3id.org/mission-registry/def/Place", ALL + 'mr:Place rdfs:label "Place"@en .'),
        ("changed: https://w3id.org/mission-registry/def/Mission", ALL + 'mr:Mission rdfs:label "Missie"@nl .'),
        ("changed: https://w3id.org/mission-registry/def/Person", MISSION + READING + CONCEPT + PERSON.format(2)),
        ("removed: https://w3id.org/mission-registry/def/reading", MISSION + CONCEPT + PERSON.format(1)),
        ("definition changed: https://w3id.org/mission-registry/def/reading", ALL.replace("The rule.", "The way.")),
    ],
)
def test_a_small_change_needs_any_higher_version(
    folder: Path, what: str, terms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(folder, "0.1.0", terms) == 1
    said = capsys.readouterr().out
    assert what in said
    assert "Raise the patch version" in said
    assert check(folder, "0.1.1", terms) == 0
    assert check(folder, "0.2.0", terms) == 0


@pytest.mark.parametrize(
    ("what", "terms"),
    [
        ("removed: https://w3id.org/mission-registry/def/Mission", READING + CONCEPT + PERSON.format(1)),
        ("definition changed: https://w3id.org/mission-registry/def/Mission", ALL.replace("that aims", "that hopes")),
        ("removed: https://w3id.org/mission-registry/code/verdict/met", MISSION + READING + PERSON.format(1)),
    ],
)
def test_breaking_a_stable_term_needs_a_higher_minor_version_before_1_0(
    folder: Path, what: str, terms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(folder, "0.1.1", terms) == 1
    said = capsys.readouterr().out
    assert what in said
    assert "Raise the minor version" in said
    assert check(folder, "0.2.0", terms) == 0


def test_breaking_a_stable_term_needs_a_higher_major_version_from_1_0_on(tmp_path: Path) -> None:
    put(tmp_path, "1.0.0", ALL)
    assert main(["--write", "--folder", str(tmp_path)]) == 0
    assert check(tmp_path, "1.1.0", READING) == 1
    assert check(tmp_path, "2.0.0", READING) == 0


def test_a_lower_version_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, "0.0.9", ALL) == 1
    assert "lower than the locked 0.1.0" in capsys.readouterr().out


def test_writing_refuses_what_checking_refuses(folder: Path) -> None:
    before = (folder / "terms.lock").read_text("utf-8")
    put(folder, "0.1.0", MISSION)
    assert main(["--write", "--folder", str(folder)]) == 1
    assert (folder / "terms.lock").read_text("utf-8") == before


def test_writing_after_a_raised_version_locks_the_new_edition(folder: Path) -> None:
    put(folder, "0.2.0", MISSION)
    assert main(["--write", "--folder", str(folder)]) == 0
    assert read_lock(folder / "terms.lock") == read_ontology(folder)


def test_a_missing_lock_is_refused_with_a_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, "0.1.0", ALL) == 1
    assert "--write" in capsys.readouterr().out


@pytest.mark.parametrize("version", ["1", "0.1.x"])
def test_a_version_of_another_form_is_refused(folder: Path, version: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, version, ALL) == 1
    assert "not of the form 1.2.3" in capsys.readouterr().err


def test_an_ontology_with_two_versions_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "more.ttl").write_text(PREFIXES + HEADING.format("0.2.0"), "utf-8")
    assert main(["--check", "--folder", str(folder)]) == 1
    assert "expected one owl:versionInfo, found 2" in capsys.readouterr().err


def test_turtle_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "more.ttl").write_text("mr:Mission a", "utf-8")
    assert main(["--check", "--folder", str(folder)]) == 1
