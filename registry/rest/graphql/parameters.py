"""What a GraphQL request consists of, read from a JSON body or from an address.

Anything that could be read in two ways is refused: a key that is there twice, numbers that JSON does not have, bytes
that are no UTF-8.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn
from urllib.parse import parse_qsl

from registry.errors import InvalidArgument, MalformedInput

_MOST_FIELDS: Final = 50
_NO_JSON: Final = "it is no JSON that can be taken"


@dataclass(frozen=True, slots=True)
class Parameters:
    """One request as it was sent: a query, an identifier of one, or a hash of one in `extensions`."""

    query: str | None = None
    document_id: str | None = None
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    extensions: Mapping[str, Any] | None = None


def of_body(data: bytes) -> Parameters:
    """The request in a JSON body; raises `MalformedInput` and `InvalidArgument`."""
    return _checked(read_json(data))


def of_address(query_string: bytes) -> Parameters:
    """The request in an address, whose `variables` and `extensions` are JSON; raises as `of_body` does."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:  # not UTF-8, or more fields than any request has
        raise MalformedInput("the address has parts that cannot be read") from error
    given: dict[str, Any] = _once(pairs)
    given = {name: value for name, value in given.items() if value != ""}
    for name in {"variables", "extensions"} & given.keys():
        given[name] = read_json(given[name].encode())
    return _checked(given)


def read_json(data: bytes) -> Any:
    """The value; a byte order mark is passed over. Raises `MalformedInput`."""
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise MalformedInput(error.msg, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, a number without end, brackets without end
        raise MalformedInput(_NO_JSON) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise MalformedInput(f"{twice[:100]!r} is there more than once")
    return found


def _no_number(word: str) -> NoReturn:
    raise MalformedInput(f"{word} is no number in JSON")


def _checked(body: Any) -> Parameters:
    if isinstance(body, list):
        raise InvalidArgument("A list of requests (a batch) is not taken; send each in a request of its own.")
    if not isinstance(body, dict):
        raise InvalidArgument("A GraphQL request is one JSON object with the key `query`.")
    query, document_id = (_text(body, name) for name in ("query", "documentId"))
    operation_name = _text(body, "operationName")
    variables, extensions = (_mapping(body, name) for name in ("variables", "extensions"))
    if query is not None and document_id is not None:
        raise InvalidArgument("`query` and `documentId` are both given; one of them says what to run.")
    if query is None and document_id is None and "persistedQuery" not in (extensions or {}):
        raise InvalidArgument("`query` is missing.")
    return Parameters(query, document_id, variables, operation_name or None, extensions)


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if not isinstance(value, str | None):
        raise InvalidArgument(f"`{name}` is no text.")
    return value


def _mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    value = body.get(name)
    if not isinstance(value, dict | None):
        raise InvalidArgument(f"`{name}` is no JSON object.")
    return value
