"""The address of a comparison: all its parameters, in one order, with the revision that it is of."""

from datetime import date
from typing import Final
from urllib.parse import urlencode

from registry.services.compare.comparison import ComparisonRequest

PATH: Final = "/compare"


def parameters(request: ComparisonRequest) -> list[tuple[str, str]]:
    """What an address says of a request, by the names that the REST face reads."""
    given: list[tuple[str, object]] = [
        *(("side", "/".join(side.rsplit("/", 2)[1:])) for side in request.sides),
        *(("by", name) for name in request.by),
        ("class", request.class_name),
        ("measure", request.measure.value),
        ("where", request.where_text or None),
        ("asOf", request.as_of),
        ("helixRoles", request.helix_roles),
        ("day", request.day),
        ("rows", request.rows),
        ("columns", request.columns),
        ("evidence", request.evidence),
    ]
    return [
        (name, value.isoformat() if isinstance(value, date) else str(value))
        for name, value in given
        if value is not None
    ]


def permalink(request: ComparisonRequest) -> str:
    """Path and parameters that give the same answer again, whatever is written later."""
    return f"{PATH}?{urlencode(parameters(request), safe=':/,')}"
