"""An executor that says what it was asked, and counts."""

import json
import threading
from dataclasses import dataclass, field

from registry.errors import RegistryError
from registry.rest.bodies import Bodies
from registry.rest.graphql.documents import Documents
from registry.rest.graphql.face import GraphQLFace
from registry.rest.graphql.port import Asked
from registry.rest.graphql.workers import Workers


@dataclass(frozen=True)
class FakePrepared:
    asked: Asked
    is_query: bool
    is_refused: bool
    heavy: bool


@dataclass(frozen=True)
class FakeAnswered:
    body: bytes
    ran: bool
    moment: str


class Panic(BaseException):
    """What code that is not Python raises when it gives up."""


@dataclass
class FakeExecutor:
    """The words `mutation`, `invalid`, `heavy`, `failing` and `broken` in a query make it such a one."""

    revision: int = 7
    stamp: str = "schema"
    prepared: list[Asked] = field(default_factory=list)
    ran_on: list[str] = field(default_factory=list)
    error: RegistryError | None = None
    writes_meanwhile: int = 0
    kept: dict[str, bytes] = field(default_factory=dict)
    """Answers that are at hand, by query."""

    @property
    def moment(self) -> str:
        return f"{self.revision}-day"

    def knows(self, query: str) -> bool:
        return any(asked.query == query for asked in self.prepared)

    def prepare(self, asked: Asked) -> FakePrepared:
        self.prepared.append(asked)
        invalid = "invalid" in asked.query
        return FakePrepared(asked, "mutation" not in asked.query and not invalid, invalid, "heavy" in asked.query)

    def at_hand(self, prepared: FakePrepared) -> FakeAnswered | None:
        found = self.kept.get(prepared.asked.query)
        return None if found is None else FakeAnswered(found, ran=True, moment=self.moment)

    def run(self, prepared: FakePrepared) -> FakeAnswered:
        self.ran_on.append(threading.current_thread().name)
        if self.error:
            raise self.error
        if "broken" in prepared.asked.query:
            raise RuntimeError("a secret that nobody may read")
        if "panic" in prepared.asked.query:
            raise Panic
        self.revision += self.writes_meanwhile
        if prepared.is_refused:
            return FakeAnswered(b'{"errors":[{"message":"invalid"}]}', ran=False, moment=self.moment)
        failing = "failing" in prepared.asked.query
        answer = ({"errors": [{"message": "failing"}]} if failing else {}) | {"data": prepared.asked.query}
        body = json.dumps(answer, separators=(",", ":")).encode()
        return FakeAnswered(body, ran=True, moment=self.moment)


def face_of(
    executor: FakeExecutor,
    documents: Documents | None = None,
    bodies: Bodies | None = None,
    workers: Workers | None = None,
    own_languages: tuple[str, ...] = ("en",),
) -> GraphQLFace[FakePrepared]:
    return GraphQLFace(
        executor,
        documents=documents or Documents(),
        bodies=bodies or Bodies(100_000, 10),
        workers=workers or Workers(2, 2),
        own_languages=own_languages,
    )
