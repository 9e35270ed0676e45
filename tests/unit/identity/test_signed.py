"""This registry's own tokens: who issued, what they say, and that they end when they should."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from registry.errors import Misuse, NoSigningKey, NotFound, NotSignedIn
from registry.identity.authenticator import Authenticator, ledger_of, signed_tokens
from registry.identity.key_file import key_file
from registry.identity.keys import make_key, read_key
from registry.identity.person import ANONYMOUS, Person, Role
from registry.identity.signed import ISSUER
from registry.settings import Settings

ANA = Person("https://example.org/ana", "Ana", frozenset((Role.CONTRIBUTOR,)), frozenset(("ES",)), frozenset())
DAY = timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
def authenticator(settings: Settings) -> Authenticator:
    make_key(settings)
    return Authenticator.of(settings)


def refusal(authenticator: Authenticator, token: str) -> str:
    with pytest.raises(NotSignedIn) as refused:
        authenticator.person_of(f"Bearer {token}")
    return refused.value.message


def test_whoever_sends_nothing_is_anonymous(settings: Settings) -> None:
    person = Authenticator.of(settings).person_of(None)
    assert person is ANONYMOUS
    assert (person.may_contribute, person.may_review, person.is_admin) == (False, False, False)


def test_a_token_gives_back_the_person_it_was_made_for(settings: Settings, authenticator: Authenticator) -> None:
    head = Person("https://example.org/head", "Head", frozenset(Role))
    for person in (ANA, head):
        token, issued = signed_tokens(settings).issue(person, DAY)
        assert authenticator.person_of(f"Bearer {token}") == person
        assert issued.is_good(datetime.now(UTC))
        assert not issued.is_good(issued.expires)
    assert [each.person for each in ledger_of(settings).issued()] == [ANA, head]
    assert head.is_admin
    assert head.may_review


def test_a_token_ends_when_it_is_revoked_without_a_restart(settings: Settings, authenticator: Authenticator) -> None:
    (token, issued), (other, _) = (signed_tokens(settings).issue(ANA, DAY) for _ in range(2))
    assert authenticator.person_of(f"Bearer {token}") == ANA
    assert ledger_of(settings).revoke(issued.id).id == issued.id
    assert "revoked" in refusal(authenticator, token)
    assert authenticator.person_of(f"Bearer {other}") == ANA
    size = (settings.data_dir / "identity" / "tokens.jsonl").stat().st_size
    ledger_of(settings).revoke(issued.id)
    assert (settings.data_dir / "identity" / "tokens.jsonl").stat().st_size == size
    assert [each.revoked is None for each in ledger_of(settings).issued()] == [False, True]
    with pytest.raises(NotFound, match="No token 'x'"):
        ledger_of(settings).revoke("x")


def test_a_token_ends_with_its_time(settings: Settings, authenticator: Authenticator) -> None:
    tokens = signed_tokens(settings)
    old, _ = tokens.issue(ANA, DAY, datetime.now(UTC) - DAY)
    early, _ = tokens.issue(ANA, DAY, datetime.now(UTC) + timedelta(hours=1))
    assert "expired" in refusal(authenticator, old)
    assert "not valid yet" in refusal(authenticator, early)


def test_a_token_of_another_server_is_refused(settings: Settings, authenticator: Authenticator, tmp_path: Path) -> None:
    elsewhere = Settings(data_dir=tmp_path / "elsewhere")
    make_key(elsewhere)
    token, _ = signed_tokens(elsewhere).issue(ANA, DAY)
    assert "a key that this server does not have" in refusal(authenticator, token)
    own = read_key(settings)
    forged = jwt.encode({"iss": ISSUER}, read_key(elsewhere).private, algorithm="EdDSA", headers={"kid": own.id})
    assert "signature is not that of its issuer" in refusal(authenticator, forged)
    unsigned = jwt.encode({"iss": ISSUER}, None, algorithm="none", headers={"kid": own.id})
    assert "signed in a way that is not taken" in refusal(authenticator, unsigned)
    secret = own.public.public_bytes_raw().hex()
    symmetric = jwt.encode({"iss": ISSUER}, secret, algorithm="HS256", headers={"kid": own.id})
    assert "signed in a way that is not taken" in refusal(authenticator, symmetric)


def test_a_token_for_another_audience_is_refused(settings: Settings, authenticator: Authenticator) -> None:
    test_server = Settings(data_dir=settings.data_dir, token_audience="test")
    token, _ = signed_tokens(test_server).issue(ANA, DAY)
    assert "meant for somebody else" in refusal(authenticator, token)
    assert Authenticator.of(test_server).person_of(f"Bearer {token}") == ANA


def test_a_new_key_ends_the_tokens_of_the_old_one_without_a_restart(
    settings: Settings, authenticator: Authenticator
) -> None:
    token, _ = signed_tokens(settings).issue(ANA, DAY)
    assert authenticator.person_of(f"Bearer {token}") == ANA
    with pytest.raises(Misuse, match="already"):
        make_key(settings)
    make_key(settings, replace=True)
    assert "not any more" in refusal(authenticator, token)
    key_file(settings).unlink()
    assert "has no signing key" in refusal(authenticator, token)
    key_file(settings).write_text("broken")
    assert "cannot use its signing key" in refusal(authenticator, token)


def test_nobody_else_may_read_the_key(settings: Settings) -> None:
    made = make_key(settings)
    assert key_file(settings).stat().st_mode & 0o777 == 0o600
    assert read_key(settings).id == made.id
    key_file(settings).chmod(0o640)
    with pytest.raises(Misuse, match="chmod 600"):
        read_key(settings)


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    settings = Settings(data_dir=tmp_path, signing_key=path)
    with pytest.raises(NoSigningKey, match=r"key\.pem"):
        read_key(settings)
    elliptic = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for content, words in ((b"text", "no private key"), (elliptic, "no Ed25519 key")):
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(Misuse, match=words):
            read_key(settings)
    path.unlink()
    path.mkdir(mode=0o700)
    with pytest.raises(Misuse, match="cannot be read"):
        read_key(settings)
    with pytest.raises(Misuse, match="cannot be written"):
        make_key(Settings(data_dir=tmp_path, signing_key=Path("/dev/null/key.pem")))


def test_what_a_power_loss_left_of_a_line_is_passed_over(settings: Settings, authenticator: Authenticator) -> None:
    token, issued = signed_tokens(settings).issue(ANA, DAY)
    path = settings.data_dir / "identity" / "tokens.jsonl"
    with path.open("a") as file:
        file.write('{"revoked": "')
    assert authenticator.person_of(f"Bearer {token}") == ANA
    ledger_of(settings).revoke(issued.id)
    assert [list(json.loads(line)) for line in path.read_text().splitlines()] == [["issued"], ["revoked", "time"]]
    assert "revoked" in refusal(authenticator, token)


def test_where_revocations_cannot_be_read_no_token_is_taken(settings: Settings, authenticator: Authenticator) -> None:
    token, _ = signed_tokens(settings).issue(ANA, DAY)
    path = settings.data_dir / "identity" / "tokens.jsonl"
    path.write_text("broken\n" + path.read_text())
    assert "cannot be told" in refusal(authenticator, token)
    with pytest.raises(Misuse, match="damaged in line 1"):
        ledger_of(settings).issued()
    path.unlink()
    path.mkdir()
    assert "cannot be told" in refusal(authenticator, token)
    with pytest.raises(Misuse, match="cannot be written"):
        signed_tokens(settings).issue(ANA, DAY)
