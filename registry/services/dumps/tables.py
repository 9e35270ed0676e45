"""Records as CSV tables in one zip: a table for each class and each kind of part, filled in one reading of the records.

The tables grow side by side in files without names and are put into the zip at the end, so memory stays the same.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from typing import IO, BinaryIO, Final

from registry.model.graph import Graph
from registry.model.spec import Field, Kind, Model, RecordClass
from registry.rdf.terms import Iri
from registry.services.dumps.cells import cells, csv_text
from registry.services.dumps.kinds import LICENCE
from registry.services.dumps.reading import Record

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip, so that the same records give the same bytes."""


class _Table:
    """The table of one class, in the making."""

    def __init__(self, model: Model, record_class: RecordClass, file: IO[bytes]) -> None:
        self.record_class, self.file = record_class, file
        self._model = model
        self._fields: tuple[Field, ...] = tuple(
            field for field in record_class.fields if record_class.is_part or field.kind is not Kind.PART
        )
        names = ["record", "part"] if record_class.is_part else ["iri"]
        self._add([*names, *(field.name for field in self._fields)])

    def add(self, record: str, graph: Graph) -> None:
        """Adds the record's rows: itself, or those of its parts that belong here."""
        for node in sorted(each.value for each in graph.of_class(self.record_class.iri) if isinstance(each, Iri)):
            names = [record, node] if self.record_class.is_part else [record]
            self._add([*names, *cells(self._model, graph, Iri(node), self._fields)])

    def _add(self, row: list[str]) -> None:
        self.file.write(csv_text([row]).encode())


def write_tables(model: Model, records: Iterable[Record], revision: int, file: BinaryIO) -> None:
    """Writes the zip."""
    with ExitStack() as open_files, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        tables: Mapping[str, _Table] = {
            _name(each): _Table(model, each, open_files.enter_context(tempfile.TemporaryFile()))
            for each in (*model.records, *model.parts)
        }
        for iri, triples in records:
            graph = Graph(triples)
            for table in tables.values():
                table.add(iri, graph)
        with folder.open(_entry("README.txt"), "w") as member:
            member.write(_readme(revision).encode())
        for name, table in tables.items():
            table.file.seek(0)
            with folder.open(_entry(name), "w", force_zip64=True) as member:
                shutil.copyfileobj(table.file, member)


def _name(record_class: RecordClass) -> str:
    return f"parts/{record_class.name}.csv" if record_class.is_part else f"{record_class.plural}.csv"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _readme(revision: int) -> str:
    return (
        f"Mission Registry, revision {revision}, licence CC BY 4.0 ({LICENCE}).\r\n\r\n"
        "One table for each class of records, and in parts/ one for each kind of part, with its record.\r\n"
        "Texts begin with their language (en: ...); several values of one cell stand between ' | '.\r\n"
        "A cell that a spreadsheet would run as a formula begins with an apostrophe.\r\n"
        "The tables are for reading and counting; the dumps in N-Quads, TriG and JSON-LD lose nothing.\r\n"
    )
