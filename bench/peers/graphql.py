"""A GraphQL server under measurement: puts the benchmark's questions in its own words and reads its answers."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from bench.peers.peer import NEW, Draw, Endpoint, NotAvailable, Novelty, one_line
from bench.truth import PAGE, Truth

DOCUMENTS: Final = Path(__file__).parent.parent / "documents"
_VARIABLE: Final = re.compile(r"\$(\w+)\s*:")
_NAME: Final = re.compile(r"\bquery (\w+)")
_ROOT: Final = re.compile(r"\{\s*(?:\w+\s*:\s*)?(?=\w)")
_TITLE: Final = re.compile(r"\btitle\b")
_STEP: Final = 100


class GraphQLServer:
    """A running server; `translate` gives the value of a variable of its documents for a draw."""

    def __init__(self, name: str, endpoint: Endpoint, truth: Truth, translate: Callable[[str, Draw], Any]) -> None:
        self.endpoint = endpoint
        self._name = name
        self.truth = truth
        self._translate = translate
        self._cursors: dict[tuple[str, str], list[str]] = {}

    def body(self, document: str, draw: Draw, *, novelty: Novelty = Novelty.NONE) -> bytes | None:
        """The request on one line; None when there is no document of that name for this server."""
        path = DOCUMENTS / f"{document}.{self._name}.graphql"
        if not path.is_file():
            return None
        text = path.read_text(encoding="utf-8")
        query = unseen(text, novelty)
        return self._packed(query, {name: self._value(name, draw) for name in _VARIABLE.findall(text)})

    def answer(self, body: bytes) -> Any:
        """What it answers; raises `NotAvailable` when it answers with errors."""
        status, content = self.endpoint.ask(body)
        try:
            answer = json.loads(content)
        except ValueError:
            raise NotAvailable(f"{self._name} answers {status}: {content[:300].decode(errors='replace')}") from None
        if status != 200 or answer.get("errors"):
            words = [error.get("message", "") for error in answer.get("errors", [])] or [content[:300].decode()]
            raise NotAvailable(f"{self._name} answers {status}: {words[0]}")
        return answer

    def _value(self, name: str, draw: Draw) -> Any:
        return self.cursor(draw) if name == "after" else self._translate(name, draw)

    def cursor(self, draw: Draw) -> str | None:
        """The server's own cursor of the last record before the page."""
        if not draw["page"]:
            return None
        key = (str(draw["cursors"]), str(draw["country"]))
        if key not in self._cursors:
            self._cursors[key] = self._walk(draw)
        return self._cursors[key][int(draw["page"]) * PAGE - 1]

    def _walk(self, draw: Draw) -> list[str]:
        text = (DOCUMENTS / f"{draw['cursors']}.{self._name}.graphql").read_text(encoding="utf-8")
        names = [name for name in _VARIABLE.findall(text) if name != "after"]
        variables: dict[str, Any] = {name: self._translate(name, draw) for name in names}
        cursors: list[str] = []
        wanted = self.truth.pages(draw["country"]) * PAGE
        while len(cursors) < wanted:
            after = cursors[-1] if cursors else None
            (connection,) = self.answer(self._packed(text, {**variables, "after": after}))["data"].values()
            found = [edge["cursor"] for edge in connection["edges"]]
            cursors += found
            if len(found) < _STEP:
                break
        return cursors

    def _packed(self, query: str, variables: dict[str, Any]) -> bytes:
        return json.dumps({"query": one_line(query), "variables": variables}).encode()


def unseen(document: str, novelty: Novelty) -> str:
    """The document with a mark in its name and first field, which becomes another word in each request."""
    if novelty is Novelty.NONE:
        return document
    if novelty is Novelty.FIELDS:
        document = _TITLE.sub(f"title {NEW}: __typename", document)
    return _ROOT.sub(f"{{ {NEW}: ", _NAME.sub(rf"query \1{NEW}", document, count=1), count=1)
