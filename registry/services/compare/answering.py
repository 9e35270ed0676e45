"""Putting an answer together: headings, cells, totals, sides, labels and evidence of one comparison."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np

from registry.index.tables import HAS, LOOKED_IN_VAIN
from registry.model.language import choose
from registry.model.spec import Model
from registry.services.compare.asked import Asked
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import (
    ALL,
    NOT_STATED,
    Amounts,
    Backing,
    Cell,
    Comparison,
    DimensionNote,
    Heading,
    Measure,
    Row,
    Side,
)
from registry.services.compare.containing import together
from registry.services.compare.coverage import answered, coverage
from registry.services.compare.derived import differing
from registry.services.compare.dimensions import Route, leads
from registry.services.compare.elsewhere import speaking
from registry.services.compare.evidence import Evidence, title_of
from registry.services.compare.grouping import Groups, claims_of, crossed
from registry.services.compare.groups import group_notes
from registry.services.compare.having import Having, having_of
from registry.services.compare.layout import STATES, Filled, Grid, Headings, headings_of
from registry.services.compare.measures import Backings, teller
from registry.services.compare.money import MOST_STATED
from registry.services.compare.notes import Found, notes_of
from registry.services.compare.permalinks import permalink
from registry.services.compare.planning import ACTORS, MONEY, TARGETS
from registry.services.compare.reading import Way
from registry.services.compare.sides import CLASSES, Named

MOST_CITED: Final = 2_000
"""So many records are read for their citations, shared among the cells."""
Place: TypeAlias = tuple[int, int, int]
"""Row, column and side of a cell."""
Shown: TypeAlias = tuple[Sequence[int], Sequence[int]]
"""Rows and columns, as numbers of their names."""


class Answer:
    """Answers one request."""

    def __init__(self, model: Model, finder: Compared, asked: Asked, shown: Shown | None = None) -> None:
        """`shown` are the rows and columns, where these are chosen; else the first ones, as many as are asked for."""
        self._model, self._finder, self._asked, self._shown = model, finder, asked, shown
        self._table = asked.said.tables.of(asked.class_name)
        self._texts = asked.said.tables.names.texts
        # Notes rest on the single amounts, so they are read however much evidence is asked for.
        self._tell = teller(model, asked.said, asked.class_name, asked.request.measure, MOST_STATED)
        kinds = self._tell.kinds
        claims = crossed(asked.ways[0], asked.ways[1], kinds) if asked.crossed else claims_of(asked.ways[0], kinds)
        self._claims = claims.where(asked.members.includes(claims.rows))
        self._empty = self._tell(Groups(np.zeros(1, np.int64), np.zeros(2, np.int64), np.zeros(0, np.int64))).values[0]
        self._languages = asked.request.languages
        self._labels: dict[str, str] = {}

    def comparison(self, newest: int) -> Comparison:
        """The whole answer."""
        asked, request, members = self._asked, self._asked.request, self._asked.members
        rows, columns, grid, cells = self._laid_out
        self._read_labels([*rows.values, *columns.values])
        evidence, cited = self._evidence(cells)
        side_totals = grid.side_totals()
        whole = Groups.of(np.zeros(len(members.rows), np.int64), members.rows, members.size)
        answer = Comparison(
            request=request,
            class_name=asked.class_name,
            class_label=chosen(self._model.classes[asked.class_name].label, self._languages) or asked.class_name,
            revision=self._finder.revision,
            newest=newest,
            sides=self._sides(),
            dimensions=tuple(DimensionNote(d.name, d.label, d.description, tuple(d.routes)) for d in asked.dimensions),
            columns=tuple(self._heading(1, value) for value in columns.values) if asked.crossed else (ALL,),
            rows=self._rows(grid, rows, columns, self._cells(cells, evidence, cited, rows, columns)),
            side_totals=tuple(
                tuple(side_totals.get((column, side)) for side in range(members.count))
                for column in range(self._width(columns))
            ),
            total=self._tell(whole).values[0] if len(members.rows) else self._empty,
            row_count=rows.count,
            column_count=columns.count,
            record_labels=evidence.labels(),
            permalink=permalink(request),
        )
        groups = group_notes(answer, in_words(self._model.classes[asked.class_name].plural), asked.said.tables, members)
        return replace(answer, notes=(*notes_of(answer, len(cells) - len(cited), self._found(answer)), *groups))

    @cached_property
    def _laid_out(self) -> tuple[Headings, Headings, Grid, Mapping[Place, Filled]]:
        rows, columns = self._headings()
        grid = self._grid(rows, columns)
        return rows, columns, grid, grid.cells()

    def behind(self) -> dict[tuple[str, str, int], frozenset[str]]:
        """All records (IRI) behind each cell of which something is said, by keys of row and column, and side."""
        rows, columns, _, cells = self._laid_out
        names = [self._texts[value] for value in columns.values] if self._asked.crossed else [ALL.key]
        return {
            (self._texts[rows.values[row]], names[column], side): frozenset(
                self._table.iris[each] for each in filled.rows.tolist()
            )
            for (row, column, side), filled in cells.items()
        }

    @property
    def sides(self) -> Sequence[Named]:
        """The sides, in order."""
        return self._asked.sides

    def having(self) -> Having:
        """Who has what, of all rows and columns."""
        asked = self._asked
        alone, addressing = asked.members.joined(claims_of(asked.ways[0]))
        return having_of(*asked.members.joined(self._claims), alone, addressing)

    def _found(self, answer: Comparison) -> Found:
        """What notes tell beyond the cells."""
        asked, said = self._asked, self._asked.said
        silent = len(asked.members.rows) > 0 and not np.any(self._claims.ways == HAS)
        judged = any(dimension.name == "criterion" for dimension in asked.dimensions)
        shown = list(differing(self._model, said, np.unique(asked.members.rows))) if judged else []
        return Found(
            self._elsewhere() if silent else (),
            [(chosen(self._model.codes[iri].label, self._languages) or iri, len(rows)) for iri, rows in shown],
            len({row for _, rows in shown for row in rows.tolist()}),
            tuple(together(said, answer.total)) if isinstance(answer.total, Amounts) else (),
            self._shown is not None and bool(np.any(self._claims.ways != LOOKED_IN_VAIN)),
        )

    def _elsewhere(self) -> Sequence[tuple[str, str, int]]:
        asked = self._asked
        others = speaking(self._model, asked.said, asked.dimensions, asked.sides, asked.class_name)
        return [(name, in_words(self._model.classes[name].plural), count) for name, count in others]

    def _width(self, columns: Headings) -> int:
        return len(columns.values) if self._asked.crossed else 1

    def _headings(self) -> tuple[Headings, Headings]:
        """The rows and columns that are shown; without a second dimension there are no headings of columns."""
        if self._shown is not None:
            rows, columns = (Headings(tuple(each), len(each)) for each in self._shown)
            return rows, columns if self._asked.crossed else Headings((), 1)
        return self.first_headings(self._asked.request.rows, self._asked.request.columns)

    def first_headings(self, most_rows: int, most_columns: int) -> tuple[Headings, Headings]:
        """So many rows and columns, those with most records first where their order is not that of a list."""
        request, found = self._asked.request, []
        values = (self._claims.first, self._claims.second)
        for dimension, said, limit in zip(self._asked.dimensions, values, (most_rows, most_columns), strict=False):
            has = self._claims.ways == HAS
            listed = headings_of(
                self._model, dimension, said[has], self._claims.rows[has], self._asked.said.tables.names, limit,
                request.helix_roles,
            )  # fmt: skip
            found.append(listed)
        return found[0], found[1] if self._asked.crossed else Headings((), 1)

    def _grid(self, rows: Headings, columns: Headings) -> Grid:
        claims, size = self._claims, len(self._texts)
        first = rows.places(claims.first, size)
        second = columns.places(claims.second, size) if self._asked.crossed else np.zeros(len(first), np.int64)
        return Grid(self._asked.members, claims, first, second, (len(rows.values), self._width(columns)), self._tell)

    def _read_labels(self, values: Sequence[int]) -> None:
        """The titles of records that are headings or sides, in one look-up."""
        wanted = [self._texts[value] for value in values] + [side.iri for side in self._asked.sides]
        found = self._finder.records([each for each in dict.fromkeys(wanted) if each not in self._model.codes])
        self._labels = {iri: title_of(record, self._languages) for iri, record in found.items()}

    def _heading(self, number: int, value: int) -> Heading:
        key = self._texts[value]
        code = self._model.codes.get(key)
        if code is not None:
            return Heading(key, chosen(code.label, self._languages) or code.notation)
        return Heading(key, dict(self._asked.dimensions[number].labels).get(key) or self._labels.get(key, key))

    def _evidence(self, cells: Mapping[Place, Filled]) -> tuple[Evidence, set[Place]]:
        """What finds citations, and the cells that it does so for: all, or the first so many."""
        asked, most = self._asked, self._asked.request.evidence
        wanted: set[int] = set()
        cited: set[Place] = set() if most else set(cells)
        for place in sorted(cells) if most else ():
            more = wanted.union(cells[place].rows[:most].tolist())
            if len(more) > MOST_CITED:
                break
            wanted = more
            cited.add(place)
        ways = [*(way for each in asked.ways for way in each), *self._measured()]
        evidence = Evidence(self._model, self._finder, self._table, self._texts, self._languages)
        if wanted:
            evidence.read(np.array(sorted(wanted), np.int64), ways)
        return evidence, cited

    def _measured(self) -> list[Way]:
        """What the measure itself rests on."""
        class_name, measure = self._asked.class_name, self._asked.request.measure
        routes: Sequence[Route] = ()
        if measure is Measure.ACTORS:
            routes = [route for route in ACTORS if leads(self._model, self._model.classes[class_name], route)]
        elif measure in (Measure.AMOUNTS, Measure.TARGETS):
            routes = [{Measure.AMOUNTS: MONEY, Measure.TARGETS: TARGETS}[measure][class_name]]
        return [Way(route, None, self._asked.said.column(class_name, route)) for route in routes]

    def _cells(
        self,
        cells: Mapping[Place, Filled],
        evidence: Evidence,
        cited: set[Place],
        rows: Headings,
        columns: Headings,
    ) -> dict[Place, Cell]:
        most, made = self._asked.request.evidence, {}
        if not most:
            return {
                place: Cell(STATES[each.way], each.value, len(each.rows), silent=each.silent)
                for place, each in cells.items()
            }
        measured = [way.route for way in self._measured()]
        fits = [
            [
                [(way.route, self._asked.said.fits(dimension, self._texts[value])) for way in ways]
                for value in headings.values
            ]
            for dimension, ways, headings in zip(
                self._asked.dimensions, self._asked.ways, (rows, columns), strict=False
            )
        ]
        for place, filled in cells.items():
            records = tuple(self._table.iris[row] for row in filled.rows[:most].tolist())
            asked = [*fits[0][place[0]], *(fits[1][place[1]] if self._asked.crossed else ())]
            behind = evidence.behind(records, asked, measured) if place in cited else ()
            made[place] = Cell(STATES[filled.way], filled.value, len(filled.rows), records, behind, filled.silent)
        return made

    def _rows(self, grid: Grid, rows: Headings, columns: Headings, cells: Mapping[Place, Cell]) -> tuple[Row, ...]:
        width = range(self._width(columns))
        by_column, by_row, silent = grid.row_totals(), grid.rows_totals(), self._silent()
        # Most columns of most rows say nothing of any side, and are one and the same.
        filled: dict[tuple[int, int], list[Cell]] = {}
        for (row, column, side), cell in cells.items():
            filled.setdefault((row, column), list(silent))[side] = cell
        return tuple(
            Row(
                self._heading(0, value),
                tuple(tuple(filled[row, column]) if (row, column) in filled else silent for column in width),
                tuple(by_column.get((row, column)) for column in width),
                by_row.get(row),
            )
            for row, value in enumerate(rows.values)
        )

    def _silent(self) -> tuple[Cell, ...]:
        """The cells of sides that say nothing."""
        return (NOT_STATED,) * self._asked.members.count

    def _sides(self) -> tuple[Side, ...]:
        asked = self._asked
        groups = asked.members.groups()
        places = groups.numbers.tolist()
        totals = dict(zip(places, self._tell(groups).values, strict=True))
        backings = dict(zip(places, Backings(self._model, asked.said, asked.class_name).backings(groups), strict=True))
        said = [answered(asked.members, claims_of(ways)) for ways in asked.ways]
        plural = in_words(self._model.classes[asked.class_name].plural)
        sides, labels = [], {dimension.name: dimension.label for dimension in asked.dimensions}
        for number, side in enumerate(asked.sides):
            label = self._labels.get(side.iri, side.code)
            of = {d.name: each[number] for d, each in zip(asked.dimensions, said, strict=True)}
            backing = backings.get(number, Backing(0, 0, 0))
            is_itself = CLASSES.get(side.kind) == asked.class_name
            there = asked.on_record[number]
            behind = coverage(label, plural, backing, of, labels, there, is_itself=is_itself)
            total = totals.get(number, self._empty)
            sides.append(Side(side.iri, side.kind, side.code, label, side.members, behind, total))
        return tuple(sides)


def in_words(name: str) -> str:
    """A name of the model as people write it: `policy initiatives` for policyInitiatives."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def chosen(texts: Mapping[str, str], languages: Sequence[str]) -> str | None:
    """The best of a term's texts for a reader."""
    choice = choose(tuple(sorted(texts.items())), languages)
    return None if choice is None else choice.value
