"""A request that is understood: between reading what is asked (`compare`) and answering it (`answering`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.services.compare.comparison import ComparisonRequest
from registry.services.compare.dimensions import Dimension
from registry.services.compare.layout import Members
from registry.services.compare.reading import Said, Way
from registry.services.compare.sides import Named


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose names are understood, and what the records say of its dimensions."""

    request: ComparisonRequest
    class_name: str
    sides: Sequence[Named]
    dimensions: Sequence[Dimension]
    ways: Sequence[Sequence[Way]]
    """Of each dimension."""
    members: Members
    said: Said
    on_record: Sequence[int]
    """Of each side how many records it has, whether they fit or not."""

    @property
    def crossed(self) -> bool:
        """Whether there are two dimensions."""
        return len(self.dimensions) > 1
