"""What was handed in cannot be taken: files and request bodies."""

from registry.errors.kinds import INVALID, RegistryError


class InputError(RegistryError):
    """What was handed in cannot be taken."""


class MalformedInput(InputError):
    """Text that breaks the syntax of its format; says the line and column where there is one."""

    exit_code = INVALID
    advice = "Mend the text at that place, then hand it in again."

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
    advice = "Send less at once, or raise the setting: max_input_bytes for records, max_query_bytes for GraphQL."

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(f"{name} has {size:,} bytes; the limit is {limit:,}.")


class RecordTooLarge(InputError):
    """One record with more parts or statements than a record may have."""

    status = 413
    advice = "Split the record, for example into sub-missions; who runs the registry can raise the setting max_parts."

    def __init__(self, record: str, what: str, size: int, limit: int) -> None:
        super().__init__(f"{record} has {size:,} {what}; the limit is {limit:,}.")


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

    def __init__(self, name: str, message: str = "", advice: str = "") -> None:
        super().__init__(message or f"{name} holds no statement.")
        if advice:
            self.advice = advice  # type: ignore[misc]


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
