"""Answers to the competency questions over the seed: compare them with what is committed, or write them anew.

    python -m tools.question_answers --check
    python -m tools.question_answers --write

`ontology/questions/NN-slug.rq` holds a question: its comment asks it in words, and the comment's last paragraph says
what an empty cell means. Beside it stands the answer as CSV. `docs/reference/questions.md` shows every question with
its first rows.
"""

import argparse
import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from registry.cli.tables import as_csv
from registry.model.reader import read_model
from registry.namespaces import PREFIXES
from registry.services.seed import load_seed, load_vocabulary, read_seed
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Row, Store
from registry.store.public import public_query

ROOT: Final = Path(__file__).resolve().parent.parent
QUESTIONS: Final = ROOT / "ontology" / "questions"
PAGE: Final = ROOT / "docs" / "reference" / "questions.md"
SHOWN_ROWS: Final = 3
SHOWN_CHARACTERS: Final = 60
EMPTY_CELLS: Final = "Empty cells: "

_INTRODUCTION: Final = """\
# Competency questions

The questions that the registry is judged by, as SPARQL queries over records and vocabulary, with their answers over the
seed. Each runs as it stands, for example by `mission-registry query @FILE`. Numbers 1 to 10 are the questions of policy
analysts; the others make sure that every class, property and code list is of use in some question.

What nobody states stays empty or reads "not stated", never 0; each question says what its empty cells mean. A label is
empty where the record has no title in English. Below stand the first three rows of each answer, shortened; the whole
answer is in the CSV file. After a change of the seed, `python -m tools.question_answers --write` writes the answers and
this page anew: read the difference before you commit it.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its file without suffix, its query, the question in words, and the remarks on its answer."""

    name: str
    text: str
    words: str
    remarks: str

    @property
    def answer_file(self) -> Path:
        """Where the expected answer stands."""
        return QUESTIONS / f"{self.name}.csv"


def questions() -> list[Question]:
    """Every question, in order; `ValueError` for a file whose comment does not ask anything."""
    return [read_question(path.stem, path.read_text(encoding="utf-8")) for path in sorted(QUESTIONS.glob("*.rq"))]


def read_question(name: str, text: str) -> Question:
    """The question from the comment at the head of a query: its paragraphs are separated by lines with `#` alone."""
    paragraphs = " ".join(_head(text)).split("  ")
    if "?" not in paragraphs[0] or not paragraphs[-1].startswith(EMPTY_CELLS):
        raise ValueError(f"{name}.rq does not begin with a question and end its comment with what empty cells mean")
    return Question(name, text, paragraphs[0], "\n\n".join(paragraphs[1:]))


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line.removeprefix("#").strip()


def seeded_store() -> Store:
    """A store in memory with the vocabulary and the seed."""
    store = EmbeddedStore(None)
    load_vocabulary(store, read_model())
    load_seed(store, read_seed())
    return store


def answer(store: Store, question: Question) -> tuple[tuple[str, ...], list[Row]]:
    """The columns and rows of the answer, asked as users ask."""
    query = public_query(question.text)
    return query.variables, store.select(query)


def printed(store: Store) -> dict[Path, str]:
    """The text of every answer, and of the page, by the file that it belongs into."""
    files = {question.answer_file: as_lines(as_csv(*answer(store, question))) for question in questions()}
    sections = [_section(question, files[question.answer_file]) for question in questions()]
    return files | {PAGE: "\n".join([_INTRODUCTION, *sections])}


def as_lines(table: str) -> str:
    """The table with the line ends that version control keeps as they are."""
    return table.replace("\r\n", "\n")


def _section(question: Question, answered: str) -> str:
    names, *rows = csv.reader(io.StringIO(answered))
    number = question.name.partition("-")[0].lstrip("0")
    folder = "../../ontology/questions"
    files = f"[query]({folder}/{question.name}.rq), [answer]({folder}/{question.name}.csv)"
    lines = [f"## {number}. {question.words}", "", question.remarks, ""]
    lines += [f"{files}: {len(rows):,} row{'' if len(rows) == 1 else 's'}", ""]
    table = [names, ["---"] * len(names), *([_shown(cell) for cell in row] for row in rows[:SHOWN_ROWS])]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in table), ""])


def _shown(cell: str) -> str:
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if cell.startswith(namespace):
            return f"`{prefix}:{cell.removeprefix(namespace)}`"
    cut = cell if len(cell) <= SHOWN_CHARACTERS else f"{cell[:SHOWN_CHARACTERS].rstrip()} ..."
    return cut.replace("|", "\\|")


def differing(files: dict[Path, str]) -> list[Path]:
    """The files that do not hold what they should, and answers that no question asks for any more."""
    left = sorted(set(QUESTIONS.glob("*.csv")) - files.keys())
    return [path for path, text in files.items() if not path.is_file() or path.read_bytes() != text.encode()] + left


def main(arguments: list[str] | None = None) -> int:
    """Prints the paths that differ; with --write writes them. Exit code 1 when --check finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true")
    what.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    with seeded_store() as store:
        files = printed(store)
    paths = differing(files)
    for path in paths:
        print(path.relative_to(ROOT))
        if options.write and path in files:
            path.write_bytes(files[path].encode())
        elif options.write:
            path.unlink()
    return 1 if options.check and paths else 0


if __name__ == "__main__":
    sys.exit(main())
