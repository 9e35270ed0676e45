"""The order of records' IRIs as numbers: their first bytes, but for those that so many share.

What all records' IRIs begin with says nothing, and of the class that follows one letter says enough. What is left in
the few bytes that numbers hold tells most records of a class apart.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from registry.index.sorting import chunks, tail, whole
from registry.model.spec import Model

_FIRST: Final = 2
"""The code that the first class's letter has at least; `tail` uses a smaller one."""


class IriOrder:
    """Makes numbers of the IRIs of one model's records, which sort as the IRIs do."""

    def __init__(self, model: Model, record_base: str) -> None:
        self._base = record_base
        self._segments = sorted(f"{each.segment}/" for each in model.records)
        self._letters = {segment: chr(_FIRST + 2 * rank + 1) for rank, segment in enumerate(self._segments)}

    def chunks(self, iri: str) -> Sequence[int]:
        """The numbers; those of two IRIs that differ late may be the same."""
        shown = tail(iri, self._base)
        segment, slash, rest = shown.partition("/")
        letter = self._letters.get(segment + slash)
        if letter is not None:
            return chunks(letter + rest)
        if shown[:1] in ("\x01", "\U0010ffff"):
            return chunks(shown)
        return chunks(chr(_FIRST + 2 * bisect_left(self._segments, shown)) + shown)

    def shortened(self, iri: str) -> str:
        """What ties of equal values are put in order by."""
        return tail(iri, self._base)

    def whole(self, shortened: str) -> str:
        """The IRI that was shortened."""
        return whole(shortened, self._base)
