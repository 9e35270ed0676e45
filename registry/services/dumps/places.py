"""Which countries there are, worked out once a revision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from registry.services.dumps.reading import countries_of
from registry.store.port import Store


@dataclass
class Countries:
    """The countries of a store; `revision` says when to look again."""

    store: Store
    revision: Callable[[], int]
    _seen: tuple[int, Mapping[str, str]] = field(default=(-1, {}))

    def all(self) -> Mapping[str, str]:
        """Each country's record (IRI) by its ISO code in small letters, in order of the codes."""
        revision = self.revision()
        number, found = self._seen
        if number != revision:
            found = countries_of(self.store)
            self._seen = revision, found
        return found
