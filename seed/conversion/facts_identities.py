"""Which record each row of the facts is: a committed table, so that a record's IRI is minted once and then kept.

A row that another part of the seed describes as well points at that record. Only rows that are missing get a new slug.
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from seed.conversion.facts_tables import Tables, read_table
from seed.conversion.facts_values import slug


@dataclass(frozen=True)
class Candidate:
    """A row that wants to be a record: its id, the segment of its class, its English name and a suffix if needed."""

    facts_id: str
    segment: str
    name: str
    suffix: str


def candidates(tables: Tables) -> list[Candidate]:
    """Every row that becomes a record; targets and participations are parts of one and have no slug of their own."""
    found = [Candidate(row["mission_id"], "mission", row["name_en"], row["country"]) for row in tables.missions]
    found += [
        Candidate(row["initiative_id"], "policy-initiative", row["name_en"], row["country"])
        for row in tables.initiatives
    ]
    found += [Candidate(row["actor_id"], "actor", row["name_en"], row["country"]) for row in tables.actors]
    found += [Candidate(row["instrument_id"], "instrument", row["name"], row["country"]) for row in tables.instruments]
    found += [
        Candidate(row["source_id"], "source", row["title"], source_key(row["source_id"])) for row in tables.sources
    ]
    return found


def source_key(source_id: str) -> str:
    """The short name of a source that citations end with: `src-nl-01` gives `nl-01`."""
    return source_id.removeprefix("src-")


def read_identities(path: Path) -> dict[str, str]:
    """Facts id to `segment/slug`, as committed."""
    return {row["facts_id"]: row["record"] for row in read_table(path)}


def written(identities: dict[str, str]) -> str:
    """The text of the table, ordered by facts id."""
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(["facts_id", "record"])
    table.writerows(sorted(identities.items()))
    return lines.getvalue()


def completed(known: dict[str, str], rows: Iterable[Candidate], reserved: Collection[str]) -> dict[str, str]:
    """`known` with a fresh `segment/slug` for each missing row.

    A name that several new rows share, or that is taken already or reserved for others' records, gets the suffix (the
    country, or for a source its key), and a number when that is taken too.
    """
    missing = [row for row in rows if row.facts_id not in known]
    wanted = Counter(_plain(row) for row in missing)
    identities = dict(known)
    taken = set(known.values()) | set(reserved)
    for row in missing:
        plain = _plain(row)
        path = plain if wanted[plain] == 1 and plain not in taken else _first_free(row, taken)
        identities[row.facts_id] = path
        taken.add(path)
    return identities


def _plain(row: Candidate) -> str:
    return f"{row.segment}/{slug(row.name) or slug(row.facts_id)}"


def _first_free(row: Candidate, taken: set[str]) -> str:
    base = f"{_plain(row)}-{slug(row.suffix or 'international')}"
    number, path = 1, base
    while path in taken:
        number += 1
        path = f"{base}-{number}"
    return path
