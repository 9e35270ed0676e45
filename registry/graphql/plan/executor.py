"""Answers GraphQL requests: runs the plan of each, and hands what no plan can to Strawberry."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
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
from registry.graphql.plan.fragments import Fragments, FragmentsOfNow, Shelf
from registry.graphql.plan.leaves import NULL, as_json
from registry.graphql.plan.moments import Moment, today
from registry.graphql.plan.nodes import NotPlannable, ObjectNode
from registry.graphql.plan.readying import Prepared, Ready, Readying
from registry.graphql.plan.request import Answered, Asking
from registry.graphql.plan.running import Purse, Run
from registry.graphql.plan.watching import Deadline, WatchedFinder
from registry.graphql.schema import RegistrySchema, answer_of, execute
from registry.graphql.sdl import print_sdl
from registry.identity.person import ANONYMOUS
from registry.services.find import Finder
from registry.settings import Settings

SECONDS: Final = 10.0
"""How long a request may take."""
DOCUMENT_BYTES: Final = 64_000_000
FRAGMENT_BYTES: Final = 64_000_000
_LARGEST_KEPT: Final = FRAGMENT_BYTES // 64
_WHOLE: Final = ""
"""Under this name a whole answer is kept, beside those of records."""
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
        day: Callable[[], date] = today,
    ) -> None:
        self._schema = schema
        self._finder = finder
        self._settings = settings
        self._day = day
        limits = limits or QueryLimits.of(settings)
        self._limits = limits
        room = room or Room(seconds=settings.query_seconds)
        self._seconds, self._items = room.seconds, room.items
        self._readying = Readying(schema, limits, PageSizes(settings.page_size, settings.max_page_size), room.documents)
        self._fragments = FragmentsOfNow(room.fragments)

    @property
    def moment(self) -> str:
        """Of which moment an answer would be now."""
        return self._moment(self._finder).tag

    @cached_property
    def sdl(self) -> str:
        """The schema as text; printed when it is first asked for."""
        return print_sdl(self._schema)

    @cached_property
    def stamp(self) -> str:
        """Changes with whatever else than moment and request an answer depends on."""
        facts = (__version__, self.sdl, self._settings, self._limits)
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

    def at_hand(self, prepared: Prepared) -> Answered | None:
        """The answer that the same request has had before, if it is still right and at hand."""
        asked, ready = prepared.asked, prepared.ready
        if not (ready.ran and _may_keep(asked, ready)):
            return None
        finder = self._finder.pinned()
        moment = self._moment(finder)
        found = self._whole(self._fragments.at(moment), asked, ready).get(_WHOLE)
        return None if found is None else Answered(found[0], True, ready.is_query, moment, False)

    def answer(self, asked: Asking) -> Answered:
        """The answer to a request."""
        return self.run(self.prepare(asked))

    def run(self, prepared: Prepared) -> Answered:
        """The answer to a request that this executor has prepared, from the records of this moment."""
        asked, ready = prepared.asked, prepared.ready
        if ready.refusal is not None:
            return Answered(ready.refusal, False, ready.is_query, self._moment(self._finder), ready.heavy)
        if ready.answer is not None and not asked.explain:
            return Answered(ready.answer, True, ready.is_query, self._moment(self._finder), ready.heavy)
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
        pinned = self._finder.pinned()
        moment = self._moment(pinned)
        fragments = self._fragments.at(moment)
        run = self._run(asked, pinned, fragments)
        body = write_answer(run, root, self._limits, ready.cost.total if asked.explain else None)
        if _may_keep(asked, ready) and not run.errors and ready.ran and len(body) <= _LARGEST_KEPT:
            self._whole(fragments, asked, ready).keep(_WHOLE, (body, 0, 0))
        ready.ran = True
        return Answered(body, True, ready.is_query, moment, ready.heavy)

    def _moment(self, finder: Finder) -> Moment:
        return Moment.of(finder, self._day())

    def _languages(self, asked: Asking) -> tuple[str, ...]:
        return asked.languages or self._settings.languages

    def _whole(self, fragments: Fragments, asked: Asking, ready: Ready) -> Shelf:
        return fragments.shelf(ready.look, self._languages(asked))

    def _run(self, asked: Asking, pinned: Finder, fragments: Fragments) -> Run:
        deadline = Deadline(self._seconds)
        purse = Purse(self._items)
        request = Request(WatchedFinder(pinned, deadline), self._languages(asked), purse, asked.who)
        return Run(request, purse, deadline, fragments)

    def _referred(self, asked: Asking, ready: Ready) -> Answered:
        pinned = self._finder.pinned()
        moment = self._moment(pinned)
        request = self._run(asked, pinned, self._fragments.at(moment)).request
        answer = execute(self._schema, asked.query, asked.variables, asked.operation_name, request).as_json()
        ran = "data" in answer
        finder = request.finder
        if ran and asked.explain:
            answer["extensions"] = _explained(ready.cost.total, finder, finder.work.records, "reference")
        body = as_json(answer)
        if ready.is_fixed and not asked.explain and "errors" not in answer:
            ready.answer = body
        return Answered(body, ran, ready.is_query, moment, ready.heavy)


def _may_keep(asked: Asking, ready: Ready) -> bool:
    """Whether the answer is the same for everybody who asks so; what is written for somebody alone is never kept."""
    return ready.root is not None and asked.who is ANONYMOUS and not asked.explain


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
