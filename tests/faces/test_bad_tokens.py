"""A token that is not good is refused by every face, also where no token is needed."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from registry.identity.authenticator import ledger_of, signed_tokens
from registry.identity.keys import make_key, read_key
from registry.identity.signed import ISSUER, SignedTokens
from registry.settings import Settings
from tests.faces.people import PEOPLE, Served, code_of, mission

ANA = PEOPLE["ana"]
DAY = timedelta(days=1)
FACES = [
    ("POST", "/graphql", {"query": "{ __typename }"}),
    ("GET", "/graphql?query={__typename}", None),
    ("POST", "/records?state=draft", mission("No")),
    ("POST", "/validate", mission("No")),
    ("GET", "/id/place/spain", None),
    ("GET", "/submissions", None),
    ("GET", "/revisions", None),
    ("GET", "/sparql?query=ASK{}", None),
    ("GET", "/dumps", None),
    ("POST", "/imports", "a;b"),
    ("GET", "/health", None),
]


@pytest.fixture(scope="module")
def bad_tokens(served: Served, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Tokens that are not good, by what must be said of them."""
    settings = served.registry.settings
    tokens, now = signed_tokens(settings), datetime.now(UTC)
    revoked, issued = tokens.issue(ANA, DAY)
    ledger_of(settings).revoke(issued.id)
    other = Settings(data_dir=tmp_path_factory.mktemp("other"))
    make_key(other)
    own = read_key(settings)
    claims = {"iss": ISSUER, "aud": settings.token_audience, "sub": ANA.iri, "roles": ["admin"], "exp": now + DAY}
    return {
        "has expired": tokens.issue(ANA, DAY, now - 2 * DAY)[0],
        "is not valid yet": tokens.issue(ANA, DAY, now + DAY)[0],
        "has been revoked": revoked,
        "a key that this server does not have": signed_tokens(other).issue(ANA, DAY)[0],
        "signature is not that": jwt.encode(claims, read_key(other).private, "EdDSA", {"kid": own.id}),
        "meant for somebody else": SignedTokens(own, ledger_of(settings), "elsewhere").issue(ANA, DAY)[0],
        "in a way that is not taken": jwt.encode(claims, None, "none", {"kid": own.id}),
        "takes no tokens of": jwt.encode({**claims, "iss": "https://evil.example"}, "x" * 32, "HS256"),
        "cannot be read": "nonsense",
    }


@pytest.mark.parametrize(("method", "path", "body"), FACES)
def test_a_bad_token_is_refused_with_words(
    served: Served, bad_tokens: dict[str, str], method: str, path: str, body: object
) -> None:
    for words, token in bad_tokens.items():
        answer = served.ask(method, path, None, body, authorization=f"Bearer {token}")
        assert answer.status_code == 401, (words, answer.text)
        assert words in answer.text
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_graphql_tells_it_in_its_own_form_and_others_as_problems(served: Served) -> None:
    told = served.ask("POST", "/graphql", None, {"query": "{ __typename }"}, authorization="Basic YTpi").json()
    assert told["errors"][0]["extensions"]["code"] == "not-signed-in"
    assert code_of(served.ask("GET", "/id/place/spain", authorization="Basic YTpi")) == "not-signed-in"
    twice = [("authorization", f"Bearer {served.tokens['ana']}")] * 2
    assert served.client.get("/me", headers=twice).status_code == 401


def test_a_good_token_passes_everywhere(served: Served) -> None:
    for method, path, body in FACES[:9]:
        assert served.ask(method, path, "ana", body).status_code < 300, path
