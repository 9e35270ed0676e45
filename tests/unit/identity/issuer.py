"""An OpenID Connect issuer on this machine: a real server with keys of its own, which it can change or lose."""

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

RSA_KEY: RSAPrivateKey = generate_rsa(65537, 2048)
EC_KEY = generate_private_key(SECP256R1())
ED_KEY = Ed25519PrivateKey.generate()
OTHER_KEY = Ed25519PrivateKey.generate()

AUDIENCE = "mission-registry"


def jwk(key: Any, key_id: str, **more: Any) -> dict[str, Any]:
    """The public half of a key, as a JWK set has it."""
    writer: Any = RSAAlgorithm if isinstance(key, RSAPrivateKey) else OKPAlgorithm
    writer = ECAlgorithm if key is EC_KEY else writer
    return {**json.loads(writer.to_jwk(key.public_key())), "kid": key_id, **more}


class LocalIssuer:
    """The server; `documents` has what it publishes by path, `asked` the paths that it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.documents: dict[str, Any] = {}
        self.status = 200
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/realm"

    def publish(self, keys: Sequence[Mapping[str, Any]]) -> None:
        self.documents["/realm/.well-known/openid-configuration"] = {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/keys",
        }
        self.documents["/realm/keys"] = {"keys": list(keys)}

    def token(
        self,
        key: Any = RSA_KEY,
        algorithm: str = "RS256",
        key_id: str | None = "first",
        headers: Mapping[str, Any] | None = None,
        **claims: Any,
    ) -> str:
        """A token of this issuer for Ana in Spain, good for a minute; `claims` go before these, None takes one out."""
        now = datetime.now(UTC)
        usual = {
            "iss": self.address,
            "aud": AUDIENCE,
            "sub": "ana@spain",
            "name": "Ana García",
            "exp": now + timedelta(minutes=1),
            "realm_access": {"roles": ["policy-editor", "unknown"]},
            "country": "ES",
        }
        kept = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode(
            kept, key, algorithm=algorithm, headers={**({"kid": key_id} if key_id else {}), **(headers or {})}
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked.append(self.path)
                found = issuer.documents.get(self.path)
                body = found if isinstance(found, bytes) else json.dumps(found).encode()
                self.send_response(issuer.status if found is not None else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler
