"""The Turtle of the seed: what the tables say, the same bytes each time, and every record whole in one file."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from registry.rdf.parsing import parse
from registry.rdf.terms import Iri
from seed.conversion import talk, whole
from seed.conversion.__main__ import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def converted() -> dict[str, str]:
    return whole.converted(ROOT)


def test_the_committed_files_are_what_the_conversion_writes(converted: dict[str, str]) -> None:
    committed = {path.relative_to(ROOT / "seed").as_posix() for path in (ROOT / "seed").glob("*/*.ttl")}
    assert committed == {name for name in converted if name.endswith(".ttl")}
    different = [name for name, text in converted.items() if (ROOT / "seed" / name).read_text("utf-8") != text]
    assert different == []


def test_a_second_run_writes_the_same_bytes(tmp_path: Path, converted: dict[str, str]) -> None:
    for part in ("facts", "talk"):
        shutil.copytree(ROOT / "seed" / part, tmp_path / "seed" / part)
    for _ in range(2):
        main(["--root", str(tmp_path)])
        assert {name: (tmp_path / "seed" / name).read_text("utf-8") for name in converted} == converted


def test_every_record_stands_whole_in_one_file(converted: dict[str, str]) -> None:
    files: Counter[str] = Counter()
    for name, content in converted.items():
        if name.endswith(".ttl"):
            subjects = {quad.subject for quad in parse(content.encode())}
            files.update({s.value.partition("#")[0] for s in subjects if isinstance(s, Iri)})
    assert [record for record, count in files.items() if count > 1] == []


def test_nothing_that_the_talk_says_is_lost(converted: dict[str, str]) -> None:
    texts = [content for name, content in converted.items() if name.endswith(".ttl")]
    written = {quad.triple for content in texts for quad in parse(content.encode())}
    assert set(talk.triples(ROOT)) <= written


@pytest.mark.parametrize("home", ["se", "es", "nl", "gb", "fr", "dk", "international"])
def test_what_the_talk_alone_describes_has_a_file_in_its_country(converted: dict[str, str], home: str) -> None:
    assert f"{home}/talk.ttl" in converted


def test_a_folder_without_tables_is_told() -> None:
    with pytest.raises(FileNotFoundError):
        main(["--root", "/nowhere"])
