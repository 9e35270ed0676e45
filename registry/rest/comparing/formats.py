"""A comparison as a file: which format, by ending or Accept header, and the answer with its headers.

Tables are written by `registry.services.tables`, pictures by `registry.services.charts`. The tag of an answer is known
before anything is written, because a picture takes a second to draw.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from fastapi.responses import Response

from registry import __version__
from registry.errors import InvalidArgument, NotFound
from registry.rest.etags import entity_tag, is_among
from registry.rest.negotiate import Form, choose
from registry.services.charts.chart import Chart
from registry.services.charts.choosing import CHART_NAMES, USUAL
from registry.services.charts.pictures import PICTURES, PictureFormat
from registry.services.compare.comparison import Comparison
from registry.services.compare.permalinks import picture_link
from registry.services.tables.formats import FORMATS, TableFormat
from registry.services.tables.imprint import Imprint

Format: TypeAlias = TableFormat | PictureFormat

_BY_ENDING: Final = {each.ending: each for each in (*FORMATS, *PICTURES)}
_FORMS: Final = tuple(
    {
        each.media_type: Form(each.name, each.media_type, each.ending) for each in reversed((*FORMATS, *PICTURES))
    }.values()
)[::-1]
"""Of formats with one media type the first."""
_SAVED: Final = frozenset({"csv", "wide-csv", "excel-csv", "xlsx"})
"""Formats that a browser saves instead of showing them."""
_MOST_CODES: Final = 6
_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept, Accept-Language",
}


def format_for(ending: str | None, accept: str | None) -> Format:
    """The format; raises `NotFound` for an ending that there is not, and `NotAcceptable`."""
    if ending is None:
        return _BY_ENDING[choose(accept, _FORMS).ending]
    if f".{ending}" not in _BY_ENDING:
        raise NotFound(f"Nothing here ends in .{ending[:50]}. There is {', '.join(_BY_ENDING)}.")
    return _BY_ENDING[f".{ending}"]


def file_response(
    comparison: Comparison,
    how: Format,
    imprint: Imprint,
    draw: Callable[[Comparison], Chart],
    *,
    chart: str | None = None,
    if_none_match: str = "",
) -> Response:
    """The comparison in a format; `draw` gives the chart of that name, usual where none is given.

    A picture cites its own address. Raises `InvalidArgument` for a name of no chart.
    """
    if chart is not None and chart not in CHART_NAMES:
        raise InvalidArgument(f"There is no chart {chart[:100]!r}; there are {', '.join(CHART_NAMES)}.")
    drawn = chart if isinstance(how, PictureFormat) else None
    links = _links(comparison, imprint, how, chart)
    if isinstance(how, PictureFormat):
        comparison = replace(comparison, permalink=picture_link(comparison.permalink, how.ending, chart or USUAL))
    tag = entity_tag(
        comparison.revision, comparison.newest, imprint.permalink(comparison), comparison.request.languages,
        how.ending, drawn, __version__,
    )  # fmt: skip
    headers = {
        **_HEADERS,
        "ETag": tag,
        "Link": links,
        "Content-Disposition": f'{_shown(how)}; filename="{file_name(comparison, how.ending, drawn)}"',
    }
    if is_among(if_none_match, tag):
        return Response(status_code=304, headers=headers)
    if isinstance(how, PictureFormat):
        return Response(how.write(draw(comparison)), media_type=how.media_type, headers=headers)
    return Response(how.write(comparison, imprint), media_type=how.content_type, headers=headers)


def file_name(comparison: Comparison, ending: str, chart: str | None = None) -> str:
    """A name for the file: what is compared, of whom, and of which revision; ASCII, without signs that need quoting."""
    codes = [side.code for side in comparison.sides]
    sides = "-".join(codes) if len(codes) <= _MOST_CODES else f"{len(codes)}-sides"
    dimensions = "-".join(each.name for each in comparison.dimensions)
    name = f"{comparison.class_name}-by-{dimensions}-{sides}{f'-{chart}' if chart else ''}"
    safe = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:120]
    return f"{safe}-r{comparison.revision}{ending}"


def _shown(how: Format) -> str:
    return "attachment" if how.name in _SAVED else "inline"


def _links(comparison: Comparison, imprint: Imprint, how: Format, chart: str | None) -> str:
    """Where this answer stays, what it may be used for, and in which other forms it comes."""
    link = imprint.permalink(comparison)
    path, _, query = link.partition("?")
    addresses: Mapping[Format, str] = {each: f"{path}{each.ending}?{query}" for each in FORMATS} | {
        each: picture_link(link, each.ending, chart or USUAL) for each in PICTURES
    }
    stays = addresses[how] if isinstance(how, PictureFormat) else link
    links = [f'<{stays}>; rel="canonical"', '<https://creativecommons.org/licenses/by/4.0/>; rel="license"']
    links += [f'<{address}>; rel="alternate"; type="{each.media_type}"' for each, address in addresses.items()]
    return ", ".join(links)
