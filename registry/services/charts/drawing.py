"""The finished picture: one of the drawings as SVG or PNG, with its words for those who cannot see it.

Matplotlib keeps settings and fonts for the whole process and is not made for threads, so one is drawn at a time.
"""

import io
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal, TypeAlias
from xml.sax.saxutils import escape

from registry.services.charts.barring import draw_bars
from registry.services.charts.canvas import Canvas
from registry.services.charts.chart import Bars, Chart, Grid, Timeline
from registry.services.charts.describing import described
from registry.services.charts.gridding import draw_grid
from registry.services.charts.lettering import clean, families, missing_note, without
from registry.services.charts.spanning import draw_timeline

Picture: TypeAlias = Literal["svg", "png"]

DPI: Final = 110
_LOCK: Final = threading.Lock()
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^>]*>\s*")
_METADATA: Final = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


def svg(chart: Chart) -> bytes:
    """The chart as SVG 1.1: letters stay letters, title and description are there for screen readers."""
    return _drawn(chart, "svg")


def png(chart: Chart) -> bytes:
    """The chart as PNG; title and description are in its text fields."""
    return _drawn(chart, "png")


def _drawn(chart: Chart, picture: Picture) -> bytes:
    fonts, missing = families(texts_of(chart))
    replaced = missing if picture == "png" else frozenset[str]()
    with _LOCK, _settings(fonts):
        canvas = Canvas(lambda text: without(clean(text), replaced))
        match chart:
            case Grid():
                draw_grid(canvas, chart)
            case Bars():
                draw_bars(canvas, chart)
            case Timeline():
                draw_timeline(canvas, chart)
        figure = canvas.finished(missing_note(replaced))
        file = io.BytesIO()
        if picture == "png":
            words = {"Title": clean(chart.title), "Description": clean(described(chart))}
            figure.savefig(file, format="png", dpi=DPI, metadata=words)
            return file.getvalue()
        figure.savefig(file, format="svg", metadata={"Date": None})
    return accessible(file.getvalue().decode(), chart)


def texts_of(chart: Chart) -> Iterator[str]:
    """Every text that stands in the picture, cleaned."""
    match chart:
        case Grid():
            texts = (*chart.rows, *chart.columns, chart.scale)
        case Bars():
            texts = (*chart.sides, *chart.totals, *chart.series, chart.scale)
        case Timeline():
            of_spans = (text for lane in chart.lanes for span in lane.spans for text in (span.label, span.words))
            texts = (*of_spans, *(text for lane in chart.lanes for text in (lane.label, lane.beside)))
    return (clean(text) for text in (chart.title, *texts, *chart.notes))


def accessible(text: str, chart: Chart) -> bytes:
    """The SVG with title and description that screen readers read, and without what names an address to fetch."""
    start = text.index("<svg")
    end = text.index(">", start)
    head = f'{text[start:end]} role="img" aria-labelledby="chart-title chart-description">'
    words = (
        f'\n <title id="chart-title">{escape(clean(chart.title))}</title>'
        f'\n <desc id="chart-description">{escape(clean(described(chart)))}</desc>'
    )
    body = _METADATA.sub("", text[end + 1 :], count=1)
    return f"{_DOCTYPE.sub('', text[:start])}{head}{words}{body}".encode()


@contextmanager
def _settings(fonts: list[str]) -> Iterator[None]:
    import matplotlib as mpl

    settings: Any = {
        "font.family": fonts,
        "svg.fonttype": "none",  # letters stay letters: searchable, read aloud, shown in the reader's fonts
        "svg.hashsalt": "mission-registry",  # the same picture is the same file
        "text.parse_math": False,
        "hatch.linewidth": 0.6,
    }
    with mpl.rc_context(settings), warnings.catch_warnings():
        # In SVG a letter without a font here is shown by the reader's own.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield
