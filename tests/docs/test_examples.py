"""Every example in the documentation gives what stands there, and every link leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.doc_examples import as_run, blocks, matches, pages
from tools.doc_runner import Runner

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SHOWN_ONLY = {"mermaid"}
FILE = re.compile(r"(?:#|//) file: (\S+)\n")
PROGRAMS = {"python", "javascript"}
RUN = {"console", "graphql", "json", "turtle", "sparql", "csv", "toml", *PROGRAMS}


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as running:
        yield running


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_answer_on_a_page_is_what_is_answered(page: Path, runner: Runner) -> None:
    text = page.read_text(encoding="utf-8")
    assert as_run(text, runner) == text, "run `python -m tools.doc_examples --write` and read the difference"


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_block_is_of_a_kind_that_is_run(page: Path) -> None:
    assert {block.language for block in blocks(page.read_text(encoding="utf-8"))} <= RUN | SHOWN_ONLY


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_program_on_a_page_is_a_file_that_a_command_runs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    programs = [block.text for block in blocks(text) if block.language in PROGRAMS]
    names = [FILE.match(program) for program in programs]
    assert all(name is not None and re.search(rf"^\$ (python|node) {name[1]}$", text, re.MULTILINE) for name in names)


@pytest.mark.parametrize(
    "page", [*pages(), *sorted((ROOT / "seed").glob("**/*.md"))], ids=lambda path: str(path.relative_to(ROOT))
)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    local = [link.partition("#")[0] for link in links if "://" not in link]
    assert [link for link in local if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("shown", "answer", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a\n...\n", "a\n", True),
        ("a\n...\nd\n", "a\nb\n", False),
        ("a\n", "a\nb\n", False),
        ("...\n", "anything\n", True),
    ],
)
def test_three_dots_stand_for_any_lines(shown: str, answer: str, same: bool) -> None:
    assert matches(shown, answer) is same


def test_a_wrong_answer_is_put_right(runner: Runner) -> None:
    page = "```console\n$ mission-registry --version\nmission-registry 0\n```\n"
    assert as_run(page, runner) != page
    assert as_run(as_run(page, runner), runner) == as_run(page, runner)


def test_a_command_that_cannot_be_run_is_refused(runner: Runner) -> None:
    with pytest.raises(ValueError, match="not run"):
        as_run("```console\n$ rm -rf /\n```\n", runner)
    with pytest.raises(ValueError, match="localhost"):
        as_run("```console\n$ curl https://example.org/\n```\n", runner)


def test_a_file_is_sent_as_curl_sends_it(runner: Runner) -> None:
    mission = "<https://w3id.org/mission-registry/id/mission/sent> a <https://w3id.org/mission-registry/def/Mission> ."
    runner.save("sent.ttl", f"# file: sent.ttl\n{mission}\n")
    asked = "curl -s http://localhost:8000/validate -H 'Content-Type: text/turtle' {} @sent.ttl"
    assert "id/mission/sent" in runner.command(asked.format("--data-binary"))
    assert "empty-input" in runner.command(asked.format("-d"))
