"""The reference page of comparing names every parameter, measure and picture, and how dimensions are reached."""

from registry.model.reader import read_model
from registry.services.charts.choosing import CHART_NAMES
from registry.services.compare.comparison import Measure
from registry.services.compare.parameters import PARAMETERS
from tools.comparing_page import ways_table
from tools.print_generated import COMPARING, ROOT

PAGE = (ROOT / COMPARING).read_text(encoding="utf-8")


def test_every_parameter_measure_and_picture_is_named() -> None:
    for name in PARAMETERS:
        assert f"`{name}=" in PAGE or f"`{name}`" in PAGE, name
    for name in (*Measure, *CHART_NAMES):
        assert f"`{name}`" in PAGE, name


def test_how_a_class_reaches_a_dimension_is_told() -> None:
    table = ways_table(read_model())
    assert "| `moipType` | PolicyInitiative: `moipType`; Mission, Instrument: `initiatives.moipType` |" in table
    assert "`barrierReports.barrier.dimensions`" in table
    assert table in PAGE
