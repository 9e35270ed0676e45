"""A generated registry as rows of relational tables, in the text format that PostgreSQL's COPY reads.

Made from the same projections that the registry's own index is made from. Several processes share the work.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, TextIO, TypeAlias

from bench.generator import Generator
from registry.index.projection import Projection, Projector
from registry.model.reader import read_model
from registry.model.spec import Kind, Model

PROCESSES: Final = 2
TABLES: Final = (
    "place",
    "challenge",
    "actor",
    "mission",
    "instrument",
    "participation",
    "mission_challenge",
    "instrument_mission",
)
_CLASSES: Final = ("Place", "Challenge", "Actor", "Mission", "Instrument")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Row: TypeAlias = tuple[str, tuple[object, ...]]
"""Name of a table, and the values of its columns."""


def write_rows(folder: Path, size: int, seed: int = 0, processes: int = PROCESSES) -> dict[str, list[Path]]:
    """Writes each table into as many files as there are processes; gives the files of each table."""
    jobs = [(folder, size, seed, number, processes) for number in range(processes)]
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        list(pool.map(_write_part, *zip(*jobs, strict=True)))
    return {table: [_path(folder, table, number) for number in range(processes)] for table in TABLES}


def _path(folder: Path, table: str, number: int) -> Path:
    return folder / f"{table}-{number}.tsv"


def _write_part(folder: Path, size: int, seed: int, number: int, processes: int) -> None:
    model = read_model()
    generator, projector, rows = Generator(model, size, seed), Projector(model), Rows(model)
    chunks = [chunk for chunk in generator.chunks() if chunk.class_name in _CLASSES]
    files: dict[str, TextIO] = {table: _path(folder, table, number).open("w", encoding="utf-8") for table in TABLES}
    try:
        for chunk in chunks[number::processes]:
            for record in generator.records(chunk):
                for projection in projector(record):
                    for table, values in rows(projection):
                        files[table].write("\t".join(map(_column, values)) + "\n")
    finally:
        for file in files.values():
            file.close()


class Rows:
    """The rows that a record becomes."""

    def __init__(self, model: Model) -> None:
        self._notations: Mapping[str, str] = {iri: code.notation for iri, code in model.codes.items()}
        self._searched = [f.name for f in model.classes["Mission"].fields if "search" in f.uses and f.kind is Kind.TEXT]

    def __call__(self, record: Projection) -> Iterator[Row]:
        """Its row, and those of what links it to others."""
        iri, values, title = record.iri, record.values, _title(record)
        match record.class_name:
            case "Place":
                yield "place", (iri, title)
            case "Challenge":
                yield "challenge", (iri, title)
            case "Actor":
                yield "actor", (iri, title, values.get("country"))
            case "Instrument":
                types, side = self._codes(record, "instrumentTypes"), self._codes(record, "side")
                yield "instrument", (iri, title, values.get("country"), types, side[0] if side else None)
                yield from (("instrument_mission", (iri, mission)) for mission in record.many("missions"))
            case "Mission":
                yield from self._mission(record)

    def _mission(self, mission: Projection) -> Iterator[Row]:
        iri, values = mission.iri, mission.values
        texts = " ".join(_lexical(text) for name in self._searched for text in mission.many(name))
        dates = (values.get("startDate"), values.get("deadline"))
        yield "mission", (iri, _title(mission), values["country"], *dates, self._codes(mission, "sdgs"), texts)
        yield from (("mission_challenge", (iri, challenge)) for challenge in mission.many("challenges"))
        for position, part in enumerate(mission.many("participations")):
            if isinstance(part, Projection):
                function = self._codes(part, "function")[0]
                yield "participation", (iri, position, part.values["actor"], function)

    def _codes(self, record: Projection, name: str) -> list[str]:
        return [self._notations[str(iri)] for iri in record.many(name)]


def _title(record: Projection) -> str:
    """The title that the registry shows to a reader of English."""
    titles: dict[str, str] = dict(record.many("title"))  # type: ignore[arg-type]
    return titles.get("en") or next(iter(titles.values()))


def _lexical(text: Any) -> str:
    return str(text[1])


def _column(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, list):
        return "{" + ",".join(_quoted(value)) + "}"
    return str(value).translate(_ESCAPES)


def _quoted(values: Iterable[str]) -> Iterator[str]:
    return (f'"{value}"' for value in values)
