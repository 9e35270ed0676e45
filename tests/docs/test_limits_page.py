"""The page about limits says what the code does."""

import re
from pathlib import Path

from registry.cli.connections import HEAD_BYTES, HEAD_SECONDS, STALL_SECONDS
from registry.graphql.plan.cost import CONDITION_PRICE, JOIN_PRICE, LIST_SIZE, MUTATION_PRICE, PRICES, SCHEMA_PRICES
from registry.settings import Settings

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "limits.md").read_text(encoding="utf-8")


def test_every_default_on_the_page_is_that_of_the_setting() -> None:
    rows = re.findall(r"^\|[^|]+\| `(\w+)` \| ([\d,]+) \|", PAGE, re.MULTILINE)
    assert len(rows) == 10
    assert {name: float(value.replace(",", "")) for name, value in rows} == {
        name: float(getattr(Settings(), name)) for name, _ in rows
    }


def test_the_bounds_of_connections_are_those_of_the_code() -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \| \| ([\d,]+) \|", PAGE, re.MULTILINE))
    assert rows["bytes of the request line and the headers"] == f"{HEAD_BYTES:,}"
    assert rows["seconds until these are whole"] == f"{HEAD_SECONDS:g}"
    assert rows["seconds without reading a waiting answer"] == f"{STALL_SECONDS:g}"


def test_the_prices_on_the_page_are_those_that_are_counted() -> None:
    counting = {"search": 500, "facets": 500, "crossedFacets": 1_000, "histogram": 500}
    comparing = dict.fromkeys(("compare", "overlaps", "gaps", "similarity", "nearestMissions"), 1_000)
    assert counting | comparing | {"comparisonChange": 2_000} == PRICES
    assert (LIST_SIZE, JOIN_PRICE) == (5, 200)
    assert (CONDITION_PRICE, SCHEMA_PRICES) == (20, {"__schema": 5_000, "__type": 500})
    for price in (
        "`search`, each facet and `histogram` cost 500",
        "`crossedFacets` 1,000",
        "`compare`, `overlaps`, `gaps` and `similarity` cost 1,000 a dimension, `comparisonChange` 2,000, "
        "`nearestMissions`",
        f"counted as {LIST_SIZE} records",
        f"\n  {JOIN_PRICE},",
        "each entry of a filter costs 20, each value in a list of values 1",
        f"each field of a mutation costs {MUTATION_PRICE:,}",
        "`__schema` costs 5,000 and `__type` 500",
    ):
        assert price in PAGE
