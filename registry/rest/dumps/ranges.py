"""Parts of a file (RFC 9110 section 14): one range of bytes, and only for who names by `If-Range` the file meant.

A dump is made anew when records change. Whoever goes on with a download without saying of which file would join the
halves of two, so without the tag the whole file is the answer, as it is to ranges that nobody understands.
"""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Final

from fastapi import Request
from fastapi.exceptions import HTTPException
from fastapi.responses import FileResponse
from starlette.types import Receive, Scope, Send

_RANGE: Final = re.compile(r"bytes=[ \t]*(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))[ \t]*", re.IGNORECASE)
_OF_PARTS: Final = (b"range", b"if-range")


def asked_part(request: Request, tag: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte that are asked for; None for the whole.

    Raises `HTTPException` (416) for a part beyond the file's end.
    """
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    if request.method != "GET" or found is None or request.headers.get("if-range", "").strip() != tag:
        return None
    if found[3]:
        start, end = max(0, size - int(found[3])), size - 1
    else:
        start, end = int(found[1]), min(size - 1, int(found[2]) if found[2] else size - 1)
        if found[2] and int(found[2]) < start:
            return None
    if start > end:
        raise HTTPException(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            f"The file has {size} bytes, and none of them is in that range.",
            {"Content-Range": f"bytes */{size}"},
        )
    return start, end


class FilePart(FileResponse):
    """A file, or the part of it that `asked_part` found."""

    def __init__(self, path: Path, part: tuple[int, int] | None, media_type: str, headers: dict[str, str], name: str):
        super().__init__(path, media_type=media_type, headers=headers, filename=name)
        self._part = part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        headers = [header for header in scope["headers"] if header[0].lower() not in _OF_PARTS]
        if self._part:
            headers.append((b"range", b"bytes=%d-%d" % self._part))
        await super().__call__({**scope, "headers": headers}, receive, send)
