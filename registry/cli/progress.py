"""Says how far a long task is, on standard error, at most a few times a second and only where a person looks."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_PAUSE_S = 0.2


def progress(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """The same items; while they pass, a line such as `checking 120 of 1,500` is kept up to date on a terminal.

    Where standard error is no terminal, one line is written for every tenth of the whole, so that a log shows it too.
    """
    watched = sys.stderr.isatty()
    said_at, step = time.monotonic(), max(1, (total or 100_000) // 10)
    number = 0
    for number, item in enumerate(items, 1):
        yield item
        if watched and time.monotonic() - said_at >= _PAUSE_S:
            said_at = time.monotonic()
            print(f"\r{_line(what, number, total)} ", end="", file=sys.stderr, flush=True)
        elif not watched and number % step == 0:
            print(_line(what, number, total), file=sys.stderr)
    if watched and number:
        print(f"\r{_line(what, number, total)} ", file=sys.stderr)


def _line(what: str, number: int, total: int | None) -> str:
    return f"{what} {number:,}" + (f" of {total:,}" if total else "")
