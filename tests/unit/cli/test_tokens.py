"""`mission-registry token`, and that no server without a key is open to the network."""

import re
from pathlib import Path

import pytest

from registry.cli.serving import require_key
from registry.errors import Misuse, NoSigningKey, NotSignedIn
from registry.identity.authenticator import Authenticator
from registry.identity.keys import make_key
from registry.identity.person import Role
from registry.settings import Settings
from tests.unit.cli.conftest import Run


def test_a_token_is_printed_once_and_ends_when_it_is_revoked(run: Run, tmp_path: Path) -> None:
    authenticator = Authenticator.of(Settings(data_dir=tmp_path))
    assert "Key" in run("token", "key", folder=tmp_path).out
    limits = ("--country", "ES", "--country", "PT", "--organisation", "https://example.org/agency")
    made = run(
        "token", "issue", "ana-garcia", "--name", "Ana García", "--role", "contributor", *limits, folder=tmp_path
    )
    person = authenticator.person_of(f"Bearer {made.out.strip()}")
    assert person.iri == "https://w3id.org/mission-registry/person/ana-garcia"
    assert (person.name, person.roles) == ("Ana García", {Role.CONTRIBUTOR})
    assert (person.countries, person.organisations) == ({"ES", "PT"}, {"https://example.org/agency"})
    token_id = re.search(r"Token (\w+) for Ana García, good until", made.err)[1]
    listed = run("token", "list", folder=tmp_path).out
    assert f"{token_id}  Ana García  contributor  ES, PT, https://example.org/agency" in listed
    assert "good" in listed
    assert made.out.strip() not in listed
    assert run("token", "revoke", token_id, folder=tmp_path).out == f"Token {token_id} of Ana García is revoked.\n"
    assert "revoked" in run("token", "list", folder=tmp_path).out
    with pytest.raises(NotSignedIn, match="revoked"):
        authenticator.person_of(f"Bearer {made.out.strip()}")


def test_a_person_may_be_named_by_an_address(run: Run, tmp_path: Path) -> None:
    make_key(Settings(data_dir=tmp_path))
    made = run("token", "issue", "https://example.org/head", "--role", "admin", "--role", "reviewer", folder=tmp_path)
    person = Authenticator.of(Settings(data_dir=tmp_path)).person_of(f"Bearer {made.out.strip()}")
    assert (person.iri, person.name, person.countries) == ("https://example.org/head",) * 2 + (None,)
    assert "admin, reviewer  not limited" in run("token", "list", folder=tmp_path).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("issue", "Ana García", "--role", "admin"), "neither a short name"),
        (("issue", "https://example.org/a b", "--role", "admin"), "not an address"),
        (("issue", "ana", "--role", "admin", "--country", "Spain"), "no country code"),
        (("issue", "ana", "--role", "admin", "--organisation", "vinnova"), "not an address"),
        (("issue", "ana", "--role", "admin", "--days", "0"), "1 to 366 days"),
        (("issue", "ana", "--role", "admin", "--days", "367"), "1 to 366 days"),
        (("issue", "ana", "--role", "king"), "king"),
        (("issue", "ana"), "--role"),
        (("revoke", "unknown"), "No token 'unknown'"),
        (("key",), "already"),
        ((), "ACTION"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    make_key(Settings(data_dir=tmp_path))
    refused = run("token", *arguments, folder=tmp_path)
    assert refused.code != 0
    assert words in refused.err


def test_no_token_is_issued_without_a_key(run: Run, tmp_path: Path) -> None:
    refused = run("token", "issue", "ana", "--role", "admin", folder=tmp_path)
    assert refused.code == 2
    assert "Make one with `mission-registry token key`" in refused.err
    assert run("token", "list", folder=tmp_path).out.endswith("(0 rows)\n")


def test_a_server_without_a_key_does_not_listen_to_the_network(run: Run, tmp_path: Path) -> None:
    refused = run("serve", "--host", "0.0.0.0", folder=tmp_path)
    assert refused.code == 2
    assert "other machines reach a server on '0.0.0.0'" in refused.err
    assert not (tmp_path / "store").exists()
    require_key(Settings(data_dir=tmp_path, host="127.0.0.1"))
    with pytest.raises(NoSigningKey):
        require_key(Settings(data_dir=tmp_path, host="::"))
    with pytest.raises(Misuse, match="no address"):
        require_key(Settings(data_dir=tmp_path, host="nowhere.invalid"))
    make_key(Settings(data_dir=tmp_path))
    require_key(Settings(data_dir=tmp_path, host="0.0.0.0"))
