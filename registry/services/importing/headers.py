"""What each column of a table is: the header in the words of the model, read against a class.

A column is called as findings call its field: `startDate`, `title@en` for a text in a language, `targets[0].unit` for
a field of a part, parts counted from 0, and `sdgs[0]`, `sdgs[1]` where several values have a column each. Beside those
there are `id` and `class`. What begins with a hash is a remark of ours and is never read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from registry.errors import HeaderNotUnderstood
from registry.model.spec import Field, Kind, Model, RecordClass
from registry.validation.spelling import nearest

ID: Final = "id"
CLASS: Final = "class"
REMARK: Final = "#"
MOST_PARTS: Final = 1_000
_STEP: Final = re.compile(r"([A-Za-z][A-Za-z0-9]*)(?:\[(\d{1,6})\])?")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that fills a field."""

    header: str
    index: int
    parts: tuple[tuple[Field, int], ...]
    """The part fields that lead to it, each with the part's number."""
    field: Field | None
    """The field; None for the address of the part itself, `targets[0].id`."""
    number: int | None = None
    """Which of several values it has; None where all stand in one cell."""
    language: str | None = None


class HeaderFault(Exception):
    """One column that is not understood; told with all others as `HeaderNotUnderstood`."""


@dataclass(frozen=True)
class Sheet:
    """The columns of a table as those of one class of records."""

    record_class: RecordClass
    columns: tuple[Column, ...]
    foreign: tuple[int, ...] = ()
    """Columns that are of other classes only; their cells must be empty here."""

    @cached_property
    def by_place(self) -> Mapping[tuple[tuple[str, ...], str], Sequence[Column]]:
        """Columns by part (`targets[0]`, steps of the path) and the property that they fill."""
        found: dict[tuple[tuple[str, ...], str], list[Column]] = {}
        for column in self.columns:
            if column.field is not None:
                steps = tuple(f"{part.name}[{number}]" for part, number in column.parts)
                found.setdefault((steps, column.field.path), []).append(column)
        return found


@dataclass(frozen=True)
class Header:
    """The header of one table, read once."""

    cells: tuple[str, ...]
    sheets: Mapping[str, Sheet]
    """By class name; one, or those that a `class` column may name."""
    id_index: int | None
    class_index: int | None
    kept_aside: tuple[str, ...] = field(default=())
    """Columns that are not read, by their headings."""


def read_header(
    cells: Sequence[str],
    model: Model,
    class_name: str | None = None,
    *,
    language: str | None = None,
    keep_unknown: bool = False,
) -> Header:
    """What the columns are; raises `HeaderNotUnderstood` with everything that is wrong.

    `language` is that of texts whose column names none; with `keep_unknown` columns of no field are left aside.
    """
    special = {cell.lower(): index for index, cell in reversed(list(enumerate(cells))) if cell.lower() in (ID, CLASS)}
    if class_name is None and CLASS not in special:
        raise HeaderNotUnderstood(["It cannot be told what the rows are: name the class, or add a column `class`."])
    classes = model.records if class_name is None else (model.classes[class_name],)
    reading = _Reading(model, language)
    faults: list[str] = [*_twice(cells)]
    aside: list[str] = []
    columns: dict[str, list[Column]] = {c.name: [] for c in classes}
    found: dict[int, set[str]] = {}
    for index, cell in enumerate(cells):
        if cell.startswith(REMARK) or index in special.values() or cell.lower() in (ID, CLASS):
            continue
        told: list[str] = []
        for record_class in classes:
            try:
                columns[record_class.name].append(reading.column(cell, index, record_class))
                found.setdefault(index, set()).add(record_class.name)
            except HeaderFault as fault:
                told.append(str(fault))
        if index not in found and keep_unknown:
            aside.append(cell or f"column {letters(index)}")
        elif index not in found:
            faults.append(f"Column {letters(index)}: {next((t for t in told if 'Did you mean' in t), told[0])}")
    if faults:
        raise HeaderNotUnderstood(faults)
    sheets = {
        c.name: Sheet(c, tuple(columns[c.name]), tuple(i for i, names in found.items() if c.name not in names))
        for c in classes
    }
    return Header(tuple(cells), sheets, special.get(ID), special.get(CLASS), tuple(aside))


def _twice(cells: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if cell and not cell.startswith(REMARK) and seen.setdefault(cell.lower(), index) != index:
            first = letters(seen[cell.lower()])
            yield f"Column {letters(index)}: {cell!r} stands in column {first} already; number them or put them in one."


def letters(index: int) -> str:
    """The name of a column in a spreadsheet: A, B ... Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True)
class _Reading:
    model: Model
    language: str | None

    def column(self, cell: str, index: int, record_class: RecordClass) -> Column:
        """The column of that heading; raises `HeaderFault`."""
        if not cell:
            raise HeaderFault("it has no heading.")
        path, at, language = cell.partition("@")
        steps = path.split(".")
        parts: list[tuple[Field, int]] = []
        owner = record_class
        for step in steps[:-1]:
            part, number = self._step(step, cell, owner)
            if part.kind is not Kind.PART:
                raise HeaderFault(f"{part.name} of {cell!r} is no part, so nothing can follow it.")
            parts.append((part, self._number(part, number, cell)))
            owner = self.model.classes[part.target or ""]
        if parts and steps[-1] == ID and not at:
            return Column(cell, index, tuple(parts), None)
        value, number = self._step(steps[-1], cell, owner)
        if value.kind is Kind.PART:
            inside = self.model.classes[value.target or ""].fields[0]
            raise HeaderFault(f"{value.name} has fields of its own, e.g. {value.name}[0].{example(inside)}.")
        if number is not None and not value.many and value.kind is not Kind.TEXT:
            raise HeaderFault(f"{value.name} has one value; leave out [{number}].")
        spoken = self._language(value, cell, bool(at), language)
        return Column(cell, index, tuple(parts), value, number, spoken)

    def _step(self, step: str, cell: str, owner: RecordClass) -> tuple[Field, int | None]:
        match = _STEP.fullmatch(step.strip())
        name = match[1] if match else step
        known = {name.casefold(): f for name, f in owner.by_name.items()}
        if match is None or name.casefold() not in known:
            near = nearest(name, owner.by_name)
            hint = f" Did you mean {example(owner.by_name[near])}?" if near else ""
            raise HeaderFault(f"{cell!r} is no field of {owner.name}.{hint}")
        return known[name.casefold()], int(match[2]) if match[2] else None

    def _number(self, part: Field, number: int | None, cell: str) -> int:
        if number is None and part.many:
            raise HeaderFault(f"{cell!r} does not say which of the {part.name}; write {part.name}[0] for the first.")
        if (number or 0) >= MOST_PARTS:
            raise HeaderFault(f"{cell!r} has a number beyond {MOST_PARTS - 1}.")
        return number or 0

    def _language(self, value: Field, cell: str, has_sign: bool, language: str) -> str | None:
        if value.kind is Kind.ANY:
            return language.lower() or None
        if value.kind is not Kind.TEXT:
            if has_sign:
                raise HeaderFault(f"{value.name} is no text in a language; leave out @{language}.")
            return None
        spoken = language or self.language
        if not spoken or not _LANGUAGE.fullmatch(spoken):
            raise HeaderFault(f"{cell!r} is text; say in which language, e.g. {cell.partition('@')[0]}@en.")
        return spoken.lower()


def example(of_field: Field) -> str:
    """A heading for the field."""
    if of_field.kind is Kind.TEXT:
        return f"{of_field.name}@en"
    return f"{of_field.name}[0]" if of_field.kind is Kind.PART else of_field.name
