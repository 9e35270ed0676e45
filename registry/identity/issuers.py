"""The OpenID Connect issuers that an operator trusts: a JSON file, and what their claims mean here.

    [{"issuer": "https://login.example.org/realms/policy", "audience": "mission-registry",
      "roles": {"claim": "realm_access.roles", "values": {"policy-editor": "contributor"}},
      "countries": {"claim": "country"}}]

Nobody has a role but by `values`, and who has a limit by claim and no such claim may touch nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from registry.errors import Misuse, NotSignedIn
from registry.identity.addresses import is_safe
from registry.identity.claims import Claims, texts
from registry.identity.person import Person, Role

_KEYS: Final = frozenset(("issuer", "audience", "name", "roles", "countries", "organisations"))
_DISPLAYED: Final = ("name", "preferred_username", "email")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the values of a claim stand for; `values` is None where they stand for themselves."""

    claim: str
    values: Mapping[str, str] | None = None

    def read(self, claims: Claims) -> frozenset[str]:
        """What the claims say, by this meaning; empty when they do not."""
        given = texts(_at(claims, self.claim))
        if self.values is None:
            return frozenset(given)
        return frozenset(self.values[each] for each in given if each in self.values)


@dataclass(frozen=True, slots=True)
class Issuer:
    """One issuer whose tokens are taken."""

    address: str
    audience: str
    roles: Meaning = field(default_factory=lambda: Meaning("", {}))
    countries: Meaning | None = None
    organisations: Meaning | None = None
    name: str | None = None
    """The claim with the person's name; the usual ones are tried where it is None."""

    def person_of(self, claims: Claims) -> Person:
        """Whom these proved claims speak of; raises `NotSignedIn` when they name nobody."""
        subject = claims["sub"]
        if not isinstance(subject, str) or not subject:
            raise NotSignedIn("The token does not say `sub`.")
        iri = f"{self.address}#{quote(subject, safe='')}"
        return Person(
            iri,
            self._name(claims) or subject,
            frozenset(Role(role) for role in self.roles.read(claims)),
            self.countries.read(claims) if self.countries else None,
            self.organisations.read(claims) if self.organisations else None,
        )

    def _name(self, claims: Claims) -> str | None:
        tried = (self.name,) if self.name else _DISPLAYED
        return next((text for each in tried if isinstance(text := _at(claims, each), str) and text), None)


def _at(claims: Claims, path: str) -> Any:
    """The claim of that name, or the one that the name's dots lead to."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def read_issuers(path: Path) -> list[Issuer]:
    """The issuers of a file; raises `Misuse` for any other file."""
    try:
        given = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Misuse(f"oidc_issuers: {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise Misuse(f"oidc_issuers: {path} is no JSON: {error}.") from error
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise Misuse(f"oidc_issuers: {path} must be a JSON list of objects, one for each issuer.")
    issuers = [_Entry(path, each).issuer() for each in given]
    addresses = [each.address for each in issuers]
    if len(set(addresses)) < len(addresses):
        raise Misuse(f"oidc_issuers: {path} has an issuer twice.")
    return issuers


@dataclass(frozen=True, slots=True)
class _Entry:
    """One object of the file."""

    path: Path
    given: Mapping[str, Any]

    def issuer(self) -> Issuer:
        unknown = sorted(self.given.keys() - _KEYS)
        if unknown:
            raise self._misuse(f"{', '.join(unknown)} is no key; known are {', '.join(sorted(_KEYS))}")
        address = self._text("issuer")
        if not is_safe(address):
            raise self._misuse(f"the issuer {address!r} must be an https address (http only on this machine)")
        return Issuer(
            address,
            self._text("audience"),
            self._roles(),
            self._meaning("countries"),
            self._meaning("organisations"),
            self._text("name") if "name" in self.given else None,
        )

    def _text(self, name: str) -> str:
        value = self.given.get(name)
        if not isinstance(value, str) or not value:
            raise self._misuse(f"`{name}` must be a text")
        return value

    def _roles(self) -> Meaning:
        meaning = self._meaning("roles")
        if meaning is None or meaning.values is None:
            raise self._misuse('`roles` must be {"claim": ..., "values": {...}}')
        wrong = sorted(set(meaning.values.values()) - set(Role))
        if wrong:
            raise self._misuse(f"{', '.join(wrong)} is no role; there are {', '.join(Role)}")
        return meaning

    def _meaning(self, name: str) -> Meaning | None:
        given = self.given.get(name)
        if given is None:
            return None
        claim = given.get("claim") if isinstance(given, dict) else None
        values = given.get("values") if isinstance(given, dict) else None
        known = values is None or (isinstance(values, dict) and all(isinstance(each, str) for each in values.values()))
        if not isinstance(claim, str) or not claim or not known or given.keys() - {"claim", "values"}:
            raise self._misuse(f'`{name}` must be {{"claim": "...", "values": {{"theirs": "ours"}}}}')
        return Meaning(claim, values)

    def _misuse(self, what: str) -> Misuse:
        return Misuse(f"oidc_issuers: {self.path}: {what}.")
