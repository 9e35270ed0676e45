"""How well each statement of the facts is supported: stated by its source, the curator's reading, or disputed.

Readings hold for a field of a class; claims hold for one row and may differ from source to source.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from seed.conversion.facts_tables import Row, read_table


@dataclass(frozen=True)
class Support:
    """One source's support for a statement."""

    source_id: str
    status: str = "stated"
    note: str = ""


class Evidence:
    """Says for a row and a field which status each of its sources gives the statement."""

    def __init__(self, readings: Iterable[Row], claims: Iterable[Row]) -> None:
        self._readings = {(row["class"], row["field"]): row["note"] for row in readings}
        self._claims: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in claims:
            self._claims[row["facts_id"], row["field"]].append(row)

    def support(self, facts_id: str, record_class: str, field: str, sources: Iterable[str]) -> list[Support]:
        """One `Support` for each source, in the order given."""
        default = (
            Support("", "inferred", self._readings[record_class, field])
            if self._is_reading(record_class, field)
            else Support("")
        )
        return [self._claim(facts_id, field, source_id, default) for source_id in sources]

    def rival_values(self, facts_id: str, field: str) -> dict[str, list[str]]:
        """Values on which the sources of this row disagree, each with the sources that give it; empty when none do."""
        values: dict[str, list[str]] = defaultdict(list)
        for claim in self._claims.get((facts_id, field), ()):
            if claim["value"]:
                values[claim["value"]].append(claim["source_id"])
        return dict(values)

    def _is_reading(self, record_class: str, field: str) -> bool:
        return (record_class, field) in self._readings

    def _claim(self, facts_id: str, field: str, source_id: str, default: Support) -> Support:
        for claim in self._claims.get((facts_id, field), ()):
            if claim["source_id"] in ("", source_id):
                return Support(source_id, claim["status"], claim["note"])
        return Support(source_id, default.status, default.note)


def read_evidence(folder: Path) -> Evidence:
    """The evidence tables in `folder`."""
    return Evidence(read_table(folder / "readings.csv"), read_table(folder / "claims.csv"))
