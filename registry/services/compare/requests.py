"""Requests as addresses and commands spell them: names with texts, read into a `ComparisonRequest`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

from registry.errors import InvalidArgument
from registry.index.filters import Filter
from registry.services.compare.compare import NUMBERS, Comparing, allowed, require_between
from registry.services.compare.comparison import ComparisonRequest, Measure
from registry.services.compare.days import read_day
from registry.services.compare.parameters import PARAMETERS

Given: TypeAlias = Mapping[str, Sequence[str]]
"""What was given, by name, in order."""
ReadFilter: TypeAlias = Callable[[str, str], Filter]
"""The filter of a class from its text; raises `InvalidArgument`."""

SEVERAL: Final = ("sides", "by")
"""Names that may be given more than once, or once with commas."""
_ONE_SIDE: Final = "side"
"""Another way to give a side, once for each: for names with a comma in them."""


def read_request(
    comparing: Comparing, given: Given, read_filter: ReadFilter, languages: Sequence[str]
) -> tuple[ComparisonRequest, str | None]:
    """The request, and the moment that it asks of; raises `InvalidArgument` and what comparing does.

    Languages and pictures are read by who asks.
    """
    for name, values in given.items():
        if name not in PARAMETERS and name != _ONE_SIDE:
            raise _unknown(name)
        if len(values) > 1 and name not in (*SEVERAL, _ONE_SIDE):
            raise InvalidArgument(f"`{name}` is given {len(values)} times; give it once.")
    one = {name: values[0] for name, values in given.items() if values and values[0]}
    sides = [side for name, values in given.items() for side in _sides(name, values)]
    numbers: dict[str, Any] = {entry: _number(name, one[name]) for name, entry in NUMBERS.items() if name in one}
    request = ComparisonRequest(
        sides=tuple(sides),
        by=tuple(_listed(given.get("by", ()))),
        class_name=one.get("class"),
        measure=_measure(one["measure"]) if "measure" in one else Measure.RECORDS,
        day=read_day(one["day"]) if "day" in one else None,
        languages=tuple(languages),
        **numbers,
    )
    if "where" not in one:
        return request, one.get("asOf")
    class_name, text = comparing.class_of(request), one["where"]
    where = read_filter(class_name, text)
    return replace(request, class_name=class_name, where=where, where_text=text), one.get("asOf")


def by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What an address gives, by name; sides in the order in which they are given, whichever way each is spelled."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in ("sides", _ONE_SIDE):
            given.setdefault(_ONE_SIDE, []).extend(_sides(name, [value]))
        else:
            given.setdefault(name, []).append(value)
    return given


def _sides(name: str, values: Sequence[str]) -> Sequence[str]:
    """The sides that a parameter gives."""
    return _listed(values) if name == "sides" else values if name == _ONE_SIDE else ()


def _listed(values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _unknown(name: str) -> InvalidArgument:
    near = get_close_matches(name, PARAMETERS, n=1)
    meant = f" Did you mean `{near[0]}`?" if near else ""
    return InvalidArgument(f"A comparison has no {name[:100]!r}.{meant} It takes {', '.join(PARAMETERS)}.")


def _number(name: str, written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise InvalidArgument(f"`{name}` is {written[:100]!r}; {allowed(name)}.")
    require_between(name, int(written))
    return int(written)


def _measure(written: str) -> Measure:
    for measure in Measure:
        if written.lower() == measure.value:
            return measure
    raise InvalidArgument(f"There is no measure {written[:100]!r}. There is {', '.join(Measure)}.")
