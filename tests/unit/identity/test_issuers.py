"""Tokens of OpenID Connect issuers, against a real one on this machine."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from registry.errors import Misuse, NotSignedIn
from registry.identity.authenticator import Authenticator
from registry.identity.fetching import Unavailable, fetch
from registry.identity.issuers import Issuer, Meaning, read_issuers
from registry.identity.key_sets import APART_SECONDS, KEPT_SECONDS, KeySet
from registry.identity.person import Role
from registry.settings import Settings
from tests.unit.identity.issuer import AUDIENCE, EC_KEY, ED_KEY, OTHER_KEY, RSA_KEY, LocalIssuer, jwk

ROLES = Meaning("realm_access.roles", {"policy-editor": "contributor", "policy-head": "reviewer"})


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def authenticator(issuer: LocalIssuer, clock: Clock, tmp_path: Path) -> Authenticator:
    trusted = Issuer(issuer.address, AUDIENCE, ROLES, countries=Meaning("country"))
    return Authenticator(Settings(data_dir=tmp_path), [trusted], partial(KeySet, clock=clock))


def refusal(authenticator: Authenticator, token: str) -> str:
    with pytest.raises(NotSignedIn) as refused:
        authenticator.person_of(f"Bearer {token}")
    return refused.value.message


def test_a_good_token_says_who_it_is_and_what_they_may_do(issuer: LocalIssuer, authenticator: Authenticator) -> None:
    person = authenticator.person_of(f"Bearer {issuer.token()}")
    assert person.iri == f"{issuer.address}#ana%40spain"
    assert (person.name, person.roles, person.countries) == ("Ana García", {Role.CONTRIBUTOR}, {"ES"})
    assert person.organisations is None
    unnamed = authenticator.person_of(f"bearer  {issuer.token(name=None, country=None, realm_access=None)}")
    assert (unnamed.name, unnamed.roles, unnamed.countries) == ("ana@spain", frozenset(), frozenset())
    assert issuer.asked == ["/realm/.well-known/openid-configuration", "/realm/keys"]


HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)
IN_AN_HOUR = datetime.now(UTC) + timedelta(hours=1)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"exp": HOUR_AGO}, "expired"),
        ({"nbf": IN_AN_HOUR}, "not valid yet"),
        ({"iat": IN_AN_HOUR}, "not valid yet"),
        ({"aud": "another-service"}, "meant for somebody else"),
        ({"aud": None}, "does not say `aud`"),
        ({"exp": None}, "does not say `exp`"),
        ({"sub": None}, "does not say `sub`"),
        ({"sub": ""}, "does not say `sub`"),
        ({"iss": "https://evil.example"}, "takes no tokens of 'https://evil.example'"),
        ({"iss": None}, "does not say who issued it"),
    ],
)
def test_a_token_that_says_the_wrong_thing_is_refused(
    issuer: LocalIssuer, authenticator: Authenticator, claims: dict[str, Any], words: str
) -> None:
    assert words in refusal(authenticator, issuer.token(**claims))


def hs256_with_the_public_key(issuer: LocalIssuer) -> str:
    """PyJWT itself would not sign with a public key, so this is put together by hand."""
    import hashlib
    import hmac

    from jwt.utils import base64url_encode

    body = issuer.token().split(".")[1]
    head = base64url_encode(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "first"}).encode()).decode()
    secret = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signature = hmac.new(secret, f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{base64url_encode(signature).decode()}"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda issuer: issuer.token(OTHER_KEY, "EdDSA"), "no key that"),
        (lambda issuer: jwt.encode({"iss": issuer.address}, None, algorithm="none"), "no key that"),
        (hs256_with_the_public_key, "no key that"),
        (lambda issuer: issuer.token(key_id="unknown"), "no key that"),
        (lambda issuer: issuer.token()[:-8] + "AAAAAAAA", "signature is not that of its issuer"),
        (lambda issuer: "nonsense", "cannot be read"),
        (lambda issuer: "a.b.c", "cannot be read"),
        (lambda issuer: "x" * 20_000, "more than 16,000"),
    ],
)
def test_a_token_that_the_issuer_did_not_sign_is_refused(
    issuer: LocalIssuer, authenticator: Authenticator, make: Callable[[LocalIssuer], str], words: str
) -> None:
    assert words in refusal(authenticator, make(issuer))


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "token"])
def test_another_form_of_the_header_is_refused(authenticator: Authenticator, header: str) -> None:
    with pytest.raises(NotSignedIn, match="must be `Bearer <token>`"):
        authenticator.person_of(header)


def test_clocks_may_differ_by_as_much_as_the_setting_says(issuer: LocalIssuer, tmp_path: Path) -> None:
    trusted = Issuer(issuer.address, AUDIENCE, ROLES)
    token = issuer.token(exp=datetime.now(UTC) - timedelta(seconds=30))
    patient = Authenticator(Settings(data_dir=tmp_path, clock_skew=60), [trusted])
    assert patient.person_of(f"Bearer {token}").countries is None
    strict = Authenticator(Settings(data_dir=tmp_path, clock_skew=0), [trusted])
    assert "expired" in refusal(strict, token)


@pytest.mark.parametrize(
    ("key", "algorithm", "more"),
    [
        (EC_KEY, "ES256", {}),
        (ED_KEY, "EdDSA", {"use": "sig", "alg": "EdDSA"}),
        (RSA_KEY, "PS256", {"key_ops": ["verify"]}),
    ],
)
def test_the_usual_kinds_of_keys_are_known(
    issuer: LocalIssuer, authenticator: Authenticator, key: Any, algorithm: str, more: dict[str, Any]
) -> None:
    issuer.publish([jwk(key, "k", **more), {"kty": "oct", "k": "c2VjcmV0", "kid": "k"}, jwk(OTHER_KEY, "k", use="enc")])
    assert authenticator.person_of(f"Bearer {issuer.token(key, algorithm, 'k')}").may_contribute
    assert authenticator.person_of(f"Bearer {issuer.token(key, algorithm, None)}").may_contribute


def test_a_key_is_used_as_its_issuer_says_alone(issuer: LocalIssuer, authenticator: Authenticator) -> None:
    issuer.publish(
        [jwk(RSA_KEY, "first", alg="RS512"), jwk(ED_KEY, "second", key_ops=["sign"]), {"kty": "EC", "crv": "x"}]
    )
    assert "no key that" in refusal(authenticator, issuer.token())
    assert "no key that" in refusal(authenticator, issuer.token(ED_KEY, "EdDSA", "second"))


def test_a_new_key_is_asked_for_once_and_an_unknown_one_not_again_at_once(
    issuer: LocalIssuer, authenticator: Authenticator, clock: Clock
) -> None:
    authenticator.person_of(f"Bearer {issuer.token()}")
    issuer.publish([jwk(ED_KEY, "second")])
    rotated = issuer.token(ED_KEY, "EdDSA", "second")
    assert authenticator.person_of(f"Bearer {rotated}").may_contribute
    assert len(issuer.asked) == 4
    for name in ("third", "fourth"):
        assert "no key that" in refusal(authenticator, issuer.token(key_id=name))
    assert "no key that" in refusal(authenticator, issuer.token()), "the issuer has taken it back"
    assert len(issuer.asked) == 4
    clock.now += APART_SECONDS
    assert "no key that" in refusal(authenticator, issuer.token(key_id="third"))
    assert len(issuer.asked) == 6


def test_keys_are_believed_for_a_while_and_not_for_ever(
    issuer: LocalIssuer, authenticator: Authenticator, clock: Clock
) -> None:
    authenticator.person_of(f"Bearer {issuer.token()}")
    issuer.status = 500
    clock.now += KEPT_SECONDS - 1
    assert authenticator.person_of(f"Bearer {issuer.token()}").may_contribute
    clock.now += 1
    assert "cannot be had" in refusal(authenticator, issuer.token())


def test_an_issuer_that_does_not_answer_is_left_alone_for_a_while(
    issuer: LocalIssuer, authenticator: Authenticator, clock: Clock
) -> None:
    issuer.status = 503
    for _ in range(3):
        assert f"The keys of {issuer.address} cannot be had" in refusal(authenticator, issuer.token())
    assert len(issuer.asked) == 1
    issuer.status, clock.now = 200, APART_SECONDS
    assert authenticator.person_of(f"Bearer {issuer.token()}").may_contribute


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("/.well-known/openid-configuration", {"issuer": "https://evil.example", "jwks_uri": "https://evil.example/k"}),
        ("/.well-known/openid-configuration", {"issuer": None}),
        ("/.well-known/openid-configuration", [1]),
        ("/.well-known/openid-configuration", b"<html>"),
        ("/.well-known/openid-configuration", b'{"a": "' + b"x" * 1_000_001 + b'"}'),
        ("/keys", {"keys": {}}),
        ("/keys", {"keys": [{"kty": "RSA", "kid": "first", "n": "?", "e": "?"}]}),
    ],
)
def test_what_an_issuer_should_not_publish_makes_its_tokens_worthless(
    issuer: LocalIssuer, authenticator: Authenticator, path: str, document: Any
) -> None:
    issuer.documents[f"/realm{path}"] = document
    assert "cannot be had" in refusal(authenticator, issuer.token())


def test_keys_are_not_looked_for_where_anybody_on_the_way_could_change_them(
    issuer: LocalIssuer, authenticator: Authenticator
) -> None:
    described = issuer.documents["/realm/.well-known/openid-configuration"]
    for address in (
        "http://keys.example/k",
        "ftp://127.0.0.1/k",
        "https://user@127.0.0.1/k",
        "http://[",
        "file:///k",
        5,
    ):
        described["jwks_uri"] = address
        with pytest.raises(Unavailable):
            KeySet(issuer.address).key("first", "RS256")
    with pytest.raises(Unavailable, match="does not answer"):
        fetch("http://127.0.0.1:1/")


def written(folder: Path, content: Any) -> Path:
    path = folder / "issuers.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


ENTRY: dict[str, Any] = {
    "issuer": "https://login.example.org/realms/policy",
    "audience": AUDIENCE,
    "name": "display_name",
    "roles": {"claim": "groups", "values": {"editors of policy": "contributor"}},
    "countries": {"claim": "c", "values": {"Spain": "ES"}},
    "organisations": {"claim": "https://example.org/claims.org"},
}


def test_issuers_are_read_from_a_file(issuer: LocalIssuer, tmp_path: Path) -> None:
    (read,) = read_issuers(written(tmp_path, [ENTRY]))
    claims = {
        "sub": "1",
        "display_name": "Ana",
        "groups": "editors of policy",
        "c": ["Spain", "Mars", 5],
        "https://example.org/claims.org": 5,
    }
    person = read.person_of(claims)
    assert (person.name, person.roles, person.countries) == ("Ana", {Role.CONTRIBUTOR}, {"ES"})
    assert person.organisations == frozenset(), "a limit that cannot be read lets nothing through"
    local = {**ENTRY, "issuer": issuer.address, "roles": {"claim": "country", "values": {"ES": "admin"}}}
    settings = Settings(data_dir=tmp_path, oidc_issuers=written(tmp_path, [local]))
    assert Authenticator.of(settings).person_of(f"Bearer {issuer.token()}").is_admin


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is no JSON"),
        ("{}", "must be a JSON list"),
        ([1], "must be a JSON list"),
        ([ENTRY, ENTRY], "twice"),
        ([{**ENTRY, "rols": {}}], "rols is no key"),
        ([{**ENTRY, "audience": ""}], "`audience` must be a text"),
        ([{**ENTRY, "issuer": "http://login.example.org"}], "must be an https address"),
        ([{**ENTRY, "issuer": "https://login.example.org#x"}], "must be an https address"),
        ([{**ENTRY, "roles": None}], "`roles` must be"),
        ([{**ENTRY, "roles": {"claim": "x"}}], "`roles` must be"),
        ([{**ENTRY, "roles": {"claim": "x", "values": {"a": "king"}}}], "king is no role"),
        ([{**ENTRY, "countries": "ES"}], "`countries` must be"),
        ([{**ENTRY, "countries": {"claim": "c", "value": {}}}], "`countries` must be"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_at_the_start(tmp_path: Path, content: Any, words: str) -> None:
    with pytest.raises(Misuse, match="oidc_issuers") as refused:
        Authenticator.of(Settings(data_dir=tmp_path, oidc_issuers=written(tmp_path, content)))
    assert words in refused.value.message
    with pytest.raises(Misuse, match="cannot be read"):
        read_issuers(tmp_path / "absent.json")
