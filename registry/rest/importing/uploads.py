"""A request's body onto the disk, piece by piece: never more than the limit, and nobody may dawdle."""

import asyncio
from pathlib import Path

from starlette.requests import Request

from registry.errors import BodyTooSlow, InputTooLarge

_NAME = "The file"


async def receive(request: Request, target: Path, limit: int, seconds: float) -> None:
    """Puts the body there; raises `InputTooLarge`, `BodyTooSlow` when nothing comes for so many seconds, and
    `ClientDisconnect`."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > limit:
        raise InputTooLarge(_NAME, int(announced), limit)
    size = 0
    pieces = request.stream()
    with target.open("wb") as file:
        while True:
            try:
                piece = await asyncio.wait_for(anext(pieces), seconds)
            except StopAsyncIteration:
                return
            except TimeoutError as error:
                raise BodyTooSlow(seconds) from error
            size += len(piece)
            if size > limit:
                raise InputTooLarge(_NAME, size, limit)
            file.write(piece)
