"""GraphQL over HTTP: takes a request apart, has it answered and writes the answer.

What was asked before is not read again: bytes that are the same, with the same headers that matter, are the same
request. Small requests are answered on the event loop, large ones on a thread.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Final, Generic

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from registry.errors import InputTooLarge, InternalError, MethodNotAllowed, NotAcceptable, RegistryError
from registry.identity.person import ANONYMOUS, Person
from registry.rest.bodies import Bodies
from registry.rest.graphql.caching import entity_tag, is_fresh, tag_of
from registry.rest.graphql.documents import Documents, Found
from registry.rest.graphql.kept import Kept
from registry.rest.graphql.languages import preferred_languages
from registry.rest.graphql.media import JSON, require_json, response_type
from registry.rest.graphql.parameters import Parameters, of_address, of_body
from registry.rest.graphql.port import Answered, Asked, Executor, P
from registry.rest.graphql.streaming import events_of, wants_events
from registry.rest.graphql.workers import Workers
from registry.rest.graphql.writing import ALLOWED, Headers, Reply, got, posted, preflight, refusal, unchanged
from registry.rest.negotiate import Form
from registry.rest.sign_in import person_in

_LOG: Final = logging.getLogger("registry.rest")
_SHORT: Final = 64_000
"""Bytes of a request that is taken apart on the event loop; more take long enough to be noticed by others."""
_SHORT_QUERY: Final = 4_000
"""Letters of a query that is judged on the event loop though it was never seen; to judge is slower than to read."""
_MEMO_BYTES: Final = 16_000_000
_MEMO_OVERHEAD: Final = 2_000
"""About what is kept of a request beside its bytes, which are kept several times over, as text and as values."""

Head = Mapping[bytes, bytes]
Key = tuple[bytes | None, ...]
"""All bytes that say what is asked: two requests with the same are the same."""


@dataclass(frozen=True, slots=True)
class Known:
    """A request that was taken apart. What becomes of it is the executor's to keep, which knows how much that is."""

    asked: Asked
    form: Form
    headers: Headers
    """Those of an answer to POST."""
    tag: bytes
    """What its entity tags end with."""


class GraphQLFace(Generic[P]):
    """The ASGI application. `own_languages` are the registry's, which follow those that the reader prefers."""

    def __init__(
        self,
        executor: Executor[P],
        *,
        documents: Documents,
        bodies: Bodies,
        workers: Workers,
        own_languages: tuple[str, ...],
    ) -> None:
        self._executor = executor
        self._documents = documents
        self._bodies = bodies
        self._workers = workers
        self._own_languages = own_languages
        self._known: Kept[Key, Known] = Kept(_MEMO_BYTES, largest=_MEMO_BYTES // 64)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; says nothing where the client has gone."""
        head = read_head(scope["headers"])
        try:
            if scope["method"] in ("GET", "POST") and wants_events(_text(head, b"accept")):
                asked = await self._to_follow(scope, head, receive)
                await events_of(self._executor.follow(asked))(scope, receive, send)
                return
            reply = await self._reply(scope, head, receive)
        except ClientDisconnect:
            return
        except RegistryError as error:
            if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                _LOG.error("%s /graphql: %s", scope["method"], error.message)
            reply = refuse(error, head)
        except (asyncio.CancelledError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException:  # the index panics with none of Python's exceptions when its files are damaged
            _LOG.exception("%s /graphql", scope["method"])
            reply = refuse(InternalError(), head)
        await reply.send(send, head_only=scope["method"] == "HEAD")

    async def _reply(self, scope: Scope, head: Head, receive: Receive) -> Reply:
        match scope["method"]:
            case "POST":
                return await self._post(head, person_in(scope), receive)
            case "GET" | "HEAD":
                return await self._get(scope["query_string"], head, person_in(scope), receive)
            case "OPTIONS":
                return preflight()
            case other:
                return refuse(MethodNotAllowed(other[:20]), head, ((b"allow", ALLOWED),))

    async def _to_follow(self, scope: Scope, head: Head, receive: Receive) -> Asked:
        """What somebody asks who waits for events."""
        if scope["method"] == "POST":
            body = await self._bodies.read(receive, head.get(b"content-length", b""))
            require_json(_text(head, b"content-type"), _text(head, b"content-encoding"))
            parameters = of_body(body)
        else:
            parameters = of_address(scope["query_string"])
        text = self._documents.find(parameters).text
        languages = preferred_languages(_text(head, b"accept-language"), self._own_languages)
        asked = Asked(text, parameters.variables, parameters.operation_name, languages)
        return _asked_by(person_in(scope), asked)

    async def _post(self, head: Head, who: Person, receive: Receive) -> Reply:
        body = await self._bodies.read(receive, head.get(b"content-length", b""))
        key = (
            body,
            head.get(b"content-type"),
            head.get(b"accept"),
            head.get(b"accept-language"),
            head.get(b"content-encoding"),
        )
        known = self._known.get(key)
        if known is None:

            def parse() -> Parameters:
                require_json(_text(head, b"content-type"), _text(head, b"content-encoding"))
                return of_body(body)

            known = await self._learn(key, parse, len(body), head, receive)
        prepared = await self._prepared(_asked_by(who, known.asked), receive)
        answered = await self._answered(prepared, receive)
        return Reply(_status(known, answered), known.headers, answered.body)

    async def _get(self, query_string: bytes, head: Head, who: Person, receive: Receive) -> Reply:
        if len(query_string) > self._bodies.limit:
            raise InputTooLarge("The address", len(query_string), self._bodies.limit)
        key = (query_string, head.get(b"accept"), head.get(b"accept-language"))
        known = self._known.get(key)
        if known is None:
            known = await self._learn(key, partial(of_address, query_string), len(query_string), head, receive)
        prepared = await self._prepared(_asked_by(who, known.asked), receive)
        if not prepared.is_refused:
            if not prepared.is_query:
                return refuse(MethodNotAllowed("a mutation by GET"), head, ((b"allow", b"POST"),))
            tag = entity_tag(self._executor.moment, known.tag)
            if who is ANONYMOUS and is_fresh(head.get(b"if-none-match", b""), tag):
                return unchanged(tag)
        answered = await self._answered(prepared, receive)
        # An error may be one of the moment, so an answer with errors is never kept; nor is one for somebody alone.
        whole = who is ANONYMOUS and answered.ran and not answered.body.startswith(b'{"errors"')
        tag = entity_tag(answered.moment, known.tag)
        return Reply(_status(known, answered), got(known.form, tag if whole else None), answered.body)

    async def _learn(self, key: Key, parse: Callable[[], Parameters], size: int, head: Head, receive: Receive) -> Known:
        """Takes a request apart that is not known; raises leaves of `RegistryError` for what is no request."""
        form = response_type(_text(head, b"accept"))
        languages = preferred_languages(_text(head, b"accept-language"), self._own_languages)

        def look_up() -> tuple[Parameters, Found]:
            parameters = parse()
            return parameters, self._documents.find(parameters)

        parameters, found = look_up() if size <= _SHORT else await self._workers.run(receive, look_up)
        explain = (parameters.extensions or {}).get("explain") is True
        asked = Asked(found.text, parameters.variables, parameters.operation_name, languages, explain)
        tag = tag_of(self._executor.stamp, asked, form.media_type)
        known = Known(asked, form, posted(form), tag)
        if found.keep_as and not (await self._prepared(asked, receive)).is_refused:
            self._documents.keep(found)
        size_kept = _MEMO_OVERHEAD + 4 * (len(found.text) + sum(len(part) for part in key if part))
        self._known.put(key, known, size_kept)
        return known

    async def _prepared(self, asked: Asked, receive: Receive) -> P:
        if len(asked.query) <= _SHORT_QUERY or self._executor.knows(asked.query):
            return self._executor.prepare(asked)
        return await self._workers.run(receive, partial(self._executor.prepare, asked))

    async def _answered(self, prepared: P, receive: Receive) -> Answered:
        found = self._executor.at_hand(prepared)
        if found is not None:
            return found
        if prepared.heavy:
            return await self._workers.run(receive, partial(self._executor.run, prepared))
        return self._executor.run(prepared)


def _asked_by(who: Person, asked: Asked) -> Asked:
    """What was asked by anybody, asked by somebody; what is known of a request is known of no person."""
    return asked if who is ANONYMOUS else replace(asked, who=who)


def read_head(headers: Iterable[tuple[bytes, bytes]]) -> Head:
    """The headers by their names in lower case; those that came several times as one list (RFC 9110 section 5.3)."""
    given = list(headers)
    head = dict(given)
    if len(head) < len(given):
        for name in head:
            head[name] = b", ".join(value for other, value in given if other == name)
    return head


def refuse(error: RegistryError, head: Head, more: Headers = ()) -> Reply:
    """The reply that says why there is no answer, in the form that the reader takes; in JSON if there is none."""
    try:
        form = response_type(_text(head, b"accept"))
    except NotAcceptable:
        form = JSON
    return refusal(error, form, more)


def _status(known: Known, answered: Answered) -> int:
    return HTTPStatus.OK if answered.ran or known.form is JSON else HTTPStatus.BAD_REQUEST


def _text(head: Head, name: bytes) -> str:
    return head.get(name, b"").decode("latin-1")
