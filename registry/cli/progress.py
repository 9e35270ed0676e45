"""Says how far a long task is, on standard error and at most a few times a second; of a short one nothing."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

Item = TypeVar("Item")
_PAUSE_S = 0.2
LONG_S: Final = 2.0
"""A task that takes less is not spoken of."""


def progress(
    items: Iterable[Item],
    what: str,
    total: int | None = None,
    *,
    quiet_s: float = LONG_S,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Item]:
    """The same items; while they pass, a line such as `checking 120 of 1,500` is kept up to date on a terminal.

    Where standard error is no terminal, one line is written for every tenth of the whole, so that a log shows it too.
    Nothing is said in the first `quiet_s` seconds.
    """
    watched = sys.stderr.isatty()
    began, step = clock(), max(1, (total or 100_000) // 10)
    said_at: float | None = None
    number = 0
    for number, item in enumerate(items, 1):
        yield item
        if watched:
            now = clock()
            if now - began >= quiet_s and (said_at is None or now - said_at >= _PAUSE_S):
                said_at = now
                print(f"\r{_line(what, number, total)} ", end="", file=sys.stderr, flush=True)
        elif number % step == 0 and clock() - began >= quiet_s:
            print(_line(what, number, total), file=sys.stderr)
    if said_at is not None:
        print(f"\r{_line(what, number, total)} ", file=sys.stderr)


def _line(what: str, number: int, total: int | None) -> str:
    return f"{what} {number:,}" + (f" of {total:,}" if total else "")
