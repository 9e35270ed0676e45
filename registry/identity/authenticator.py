"""From the header `Authorization` to a person: of this registry's own tokens, or of an issuer that the operator trusts.

Whatever is wrong with a token, its sender gets 401 and is told what; nobody is somebody else by mistake.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Self

from registry.errors import NotSignedIn, RegistryError
from registry.identity.key_file import key_stamp
from registry.identity.ledger import Ledger
from registry.identity.person import ANONYMOUS, Person
from registry.settings import Settings

# Cryptography takes long to import, and who reads alone needs none of it.
if TYPE_CHECKING:
    from registry.identity.issuers import Issuer
    from registry.identity.key_sets import KeySet
    from registry.identity.signed import SignedTokens

_LOG: Final = logging.getLogger("registry.identity")
_FORM: Final = "The header Authorization must be `Bearer <token>`."


class Authenticator:
    """Tells whose a token is. Any number of threads may ask; a token of an issuer may take a request to it."""

    def __init__(
        self,
        settings: Settings,
        issuers: "Sequence[Issuer]" = (),
        key_set: "Callable[[str], KeySet] | None" = None,
    ) -> None:
        self._settings = settings
        self._issuers = {each.address: each for each in issuers}
        self._key_set = key_set
        self._lock = Lock()
        self._stamp: tuple[int, ...] | None = None
        self._signed: SignedTokens | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings say; raises `Misuse` for a file of issuers that cannot be used."""
        if settings.oidc_issuers is None:
            return cls(settings)
        from registry.identity.issuers import read_issuers

        return cls(settings, read_issuers(settings.oidc_issuers))

    def person_of(self, header: str | None) -> Person:
        """Who sends this header, `ANONYMOUS` without one; raises `NotSignedIn`."""
        if header is None:
            return ANONYMOUS
        scheme, _, token = header.strip().partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token or " " in token:
            raise NotSignedIn(_FORM)
        from registry.identity.claims import looked_at
        from registry.identity.signed import ISSUER

        head, issuer = looked_at(token)
        if issuer == ISSUER:
            return self._own_person(token, head)
        if issuer in self._issuers:
            return self._person_of_issuer(token, head, self._issuers[issuer])
        raise NotSignedIn(f"This server takes no tokens of {issuer[:200]!r}.")

    def _own_person(self, token: str, head: Mapping[str, Any]) -> Person:
        try:
            tokens = self._own_tokens()
        except RegistryError as error:
            _LOG.error("The signing key cannot be used: %s", error.message)
            raise NotSignedIn("The server cannot use its signing key, so it cannot check the token.") from error
        if tokens is None:
            raise NotSignedIn("This server has no signing key, so it has issued no token.")
        return tokens.person_of(token, head.get("kid"))

    def _own_tokens(self) -> "SignedTokens | None":
        """What checks this registry's own tokens by the key as it is now; None where there is none."""
        stamp = key_stamp(self._settings)
        with self._lock:
            if stamp != self._stamp:
                self._signed, self._stamp = signed_tokens(self._settings) if stamp else None, stamp
            return self._signed

    def _person_of_issuer(self, token: str, head: Mapping[str, Any], issuer: "Issuer") -> Person:
        from registry.identity.claims import proved
        from registry.identity.fetching import Unavailable

        algorithm = str(head.get("alg"))
        try:
            key = self._key_sets[issuer.address].key(head.get("kid"), algorithm)
            loaded = None if key is None else key.loaded(algorithm)
        except Unavailable as error:
            _LOG.error("The keys of %s cannot be had: %s", issuer.address, error)
            raise NotSignedIn(
                f"The keys of {issuer.address} cannot be had, so its tokens cannot be checked."
            ) from error
        if loaded is None:
            raise NotSignedIn(f"The token is signed with no key that {issuer.address} has for it.")
        return issuer.person_of(
            proved(
                token,
                loaded,
                [algorithm],
                issuer=issuer.address,
                audience=issuer.audience,
                skew=self._settings.clock_skew,
            )
        )

    @cached_property
    def _key_sets(self) -> "Mapping[str, KeySet]":
        from registry.identity.key_sets import KeySet

        make = self._key_set or KeySet
        return {address: make(address) for address in self._issuers}


def ledger_of(settings: Settings) -> Ledger:
    """The list of the tokens that were issued and revoked here."""
    return Ledger(settings.data_dir / "identity")


def signed_tokens(settings: Settings) -> "SignedTokens":
    """What issues and checks this registry's own tokens; raises what `read_key` does."""
    from registry.identity.keys import read_key
    from registry.identity.signed import SignedTokens

    return SignedTokens(read_key(settings), ledger_of(settings), settings.token_audience)


MOST_LASTING: Final = timedelta(days=366)
"""The longest time that a token is good for."""
