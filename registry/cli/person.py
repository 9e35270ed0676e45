"""Who a command acts for. Whoever may read and write the data directory may do everything with it, under any name."""

import getpass
import re
from typing import Final

from registry.cli.people import person_named
from registry.identity.person import Person, Role

_NO_NAME: Final = "command-line"


def acting(given: str | None) -> Person:
    """The person of that short name or IRI, or the one who is logged in, as an admin; raises `Misuse`."""
    return person_named(given or _own_name(), None, frozenset({Role.ADMIN}))


def _own_name() -> str:
    try:
        name = re.sub(r"[^a-z0-9]+", "-", getpass.getuser().lower()).strip("-")
    except (OSError, KeyError):  # nobody is logged in under a name, as in some containers
        return _NO_NAME
    return name or _NO_NAME
