"""All rows of the facts tables as records, filed by country and class.

What the talk says of the same records is handed in, so that a record that both describe stays one.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

from registry.rdf.terms import Triple
from seed.conversion.country_codes import iso_code
from seed.conversion.facts_actors import actor
from seed.conversion.facts_challenges import challenge, challenges_by_theme
from seed.conversion.facts_drafts import Desk, Draft
from seed.conversion.facts_elsewhere import Elsewhere
from seed.conversion.facts_evidence import read_evidence
from seed.conversion.facts_identities import candidates, completed, read_identities
from seed.conversion.facts_initiatives import initiative
from seed.conversion.facts_instruments import instrument
from seed.conversion.facts_missions import mission
from seed.conversion.facts_places import countries, place
from seed.conversion.facts_sources import CURATION, CURATION_ROW, source
from seed.conversion.facts_tables import Row, Tables, read_mappings, read_table, read_tables

INTERNATIONAL: Final = "international"
IDENTITIES: Final = "identities.csv"
# Where a record is written (folder and file name under `seed/`), and the record.
Filed: TypeAlias = tuple[str, Draft]


def identities_of(folder: Path, elsewhere: Elsewhere) -> dict[str, str]:
    """The record of each facts id: those of the committed table, and new ones for rows that it lacks."""
    return completed(read_identities(folder / IDENTITIES), candidates(read_tables(folder)), elsewhere.records())


def filed(folder: Path, elsewhere: Elsewhere) -> dict[str, list[Triple]]:
    """The statements of each file by its path under `seed/`, beside what is said `elsewhere` of the same records."""
    tables = read_tables(folder)
    files: dict[str, list[Triple]] = defaultdict(list)
    for name, draft in drafts(_desk(folder, tables, identities_of(folder, elsewhere), elsewhere), folder, tables):
        files[name] += draft.triples
    return dict(files)


def drafts(desk: Desk, folder: Path, tables: Tables) -> Iterator[Filed]:
    """Every record with the file that it belongs to."""
    yield from _curated(desk, folder)
    yield from ((f"{_country_of_source(row)}/sources.ttl", source(desk, row)) for row in desk.sources.values())
    yield from ((f"{_folder(row)}/actors.ttl", actor(desk, row)) for row in tables.actors)
    yield from ((f"{_folder(row)}/instruments.ttl", instrument(desk, row)) for row in tables.instruments)
    yield from _missions_and_initiatives(desk, tables, read_table(folder / "challenges.csv"))


def _desk(folder: Path, tables: Tables, identities: dict[str, str], elsewhere: Elsewhere) -> Desk:
    return Desk(
        identities={**identities, CURATION: "source/registry-curation"},
        sources={row["source_id"]: row for row in [*tables.sources, CURATION_ROW]},
        countries=countries(read_table(folder / "places.csv")),
        mappings=read_mappings(folder / "mappings"),
        evidence=read_evidence(folder / "mappings"),
        elsewhere=elsewhere,
    )


def _curated(desk: Desk, folder: Path) -> Iterator[Filed]:
    for row in read_table(folder / "places.csv"):
        yield f"{INTERNATIONAL}/places.ttl", place(desk, row)
    for row in read_table(folder / "challenges.csv"):
        yield f"{INTERNATIONAL}/challenges.ttl", challenge(desk, row)


def _missions_and_initiatives(desk: Desk, tables: Tables, challenges: list[Row]) -> Iterator[Filed]:
    of_record = _grouped(tables.participations, "mission_id", "initiative_id")
    targets = _grouped(tables.targets, "mission_id")
    roles = {row["actor_id"]: desk.mappings.code("helix-role", row["helix_role"]) for row in tables.actors}
    themes = challenges_by_theme(challenges)
    for row in tables.missions:
        facts_id = row["mission_id"]
        draft = mission(desk, row, targets[facts_id], of_record[facts_id], themes, roles)
        yield f"{_folder(row)}/missions.ttl", draft
    for row in tables.initiatives:
        yield f"{_folder(row)}/initiatives.ttl", initiative(desk, row, of_record[row["initiative_id"]], roles)


def _grouped(rows: list[Row], *keys: str) -> dict[str, list[Row]]:
    """Rows under the value of the first key column that is not empty."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[next(row[key] for key in keys if row[key])].append(row)
    return groups


def _folder(row: Row) -> str:
    return iso_code(row["country"]).lower() or INTERNATIONAL


def _country_of_source(row: Row) -> str:
    prefix = row["source_id"].split("-")[1]
    return prefix if len(prefix) == 2 else INTERNATIONAL
