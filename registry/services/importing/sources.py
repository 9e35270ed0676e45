"""Files as sources of drafts: a table or records, read again from the start for every pass, composed batch by batch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

from registry.errors import EmptyInput, InputError, RegistryError, StoreError, UnknownFormat
from registry.model.spec import Model
from registry.rdf.parsing import ENDINGS
from registry.services.importing.cells import CellReader
from registry.services.importing.composing import Composer
from registry.services.importing.drafts import Draft
from registry.services.importing.headers import Header
from registry.services.importing.reading.delimited import read_delimited
from registry.services.importing.reading.records import RecordRow, read_json_lines, read_statements
from registry.services.importing.reading.rows import Table, TableRow
from registry.services.importing.reading.workbook import read_workbook

TABLES: Final = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx"}
LINES: Final = {".jsonl": "json-lines", ".ndjson": "json-lines"}
_ENDINGS: Final = {**TABLES, **LINES, **ENDINGS}
FORMATS: Final = tuple(dict.fromkeys(_ENDINGS.values()))


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...


Row = TypeVar("Row", bound=_Numbered)


def format_of_file(name: str) -> str:
    """The format that a file's ending stands for; raises `UnknownFormat`."""
    ending = Path(name).suffix.lower()
    if ending not in _ENDINGS:
        raise UnknownFormat(ending or name, sorted(_ENDINGS))
    return _ENDINGS[ending]


def open_table(
    path: Path,
    name: str,
    file_format: str,
    encoding: str | None = None,
    sheet: str | None = None,
    decimal: str | None = None,
) -> Table:
    """The table in a CSV or XLSX file; raises `EmptyInput` for one without a header, and what reading raises."""
    is_workbook = file_format == "xlsx"
    table = read_workbook(path, name, sheet, decimal) if is_workbook else read_delimited(path, name, encoding)
    if not any(table.header):
        what = "The sheet in it" if is_workbook else "It"
        raise EmptyInput(
            name,
            f"{name} is empty. {what} must begin with a row of headings.",
            "Take a template: `mission-registry template CLASS`, or /templates/ over the network.",
        )
    return table


@dataclass
class TableSource:
    """The rows of a table."""

    reopen: Callable[[], Table]
    reader: CellReader
    composer: Composer
    header: Header
    rows_add_up: bool = False

    def drafts(self, wanted: Callable[[int], bool], batch: int) -> Iterator[list[Draft]]:
        """See `running.Source`; rows of one record that add up are in batches of their own."""
        rows = (row for row in self.reopen().rows if not row.is_empty and wanted(row.number))
        for some in self._apart(rows, batch) if self.rows_add_up else _in_batches(rows, batch):
            try:
                yield self.composer.of_rows(some, self.reader)
            except StoreError:
                raise
            except RegistryError:
                yield list(self.composer.of_rows_one_by_one(some, self.reader))

    def _apart(self, rows: Iterator[TableRow], batch: int) -> Iterator[list[TableRow]]:
        """Batches none of which has two rows of one id."""
        some: dict[str, TableRow] = {}
        for row in rows:
            identity = row.cells[self.header.id_index] if self.header.id_index is not None else str(row.number)
            if identity in some or len(some) == batch:
                yield list(some.values())
                some = {}
            some[identity] = row
        if some:
            yield list(some.values())

    def look_again(self) -> None:
        """See `running.Source`."""
        self.composer.resolver.forget_missing()


@dataclass
class RecordSource:
    """The records of a file in RDF or JSON."""

    path: Path
    name: str
    file_format: str
    model: Model
    composer: Composer
    limit: int

    def drafts(self, wanted: Callable[[int], bool], batch: int) -> Iterator[list[Draft]]:
        """See `running.Source`."""
        rows = (row for row in self._rows() if wanted(row.number))
        for some in _in_batches(rows, batch):
            yield self.composer.of_records(some)

    def _rows(self) -> Iterator[RecordRow]:
        base = self.composer.record_base
        if self.file_format == "json-lines":
            return read_json_lines(self.path, self.model, base, self.limit, self.name)
        return read_statements(self.path, self.file_format, self.model, base, self.limit, self.name)

    def look_again(self) -> None:
        """See `running.Source`."""


def _in_batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """Batches; where the file cannot be read on, what was read before is a batch of its own."""
    some: list[Row] = []
    try:
        for row in rows:
            some.append(row)
            if len(some) == size:
                yield some
                some = []
    except InputError:
        if some:
            yield some
        raise
    if some:
        yield some
