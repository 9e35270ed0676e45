"""The nested page: twenty missions with country, challenges, instruments with their types, and who takes part."""

from collections import defaultdict
from random import Random
from typing import Any

from bench.cases.case import Case, popular
from bench.peers.peer import Draw, Novelty
from bench.truth import EVERYWHERE, Truth


def _of_country(truth: Truth, random: Random) -> Draw:
    country = popular(list(truth.counts), random)
    return {"country": country, "page": _deep(truth.pages(country), random), "cursors": "page-cursors"}


def _of_all(truth: Truth, random: Random) -> Draw:
    return {"country": EVERYWHERE, "page": _deep(truth.pages(EVERYWHERE), random), "cursors": "list-cursors"}


def _deep(pages: int, random: Random) -> int:
    """First pages are read most, but every page is read."""
    return int(pages * random.random() ** 2)


def _mission(title: str, country: str, challenges: list[Any], instruments: list[Any], actors: list[Any]) -> Any:
    # Inner lists have no order that a client may count on, so they are compared without.
    return [title, country, sorted(challenges), sorted(instruments), sorted(actors)]


def from_nodes(answer: Any) -> Any:
    """From the shape that the registry and the plain Strawberry server have."""
    (missions,) = answer["data"].values()
    return [
        _mission(
            mission["title"],
            mission["country"]["title"],
            [challenge["title"] for challenge in mission["challenges"]],
            [[node["title"], _all_folded(node["instrumentTypes"])] for node in mission["instruments"]["nodes"]],
            [[part["actor"]["title"], _folded(part["function"])] for part in mission["participations"]],
        )
        for mission in missions["nodes"]
    ]


def from_tables(answer: Any) -> Any:
    """From the shape that PostGraphile has: lists lead through the tables that join."""
    (missions,) = answer["data"].values()
    return [
        _mission(
            mission["title"],
            mission["country"]["title"],
            [row["challenge"]["title"] for row in mission["challenges"]],
            [[row["instrument"]["title"], _all_folded(row["instrument"]["types"])] for row in mission["instruments"]],
            [[row["actor"]["title"], _folded(row["function"])] for row in mission["participations"]],
        )
        for mission in missions["nodes"]
    ]


def from_rows(answer: Any) -> Any:
    """From the rows of a SPARQL answer: one a title or value found, with what it belongs to."""
    missions: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in answer["results"]["bindings"]:
        found = missions[row["mission"]["value"]][row["what"]["value"]]
        found[row.get("thing", row["mission"])["value"]].append(row["value"]["value"])
    page = []
    for _, parts in sorted(missions.items()):
        types = {iri: [value.rsplit("/", 1)[1] for value in values] for iri, values in parts["type"].items()}
        functions = {iri: values[0].rsplit("/", 1)[1] for iri, values in parts["function"].items()}
        page.append(
            _mission(
                _only(parts["title"]),
                _only(parts["country"]),
                [values[0] for values in parts["challenge"].values()],
                [[values[0], _all_folded(types[iri])] for iri, values in sorted(parts["instrument"].items())[:5]],
                [[values[0], _folded(functions[iri])] for iri, values in parts["actor"].items()],
            )
        )
    return page


def _only(values: dict[str, list[str]]) -> str:
    ((value,),) = values.values()
    return value


def _all_folded(codes: list[str]) -> list[str]:
    return sorted(map(_folded, codes))


def _folded(code: str) -> str:
    return code.upper().replace("-", "_")


_GRAPHQL = {"registry": from_nodes, "postgraphile": from_tables}
_NESTED = {**_GRAPHQL, "strawberry": from_nodes}
PAGE = Case("page", "Nested page of a country's missions", _of_country, {**_NESTED, "oxigraph": from_rows})
NEW_PAGE = Case(
    "new-page", "The same page, each time a document never seen before", _of_country, _NESTED, "page", Novelty.NAME
)
NEW_FIELDS = Case(
    "new-fields", "The same page, each time with fields never seen before", _of_country, _NESTED, "page", Novelty.FIELDS
)
LIST = Case("list", "Nested page of all missions", _of_all, _GRAPHQL)
