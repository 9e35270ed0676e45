"""Counting: how many there are under a filter, and how many of each kind in each country."""

from random import Random
from typing import Any

from bench.cases.case import Case, popular
from bench.peers.peer import Draw
from bench.truth import Truth


def _country_and_challenge(truth: Truth, random: Random) -> Draw:
    return {"country": popular(list(truth.counts), random), "challenge": popular(truth.challenges, random), "page": 0}


def _nothing(_: Truth, __: Random) -> Draw:
    return {"page": 0}


def _four_countries(truth: Truth, random: Random) -> Draw:
    return {"countries": _some(4, truth, random), "page": 0}


def _most_countries(truth: Truth, random: Random) -> Draw:
    return {"countries": _some(len(truth.counts) * 3 // 4, truth, random), "page": 0}


def _some(count: int, truth: Truth, random: Random) -> list[str]:
    """So many different countries, in no order."""
    countries = list(truth.counts)
    return random.sample(countries, min(count, len(countries)))


def _total(answer: Any) -> Any:
    (found,) = answer["data"].values()
    return found["totalCount"]


def _total_of_row(answer: Any) -> Any:
    (row,) = answer["results"]["bindings"]
    return int(row["count"]["value"])


def _crossed(answer: Any) -> Any:
    # Servers name the same country and code differently, so the counts are compared and not the names.
    (found,) = answer["data"].values()
    return sorted(cell["count"] for cell in found["crossedFacets"] if None not in cell["keys"])


def _crossed_list(answer: Any) -> Any:
    (cells,) = answer["data"].values()
    return sorted(cell["count"] for cell in cells)


def _crossed_rows(answer: Any) -> Any:
    return sorted(int(row["count"]["value"]) for row in answer["results"]["bindings"])


_CROSSED = {
    "registry": _crossed,
    "postgraphile": _crossed_list,
    "strawberry": _crossed_list,
    "oxigraph": _crossed_rows,
}
COUNT = Case(
    "count",
    "Number of a country's missions for a challenge",
    _country_and_challenge,
    {"registry": _total, "postgraphile": _total, "strawberry": _total, "oxigraph": _total_of_row},
)
FACET = Case("facet", "All instruments counted by country and type", _nothing, _CROSSED, connections=(1,))
FACET_SOME = Case(
    "facet-some",
    "Instruments of most countries counted by country and type",
    _most_countries,
    _CROSSED,
    connections=(1,),
)
COMPARE = Case(
    "compare", "Missions of four countries counted by challenge", _four_countries, _CROSSED, connections=(1,)
)
