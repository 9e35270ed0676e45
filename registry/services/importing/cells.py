"""One row of a table cell by cell: values that stand as they are, names that have to be looked up, and what is unclear.

Nothing is asked of anybody here, so that the names of a whole batch can be looked up together (`composing`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from registry.model.spec import Field, Kind, Model
from registry.rdf.parsing import is_iri
from registry.rdf.terms import Iri, Literal, Term
from registry.services.importing.headers import Column, Header, Sheet
from registry.services.importing.reading.rows import TableRow
from registry.services.importing.spreadsheets import UNIT, odd_cell, percentage
from registry.services.importing.values import NONE, Habits, Unclear, plain_value, several
from registry.services.naming.codes import CodeNames
from registry.services.naming.resolver import Name

Place: TypeAlias = tuple[str, ...]
"""Where in a record: `()` is the record itself, `("targets[0]",)` its first target."""
_SINGLE: Final = frozenset({Kind.TEXT, Kind.STRING, Kind.URL, Kind.ANY})
"""Kinds whose cells are one value unless the field may have many and the text is no prose."""
_PART_NAME: Final = "Write small letters, digits and hyphens, or leave the cell empty."


@dataclass(frozen=True, slots=True)
class PartAt:
    """A value that is a part of the same row: `targets[0]`."""

    place: Place


Value: TypeAlias = Term | Name | PartAt


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that says something of a field: its values, none where it takes away what is there."""

    column: Column
    place: Place
    of_field: Field
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell, or the row, that no value could be made of."""

    header: str
    place: Place
    path: str | None
    """The property of the field; None for the row or a part as a whole."""
    text: str
    message: str
    advice: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """What a row says, before names are looked up."""

    row: TableRow
    sheet: Sheet | None
    identity: str
    """What stands in the column `id`, or nothing."""
    filled: tuple[Filled, ...] = ()
    part_names: tuple[tuple[Place, str], ...] = ()
    """Parts that the row calls by a name of their own."""
    troubles: tuple[Trouble, ...] = ()
    names: tuple[Name, ...] = field(default=())
    """All that is to be looked up."""


class CellReader:
    """Reads rows of one table."""

    def __init__(self, header: Header, model: Model, codes: CodeNames, habits: Habits) -> None:
        self._header = header
        self._model = model
        self._codes = codes
        self._habits = habits

    def read(self, row: TableRow) -> Cells:
        """What the row says; what is wrong with it stands in it."""
        identity = row.cells[self._header.id_index] if self._header.id_index is not None else ""
        sheet = self._sheet(row)
        if isinstance(sheet, Trouble):
            return Cells(row, None, identity, troubles=(sheet,))
        troubles = list(self._misplaced(row, sheet))
        filled: list[Filled] = []
        part_names: list[tuple[Place, str]] = []
        for column in sheet.columns:
            cell = row.cells[column.index]
            place = tuple(f"{part.name}[{number}]" for part, number in column.parts)
            if not cell:
                continue
            odd = odd_cell(cell, column.field, is_date=column.index in row.dates)
            if odd is not None:
                troubles.append(_trouble(column, place, cell, odd.message, odd.advice))
            elif column.field is None and not is_part_name(cell):
                troubles.append(_trouble(column, place, cell, f"{cell!r} cannot be part of an address.", _PART_NAME))
            elif column.field is None:
                part_names.append((place, cell))
            else:
                read = self._filled(column, place, column.field, cell, row, sheet)
                filled.append(read[0])
                troubles += read[1]
        names = tuple(value for each in filled for value in each.values if isinstance(value, Name))
        return Cells(row, sheet, identity, tuple(filled), tuple(part_names), tuple(troubles), names)

    def _sheet(self, row: TableRow) -> Sheet | Trouble:
        sheets, index = self._header.sheets, self._header.class_index
        if index is None:
            return next(iter(sheets.values()))
        written = row.cells[index]
        if not written and len(sheets) == 1:
            return next(iter(sheets.values()))
        known = {name.casefold(): sheet for name, sheet in sheets.items()}
        known |= {sheet.record_class.segment: sheet for sheet in sheets.values()}
        found = known.get(written.casefold().replace(" ", "")) or known.get(written.casefold())
        if found:
            return found
        advice = f"Write one of {', '.join(sheets)}."
        return Trouble(self._header.cells[index], (), None, written, f"{written!r} is no class of records.", advice)

    def _misplaced(self, row: TableRow, sheet: Sheet) -> Iterator[Trouble]:
        """Cells under a column that this class has not, or under none."""
        name = sheet.record_class.name
        for index in sheet.foreign:
            if row.cells[index]:
                header = self._header.cells[index]
                yield Trouble(header, (), None, row.cells[index], f"{name} has no field {header!r}.", "Empty the cell.")
        if len(row.cells) > len(self._header.cells):
            beyond = row.cells[-1]
            message = "The row has more cells than the header has columns."
            yield Trouble("", (), None, beyond, message, "Put a text that holds the delimiter into quotation marks.")

    def _filled(
        self, column: Column, place: Place, of_field: Field, cell: str, row: TableRow, sheet: Sheet
    ) -> tuple[Filled, list[Trouble]]:
        values: list[Value] = []
        troubles: list[Trouble] = []
        in_one_cell = of_field.many and of_field.kind not in _SINGLE and column.number is None
        listed = in_one_cell or (of_field.many and of_field.kind in (Kind.STRING, Kind.URL) and column.number is None)
        pieces = several(cell, self._habits.separator) if listed else [cell]
        for piece in pieces if cell != NONE else ():
            value = self._value(column, place, of_field, piece, row, sheet)
            if isinstance(value, Trouble):
                troubles.append(value)
                values.append(Literal(piece))
            else:
                values.append(value)
        return Filled(column, place, of_field, tuple(values)), troubles

    def _value(
        self, column: Column, place: Place, of_field: Field, cell: str, row: TableRow, sheet: Sheet
    ) -> Value | Trouble:
        match of_field.kind:
            case Kind.LINK:
                return Name(of_field.target or "", cell)
            case Kind.CODE:
                return self._code(column, place, of_field, cell)
            case Kind.PROPERTY:
                return self._property(column, place, cell)
            case Kind.ANY:
                return self._cited(column, place, of_field, cell, row, sheet)
        beside = (each for each in sheet.columns if each.parts == column.parts and each.field)
        units = [row.cells[each.index] for each in beside if each.field and each.field.name == UNIT]
        number = percentage(cell, of_field, units)
        if isinstance(number, Unclear):
            return _trouble(column, place, cell, number.message, number.advice)
        value = plain_value(number or cell, of_field, column.language, self._habits)
        return _trouble(column, place, cell, value.message, value.advice) if isinstance(value, Unclear) else value

    def _code(self, column: Column, place: Place, of_field: Field, cell: str) -> Value | Trouble:
        list_name = of_field.target or ""
        found = self._codes.codes(list_name, cell)
        if len(found) == 1:
            return Iri(found[0].iri)
        if found:
            which = " or ".join(code.notation for code in found)
            return _trouble(column, place, cell, f"{cell!r} may be {which}.", f"Write {which}.")
        near = self._codes.near(list_name, cell)
        codes = self._model.lists[list_name].codes
        if near:
            advice, suggestion = f"Did you mean {near.notation}?", near.notation
        else:
            some = ", ".join(code.notation for code in codes[:20])
            advice, suggestion = f"Write one of: {some}{', ...' if len(codes) > 20 else ''}.", None
        message = f"{cell!r} is no code or label of the list {list_name}."
        return replace(_trouble(column, place, cell, message, advice), suggestion=suggestion)

    def _property(self, column: Column, place: Place, cell: str) -> Value | Trouble:
        path = self._codes.property_called(cell)
        if path:
            return Iri(path)
        near = self._codes.property_near(cell)
        advice = f"Did you mean {near}?" if near else "Write the name of a field, e.g. title or targets."
        return replace(_trouble(column, place, cell, f"{cell!r} is no field.", advice), suggestion=near)

    def _cited(
        self, column: Column, place: Place, of_field: Field, cell: str, row: TableRow, sheet: Sheet
    ) -> Value | Trouble:
        """A value that is cited: read as the field is that the same part names."""
        cited = self._cited_field(place, row, sheet)
        if cited is None or cited.kind is Kind.ANY:
            return plain_value(cell, of_field, column.language, self._habits)  # type: ignore[return-value]
        if cited.kind is Kind.PART:
            return PartAt((cell if cell.endswith("]") else f"{cited.name}[{cell}]",))
        if cited.kind is Kind.TEXT and column.language is None:
            advice = f"Call the column {column.header}@en, or in whichever language the text is."
            return _trouble(column, place, cell, f"{cited.name} is a text in a language.", advice)
        return self._value(replace(column, language=column.language), place, cited, cell, row, sheet)

    def _cited_field(self, place: Place, row: TableRow, sheet: Sheet) -> Field | None:
        for (steps, _), columns in sheet.by_place.items():
            for column in columns:
                if steps == place and column.field and column.field.kind is Kind.PROPERTY:
                    path = self._codes.property_called(row.cells[column.index])
                    return sheet.record_class.by_path.get(path or "")
        return None


def is_part_name(given: str) -> bool:
    """Whether a part may be called that in its address; its whole address does as well."""
    return is_iri(given if "://" in given else f"https://example.org/#{given.lstrip('#')}")


def _trouble(column: Column, place: Place, cell: str, message: str, advice: str) -> Trouble:
    return Trouble(column.header, place, column.field.path if column.field else None, cell, message, advice)


def wanted_values(cells: Cells, name: str) -> Sequence[Value]:
    """The values of one of the record's own fields."""
    return [value for each in cells.filled if not each.place and each.of_field.name == name for value in each.values]
