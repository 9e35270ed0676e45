"""Object types from plain rows: name, type, reader and words of each field."""

from collections.abc import Callable
from typing import Any, TypeAlias

from registry.graphql.building import Builder

Fact: TypeAlias = tuple[str, str, Callable[..., Any], str]
"""A field: its name, its type, what reads it from the source, and what it is."""


def add_object(builder: Builder, name: str, text: str, *facts: Fact) -> None:
    """An object type of these fields."""
    builder.object(name, [builder.field(*fact) for fact in facts], text)
