"""What an import has done so far, on the disk: one SQLite file an import, beside the store.

A batch of results is written at once and is there after a kill or a power loss. Results are read from it page by page,
so that neither the run nor who reads its report holds more than a batch.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

from registry.services.importing.results import Result, RowResult, findings_text
from registry.services.naming.codes import alike

_FILE: Final = Path(__file__).with_suffix(".sql")
"""The statements, each below a line with its name."""
_LANDED: Final = json.dumps([each for each in Result if each not in (Result.REFUSED, Result.WAITING)])
_PAGE: Final = 500


class Ledger:
    """One import's file. Whoever uses it opens it for themselves; one may be handed from thread to thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.executescript(_statement("tables"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def said(self) -> Mapping[str, Any]:
        """All that was noted about the import as a whole."""
        return {name: json.loads(value) for name, value in self._file.execute(_statement("said"))}

    def note(self, **said: Any) -> None:
        """Notes something about the import as a whole, for good."""
        rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in said.items()]
        with self._at_once():
            self._file.executemany(_statement("note"), rows)

    def keep(self, results: Iterable[RowResult], in_pass: int, **said: Any) -> None:
        """Keeps the results of a batch, and notes what is said, both or neither."""
        kept = list(results)
        with self._at_once():
            self._file.executemany(_statement("keep"), [_row(each, in_pass) for each in kept])
            landed = [each for each in kept if each.has_landed]
            names = [(kind, alike(name), each.record) for each in landed for kind, name in each.names]
            self._file.executemany(_statement("name"), names)
            rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in said.items()]
            self._file.executemany(_statement("note"), rows)

    def last_row(self) -> int:
        """The highest number of a row that has a result; 0 when none has."""
        return int(self._file.execute(_statement("last")).fetchone()[0])

    def counts(self) -> dict[str, int]:
        """How many rows have each result."""
        return dict(self._file.execute(_statement("counts")))

    def waiting(self, before_pass: int) -> Iterator[int]:
        """The numbers of the rows that wait and were not tried in this pass yet, in order, read as they are needed."""
        last = 0
        while True:
            asked = ("waiting", before_pass, last, _PAGE)
            rows = self._file.execute(_statement("waiting"), asked).fetchall()
            yield from (number for (number,) in rows)
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def give_up_waiting(self) -> None:
        """Rows that still wait are refused: no other row has brought what they name."""
        self._file.execute(_statement("give-up"), (Result.REFUSED, Result.WAITING))

    def rows_of(self, records: Collection[str]) -> Mapping[str, int]:
        """The number of the row that landed as each of these records."""
        asked = (json.dumps(list(records)), _LANDED)
        return dict(self._file.execute(_statement("rows-of"), asked))

    def named(self, class_name: str, name: str) -> list[str]:
        """The records of this file that bear a name."""
        asked = (class_name, alike(name))
        return [iri for (iri,) in self._file.execute(_statement("named"), asked)]

    def brings(self, record: str) -> bool:
        """Whether a row of this file landed as that record."""
        return record in self.rows_of([record])

    def results(
        self, only: Collection[Result] | None = None, after: int = 0, first: int | None = None
    ) -> Iterator[RowResult]:
        """The results in the order of the rows, all or those of some kinds, read as they are needed."""
        left = first
        wanted = json.dumps(list(only or Result))
        while left is None or left > 0:
            size = _PAGE if left is None else min(_PAGE, left)
            rows = self._file.execute(_statement("results"), (wanted, after, size)).fetchall()
            yield from map(_result, rows)
            if len(rows) < size:
                return
            after, left = rows[-1][0], None if left is None else left - len(rows)

    def _at_once(self) -> "_AtOnce":
        return _AtOnce(self._file)


@cache
def _statements() -> Mapping[str, str]:
    pieces = re.split(r"^-- (.+)$", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def _statement(name: str) -> str:
    return _statements()[name]


class _AtOnce:
    """All statements inside, or none."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def __enter__(self) -> None:
        self._file.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.execute("COMMIT" if kind is None else "ROLLBACK")


def _row(result: RowResult, in_pass: int) -> tuple[Any, ...]:
    return (
        result.number, in_pass, result.result.value, result.record, result.title, result.known_by,
        findings_text(result.findings), result.source, result.revision, result.submission,
    )  # fmt: skip


def _result(row: tuple[Any, ...]) -> RowResult:
    number, result, record, title, known_by, findings, source, revision, submission = row
    return RowResult(
        number, Result(result), record, title, known_by, tuple(json.loads(findings)), source, revision, submission
    )
