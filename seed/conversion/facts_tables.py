"""The facts as they were collected: seven CSV tables, read as plain rows, one dictionary of texts a row.

Curated tables (`challenges`, `places`, `mappings/*`) are read by the same function.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Row: TypeAlias = dict[str, str]


def read_table(path: Path) -> list[Row]:
    """The rows of one CSV file with a header, in the order they stand there."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def several(cell: str) -> list[str]:
    """The values of a cell that holds several, divided by semicolons; an empty cell holds none."""
    return [value for part in cell.split(";") if (value := part.strip())]


@dataclass(frozen=True)
class Tables:
    """All seven tables."""

    sources: list[Row]
    initiatives: list[Row]
    missions: list[Row]
    targets: list[Row]
    actors: list[Row]
    participations: list[Row]
    instruments: list[Row]


def read_tables(folder: Path) -> Tables:
    """The tables in `folder`; raises `FileNotFoundError` when one is missing."""
    return Tables(**{name: read_table(folder / f"{name}.csv") for name in Tables.__dataclass_fields__})


@dataclass(frozen=True)
class Mappings:
    """Curated tables that turn the wording of the facts into codes and places."""

    codes: dict[tuple[str, str], str]
    instrument_types: dict[tuple[str, str], list[str]]
    local_places: dict[str, str]
    stakeholder_groups: frozenset[str]
    not_called_missions: dict[str, str]
    title_languages: dict[str, str]
    absences: list[Row]

    def code(self, code_list: str, wording: str) -> str:
        """The notation that stands for `wording`, empty when the wording says that nothing is stated."""
        return self.codes[code_list, wording]


def read_mappings(folder: Path) -> Mappings:
    """The mapping tables in `folder`."""
    return Mappings(
        codes={(row["list"], row["wording"]): row["code"] for row in read_table(folder / "codes.csv")},
        instrument_types={
            (row["wording"], row["stip_code"]): several(row["codes"])
            for row in read_table(folder / "instrument-types.csv")
        },
        local_places={row["facts_id"]: row["place"] for row in read_table(folder / "local-places.csv")},
        stakeholder_groups=frozenset(row["facts_id"] for row in read_table(folder / "stakeholder-groups.csv")),
        not_called_missions={
            row["initiative_id"]: row["note"] for row in read_table(folder / "not-called-missions.csv")
        },
        title_languages={row["source_id"]: row["language"] for row in read_table(folder / "title-languages.csv")},
        absences=read_table(folder / "absences.csv"),
    )
