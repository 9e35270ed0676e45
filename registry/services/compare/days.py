"""Days as people write them in requests."""

from datetime import date

from registry.errors import InvalidArgument


def read_day(written: str) -> date:
    """The day of YYYY-MM-DD; raises `InvalidArgument`."""
    try:
        if len(written) != len("2026-06-30"):
            raise ValueError(written)
        return date.fromisoformat(written)
    except ValueError:
        raise InvalidArgument(f"{written[:100]!r} is no day; write YYYY-MM-DD, e.g. 2026-06-30.") from None
