"""What a request of the SPARQL 1.1 Protocol (section 2.1) asks: the query, its graphs, and the form of the answer."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from registry.errors import InvalidArgument, QueryError, UnknownFormat

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_MOST_PARAMETERS: Final = 50
_READ_ONLY: Final = "Updates are not open: this address answers queries, and nothing that it is sent changes anything."


@dataclass(frozen=True, slots=True)
class Asked:
    """A request; `query` is None where the endpoint itself is asked about."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    """The short name of a form, which goes before the Accept header."""


def read_get(query_string: bytes) -> Asked:
    """What GET asks; raises `QueryError`."""
    return _asked(_parameters(query_string), None)


def read_post(query_string: bytes, content_type: str, body: bytes) -> Asked:
    """What POST asks; raises `QueryError`, and `UnknownFormat` for a body that is neither a form nor a query."""
    in_address = _parameters(query_string)
    match _media_type(content_type):
        case "application/x-www-form-urlencoded":
            asked = _asked([*in_address, *_parameters(body)], None)
            if asked.query is None:
                raise InvalidArgument("The form has no `query`.")
            return asked
        case "application/sparql-query":
            return _asked(in_address, _text(body))
        case "application/sparql-update":
            raise QueryError(_READ_ONLY)
        case other:
            raise UnknownFormat(other[:100], [QUERY, FORM])


def _asked(parameters: list[tuple[str, str]], query: str | None) -> Asked:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if all_of("update"):
        raise QueryError(_READ_ONLY)
    queries = (*all_of("query"), *([query] if query is not None else ()))
    if len(queries) > 1:
        raise InvalidArgument("There is more than one `query`.")
    return Asked(
        next(iter(queries), None),
        all_of("default-graph-uri"),
        all_of("named-graph-uri"),
        next(iter(all_of("format")), None),
    )


def _media_type(content_type: str) -> str:
    """The media type; raises `UnknownFormat` for text that is said to be in another encoding than UTF-8."""
    media_type, *parameters = (part.strip() for part in content_type.lower().split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise UnknownFormat(content_type[:100], [f"{media_type[:100]}; charset=utf-8"])
    return media_type


def _parameters(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        raise QueryError("The parameters are no UTF-8 text in percent-encoding.") from error
    except ValueError as error:
        raise QueryError(f"There are more than {_MOST_PARAMETERS} parameters.") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError("The query is no UTF-8 text.") from error
