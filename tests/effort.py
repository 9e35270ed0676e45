"""How often a property is tried: seldom in the run that everybody waits for, as often as it says by `make deep`."""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")

DEEP: Final = os.environ.get("REGISTRY_TESTS") == "deep"
_SHARE: Final = 4


def examples(number: int) -> int:
    """How many examples to try of so many."""
    return number if DEEP else max(3, number // _SHARE)


def some_of(things: Iterable[T]) -> Iterator[T]:
    """All of the things, or every fourth."""
    return islice(things, 0, None, 1 if DEEP else _SHARE)
