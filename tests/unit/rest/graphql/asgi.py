"""Speaks ASGI to an application: message by message, with a clock that moves only when a test moves it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope

T = TypeVar("T")
GONE: Message = {"type": "http.disconnect"}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def codes(self) -> list[str]:
        """The codes of the answer's errors."""
        return [error["extensions"]["code"] for error in self.json["errors"]]


class Clocked(asyncio.SelectorEventLoop):
    """An event loop whose time stands still unless `pass_time` is called."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def pass_time(self, seconds: float) -> None:
        self.now += seconds


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Runs to the end on a loop with such a clock; fails when a task is left over."""

    async def whole() -> T:
        result = await work()
        for _ in range(3):  # What was cancelled needs a turn of the loop to end.
            await asyncio.sleep(0)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left
        return result

    with asyncio.Runner(loop_factory=Clocked) as runner:
        return runner.run(whole())


def scope_of(
    method: str, headers: Mapping[str, str] | Iterable[tuple[str, str]] = (), query: bytes = b"", path: str = "/graphql"
) -> Scope:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in pairs],
        "client": ("203.0.113.7", 5000),
    }


def pieces(*parts: bytes) -> list[Message]:
    """A body in these parts."""
    last = len(parts) - 1
    return [{"type": "http.request", "body": part, "more_body": i < last} for i, part in enumerate(parts)]


def receiving(messages: Iterable[Message]) -> Receive:
    """Gives these messages, then nothing, for as long as the connection stands."""
    waiting = iter(messages)

    async def receive() -> Message:
        for message in waiting:
            return message
        return await asyncio.get_running_loop().create_future()

    return receive


async def exchange(app: ASGIApp, scope: Scope, receive: Receive) -> Reply | None:
    """What the application answers; None where it says nothing."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    if not sent:
        return None
    start, *bodies = sent
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    assert len(headers) == len(start["headers"]), "a header stands twice"
    return Reply(start["status"], headers, b"".join(message["body"] for message in bodies))


def ask(app: ASGIApp, scope: Scope, messages: Iterable[Message] = ()) -> Reply:
    """The answer to one request."""
    reply = run(lambda: exchange(app, scope, receiving(messages or pieces(b""))))
    assert reply is not None
    return reply


def post(app: ASGIApp, body: Any, **headers: str) -> Reply:
    """The answer to a body: bytes as they are, anything else as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {"content-type": "application/json"} | {name.replace("_", "-"): text for name, text in headers.items()}
    return ask(app, scope_of("POST", named), pieces(data))


def get(app: ASGIApp, query: str, method: str = "GET", **headers: str) -> Reply:
    """The answer to an address."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return ask(app, scope_of(method, named, query.encode()))
