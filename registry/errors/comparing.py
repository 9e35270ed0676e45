"""What cannot be compared, and what could be instead."""

from collections.abc import Sequence

from registry.errors.queries import QueryError

_SHOWN = 100


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


class UnknownSide(QueryError):
    """A name that stands for no country, group, mission or initiative of the registry."""

    advice = "Give an ISO country code, a name, or the address of the record."

    def __init__(self, name: str, near: Sequence[str] = (), code: str | None = None) -> None:
        """`code` is the ISO code that the name stands for, where it is another one: GR for EL."""
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        read_as = f" (read as the ISO code {code})" if code else ""
        super().__init__(
            f"{name[:_SHOWN]!r}{read_as} is no country, group, mission or initiative of this registry.{meant}"
        )


class TooFewSides(QueryError):
    """A comparison of one thing, or of none."""

    advice = "Name two or more; a group such as EU or OECD can be one of them."

    def __init__(self, count: int, names: Sequence[str] = ()) -> None:
        """`names` are those that were given, where all of them stand for one and the same side."""
        given = f"{count} side{'' if count == 1 else 's'} given"
        if len(names) > 1:
            each = [repr(name[:_SHOWN]) for name in dict.fromkeys(names)]
            given = (
                f"{' and '.join(each)} are one and the same side"
                if len(each) > 1
                else f"{each[0]} is given {'twice' if len(names) == 2 else f'{len(names):,} times'}"
            )
        super().__init__(f"{given}; a comparison has at least two different ones.")


class TooManySides(QueryError):
    """More countries side by side than a comparison takes."""

    advice = "Compare fewer at once, or groups such as EU, Nordic or OECD."

    def __init__(self, count: int, limit: int) -> None:
        super().__init__(f"{count} sides given; a comparison has at most {limit}.")


class UnknownDimension(QueryError):
    """A dimension that does not exist, or that these records do not have."""

    advice = "Use one of the dimensions that are listed."

    def __init__(self, name: str, known: Sequence[str], near: str | None = None, class_name: str | None = None) -> None:
        what = "There is no dimension" if class_name is None else f"{class_name} cannot be compared by"
        meant = f" Did you mean {near}?" if near else ""
        super().__init__(f"{what} {name[:_SHOWN]!r}.{meant} There is {_listed(known)}.")


class NotComparable(QueryError):
    """Records, dimensions or a measure that do not go together."""

    advice = (
        "Take records that have all the dimensions, or another measure; the reference page of comparing lists them."
    )

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        if advice:
            self.advice = advice  # type: ignore[misc]
            """What to do in this very case."""
