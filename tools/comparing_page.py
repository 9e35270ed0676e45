"""The ways to every dimension of comparing, as a table for its reference page; printed from the dimensions."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from registry.model.spec import Model
from registry.services.compare.dimensions import Dimension, Route, dimensions

_BEGIN: Final = "<!-- ways to dimensions: printed, do not edit -->"
_END: Final = "<!-- end of ways to dimensions -->"
_BLOCK: Final = re.compile(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)


def with_ways(page: str, model: Model) -> str:
    """The page with the table as it is now in its place."""
    return _BLOCK.sub(lambda _: f"{_BEGIN}\n\n{ways_table(model)}\n{_END}", page)


def ways_table(model: Model) -> str:
    """For each dimension the classes that have it, and by which fields each comes to its values."""
    every = len(model.records)
    lines = [f"| `{name}` | {_ways(each, every)} |\n" for name, each in dimensions(model).items()]
    return "| dimension | records, and the fields by which they reach it |\n|---|---|\n" + "".join(lines)


def _ways(dimension: Dimension, every: int) -> str:
    by_ways: dict[tuple[Route, ...], list[str]] = {}
    for class_name, routes in dimension.routes.items():
        by_ways.setdefault(routes, []).append(class_name)
    return "; ".join(f"{_classes(names, every)}: {_fields(routes)}" for routes, names in by_ways.items()) + _otherwise(
        dimension.otherwise
    )


def _classes(names: Sequence[str], every: int) -> str:
    return "all records" if len(names) == every else ", ".join(names)


def _fields(routes: Sequence[Route]) -> str:
    worked_out = all(route[0].startswith("!") for route in routes)
    return "worked out" if worked_out else ", ".join(f"`{'.'.join(route)}`" for route in routes)


def _otherwise(otherwise: Mapping[str, Route]) -> str:
    found = sorted({f"`{'.'.join(route)}`" for route in otherwise.values()})
    return f"; where that says none: {', '.join(found)}" if found else ""
