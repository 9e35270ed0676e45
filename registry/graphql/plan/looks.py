"""How records look under a selection: the same look for all selections that write the same, in whatever document.

Fragments are kept by look. So a document that was never seen finds what others have written of the same records; the
places of errors stay each document's own, since nothing is kept of a record with an error.
"""

from collections.abc import Hashable, Sequence
from weakref import WeakValueDictionary


class Look:
    """How records look under some selection; nothing but itself."""

    __slots__ = ("__weakref__",)


class Looks:
    """The looks that plans have at present."""

    def __init__(self) -> None:
        self._known: WeakValueDictionary[Hashable, Look] = WeakValueDictionary()

    def of(self, type_name: str, fields: Sequence[Hashable | None]) -> Look:
        """The look of these fields; a field None is one of which nobody can tell whether another writes the same."""
        look = Look()
        return look if None in fields else self._known.setdefault((type_name, *fields), look)
