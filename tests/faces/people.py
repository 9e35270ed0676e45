"""A served registry with people who have tokens, and what they send it by each face."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx2

from registry.app import create_app
from registry.bootstrap import Registry
from registry.identity.authenticator import signed_tokens
from registry.identity.keys import make_key
from registry.identity.person import Person, Role
from tests.asking import Client

IDS = "https://w3id.org/mission-registry/id/"
CONTRIBUTOR, REVIEWER, ADMIN = (frozenset((role,)) for role in Role)
PEOPLE = {
    "ana": Person("https://example.org/ana", "Ana", CONTRIBUTOR, frozenset(("ES",))),
    "joao": Person("https://example.org/joao", "João", CONTRIBUTOR),
    "rita": Person("https://example.org/rita", "Rita", REVIEWER),
    "ada": Person("https://example.org/ada", "Ada", ADMIN),
}
PAYLOAD = (
    "{ recordId record { id } state submissionId revision unchanged conflict { mergeable fields { path yours } }"
    " verdict { conforms findings { severity path constraint value { value isIri datatype language } }"
    " broken { title finding { path } } } }"
)


@dataclass
class Served:
    """The server; everything is asked as one of `PEOPLE`, or as nobody."""

    registry: Registry
    client: Client = field(init=False)
    tokens: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        make_key(self.registry.settings)
        self.client = Client(create_app(self.registry))
        issuing = signed_tokens(self.registry.settings)
        self.tokens = {name: issuing.issue(person, timedelta(days=1))[0] for name, person in PEOPLE.items()}

    def ask(self, method: str, path: str, who: str | None = None, body: Any = None, **headers: str) -> httpx2.Response:
        """The answer over plain HTTP; a body that is no text is sent as JSON."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given = self.signed_in(who) | ({"content-type": "application/json"} if body is not None else {}) | given
        content = None if body is None else body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.request(method, path, headers=given, content=content)

    def graphql(self, query: str, who: str | None = None, **variables: Any) -> dict[str, Any]:
        """The answer over GraphQL."""
        # As ASCII, so that half a character can be sent, which a client may do.
        body = json.dumps({"query": query, "variables": variables})
        answer = self.ask("POST", "/graphql", who, body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def mutate(self, name: str, who: str | None, /, **given: Any) -> dict[str, Any]:
        """What a mutation gives back; the code of its error under `error`."""
        input_type = f"{name[0].upper()}{name[1:]}Input"
        query = f"mutation($given: {input_type}!) {{ {name}(input: $given) {PAYLOAD} }}"
        answer = self.graphql(query, who, given=given)
        if "errors" in answer:
            return {"error": answer["errors"][0]["extensions"]["code"], "message": answer["errors"][0]["message"]}
        found: dict[str, Any] = answer["data"][name]
        return found

    def signed_in(self, who: str | None) -> Mapping[str, str]:
        """The header of somebody's token."""
        return {"authorization": f"Bearer {self.tokens[who]}"} if who else {}

    def etag(self, record: str) -> str:
        """The entity tag of a record as it is now."""
        tag: str = self.ask("GET", f"/id/{record}").headers["etag"]
        return tag


def code_of(answer: httpx2.Response) -> str:
    """The name of the error that an answer is."""
    name: str = answer.json()["type"].rpartition("/")[2]
    return name


def mission(title: str = "Misión azul", country: str = "spain", **more: Any) -> dict[str, Any]:
    """A small mission, as JSON in the model's names."""
    return {"type": "Mission", "title": {"es": title}, "country": f"place/{country}", **more}


def mission_input(title: str = "Misión azul", country: str = "spain", **more: Any) -> dict[str, Any]:
    """The same as an input of GraphQL."""
    return {"title": [{"value": title, "language": "es"}], "country": f"place/{country}", **more}
