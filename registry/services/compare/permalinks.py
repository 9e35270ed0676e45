"""The address of a comparison: all its parameters, in one order, with the revision that it is of.

The address of a picture of it also says in which format, and which picture.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

from registry.model.language import OTHERWISE
from registry.services.compare.comparison import ComparisonRequest

PATH: Final = "/compare"


def parameters(request: ComparisonRequest) -> list[tuple[str, str]]:
    """What an address says of a request, by the names that the REST face reads."""
    given: list[tuple[str, object]] = [
        ("sides", ",".join("/".join(side.rsplit("/", 2)[1:]) for side in request.sides)),
        ("by", ",".join(request.by)),
        ("class", request.class_name),
        ("measure", request.measure.value),
        ("where", request.where_text or None),
        ("asOf", request.as_of),
        ("helixRoles", request.helix_roles),
        ("day", request.day),
        ("rows", request.rows),
        ("columns", request.columns),
        ("evidence", request.evidence),
        ("lang", ",".join(_asked(request.languages))),
    ]
    return [
        (name, value.isoformat() if isinstance(value, date) else str(value))
        for name, value in given
        if value is not None
    ]


def _asked(languages: Sequence[str]) -> Sequence[str]:
    """The languages that were asked for, without what every server adds of its own."""
    return languages[: languages.index(OTHERWISE)] if OTHERWISE in languages else languages


def permalink(request: ComparisonRequest) -> str:
    """Path and parameters that give the same answer again, whatever is written later."""
    return f"{PATH}?{urlencode(parameters(request), safe=':/,')}"


def picture_link(link: str, ending: str, chart: str) -> str:
    """A comparison's permalink as that of a picture of it: `ending` is `.svg` or `.png`."""
    path, _, query = link.partition("?")
    return f"{path}{ending}?{query}&{urlencode({'chart': chart})}"
