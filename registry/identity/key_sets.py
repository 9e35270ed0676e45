"""The keys of an OpenID Connect issuer: found by discovery, kept for a while, asked for again when one is unknown.

A token may name any key it likes, so an unknown one is looked for at most once in a while, and an issuer that does not
answer is left alone for as long.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

import jwt

from registry.identity.fetching import Fetch, Unavailable, fetch

KEPT_SECONDS: Final = 3600.0
"""How long keys are believed without asking again: for so long one may be used that the issuer has taken back."""
APART_SECONDS: Final = 30.0
"""The least time between two requests to the same issuer."""

_RSA: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
_CURVES: Final[Mapping[str, str]] = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512", "Ed25519": "EdDSA"}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key and the ways of signing that it is good for; never one that its holder shares with us."""

    id: str | None
    given: Mapping[str, Any]
    algorithms: Sequence[str]

    def checks(self, algorithm: object) -> bool:
        """Whether signatures of that kind can be checked with it."""
        return algorithm in self.algorithms

    def loaded(self, algorithm: str) -> jwt.PyJWK:
        """The key for that kind of signature; raises `Unavailable` for one that is damaged."""
        try:
            return jwt.PyJWK(dict(self.given), algorithm=algorithm)
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise Unavailable(f"the key {self.id!r} is damaged") from error


class KeySet:
    """The keys of one issuer. Any number of threads may ask; one of them fetches."""

    def __init__(self, issuer: str, fetch: Fetch = fetch, clock: Callable[[], float] = monotonic) -> None:
        self._issuer = issuer
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: Sequence[PublicKey] | None = None
        self._old_at = float("-inf")
        """When the keys are to be asked for anew."""
        self._again_at = float("-inf")
        """When they may be asked for once more, though they are not old."""
        self._failure = ""

    def key(self, key_id: object, algorithm: object) -> PublicKey | None:
        """The key of that name (of any, where None) for that kind of signature; None when the issuer has none.

        Raises `Unavailable` when the issuer's keys cannot be had.
        """
        with self._lock:
            now = self._clock()
            keys = self._keys if now < self._old_at else None
            found = None if keys is None else self._found(keys, key_id, algorithm)
            if found is None and (keys is None or now >= self._again_at):
                found = self._found(self._fetched(now, first=keys is None), key_id, algorithm)
            return found

    def _found(self, keys: Sequence[PublicKey], key_id: object, algorithm: object) -> PublicKey | None:
        fitting = [key for key in keys if key.checks(algorithm) and (key_id is None or key.id == key_id)]
        # Without a name it must be clear which one is meant.
        return fitting[0] if len(fitting) == 1 else None

    def _fetched(self, now: float, *, first: bool) -> Sequence[PublicKey]:
        if self._keys is None and now < self._again_at:
            raise Unavailable(self._failure)
        self._keys = None
        try:
            self._keys = read_keys(self._fetch(self._keys_address()))
        except Unavailable as error:
            self._failure, self._again_at = str(error), now + APART_SECONDS
            raise
        self._old_at = now + KEPT_SECONDS
        if not first:
            self._again_at = now + APART_SECONDS
        return self._keys

    def _keys_address(self) -> str:
        where = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        described = self._fetch(where)
        if described.get("issuer") != self._issuer:
            raise Unavailable(f"{where} describes another issuer ({str(described.get('issuer'))[:200]!r})")
        address = described.get("jwks_uri")
        if not isinstance(address, str):
            raise Unavailable(f"{where} does not say where the keys are (`jwks_uri`)")
        return address


def read_keys(key_set: Mapping[str, Any]) -> Sequence[PublicKey]:
    """The keys of a JWK set (RFC 7517) that signatures can be checked with; others are passed over."""
    keys = key_set.get("keys")
    if not isinstance(keys, list):
        raise Unavailable("the issuer's keys are no JSON Web Key Set")
    return [key for each in keys if isinstance(each, dict) and (key := _key(each)).algorithms]


def _key(given: Mapping[str, Any]) -> PublicKey:
    """A key; without a way of signing where it is for something else, or is one of those that both sides hold."""
    own_name = given.get("kid")
    name = own_name if isinstance(own_name, str) else None
    operations = given.get("key_ops")
    for_signatures = given.get("use", "sig") == "sig" and (not isinstance(operations, list) or "verify" in operations)
    possible = _possible(given) if for_signatures else ()
    own = given.get("alg")
    return PublicKey(name, given, possible if own is None else [each for each in possible if each == own])


def _possible(given: Mapping[str, Any]) -> Sequence[str]:
    match given.get("kty"):
        case "RSA":
            return _RSA
        case "EC" | "OKP":
            algorithm = _CURVES.get(str(given.get("crv")))
            return (algorithm,) if algorithm else ()
        case _:
            return ()
