"""Answers GraphQL requests: runs the plan of each, and hands what no plan can to Strawberry."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

import graphql as core
from graphql import GraphQLError

from registry import __version__
from registry.errors import InvalidArgument
from registry.graphql.execution import MOST_ITEMS, Request
from registry.graphql.failures import log_unforeseen, shown
from registry.graphql.limits import QueryLimits
from registry.graphql.plan.cost import PageSizes
from registry.graphql.plan.fragments import FragmentsOfNow, state_of
from registry.graphql.plan.leaves import NULL, as_json
from registry.graphql.plan.nodes import NotPlannable, ObjectNode
from registry.graphql.plan.readying import Prepared, Ready, Readying
from registry.graphql.plan.request import Answered, Asking
from registry.graphql.plan.running import Purse, Run
from registry.graphql.plan.watching import Deadline, WatchedFinder
from registry.graphql.schema import RegistrySchema, answer_of, execute
from registry.graphql.sdl import print_sdl
from registry.services.find import Finder
from registry.settings import Settings

SECONDS: Final = 10.0
"""How long a request may take."""
DOCUMENT_BYTES: Final = 64_000_000
FRAGMENT_BYTES: Final = 64_000_000
"""How much memory documents with their plans, and fragments, may take: about so much."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes may be kept from one request to the next, and how many seconds and items one may take."""

    documents: int = DOCUMENT_BYTES
    fragments: int = FRAGMENT_BYTES
    seconds: float = SECONDS
    items: int = MOST_ITEMS


class Executor:
    """Answers requests to one schema from the records of one finder; any number of threads may ask it."""

    def __init__(
        self,
        schema: RegistrySchema,
        finder: Finder,
        settings: Settings,
        limits: QueryLimits | None = None,
        room: Room | None = None,
    ) -> None:
        self._schema = schema
        self._finder = finder
        self._settings = settings
        limits = limits or QueryLimits.of(settings)
        self._limits = limits
        room = room or Room(seconds=settings.query_seconds)
        self._seconds, self._items = room.seconds, room.items
        self._readying = Readying(schema, limits, PageSizes(settings.page_size, settings.max_page_size), room.documents)
        self._fragments = FragmentsOfNow(room.fragments)

    @property
    def revision(self) -> int:
        """The store's revision that an answer would be of now."""
        return self._finder.revision

    @cached_property
    def stamp(self) -> str:
        """Changes with whatever else than revision and request an answer depends on."""
        facts = (__version__, print_sdl(self._schema), self._settings, self._limits)
        return sha256(repr(facts).encode()).hexdigest()

    @property
    def documents_kept(self) -> int:
        """How many documents are at hand."""
        return len(self._readying.documents)

    def knows(self, query: str) -> bool:
        """Whether that document was read before: then `prepare` takes no time worth a thread."""
        return query in self._readying.documents

    def prepare(self, asked: Asking) -> Prepared:
        """The request, read and judged; never raises for what a request can be blamed for."""
        return Prepared(asked, self._readying.ready(asked))

    def answer(self, asked: Asking) -> Answered:
        """The answer to a request."""
        return self.run(self.prepare(asked))

    def run(self, prepared: Prepared) -> Answered:
        """The answer to a request that this executor has prepared, from the records of this moment."""
        asked, ready = prepared.asked, prepared.ready
        if ready.refusal is not None:
            return Answered(ready.refusal, False, ready.is_query, self.revision, ready.heavy)
        if ready.answer is not None and not asked.explain:
            return Answered(ready.answer, True, ready.is_query, self.revision, ready.heavy)
        if ready.root is not None:
            try:
                return self._planned(asked, ready, ready.root)
            except NotPlannable:  # below an interface, where nodes are made when they are met
                ready.root = None
        return self._referred(asked, ready)

    async def follow(self, asked: Asking) -> AsyncIterator[bytes]:
        """The results of a subscription as they come; one that says what is wrong with what is none."""
        operation = self._readying.documents.read(asked.query).operation(asked.operation_name)
        if operation is not None and operation.operation is not core.OperationType.SUBSCRIPTION:
            kind = operation.operation.value
            error = InvalidArgument(f"This is a {kind}; only subscriptions are answered as events.")
            yield as_json(answer_of(None, [GraphQLError(error.message, original_error=error)]).as_json())
            return
        # Not pinned: a subscription may last for days.
        request = Request(self._finder, asked.languages or self._settings.languages, who=asked.who)
        options = {"variable_values": dict(asked.variables or {}), "operation_name": asked.operation_name}
        async with aclosing(self._schema.followed(asked.query, root_value=request, **options)) as results:
            async for result in results:
                yield as_json(answer_of(result.data, result.errors or ()).as_json())

    def _planned(self, asked: Asking, ready: Ready, root: ObjectNode) -> Answered:
        run = self._run(asked)
        body = write_answer(run, root, self._limits, ready.cost.total if asked.explain else None)
        return Answered(body, True, ready.is_query, run.request.finder.revision, ready.heavy)

    def _run(self, asked: Asking) -> Run:
        """A run over the records of this moment."""
        pinned = self._finder.pinned()
        deadline = Deadline(self._seconds)
        purse = Purse(self._items)
        request = Request(
            WatchedFinder(pinned, deadline), asked.languages or self._settings.languages, purse, asked.who
        )
        return Run(request, purse, deadline, self._fragments.at(state_of(pinned)))

    def _referred(self, asked: Asking, ready: Ready) -> Answered:
        request = self._run(asked).request
        answer = execute(self._schema, asked.query, asked.variables, asked.operation_name, request).as_json()
        ran = "data" in answer
        finder = request.finder
        if ran and asked.explain:
            answer["extensions"] = _explained(ready.cost.total, finder, finder.work.records, "reference")
        body = as_json(answer)
        if ready.is_fixed and not asked.explain and "errors" not in answer:
            ready.answer = body
        return Answered(body, ran, ready.is_query, finder.revision, ready.heavy)


def write_answer(run: Run, root: ObjectNode, limits: QueryLimits, cost: int | None = None) -> bytes:
    """The whole answer of a plan; with the request's cost given, what it has cost is said in it."""
    try:
        data = root.write(run, run.request, None)
    except GraphQLError as error:  # of a field of the root that may not be null
        run.errors.append(error)
        data = NULL
    if not run.errors and cost is None:
        return b'{"data":%b}' % data
    errors = b'"errors":%b,' % as_json(_shown(run.errors, limits)) if run.errors else b""
    if cost is None:
        return b'{%b"data":%b}' % (errors, data)
    told = _explained(cost, run.request.finder, run.records, "compiled")
    return b'{%b"data":%b,"extensions":%b}' % (errors, data, as_json(told))


def _shown(errors: list[GraphQLError], limits: QueryLimits) -> Sequence[Mapping[str, Any]]:
    log_unforeseen(errors)
    return [shown(error, limits).formatted for error in errors]


def _explained(cost: int, finder: Finder, records: int, plan: str) -> Mapping[str, Any]:
    work = {"cost": cost, "lookups": finder.work.lookups, "recordsRead": records, "plan": plan}
    return {"explain": work}
