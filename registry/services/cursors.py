"""Cursors: where a record stands in a list, as text that callers hand back and need not understand.

A cursor names the list and the record, not a number, so it stays right while other records come and go. It is
checked on return: it must be whole, and of the list that is asked for.
"""

import base64
import binascii
import hashlib

from registry.errors import InvalidCursor

_CHECK_BYTES = 4


def write_cursor(list_name: str, iri: str) -> str:
    """The cursor of a record in a list."""
    body = _check(list_name) + iri.encode()
    return base64.urlsafe_b64encode(_check_bytes(body) + body).decode().rstrip("=")


def read_cursor(cursor: str, list_name: str) -> str:
    """The IRI of the record where that cursor stands; raises `InvalidCursor` when it is damaged or of another list."""
    try:
        whole = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidCursor("The cursor was not given out by this registry.") from error
    check, body = whole[:_CHECK_BYTES], whole[_CHECK_BYTES:]
    if _check_bytes(body) != check:
        raise InvalidCursor("The cursor was not given out by this registry, or not copied whole.")
    if body[:_CHECK_BYTES] != _check(list_name):
        raise InvalidCursor("The cursor belongs to another list.")
    return body[_CHECK_BYTES:].decode()


def _check(text: str) -> bytes:
    return _check_bytes(text.encode())


def _check_bytes(data: bytes) -> bytes:
    """Enough to notice damage and mistakes; nothing secret hangs on it."""
    return hashlib.blake2s(data, digest_size=_CHECK_BYTES).digest()
