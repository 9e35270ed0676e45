"""What all errors have, and those that belong to no family."""

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
