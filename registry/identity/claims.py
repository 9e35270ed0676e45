"""A token's claims, checked: signature, times, audience and issuer by PyJWT, and what is wrong in words for people."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import jwt

from registry.errors import NotSignedIn

Claims = Mapping[str, Any]
_LONGEST: Final = 16_000
_REQUIRED: Final = ("exp", "iss", "sub", "aud")

# In this order: the first that an error is of has its words.
_WORDS: Final[Sequence[tuple[type[Exception], str]]] = (
    (jwt.ExpiredSignatureError, "The token has expired."),
    (jwt.ImmatureSignatureError, "The token is not valid yet."),
    (jwt.InvalidAudienceError, "The token is meant for somebody else than this registry (`aud`)."),
    (jwt.InvalidIssuerError, "The token is from another issuer than its key (`iss`)."),
    (jwt.InvalidSignatureError, "The token's signature is not that of its issuer."),
    (jwt.InvalidAlgorithmError, "The token is signed in a way that is not taken (`alg`)."),
)


def looked_at(token: str) -> tuple[Mapping[str, Any], str]:
    """A token's header and issuer, of which nothing is proved yet; raises `NotSignedIn` for what is no token."""
    if len(token) > _LONGEST:
        raise NotSignedIn(f"The token has more than {_LONGEST:,} characters.")
    try:
        header = jwt.get_unverified_header(token)
        issuer = jwt.decode(token, options={"verify_signature": False}).get("iss")
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise NotSignedIn("What was sent as a token is none: it cannot be read as a signed JSON Web Token.") from error
    if not isinstance(issuer, str):
        raise NotSignedIn("The token does not say who issued it (`iss`).")
    return header, issuer


def proved(token: str, key: Any, algorithms: Sequence[str], *, issuer: str, audience: str, skew: float = 0.0) -> Claims:
    """The claims of a token that is good; raises `NotSignedIn`."""
    try:
        return dict(
            jwt.decode(
                token,
                key,
                algorithms=list(algorithms),
                issuer=issuer,
                audience=audience,
                leeway=skew,
                options={"require": list(_REQUIRED)},
            )
        )
    except jwt.MissingRequiredClaimError as error:
        raise NotSignedIn(f"The token does not say `{error.claim}`.") from error
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise NotSignedIn(next((text for kind, text in _WORDS if isinstance(error, kind)), _UNKNOWN)) from error


_UNKNOWN: Final = "The token is not good."


def texts(value: object) -> list[str]:
    """The texts of a claim: a list of them, or one text with each of its words; none of anything else."""
    if isinstance(value, str):
        return [value, *value.split()]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
