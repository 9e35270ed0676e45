"""Every row of the facts tables is a record or a part of one, cited, with readings and disputes marked as such."""

import re
from pathlib import Path

import pytest

from registry.namespaces import CODES, RECORDS, TERMS
from registry.rdf.terms import Iri, Triple
from seed.conversion import facts, talk
from seed.conversion.facts_elsewhere import Elsewhere
from seed.conversion.facts_sources import CURATION
from seed.conversion.facts_tables import read_mappings, read_table, read_tables, several
from tests.seed.facts_statements import Statements

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "seed" / "facts"
TABLES = read_tables(FOLDER)


@pytest.fixture(scope="module")
def filed() -> dict[str, list[Triple]]:
    return facts.filed(FOLDER, Elsewhere(talk.triples(ROOT)))


@pytest.fixture(scope="module")
def seed(filed: dict[str, list[Triple]]) -> Statements:
    return Statements([triple for triples in filed.values() for triple in triples])


@pytest.fixture(scope="module")
def iris() -> dict[str, str]:
    return {row["facts_id"]: RECORDS + row["record"] for row in read_table(FOLDER / "identities.csv")}


@pytest.mark.parametrize(
    ("rows", "key", "class_name", "more"),
    [
        (TABLES.missions, "mission_id", "Mission", 0),
        (TABLES.initiatives, "initiative_id", "PolicyInitiative", 0),
        (TABLES.actors, "actor_id", "Actor", 0),
        (TABLES.instruments, "instrument_id", "Instrument", 0),
        (TABLES.sources, "source_id", "Source", 1),
    ],
)
def test_each_row_is_one_record_with_a_cited_title(
    seed: Statements, iris: dict[str, str], rows: list[dict[str, str]], key: str, class_name: str, more: int
) -> None:
    records = {iris[row[key]] for row in rows}
    assert len(records) == len(rows)
    assert records <= seed.typed(class_name)
    assert len(seed.typed(class_name)) == len(rows) + more, "the curator's reading is the only source of our own"
    for row in rows:
        cited = seed.citations(iris[row[key]], "title") + seed.citations(iris[row[key]], "alternativeTitle")
        sources = {source for citation in cited for source in seed.of(citation, "source")}
        expected = set(several(row.get("source_ids", row.get("source_id", "")))) - {"src-oecd-01"} or {row[key]}
        assert {iris[source] for source in expected} <= sources


def test_every_source_of_every_row_is_cited_by_its_record(seed: Statements, iris: dict[str, str]) -> None:
    for rows, key in (
        (TABLES.missions, "mission_id"),
        (TABLES.initiatives, "initiative_id"),
        (TABLES.actors, "actor_id"),
        (TABLES.instruments, "instrument_id"),
    ):
        for row in rows:
            citations = seed.of(iris[row[key]], "citation")
            sources = {source for citation in citations for source in seed.of(citation, "source")}
            assert {iris[source] for source in several(row["source_ids"])} <= sources, row[key]


def test_each_target_row_is_a_part_of_its_mission_with_its_exact_figures(
    seed: Statements, iris: dict[str, str]
) -> None:
    assert len(seed.typed("Target")) == len(TABLES.targets) == 148
    for row in TABLES.targets:
        mission = iris[row["mission_id"]]
        part = f"{mission}#target-{int(row['target_id'].rpartition('-')[2])}"
        assert part in seed.of(mission, "target")
        for field, column in (
            ("value", "value"),
            ("unit", "unit"),
            ("baseline", "baseline"),
            ("statement", "statement_en"),
        ):
            assert seed.of(part, field) == ({row[column]} if row[column] else set()), row["target_id"]
        cited = {source for one in seed.citations(mission, "target", part) for source in seed.of(one, "source")}
        assert cited == {iris[source] for source in several(row["source_ids"])}


def test_each_participation_row_is_a_cited_part_and_its_function_a_reading(
    seed: Statements, iris: dict[str, str]
) -> None:
    parts = set()
    for row in TABLES.participations:
        record, notation = iris[row["mission_id"] or row["initiative_id"]], row["role"].replace(" ", "-")
        slug = iris[row["actor_id"]].rpartition("/")[2]
        name = f"{record}#citation-participation-{slug}-{notation}-"
        cited = [one for one in seed.citations(record, "participation") if one.startswith(name)]
        assert len(cited) == len(several(row["source_ids"])), row["participation_id"]
        parts |= {part for one in cited for part in seed.of(one, "citedValue")}
        assert seed.statuses(record, "participation") == {"inferred"}
    assert len(parts) == len(TABLES.participations) == 587


def test_no_reading_of_the_curator_passes_for_a_statement(seed: Statements, iris: dict[str, str]) -> None:
    for row in TABLES.actors:
        assert seed.statuses(iris[row["actor_id"]], "actorKind") == {"inferred"}
        assert seed.statuses(iris[row["actor_id"]], "helixRole") <= {"inferred"}
    for row in TABLES.missions:
        assert seed.statuses(iris[row["mission_id"]], "challenge") == {"inferred"}
    for row in TABLES.instruments:
        assert seed.statuses(iris[row["instrument_id"]], "instrumentType") == {"inferred"}
        assert seed.statuses(iris[row["instrument_id"]], "side") <= {"inferred"}
    typed = [iris[row["initiative_id"]] for row in TABLES.initiatives if row["moip_type"]]
    assert [seed.statuses(record, "moipType") for record in typed] == [{"inferred"}] * 10


@pytest.mark.parametrize(
    ("facts_id", "field"),
    [
        ("mis-gb-pfc-growth", "deadline"),
        ("ini-gb-pfc", "endDate"),
        ("mis-us-h2", "deadline"),
        ("mis-us-cancer", "deadline"),
        ("mis-in-nqm", "deadline"),
    ],
)
def test_a_derived_year_is_inferred_and_says_how(
    seed: Statements, iris: dict[str, str], facts_id: str, field: str
) -> None:
    assert seed.statuses(iris[facts_id], field) == {"inferred"}
    notes = {note for one in seed.citations(iris[facts_id], field) for note in seed.of(one, "note")}
    assert all(note.startswith("Derived year") for note in notes)
    assert notes


def test_a_year_that_a_source_gives_is_stated(seed: Statements, iris: dict[str, str]) -> None:
    assert seed.statuses(iris["mis-gb-pfc-energy"], "deadline") == {"stated"}


@pytest.mark.parametrize(
    ("facts_id", "amounts"),
    [
        ("ins-es-70", {"70000000", "95000000"}),
        ("ins-au-brain", {"136660000", "126400000"}),
        ("ins-pt-3000", {"3000000000", "2874000000"}),
    ],
)
def test_amounts_on_which_sources_disagree_are_all_kept_and_disputed(
    seed: Statements, iris: dict[str, str], facts_id: str, amounts: set[str]
) -> None:
    record = iris[facts_id]
    assert seed.of(record, "amount") == amounts
    for amount in amounts:
        assert seed.statuses(record, "amount", amount) == {"disputed"}


@pytest.mark.parametrize(
    ("facts_id", "numbers"), [("mis-br-1", (2, 4, 5)), ("mis-dk-ptx", (2, 3)), ("mis-nl-sec-space", (1,))]
)
def test_targets_on_which_sources_disagree_are_disputed(
    seed: Statements, iris: dict[str, str], facts_id: str, numbers: tuple[int, ...]
) -> None:
    for number in numbers:
        assert seed.statuses(iris[facts_id], "target", f"{iris[facts_id]}#target-{number}") == {"disputed"}


def test_only_a_goal_that_a_source_states_is_a_stated_goal(seed: Statements, iris: dict[str, str]) -> None:
    with_goals = {record for record in seed.typed("Mission") if seed.of(record, "sdg")}
    assert with_goals == {iris["mis-es-vlc"]}
    assert seed.of(iris["mis-es-vlc"], "sdg") == {f"http://metadata.un.org/sdg/{goal}" for goal in (9, 11, 13)}
    assert seed.statuses(iris["mis-es-vlc"], "sdg") == {"stated"}
    assert all(seed.statuses(challenge, "sdg") <= {"inferred"} for challenge in seed.typed("Challenge"))


def test_an_actor_without_a_country_says_that_it_is_unknown(seed: Statements, iris: dict[str, str]) -> None:
    without = [iris[row["actor_id"]] for row in TABLES.actors if not row["country"]]
    assert len(without) == 2
    for record in without:
        (absence,) = seed.of(record, "absence")
        assert seed.of(record, "country") == set()
        assert seed.of(absence, "citedProperty") == {TERMS + "country"}
        assert seed.of(absence, "absenceReason") == {CODES + "absence-reason/unknown"}


def test_nothing_missing_is_written_as_zero(seed: Statements, iris: dict[str, str]) -> None:
    for row in TABLES.instruments:
        if not row["amount"]:
            assert seed.of(iris[row["instrument_id"]], "amount") == set()
    for row in TABLES.actors:
        if row["helix_role"] == "not stated":
            assert seed.of(iris[row["actor_id"]], "helixRole") == set()


def test_every_theme_word_is_kept_at_a_challenge_and_its_missions_point_there(
    seed: Statements, iris: dict[str, str]
) -> None:
    challenges = read_table(FOLDER / "challenges.csv")
    themes = {theme: f"{RECORDS}challenge/{row['slug']}" for row in challenges for theme in several(row["themes"])}
    for row in TABLES.missions:
        expected = {themes[theme] for theme in several(row["challenge_themes"])}
        cited = seed.citations(iris[row["mission_id"]], "challenge")
        assert {value for one in cited for value in seed.of(one, "citedValue")} == expected
    assert set(themes.values()) == seed.typed("Challenge")


def test_the_wording_of_each_instrument_type_stays_beside_its_codes(seed: Statements, iris: dict[str, str]) -> None:
    for row in TABLES.instruments:
        record = iris[row["instrument_id"]]
        notations = {code.rpartition("/")[2] for code in seed.of(record, "instrumentType")}
        assert notations
        assert not row["stip_code"] or row["stip_code"] in notations
        notes = {note for one in seed.citations(record, "instrumentType") for note in seed.of(one, "note")}
        assert all(f'"{row["instrument_type"]}"' in note for note in notes)


def test_what_no_source_calls_a_mission_says_so_at_its_name(seed: Statements, iris: dict[str, str]) -> None:
    notes = read_mappings(FOLDER / "mappings").not_called_missions
    for row in TABLES.missions:
        cited = seed.citations(iris[row["mission_id"]], "title")
        found = {note for one in cited for note in seed.of(one, "note")}
        assert (notes.get(row["initiative_id"]) in found) == (row["initiative_id"] in notes)


def test_every_citation_links_to_its_source_and_names_a_property_and_a_status(seed: Statements) -> None:
    citations = seed.typed("Citation")
    urls = {source: seed.of(source, "url") for source in seed.typed("Source")}
    for citation in citations:
        (source,) = seed.of(citation, "source")
        assert seed.of(citation, "link") == urls[source]
        assert len(seed.of(citation, "citedProperty")) == len(seed.of(citation, "claimStatus")) == 1


def test_every_iri_of_a_record_or_part_follows_the_pattern(seed: Statements) -> None:
    pattern = re.compile(re.escape(RECORDS) + r"[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9]+(-[a-z0-9]+)*)?")
    assert [subject for subject, _ in seed.values if not pattern.fullmatch(subject)] == []


def test_records_stand_in_the_folder_of_their_country(filed: dict[str, list[Triple]]) -> None:
    def holds(name: str, record: str) -> bool:
        return any(triple.subject == Iri(RECORDS + record) for triple in filed[name])

    assert holds("eu/missions.ttl", "mission/cancer")
    assert holds("gb/actors.ttl", "actor/ricardo")
    assert holds("international/actors.ttl", "actor/d-waste")
    assert holds("international/sources.ttl", f"source/{CURATION.removeprefix('src-')}")
