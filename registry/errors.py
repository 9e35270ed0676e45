"""Everything that can go wrong for a user, as one tree.

RegistryError
├── InputError                 what was handed in cannot be taken
│   ├── MalformedInput         not well-formed Turtle, TriG, N-Triples, JSON-LD ...
│   ├── NotText                bytes that are no UTF-8 text
│   ├── InputTooLarge          more bytes than the setting allows
│   ├── UnknownFormat          a file or media type that the registry does not read
│   ├── MissingInput           no file at that path, or not readable
│   ├── EmptyInput             well-formed, but without a statement
│   ├── NoRecord               statements, but none about a record of a known class
│   ├── RemoteContext          JSON-LD that asks for a document from elsewhere
│   └── HostileIri             an IRI that is relative or has characters that no IRI may have
├── QueryError                 a query that cannot be read, or asks for what is not open
│   ├── InvalidArgument        an argument out of its range, or two that contradict each other
│   ├── InvalidCursor          a page's cursor that is damaged, or belongs to another list
│   ├── PageTooLarge           more records on a page than the setting allows
│   ├── QueryTooDeep           more levels of fields inside fields than the limit
│   ├── TooManyAliases         more renamed fields than the limit
│   └── QueryTooLong           more words and signs than the limit
├── NotFound                   no such record, class, term or file
├── NotAcceptable              an answer in none of the formats that there are
├── MethodNotAllowed           an address that does not do that, e.g. POST to a page
├── InternalError              something that nobody foresaw
├── Misuse                     a command, setting or argument that makes no sense
├── ModelError                 ontology or shapes that the registry cannot be built from
└── StoreError                 the store did not do as asked
    ├── StoreUnreachable       no answer, or no permission
    ├── StoreLocked            another process holds the embedded store
    ├── StoreDamaged           files of the embedded store that cannot be read
    ├── StoreFull              no room left on the disk
    └── StaleRevision          somebody else wrote since the revision that a change was based on

Each leaf has a slug made from its name, an exit code for the command line, a status for HTTP, a sentence and a way
out. `docs/errors/<slug>.md` says when you meet it. An invalid record is no error: it is a report.
"""

import re
from typing import ClassVar

FINE, INVALID, MISUSE, STORE_OUT_OF_REACH = 0, 1, 2, 3


class RegistryError(Exception):
    """An error with a sentence for people (`message`) and a way out (`advice`)."""

    exit_code: ClassVar[int] = MISUSE
    status: ClassVar[int] = 400
    advice: ClassVar[str] = ""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @classmethod
    def slug(cls) -> str:
        """The error's name in answers and in the address of its page, e.g. `malformed-input`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


class InputError(RegistryError):
    """What was handed in cannot be taken."""


class MalformedInput(InputError):
    """Text that breaks the syntax of its format; says the line and column where there is one."""

    exit_code = INVALID
    advice = "Mend the text at that place; a Turtle or JSON editor shows the same spot."

    def __init__(self, detail: str, line: int | None = None, column: int | None = None) -> None:
        where = "" if line is None else f" at line {line}" + ("" if column is None else f", column {column}")
        super().__init__(f"The text cannot be read{where}: {detail}")
        self.line = line
        self.column = column


class NotText(InputError):
    """Bytes that are not UTF-8 text."""

    advice = "Save the file as UTF-8 text in Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not UTF-8 text.")


class InputTooLarge(InputError):
    """More bytes than one submission may have."""

    status = 413
    advice = "Split it into smaller files, or raise the setting max_input_bytes."

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(f"{name} has {size:,} bytes; the limit is {limit:,}.")


class UnknownFormat(InputError):
    """A file ending or media type that the registry does not read."""

    status = 415

    def __init__(self, given: str, known: list[str]) -> None:
        super().__init__(f"{given!r} is not a format that is read here. Known: {', '.join(known)}.")

    advice = "Name the format, or rename the file to one of these endings."


class MissingInput(InputError):
    """No file at that path, or no permission to read it."""

    advice = "Check the path and that you may read the file."

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} cannot be read: {reason}.")


class EmptyInput(InputError):
    """Well-formed, but without a single statement."""

    exit_code = INVALID
    advice = "Write at least one record; `mission-registry schema` and the examples show how one looks."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} holds no statement.")


class NoRecord(InputError):
    """Statements, but none that says something is of a class that the registry knows."""

    exit_code = INVALID
    advice = "Give the record one of the known classes, e.g. `a mr:Mission`."

    def __init__(self, found: list[str], known: list[str]) -> None:
        seen = f"its classes are {', '.join(found)}" if found else "nothing in it has a class"
        super().__init__(f"No record of a known class: {seen}. Known: {', '.join(known)}.")


class RemoteContext(InputError):
    """JSON-LD that names a context document elsewhere; the registry opens no address for a contributor."""

    exit_code = INVALID
    advice = "Put the context into the document, or use the registry's own context."

    def __init__(self, address: str) -> None:
        super().__init__(f"The JSON-LD context {address!r} is not opened from elsewhere.")


class HostileIri(InputError):
    """An IRI that is relative or has characters that no IRI may have."""

    exit_code = INVALID
    advice = "Write the whole address, without spaces, quotes, angle brackets or control characters."

    def __init__(self, value: str) -> None:
        super().__init__(f"{value[:200]!r} is not an address (IRI) that can be stored.")


class QueryError(RegistryError):
    """A query that cannot be read, or that asks for what is not open."""

    advice = "Mend the query; `mission-registry query --help` shows one that works."


class InvalidArgument(QueryError):
    """An argument that is out of its range, or two that contradict each other."""

    advice = "Change that argument; the schema says what each one takes."


class InvalidCursor(QueryError):
    """A cursor that is damaged, made up, or belongs to another list or order."""

    advice = "Use a cursor that this list gave, as it is, or leave it out to start from the list's end."


class PageTooLarge(QueryError):
    """More records asked for at once than a page may have."""

    advice = "Ask for fewer and read on with `after` and the page's `endCursor`."

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(f"`{name}` is {size:,}; a page has at most {limit:,} records.")


class QueryTooDeep(QueryError):
    """More levels of fields inside fields than the limit."""

    advice = "Ask in two queries: take the ids of the first one's records into the second."


class TooManyAliases(QueryError):
    """More renamed fields than the limit, counted each time that a fragment repeats them."""

    advice = "Ask for lists instead of one alias for each record, or in several queries."


class QueryTooLong(QueryError):
    """More words and signs (tokens) than the limit."""

    advice = "Put values into variables and repeated selections into fragments, or ask in several queries."


class NotFound(RegistryError):
    """Nothing has that name."""

    exit_code = INVALID
    status = 404
    advice = "Check the spelling; `mission-registry query` or the GraphQL API lists what there is."


class NotAcceptable(RegistryError):
    """An answer was asked for in none of the formats that there are."""

    status = 406
    advice = "Ask for one of these formats in the Accept header, or add its ending to the address."

    def __init__(self, asked: str, offered: list[str]) -> None:
        super().__init__(f"Nothing here comes as {asked[:200]!r}. There is {', '.join(offered)}.")


class MethodNotAllowed(RegistryError):
    """The address is there, but does not do what was asked of it."""

    status = 405
    advice = "Use one of the methods that the header Allow names."

    def __init__(self, method: str) -> None:
        super().__init__(f"This address does not answer to {method}.")


class InternalError(RegistryError):
    """Something went wrong that nobody foresaw; what it was is in the server's log alone."""

    status = 500
    advice = "Try again; if it stays, tell the people who run this server when it happened."

    def __init__(self) -> None:
        super().__init__("Something went wrong inside the registry.")


class Misuse(RegistryError):
    """A command, setting or argument that makes no sense."""

    advice = "See `mission-registry --help` and the settings page of the docs."


class ModelError(RegistryError):
    """Ontology or shapes that the registry cannot be built from."""

    status = 500
    advice = "Mend the shape that is named; `mission-registry check` judges all shapes."


class StoreError(RegistryError):
    """The store did not do as asked."""

    exit_code = STORE_OUT_OF_REACH
    status = 503
    advice = "See the server's log for the cause."


class StoreUnreachable(StoreError):
    """No answer from the store, or no permission."""

    advice = "Check that the store runs, its address in the setting `store`, and your permission."


class StoreLocked(StoreError):
    """Another process holds the embedded store."""

    advice = "Stop that process, or use another data directory (setting data_dir), or a SPARQL server as store."

    def __init__(self, path: str, holder: str) -> None:
        super().__init__(f"The store at {path} is in use by {holder}.")


class StoreDamaged(StoreError):
    """Files of the embedded store that cannot be read."""

    advice = "Keep a copy of the directory, remove it and start again: the seed is loaded anew."


class StoreFull(StoreError):
    """No room left on the disk."""

    status = 507
    advice = "Free some space on that disk and try again; nothing was changed."


class StaleRevision(StoreError):
    """Somebody else wrote since the revision that a change was based on."""

    exit_code = INVALID
    status = 409
    advice = "Read the present revision, apply your change to it and send it again."

    def __init__(self, expected: int, actual: int) -> None:
        super().__init__(f"The change was based on revision {expected}; the store is at {actual}.")
