"""Examples in the documentation: found, run, compared with what stands there, or written anew.

    python -m tools.doc_examples --check
    python -m tools.doc_examples --write

A block whose first line is `# file: NAME` (or `// file: NAME`) is a file that later commands of the same page may use.
A `graphql` block followed by a `json` block is a query with its answer. In a `console` block, lines after
`$ mission-registry ...`, `$ curl ... http://localhost:8000/...`, `$ python NAME` or `$ node NAME` are what it prints;
`$ export NAME=$(mission-registry ...)` keeps what a command prints for later commands, which may name it as `$NAME`. A
line `...` stands for any lines. Other commands are shown only when they are in `NOT_RUN`.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.doc_runner import Runner

ROOT: Final = Path(__file__).resolve().parent.parent
# What sets things up or goes on for ever; everything else is run.
NOT_RUN: Final = re.compile(
    r"^(make|git clone|cd|pip install|(\.venv/bin/)?python -m|export(?! \w+=\$\()"
    r"|(\.venv/bin/)?mission-registry serve)\b"
)
_BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE: Final = re.compile(r"^(?:#|//) file: (\S+)\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: its language, its text and where the text stands."""

    language: str
    text: str
    start: int
    end: int


def pages(root: Path = ROOT) -> list[Path]:
    """Every page whose examples are run."""
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(m[1], m[2], m.start(2), m.end(2)) for m in _BLOCK.finditer(page)]


def as_run(page: str, runner: Runner) -> str:
    """The page as it would be if every answer in it were what is answered now."""
    runner.begin_page()
    replaced: list[tuple[Block, str]] = []
    found = blocks(page)
    for block, following in zip(found, [*found[1:], None][: len(found)], strict=True):
        named = _FILE.match(block.text)
        if named:
            runner.save(named[1], block.text)
        if block.language == "console":
            replaced.append((block, "".join(_console(block.text, runner))))
        elif block.language == "graphql" and following is not None and following.language == "json":
            replaced.append((following, runner.graphql(block.text)))
    for block, text in reversed(replaced):
        if not matches(block.text, text):
            page = page[: block.start] + text + page[block.end :]
    return page


def _console(text: str, runner: Runner) -> Iterator[str]:
    command: str | None = None
    shown: list[str] = []
    for line in [*text.splitlines(keepends=True), "$ "]:
        if not line.startswith("$ "):
            shown.append(line)
            continue
        if command is not None:
            yield from _answered(command, "".join(shown), runner)
        command, shown = line[2:], []


def _answered(command: str, shown: str, runner: Runner) -> Iterator[str]:
    yield f"$ {command}"
    if NOT_RUN.match(command):
        yield shown
        return
    answer = runner.command(command.strip())
    yield shown if matches(shown, answer) else answer


def matches(shown: str, answer: str) -> bool:
    """Whether the answer is what is shown, where a line `...` stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(parts), answer) is not None


def main(arguments: list[str] | None = None) -> int:
    """Prints the pages whose answers differ; with --write puts in what is answered now."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true")
    what.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    differing = 0
    with Runner() as runner:
        for path in pages():
            before = path.read_text(encoding="utf-8")
            after = as_run(before, runner)
            if before != after:
                differing += 1
                print(path.relative_to(ROOT))
                if options.write:
                    path.write_text(after, encoding="utf-8")
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
