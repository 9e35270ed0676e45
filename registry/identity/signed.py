"""Tokens of this registry's own: JSON Web Tokens (RFC 9068) that the server signs with its key and checks with it.

A token says who somebody is, what they may do and until when; the ledger says whether it was revoked since.
"""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

import jwt

from registry.errors import Misuse, NotSignedIn
from registry.identity.claims import Claims, proved, texts
from registry.identity.keys import SigningKey
from registry.identity.ledger import Issued, Ledger
from registry.identity.person import Person, Role

ISSUER: Final = "mission-registry"
"""Who these tokens say has issued them."""
_ALGORITHM: Final = "EdDSA"
_TYPE: Final = "at+jwt"
_CANNOT_TELL: Final = "Whether the token was revoked cannot be told: the list of tokens cannot be read."


class SignedTokens:
    """Issues tokens and tells whose they are."""

    def __init__(self, key: SigningKey, ledger: Ledger, audience: str) -> None:
        self._key = key
        self._ledger = ledger
        self._audience = audience

    def issue(self, person: Person, lasting: timedelta, now: datetime | None = None) -> tuple[str, Issued]:
        """A new token and what the ledger says of it; the token itself is kept nowhere. Raises `Misuse`."""
        now = (now or datetime.now(UTC)).replace(microsecond=0)
        issued = Issued(secrets.token_hex(8), person, now, now + lasting, self._key.id)
        self._ledger.note_issued(issued)
        claims: dict[str, object] = {
            "iss": ISSUER,
            "aud": self._audience,
            "sub": person.iri,
            "name": person.name,
            "roles": sorted(person.roles),
            "iat": issued.time,
            "nbf": issued.time,
            "exp": issued.expires,
            "jti": issued.id,
        }
        for name, limit in (("countries", person.countries), ("organisations", person.organisations)):
            if limit is not None:
                claims[name] = sorted(limit)
        header = {"kid": self._key.id, "typ": _TYPE}
        return jwt.encode(claims, self._key.private, algorithm=_ALGORITHM, headers=header), issued

    def person_of(self, token: str, key_id: object) -> Person:
        """Whose token it is; raises `NotSignedIn`. `key_id` is the one that its header names."""
        if key_id != self._key.id:
            raise NotSignedIn("The token is signed with a key that this server does not have, or not any more.")
        claims = proved(token, self._key.public, [_ALGORITHM], issuer=ISSUER, audience=self._audience)
        self._check_ledger(claims)
        return Person(
            str(claims["sub"]),
            str(claims.get("name", "")),
            frozenset(map(Role, {*texts(claims.get("roles"))} & {*Role})),
            _limit(claims, "countries"),
            _limit(claims, "organisations"),
        )

    def _check_ledger(self, claims: Claims) -> None:
        try:
            revoked = self._ledger.is_revoked(str(claims.get("jti")))
        except (OSError, Misuse) as error:
            raise NotSignedIn(_CANNOT_TELL) from error
        if revoked:
            raise NotSignedIn("The token has been revoked.")


def _limit(claims: Claims, name: str) -> frozenset[str] | None:
    """What a token is limited to: None where it does not say, nothing at all where it says what cannot be read."""
    return frozenset(texts(claims[name])) if name in claims else None
