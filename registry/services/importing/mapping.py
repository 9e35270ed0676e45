"""Files with headings of their own: a mapping, written as TOML, says what each column is in ours.

    class = "Mission"            # the class of the rows
    separator = ";"              # between several values of one cell
    rows = "add"                 # several rows may speak of one record, each adding to it
    names = "names.csv"          # two columns: what the file calls a record, and the record's address

    [columns]                    # column = our heading
    mission_id = "id"
    name_en = "title@en"
    themes = "challenges"
    serves = [{ to = "missions", starting = "mis-" }, { to = "initiatives", starting = "ini-" }]
    original = { to = "title@{lang}", languages = ["nl", "de"], otherwise = "alternativeTitles[0]@en" }
    source_ids = { to = "citations[{n}].source", most = 5, with = { "citations[{n}].property" = "title" } }

    [constants]                  # heading = what stands in every row
    actorType = "organisation"

    [values.kind]                # what a column says = what we call it; "" for nothing
    "ministry (federal)" = "ministry"

    [values.type]                # the same from a CSV file
    file = "types.csv"
    from = "wording"
    to = "codes"

`{lang}` is the cell of another column, `{n}` the number of the value, from 0. Columns that are not named are left
aside.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from registry.errors import HeaderNotUnderstood, UnknownMapping
from registry.model.spec import Model
from registry.services.importing.reading.rows import Table, TableRow
from registry.services.importing.values import SEPARATOR, several

_KEYS: Final = frozenset({"class", "separator", "rows", "names", "columns", "constants", "values"})
_COLUMN_KEYS: Final = frozenset({"to", "starting", "languages", "otherwise", "most", "with"})
_OTHER_CELL: Final = re.compile(r"\{(\w+)\}")
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of one column."""

    column: str
    to: str
    starting: str = ""
    languages: tuple[str, ...] = ()
    otherwise: str = ""
    most: int = 1
    beside: Mapping[str, str] = field(default_factory=dict)

    def headings(self) -> Iterator[str]:
        """Every heading that it may fill."""
        for to in (self.to, *self.beside):
            for number in range(self.most):
                numbered = to.replace("{n}", str(number))
                if self.languages:
                    yield from (_OTHER_CELL.sub(language, numbered) for language in self.languages)
                else:
                    yield numbered
        if self.otherwise:
            yield self.otherwise

    def filled(self, cells: Mapping[str, str], cell: str, separator: str) -> Iterator[tuple[str, str]]:
        """The headings that a cell fills, each with what stands there."""
        pieces = several(cell, separator) if "{n}" in self.to or self.starting else [cell]
        fitting = [piece for piece in pieces if piece.startswith(self.starting)]
        if "{n}" not in self.to:
            if fitting:
                yield self._heading(cells), separator.join(fitting)
            return
        for number, piece in enumerate(fitting[: self.most]):
            yield self.to.replace("{n}", str(number)), piece
            for heading, constant in self.beside.items():
                yield heading.replace("{n}", str(number)), constant

    def _heading(self, cells: Mapping[str, str]) -> str:
        found = _OTHER_CELL.search(self.to)
        if found is None:
            return self.to
        language = cells.get(found[1], "").strip().lower()
        return self.to.replace(found[0], language) if language in self.languages else self.otherwise or self.to


@dataclass(frozen=True)
class TableMapping:
    """A mapping that was read."""

    name: str
    class_name: str | None
    separator: str
    rows_add_up: bool
    aliases: Mapping[str, str]
    rules: tuple[Rule, ...]
    constants: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]

    def applied(self, table: Table) -> Table:
        """The table under our headings; raises `HeaderNotUnderstood` when it lacks a column that the mapping names."""
        missing = [rule.column for rule in self.rules if rule.column not in table.header]
        if missing:
            listed = ", ".join(dict.fromkeys(missing))
            raise HeaderNotUnderstood([f"The mapping {self.name} names columns that the file lacks: {listed}."])
        headings = dict.fromkeys(heading for rule in self.rules for heading in rule.headings())
        header = tuple(headings | dict.fromkeys(self.constants))
        rows = (self._row(row, table.header, header) for row in table.rows)
        return replace(table, header=header, rows=rows)

    def _row(self, row: TableRow, header: Sequence[str], headings: Sequence[str]) -> TableRow:
        if row.is_empty:
            return row
        cells = dict(zip(header, row.cells, strict=False))
        filled = dict(self.constants)
        for rule in self.rules:
            cell = self._translated(rule.column, cells[rule.column])
            for heading, value in rule.filled(cells, cell, self.separator) if cell else ():
                joined = f"{filled[heading]}{self.separator}{value}" if heading in filled else value
                filled[heading] = joined if heading not in self.constants else value
        dated = {header[index] for index in row.dates if index < len(header)}
        dates = {heading for rule in self.rules if rule.column in dated for heading in rule.headings()}
        return TableRow(
            row.number,
            tuple(filled.get(heading, "") for heading in headings),
            row.cells,
            frozenset(index for index, heading in enumerate(headings) if heading in dates),
        )

    def _translated(self, column: str, cell: str) -> str:
        words = self.values.get(column)
        if words is None:
            return cell
        if cell in words:
            return words[cell]
        return self.separator.join(filter(None, (words.get(each, each) for each in several(cell, self.separator))))

    def column_of(self, heading: str) -> str:
        """The column of the file that fills a heading; the heading itself for a constant."""
        return next((rule.column for rule in self.rules if heading in rule.headings()), heading)


def read_mapping(path: Path, model: Model) -> TableMapping:
    """The mapping in a TOML file, and in the CSV files that it names beside it; raises `UnknownMapping`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnknownMapping(path.name, f"it cannot be read: {error}") from error
    return mapping_of(text, model, path.name, path.parent)


def mapping_of(text: str, model: Model, name: str, folder: Path | None = None) -> TableMapping:
    """The mapping that a text says; without a folder it cannot name files. Raises `UnknownMapping`."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnknownMapping(name, f"it is no TOML: {error}") from error
    return _Reader(name, folder, model).mapping(given)


@dataclass(frozen=True)
class _Reader:
    name: str
    folder: Path | None
    model: Model

    def mapping(self, given: Mapping[str, Any]) -> TableMapping:
        self._only(given, _KEYS, "It")
        class_name = given.get("class")
        if class_name is not None and class_name not in {c.name for c in self.model.records}:
            raise self._fault(f"{class_name!r} is no class of records")
        columns = self._table(given, "columns")
        if not columns:
            raise self._fault("it names no columns")
        aliases = self._pairs(given["names"]) if "names" in given else {}
        return TableMapping(
            name=self.name,
            class_name=class_name,
            separator=str(given.get("separator", SEPARATOR)),
            rows_add_up=given.get("rows") == "add",
            aliases=aliases,
            rules=tuple(rule for column, said in columns.items() for rule in self._rules(column, said)),
            constants={heading: str(value) for heading, value in self._table(given, "constants").items()},
            values={column: self._words(said) for column, said in self._table(given, "values").items()},
        )

    def _rules(self, column: str, said: Any) -> Iterator[Rule]:
        for each in said if isinstance(said, list) else [said]:
            if isinstance(each, str):
                yield Rule(column, each)
                continue
            if not isinstance(each, dict) or not isinstance(each.get("to"), str):
                raise self._fault(f"the column {column!r} does not say `to` which heading it belongs")
            self._only(each, _COLUMN_KEYS, f"The column {column!r}")
            yield Rule(
                column,
                each["to"],
                str(each.get("starting", "")),
                tuple(str(tag).lower() for tag in each.get("languages", ())),
                str(each.get("otherwise", "")),
                min(int(each.get("most", 1)), _MOST),
                {str(heading): str(value) for heading, value in self._table(each, "with").items()},
            )

    def _words(self, said: Any) -> Mapping[str, str]:
        if not isinstance(said, dict):
            raise self._fault("[values] holds tables, one a column")
        if "file" not in said:
            return {str(word): str(ours) for word, ours in said.items()}
        rows = self._rows(str(said["file"]))
        source, target = str(said.get("from", "")), str(said.get("to", ""))
        try:
            return {row[source]: row[target] for row in rows}
        except KeyError as error:
            raise self._fault(f"{said['file']} has no column {error}") from error

    def _pairs(self, file: Any) -> Mapping[str, str]:
        return {first: second for first, second, *_ in (tuple(row.values()) for row in self._rows(str(file)))}

    def _rows(self, file: str) -> list[dict[str, str]]:
        if self.folder is None:
            raise self._fault(f"it names the file {file}, which cannot be sent along")
        try:
            with (self.folder / file).open(encoding="utf-8-sig", newline="") as lines:
                return list(csv.DictReader(lines))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise self._fault(f"{file} cannot be read: {error}") from error

    def _table(self, given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = given.get(key, {})
        if not isinstance(found, dict):
            raise self._fault(f"`{key}` is to be a table")
        return found

    def _only(self, given: Mapping[str, Any], known: frozenset[str], what: str) -> None:
        unknown = sorted(given.keys() - known)
        if unknown:
            raise self._fault(
                f"{what} says {', '.join(unknown)}, which means nothing; known: {', '.join(sorted(known))}"
            )

    def _fault(self, reason: str) -> UnknownMapping:
        return UnknownMapping(self.name, reason)
