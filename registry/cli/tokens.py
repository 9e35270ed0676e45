"""`mission-registry token`: the signing key, and the tokens that people sign in with."""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from registry.cli.people import person_named
from registry.cli.tables import columns
from registry.errors import FINE, Misuse
from registry.identity.authenticator import MOST_LASTING, ledger_of, signed_tokens
from registry.identity.key_file import key_file
from registry.identity.keys import make_key
from registry.identity.ledger import Issued
from registry.identity.person import Person, Role
from registry.rdf.terms import checked_iri
from registry.settings import Settings

_COUNTRY: Final = re.compile(r"[A-Z]{2}")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Does what was asked; only a token itself goes to standard output alone, so that it can be piped."""
    return _ACTIONS[options.action](options, settings)


def _key(options: argparse.Namespace, settings: Settings) -> int:
    key = make_key(settings, replace=options.replace)
    print(f"Key {key.id} is in {key_file(settings)}. Keep a copy where nobody else gets at it.")
    return FINE


def _issue(options: argparse.Namespace, settings: Settings) -> int:
    tokens = signed_tokens(settings)
    token, issued = tokens.issue(_person(options), _lasting(options.days))
    told = f"Token {issued.id} for {issued.person.name}, good until {_day(issued.expires)}. It is shown this once:"
    print(told, file=sys.stderr)
    print(token)
    return FINE


def _list(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  # all actions are called alike
    rows = [_row(each) for each in ledger_of(settings).issued()]
    print(columns(("id", "person", "roles", "limited to", "until", "state"), rows), end="")
    return FINE


def _revoke(options: argparse.Namespace, settings: Settings) -> int:
    ledger = ledger_of(settings)
    for token_id in options.ids:
        ended = ledger.revoke(token_id)
        print(f"Token {ended.id} of {ended.person.name} is revoked.")
    return FINE


def _row(issued: Issued) -> Sequence[str]:
    person, now = issued.person, datetime.now(UTC)
    limits = [*sorted(person.countries or ()), *sorted(person.organisations or ())]
    state = "revoked" if issued.revoked else "good" if issued.is_good(now) else "expired"
    return (
        issued.id,
        person.name,
        ", ".join(sorted(person.roles)),
        ", ".join(limits) or "not limited",
        _day(issued.expires),
        state,
    )


def _person(options: argparse.Namespace) -> Person:
    countries = options.country
    wrong = [each for each in countries or () if not _COUNTRY.fullmatch(each)]
    if wrong:
        raise Misuse(f"{wrong[0]!r} is no country code; it has two capital letters, e.g. ES.")
    organisations = None if options.organisation is None else [checked_iri(each).value for each in options.organisation]
    return person_named(
        options.person,
        options.name,
        frozenset(map(Role, options.role)),
        None if countries is None else frozenset(countries),
        None if organisations is None else frozenset(organisations),
    )


def _lasting(days: int) -> timedelta:
    if not 1 <= days <= MOST_LASTING.days:
        raise Misuse(f"--days is {days}; a token is good for 1 to {MOST_LASTING.days} days.")
    return timedelta(days=days)


def _day(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"


_ACTIONS: Final[Mapping[str, Callable[[argparse.Namespace, Settings], int]]] = {
    "key": _key,
    "issue": _issue,
    "list": _list,
    "revoke": _revoke,
}
