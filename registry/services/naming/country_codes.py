"""Country codes as people write them, mapped to the ISO 3166-1 codes that places carry.

`UK` and `EL` are codes of the European Commission's style guide, `XK` is user-assigned for Kosovo, and `EU` names no
country at all but has a place of its own.
"""

import re
from typing import Final

_WRITTEN_OTHERWISE: Final = {"UK": "GB", "EL": "GR"}
_TWO_LETTERS: Final = re.compile(r"[A-Za-z]{2}")


def iso_code(written: str) -> str:
    """The two-letter code in the form that places carry: `uk` gives `GB`, `EL` gives `GR`, `XK` and `EU` stay."""
    code = written.strip().upper()
    return _WRITTEN_OTHERWISE.get(code, code)


def is_country_code(written: str) -> bool:
    """Whether it has the form of a country code."""
    return _TWO_LETTERS.fullmatch(written.strip()) is not None
