"""Dataclasses as JSON knows them: names in camelCase, decimals as text so that no digit is lost."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any


def plain(
    value: Any, more: Callable[[Any], Mapping[str, Any]] = lambda _: {}, without: frozenset[str] = frozenset()
) -> Any:
    """Plain data; `more` gives what a node says beside its fields, `without` names the fields that are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = (each.name for each in fields(value) if each.name not in without)
        return {**{camel(name): plain(getattr(value, name), more, without) for name in kept}, **more(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple | list):
        return [plain(each, more, without) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each, more, without) for key, each in value.items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def camel(name: str) -> str:
    """`row_count` as `rowCount`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
