"""Patches that name what a record does not have."""

from registry.errors.inputs import InputError
from registry.errors.kinds import INVALID


class UnknownField(InputError):
    """A patch of a field that records or parts of that class do not have."""

    exit_code = INVALID
    status = 422
    advice = "Use one of the class's fields; `mission-registry schema` lists them."

    def __init__(self, given: str, class_name: str, near: str | None, known: list[str]) -> None:
        meant = f"did you mean {near!r}? " if near else ""
        super().__init__(f"{given[:100]!r} is no field of a {class_name}: {meant}it has {', '.join(known)}.")


class UnknownPart(InputError):
    """A patch of a part that the record does not have."""

    exit_code = INVALID
    status = 422
    advice = 'Name a part by the end of its IRI, as "#target-1", or put new parts into a list under "add".'

    def __init__(self, given: str, field: str, near: str | None, known: list[str]) -> None:
        meant = f"did you mean {near!r}? " if near else ""
        there = f"there are {', '.join(known)}" if known else "there is none yet"
        super().__init__(f"{given[:100]!r} is not among the {field}: {meant}{there}.")
