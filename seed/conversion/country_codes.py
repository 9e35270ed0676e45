"""Country codes as people write them, mapped to the ISO 3166-1 codes that places carry.

`XK` is user-assigned for Kosovo, and `EU` names no country at all. Codes are mapped as every door of the registry maps
them.
"""

from typing import Final

from registry.services.naming.country_codes import iso_code

SUPRANATIONAL: Final = frozenset({"EU"})
USER_ASSIGNED: Final = {"XK": "Kosovo"}
GROUPS: Final = {"SCANDINAVIA": "scandinavia", "NORDIC": "nordic-countries", "NORDICS": "nordic-countries"}


def group_place(written: str) -> str | None:
    """The slug of the group of countries that `written` names, or None when it names no group."""
    return GROUPS.get(written.strip().upper())


__all__ = ["GROUPS", "SUPRANATIONAL", "USER_ASSIGNED", "group_place", "iso_code"]
