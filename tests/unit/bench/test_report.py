"""The tables are made of the results alone, with ratios before figures."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import report
from bench.measure import Notes
from bench.results import document, read, with_ratios, write
from bench.targets import targets

BEGAN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def load(peer: str, rate: float, **more: Any) -> dict[str, Any]:
    usual = {"case": "page", "size": 10_000, "when": "again", "connections": 32, "how": "wrk", "failed": 0}
    return {
        "peer": peer,
        "rate": rate,
        "p50_ms": 1_000 / rate,
        "p99_ms": 2_000 / rate,
        "bytes": 16_000,
        **usual,
        **more,
    }


def found() -> dict[str, Any]:
    notes = Notes()
    notes.loads = [
        load("registry", 9_000.0),
        load("postgraphile", 450.0),
        load("empty", 12_000.0, case="empty"),
        load("registry", 5_000.0, when="fresh", connections=1),
        load("registry", 4_000.0, when="fresh", connections=1, size=1_000_000),
        load("registry", 8_000.0, connections=1),
    ]
    notes.facts = [{"name": "memory", "size": 1_000_000, "value": 3.5, "unit": "GB", "words": "Memory"}]
    notes.skipped = [{"peer": "oxigraph", "size": 10_000, "case": "all", "reason": "not | installed"}]
    machine = {"cpu": "Some", "cores": 2, "memory_gb": 16.0, "system": "Linux", "load_before": 0.1}
    return document(notes, machine, {"registry": {"python": "3.11"}}, 10, BEGAN)


def test_every_load_says_how_many_times_the_registry_is_faster() -> None:
    times = {x["peer"]: x["registry_is_times"] for x in with_ratios([load("registry", 900.0), load("oxigraph", 9.0)])}
    assert times == {"registry": 1.0, "oxigraph": 100.0}


def test_without_the_registry_there_is_no_ratio() -> None:
    assert [x["registry_is_times"] for x in with_ratios([load("oxigraph", 9.0)])] == [None]


def test_the_table_of_readme_gives_ratios_first() -> None:
    size, _, head, _, row, *_ = report.short(found()).splitlines()
    assert size == "At 10,000 records:"
    assert head.startswith("| question | times PostGraphile")
    assert row == "| Nested page of a country's missions | 20.0 | 9,000 |"


def test_all_tables_are_there_and_no_cell_breaks_them() -> None:
    text = report.whole(found())
    for heading in ("### 10,000 records", "### Growth", "### Other figures", "### Left out"):
        assert heading in text
    assert "not / installed" in text
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    for lines in tables:
        assert {line.count("|") for line in lines} == {lines[0].count("|")}


def test_growth_compares_fresh_questions_of_the_smallest_and_the_largest_registry() -> None:
    assert "| Nested page of a country's missions | 0.20 | 0.25 | 1.25 |" in report.growth(found())


def test_aims_are_judged_and_what_was_not_measured_is_said() -> None:
    verdicts = {target.words: target.verdict for target in targets(found())}
    assert verdicts["nested page, 10,000: times PostGraphile's requests/s"] == "reached"
    assert verdicts["nested page, 10,000: part of FastAPI's empty answer"] == "reached"
    assert verdicts["page, fresh questions: 1 million against 10 thousand"] == "reached"
    assert verdicts["memory at 1 million"] == "reached"
    assert verdicts["index from projections"] == "not measured"


def test_an_aim_that_is_missed_is_called_so() -> None:
    slow = found()
    slow["facts"][0]["value"] = 4.5
    assert "| memory at 1 million | at most 4 GB | 4.50 GB | MISSED |" in report.aims(slow)


def test_results_are_kept_under_their_date_and_as_the_latest(tmp_path: Path) -> None:
    path = write(found(), tmp_path)
    assert read(path) == read(tmp_path / "latest.json") == found() | {"made": read(path)["made"]}
    assert path.name.startswith(read(path)["made"][:10])
