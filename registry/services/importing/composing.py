"""Rows to drafts, a batch at a time: names looked up together, records recognised together, present records read once.

The number of look-ups of a batch depends on how many classes its names are of, and on names that nothing bears.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from registry.errors import RegistryError, StoreError
from registry.model.spec import Model, RecordClass
from registry.namespaces import RECORDS
from registry.rdf.canonical import canonical
from registry.rdf.parsing import is_iri
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.services.find import Finder
from registry.services.importing.cells import CellReader, Cells, Filled, PartAt, Trouble
from registry.services.importing.drafts import Columns, Draft
from registry.services.importing.merging import Said, merged, part_iri, places_of
from registry.services.importing.reading.records import RecordRow, fault
from registry.services.importing.reading.rows import TableRow
from registry.services.importing.recognising import Described, Mint, Recognised, described, recognised
from registry.services.importing.troubles import about_name, in_row, of_address, of_several, on_row
from registry.services.importing.values import SEPARATOR
from registry.services.naming.resolver import NAMING, Name, Resolution, Resolver
from registry.store.port import Store
from registry.store.records import statements_of
from registry.validation.spelling import last_name

OwnNames = Callable[[str, str], Collection[str]]
"""The records of the same file that bear a name of a kind, for imports that publish nothing."""


@dataclass
class Composer:
    """Makes drafts. For one run and one thread."""

    model: Model
    finder: Finder
    store: Store
    resolver: Resolver
    mint: Mint
    record_base: str = RECORDS
    own_names: OwnNames = lambda _, __: ()
    in_the_works: Callable[[Described], Collection[str]] = lambda _: ()
    """The records that somebody proposed before, and that a row may be."""
    separator: str = SEPARATOR
    renamed: Callable[[str], str] = str
    """What the file itself calls a column."""
    aliases: Mapping[str, str] = field(default_factory=dict)

    def of_rows(self, rows: Sequence[TableRow], reader: CellReader) -> list[Draft]:
        """The drafts of rows of a table."""
        read = [reader.read(row) for row in rows]
        known = self.resolver.resolve({name for cells in read for name in cells.names})
        values = [self._values(cells, known) for cells in read]
        records = self._records(read, values)
        present = self._present([record.records[0] for record in records if len(record.records) == 1])
        taken: dict[str, str] = {}
        return [
            self._draft(cells, said, record, present, taken)
            for cells, said, record in zip(read, values, records, strict=True)
        ]

    def of_rows_one_by_one(self, rows: Sequence[TableRow], reader: CellReader) -> Iterator[Draft]:
        """The same where one of them cannot be made a draft at all: what is wrong with that one is its result."""
        for row in rows:
            try:
                yield from self.of_rows([row], reader)
            except StoreError:
                raise
            except RegistryError as error:
                yield Draft(row.number, _source(row), "", findings=(fault(error.message, error.advice),))

    def of_records(self, rows: Sequence[RecordRow]) -> list[Draft]:
        """The drafts of records that are read whole: they take the place of what is there."""
        there = self._present([row.record.iri for row in rows if row.record])
        return [
            Draft(
                row.number,
                row.source,
                row.record.iri if row.record else "",
                row.record.triples if row.record else (),
                exists=row.record is not None and row.record.iri in there,
                is_same=row.record is not None and _same(row.record.triples, there.get(row.record.iri, ())),
                known_by="id" if row.record and row.record.iri in there else "",
                findings=row.findings,
                title=_title(row.record.triples) if row.record else "",
            )
            for row in rows
        ]

    def _present(self, records: Collection[str]) -> Mapping[str, list[Triple]]:
        found: dict[str, list[Triple]] = {}
        for triple in statements_of(self.store, records) if records else ():
            if isinstance(triple.subject, Iri):
                found.setdefault(triple.subject.value.partition("#")[0], []).append(triple)
        return found

    def _values(self, cells: Cells, known: Mapping[Name, Resolution]) -> list[tuple[Filled, tuple[Term, ...]]]:
        """What each cell says, names as the records that bear them; a name of none, or of two, stays as text."""
        return [(each, tuple(self._term(value, known) for value in each.values)) for each in cells.filled]

    def _term(self, value: object, known: Mapping[Name, Resolution]) -> Term:
        if isinstance(value, Name):
            iri = self._known_iri(value, known[value])
            return Iri(iri) if iri else Literal(value.text)
        return value if isinstance(value, (Iri, Literal)) else Literal("")

    def _known_iri(self, name: Name, found: Resolution) -> str | None:
        if found.candidates:
            return found.iri
        mine = self.own_names(name.class_name, name.text)
        return next(iter(mine)) if len(mine) == 1 else None

    def _records(
        self, read: Sequence[Cells], values: Sequence[list[tuple[Filled, tuple[Term, ...]]]]
    ) -> list["_Identity"]:
        """Which record each row is."""
        rows = [
            described(cells.sheet.record_class, _own_values(said)) if cells.sheet else None
            for cells, said in zip(read, values, strict=True)
        ]
        unnamed = [row for cells, row in zip(read, rows, strict=True) if row and not cells.identity]
        found = iter(recognised(self.finder.pinned(), unnamed) if unnamed else ())
        return [
            _Identity((), "", ())
            if row is None
            else _Identity(tuple(filter(is_iri, [self._address(cells)])), "id", row.keys)
            if cells.identity
            else self._identity(next(found), row)
            for cells, row in zip(read, rows, strict=True)
        ]

    def _identity(self, found: Recognised, row: Described) -> "_Identity":
        """The record of a row without an id: a published one, or one that this file brings already."""
        mine: dict[str, None] = {}
        if not found.records:
            mine = dict.fromkeys(iri for kind, key in row.keys for iri in self.own_names(kind, key))
            mine |= dict.fromkeys(self.in_the_works(row))
        return _Identity(found.records or tuple(mine), found.how, row.keys)

    def _address(self, cells: Cells) -> str:
        """The address that the column `id` gives: in full, `mission/clean-harbour`, or what follows the slash."""
        record_class = cells.sheet.record_class if cells.sheet else self.model.records[0]
        given = self.aliases.get(cells.identity, cells.identity)
        full = self.resolver.address(Name(record_class.name, given))
        return full or f"{self.record_base}{record_class.segment}/{given}"

    def _draft(
        self,
        cells: Cells,
        values: Sequence[tuple[Filled, tuple[Term, ...]]],
        found: "_Identity",
        present: Mapping[str, list[Triple]],
        taken: dict[str, str],
    ) -> Draft:
        row, source = cells.row, _source(cells.row)
        if cells.sheet is None:
            return Draft(row.number, source, "", findings=tuple(on_row(each) for each in cells.troubles))
        record_class = cells.sheet.record_class
        title = next((t.lexical for f, terms in values for t in terms if f.of_field.name == "title"
                      and not f.place and isinstance(t, Literal)), "")  # fmt: skip
        troubles = [*cells.troubles, *self._unknown(cells)]
        if found.how == "id" and not found.records:
            troubles.append(of_address(cells.identity, record_class))
        if len(found.records) > 1:
            troubles.append(of_several(title, found.records))
        record = found.records[0] if found.records else self._new(found, record_class, title, taken)
        places = places_of(cells, record, self.model)
        said = [
            Said(f.place, f.of_field, f.column.language, self._with_parts(f, terms, record, record_class, cells))
            for f, terms in values
        ]
        triples = merged(present.get(record, ()), said, places, record_class, self.model)
        columns = Columns(cells.sheet, places, self.renamed, model=self.model)
        by_place = {place: iri for iri, place in places.items()}
        return Draft(
            row.number,
            source,
            record,
            triples,
            exists=record in present,
            is_same=_same(triples, present.get(record, ())),
            known_by=found.how if record in present else "",
            findings=tuple(in_row(each, record, by_place, record_class, self.model) for each in troubles),
            waits_for=tuple(name.text for name in cells.names if self._waits(name)),
            columns=columns,
            title=title,
            names=(*((record_class.name, name) for name in _names(values, record)), *found.keys),
        )

    def _new(self, found: "_Identity", record_class: RecordClass, title: str, taken: dict[str, str]) -> str:
        """A new address, or that of a row of the same batch that says the same of itself."""
        keys = [f"{kind} {key}" for kind, key in found.keys]
        record = next((taken[key] for key in keys if key in taken), None)
        record = record or self.mint(record_class, title, set(taken.values()))
        for key in keys or [record]:
            taken.setdefault(key, record)
        return record

    def _waits(self, name: Name) -> bool:
        found = self.resolver.resolve((name,))[name]
        return not found.candidates and not self._known_iri(name, found)

    def _with_parts(
        self, filled: Filled, terms: tuple[Term, ...], record: str, record_class: RecordClass, cells: Cells
    ) -> tuple[Term, ...]:
        """The values with those that are parts of the same row by their addresses."""
        named = dict(cells.part_names)

        def of(value: object, term: Term) -> Term:
            if not isinstance(value, PartAt):
                return term
            try:
                return Iri(part_iri(record, value.place, record_class, self.model, named))
            except KeyError:
                return Literal(".".join(value.place))

        return tuple(of(value, term) for value, term in zip(filled.values, terms, strict=True))

    def _unknown(self, cells: Cells) -> Iterable[Trouble]:
        """Names that several records bear, or none."""
        for filled in cells.filled:
            for value in filled.values:
                if isinstance(value, Name):
                    found = self.resolver.resolve((value,))[value]
                    if self._known_iri(value, found) is None:
                        yield about_name(filled, value, found, self.model, self.separator)


def _source(row: TableRow) -> str:
    """The row as it stands in the file of rows to mend."""
    return json.dumps(row.original or row.cells, ensure_ascii=False)


def _same(one: Iterable[Triple], other: Iterable[Triple]) -> bool:
    return set(map(canonical, one)) == set(map(canonical, other))


@dataclass(frozen=True, slots=True)
class _Identity:
    """The records that a row may be, how that is known, and what the row itself can be recognised by."""

    records: tuple[str, ...]
    how: str
    keys: tuple[tuple[str, str], ...]


def _own_values(said: Iterable[tuple[Filled, tuple[Term, ...]]]) -> Mapping[str, Sequence[Term]]:
    """The values of the record's own fields, those of all columns of a field together."""
    values: dict[str, list[Term]] = {}
    for filled, terms in said:
        if not filled.place:
            values.setdefault(filled.of_field.name, []).extend(terms)
    return values


def _names(values: Sequence[tuple[Filled, tuple[Term, ...]]], record: str) -> set[str]:
    """What other rows may call the record."""
    said = (term for f, terms in values if not f.place and f.of_field.name in NAMING for term in terms)
    return {last_name(record), *(term.lexical for term in said if isinstance(term, Literal))}


def _title(triples: Iterable[Triple]) -> str:
    return next((t.object.lexical for t in triples if last_name(t.predicate.value) == "title"
                 and isinstance(t.object, Literal)), "")  # fmt: skip
