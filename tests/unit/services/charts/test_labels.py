"""Labels of pictures are whole and stand apart: measured as they are drawn, for two, four and thirty countries."""

from collections.abc import Callable

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.text import Text

from registry.services.charts.barring import draw_bars
from registry.services.charts.canvas import COLOURS, PAPER, Canvas, shade
from registry.services.charts.chart import Bars, Due, Grid, Lane, Span, Square, Timeline
from registry.services.charts.gridding import draw_grid
from registry.services.charts.spanning import draw_timeline
from tests.unit.services.charts.boxes import corners, overlapping

FRENCH = "Transition énergétique des bâtiments résidentiels et tertiaires, réhabilitation thermique comprise"
FINNISH = "Hiilineutraali liikennejärjestelmäkokonaisuus, aluesaavutettavuuden turvaaminen"
COUNTRIES = (
    "Bosnia ja Hertsegovina, liittovaltion alueet",
    "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord",
    "Alankomaiden kuningaskunta ja merentakaiset alueet",
    "Sweden",
)


def sides(count: int) -> tuple[str, ...]:
    return tuple(f"{COUNTRIES[number % (4 if number < 4 else 3)]} {number}" for number in range(count))


def squares(rows: int, columns: int) -> tuple[tuple[Square, ...], ...]:
    kinds = (Square(1234, "1,234"), Square(None, "n.s."), Square(None, "n/a"), Square(0, "0"))
    return tuple(tuple(kinds[(row + column) % 4] for column in range(columns)) for row in range(rows))


def heat_map(count: int) -> Canvas:
    rows = tuple(f"{FRENCH if number % 2 else FINNISH} {number}" for number in range(12))
    canvas = Canvas(str)
    draw_grid(canvas, Grid("A title", rows, sides(count), squares(12, count), "number of records", ("A note.",)))
    return canvas


def bars(count: int) -> Canvas:
    series = tuple(f"{FRENCH if number % 2 else FINNISH} {number}" for number in range(8))
    canvas = Canvas(str)
    totals = tuple(f"records in all: {number}" for number in range(count))
    draw_bars(canvas, Bars("A title", sides(count), series, squares(count, 8), "records", ("A note.",), totals))
    return canvas


def timeline(count: int) -> Canvas:
    dues = (Due(2030, "2030", True), Due(2030, "2030", False), Due(2025.5, "2025-07", False))
    words = "deadline 2030; targets 2025-07, 2030; start 2019; end not stated"
    spans = tuple(Span(f"{FINNISH} {number}", 2019, None, dues, words) for number in range(2))
    lanes = tuple(Lane(side, spans, "Not drawn: 3.") for side in sides(count))
    canvas = Canvas(str)
    draw_timeline(canvas, Timeline("A title", lanes, ("A note.",)))
    return canvas


@pytest.mark.parametrize("count", [2, 4, 30])
@pytest.mark.parametrize("draw", [heat_map, bars, timeline])
def test_no_label_is_cut_off_by_the_edge_or_by_another_one(draw: Callable[[int], Canvas], count: int) -> None:
    canvas = draw(count)
    figure = canvas.finished()
    renderer: RendererAgg = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    texts: list[Text] = [text for text in figure.axes[0].texts if text.get_text()]
    width, height = figure.get_size_inches() * figure.dpi
    placed = [(text.get_text(), corners(text, renderer)) for text in texts]
    for said, box in placed:
        assert all(-1 <= x <= width + 1 and -1 <= y <= height + 1 for x, y in box), f"{said!r} leaves the picture"
    assert not overlapping(placed)
    drawn = "".join(said for said, _ in placed)
    assert "…" not in drawn
    whole = drawn.replace("\n", "").replace(" ", "")
    for name in sides(count):
        assert name.replace(" ", "") in whole


@pytest.mark.parametrize("share", [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1])
def test_numbers_can_be_read_on_every_shade(share: float) -> None:
    ground, ink = shade(share)
    assert contrast(ground, ink) >= 4.5


def test_shades_grow_darker_with_the_number_so_that_no_colour_vision_is_needed() -> None:
    lights = [lightness(shade(step / 10)[0]) for step in range(11)]
    assert lights == sorted(lights, reverse=True)
    assert lightness(PAPER) - lights[0] > 0.1  # none is white, which would read as no value


def test_the_marks_of_a_timeline_stand_out_from_the_paper() -> None:
    assert contrast(COLOURS[0], PAPER) >= 3


def lightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
