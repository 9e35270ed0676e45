"""Cursors: where a record stands in a list, as text that callers hand back and need not understand.

A cursor names the list and the place in it, not a number, so it stays right while other records come and go. It is
checked on return: it must be whole, and of the list that is asked for.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import overload

from registry.errors import InvalidCursor

_CHECK_BYTES = 4


def write_cursor(list_name: str, place: str) -> str:
    """The cursor of a place in a list."""
    body = _check(list_name) + place.encode()
    return base64.urlsafe_b64encode(_check_bytes(body) + body).decode().rstrip("=")


def read_cursor(cursor: str, list_name: str) -> str:
    """The place where that cursor stands; raises `InvalidCursor` when it is damaged or of another list."""
    try:
        whole = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidCursor("The cursor was not given out by this registry.") from error
    check, body = whole[:_CHECK_BYTES], whole[_CHECK_BYTES:]
    if _check_bytes(body) != check:
        raise InvalidCursor("The cursor was not given out by this registry, or not copied whole.")
    if body[:_CHECK_BYTES] != _check(list_name):
        raise InvalidCursor("The cursor belongs to another list.")
    try:
        return body[_CHECK_BYTES:].decode()
    except UnicodeDecodeError as error:
        raise InvalidCursor("The cursor was not given out by this registry.") from error


class Cursors(Sequence[str]):
    """The cursors of a page, each written when it is asked for: most readers want the last one only."""

    __slots__ = ("_list_name", "_places")

    def __init__(self, list_name: str, places: Sequence[str]) -> None:
        self._list_name = list_name
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return Cursors(self._list_name, self._places[index])
        return write_cursor(self._list_name, self._places[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)


def _check(text: str) -> bytes:
    return _check_bytes(text.encode())


def _check_bytes(data: bytes) -> bytes:
    """Enough to notice damage and mistakes; nothing secret hangs on it."""
    return hashlib.blake2s(data, digest_size=_CHECK_BYTES).digest()
