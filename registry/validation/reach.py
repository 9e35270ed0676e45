"""What rules look at beyond the record that they judge; read from their queries by `registry.validation.queries`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reach:
    """What rules look at beyond the record itself."""

    facts: frozenset[str]
    """Properties of other records that a rule compares with; their classes are always known."""
    chains: frozenset[str]
    """Properties that a rule follows from record to record."""
    links: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of each fact, the properties by which rules come to whatever states it; who links so depends on the fact."""
    by_any_link: bool = False
    """Whether a rule comes to a fact by a property that it does not name, so that any link may lead there."""

    def reads_over(self, link: str) -> bool:
        """Whether a rule reads a fact of what that property leads to."""
        return self.by_any_link or any(link in links for links in self.links.values())
