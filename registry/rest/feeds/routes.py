"""Routes of the feed: `/changes`, `/changes.atom` and `/changes/stream`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response, StreamingResponse

from registry.errors import InvalidArgument
from registry.rest.etags import content_tag, is_among
from registry.rest.feeds.atom import MEDIA_TYPE as ATOM
from registry.rest.feeds.atom import atom
from registry.rest.feeds.streaming import MEDIA_TYPE as EVENTS
from registry.rest.feeds.streaming import Streams
from registry.rest.routing import readable
from registry.services.feeds.changes import MOST, ChangeFeed, Changes
from registry.services.revisions import revision_as_data

_ENTRIES: Final = 50
_HEADERS: Final = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_LAST_SEEN: Final = "last-event-id"


@dataclass(frozen=True)
class FeedFace:
    """Answers with the feed; `address` gives where a request found the server."""

    feed: ChangeFeed
    streams: Streams
    address: Callable[[Request], str]

    def page(self, request: Request) -> Response:
        """The changes after a revision, oldest first, and where to go on."""
        after, first = number(request, "after", 0), number(request, "first", MOST)
        if not 1 <= first <= MOST:
            raise InvalidArgument(f"`first` is {first}; it must be between 1 and {MOST}.")
        return JSONResponse(_as_data(self.feed.after(after, first), first), headers=_HEADERS)

    def newest(self, request: Request) -> Response:
        """The last changes for feed readers."""
        body = atom(self.feed.latest(_ENTRIES), self.address(request))
        tag = content_tag(body)
        headers = {**_HEADERS, "ETag": tag}
        if is_among(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=f"{ATOM}; charset=utf-8", headers=headers)

    async def stream(self, request: Request) -> Response:
        """Changes as they happen: from now on, after a revision, or after the last one that the reader has had."""
        seen = request.headers.get(_LAST_SEEN)
        after = _whole(seen, "The header Last-Event-ID") if seen else None
        if after is None:
            last = await run_in_threadpool(lambda: self.feed.last)
            after = number(request, "after", last)
        events = await self.streams.events(after)
        return StreamingResponse(events, media_type=EVENTS, headers={**_HEADERS, "X-Accel-Buffering": "no"})


def feed_router(face: FeedFace) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["Changes"])
    readable(router, "/changes", face.page)
    readable(router, "/changes.atom", face.newest)
    router.add_api_route("/changes/stream", face.stream, methods=["GET"])
    return router


def number(request: Request, name: str, usual: int) -> int:
    """A number in the address; raises `InvalidArgument` for what is none."""
    given = request.query_params.get(name)
    return usual if given is None else _whole(given, f"`{name}`")


def _whole(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidArgument(f"{name} is {text[:50]!r}; it must be the number of a revision, e.g. 12.")
    return int(text)


def _as_data(changes: Changes, first: int) -> dict[str, object]:
    following = f"/changes?after={changes.reached}" + ("" if first == MOST else f"&first={first}")
    return {
        "changes": [revision_as_data(each) for each in changes.revisions],
        "reached": changes.reached,
        "last": changes.last,
        "next": following,
    }
