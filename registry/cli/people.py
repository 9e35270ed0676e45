"""People as they are named on the command line: by a short name, or by an address of their own."""

import re
from typing import Final

from registry.errors import Misuse
from registry.identity.person import Person, Role
from registry.namespaces import PEOPLE
from registry.rdf.terms import checked_iri

_SHORT_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def person_named(
    given: str,
    name: str | None,
    roles: frozenset[Role],
    countries: frozenset[str] | None = None,
    organisations: frozenset[str] | None = None,
) -> Person:
    """The person of that short name or IRI; raises `Misuse` and `HostileIri`."""
    short = bool(_SHORT_NAME.fullmatch(given))
    if not short and not re.match(r"https?://", given):
        raise Misuse(f"{given!r} is neither a short name such as ana-garcia nor an address (IRI).")
    iri = PEOPLE + given if short else checked_iri(given).value
    return Person(iri, name or given, roles, countries, organisations)
