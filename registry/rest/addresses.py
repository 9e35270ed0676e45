"""Between IRIs and the paths at which this server answers them.

Only names of the known shape become an IRI; everything else is not found, whatever it looks like.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from registry.errors import NotFound
from registry.namespaces import CODES, RECORDS, SHAPES, TERMS

_SLUG: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_RECORD: Final = re.compile(rf"{_SLUG}/{_SLUG}")
_TERM: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*|")
_CODE: Final = re.compile(rf"{_SLUG}(?:/[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)?")
_LONGEST: Final = 300
HOST: Final = re.compile(r"[A-Za-z0-9._-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?")
"""What may stand in the header Host."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Which part of the path stands for which beginning of an IRI."""

    record_base: str = RECORDS

    def iri_of(self, kind: str, name: str) -> str:
        """The IRI behind `/<kind>/<name>`; raises `NotFound` for a name that no IRI has."""
        base, pattern = {
            "id": (self.record_base, _RECORD),
            "def": (TERMS, _TERM),
            "shape": (SHAPES, _TERM),
            "code": (CODES, _CODE),
        }[kind]
        if len(name) > _LONGEST or not pattern.fullmatch(name):
            raise NotFound(f"There is nothing at {f'/{kind}/{name}'[:200]!r}.")
        return base + name

    def path_of(self, iri: str) -> str | None:
        """The path that answers this IRI here, with its fragment; None for an IRI from elsewhere."""
        for kind, base in (("id", self.record_base), ("def", TERMS), ("shape", SHAPES), ("code", CODES)):
            if iri.startswith(base):
                return f"/{kind}/{quote(iri.removeprefix(base), safe='/#-._~')}"
        return None

    def link_to(self, iri: str) -> str | None:
        """Where a page may link for this IRI or address: here, or the web; None for any other scheme."""
        if (path := self.path_of(iri)) is not None:
            return path
        return iri if re.match(r"https?://[^\s\"'<>\\]+$", iri, re.IGNORECASE) else None
