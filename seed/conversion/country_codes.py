"""Country codes as people write them, mapped to the ISO 3166-1 codes that places carry.

`UK` and `EL` are codes of the European Commission's style guide, `XK` is user-assigned for Kosovo, and `EU` names no
country at all. Kept apart so that every door can use the same mapping.
"""

from typing import Final

_WRITTEN_OTHERWISE: Final = {"UK": "GB", "EL": "GR"}
SUPRANATIONAL: Final = frozenset({"EU"})
USER_ASSIGNED: Final = {"XK": "Kosovo"}
GROUPS: Final = {"SCANDINAVIA": "scandinavia", "NORDIC": "nordic-countries", "NORDICS": "nordic-countries"}


def iso_code(written: str) -> str:
    """The two-letter code in the form that places carry: `uk` gives `GB`, `EL` gives `GR`, `XK` and `EU` stay."""
    code = written.strip().upper()
    return _WRITTEN_OTHERWISE.get(code, code)


def group_place(written: str) -> str | None:
    """The slug of the group of countries that `written` names, or None when it names no group."""
    return GROUPS.get(written.strip().upper())
