"""Charts by name: which there are, and what each asks for beside the comparison."""

from dataclasses import replace

import pytest

from registry.errors import InvalidArgument
from registry.services.charts.chart import Bars, Grid, Timeline
from registry.services.charts.choosing import CHART_NAMES, chart_of
from registry.services.compare.comparison import Comparison, ComparisonRequest
from registry.services.compare.overlaps import Similarity
from registry.services.find import Finder
from registry.services.indexed import IndexFinder
from registry.services.tables.imprint import Imprint
from tests.comparisons import comparison, counted

MADE = comparison(["Sweden", "Spain"], ["mobility"], [((counted(3), counted(1)),)])


class Alike:
    """Finds all sides alike, and remembers of which revision it was asked."""

    def __init__(self) -> None:
        self.asked: str | None = None

    def similarity(self, finder: Finder, request: ComparisonRequest, as_of: str | None = None) -> Similarity:
        self.asked = as_of
        return Similarity(MADE, "all alike", ((1.0, 1.0), (1.0, 1.0)), ((1, 1), (1, 1)), {})

    def finder_at(self, finder: Finder, revision: int) -> Finder:
        self.asked = str(revision)
        return finder


def drawn(name: str | None, finder: Finder, made: Comparison = MADE, likening: Alike | None = None) -> object:
    return chart_of(name, made, Imprint(), finder=finder, likening=likening or Alike())


def test_each_name_gives_its_chart_and_none_gives_a_heat_map(finder: IndexFinder) -> None:
    now = replace(MADE, revision=finder.revision)
    assert isinstance(drawn(None, finder), Grid)
    assert drawn("heat-map", finder) == drawn(None, finder)
    assert isinstance(drawn("bars", finder), Bars)
    assert isinstance(drawn("timeline", finder, now), Timeline)
    assert CHART_NAMES == ("heat-map", "bars", "timeline", "likeness")


def test_likeness_is_asked_of_the_revision_of_the_comparison(finder: IndexFinder) -> None:
    likening = Alike()
    chart = drawn("likeness", finder, MADE, likening)
    assert isinstance(chart, Grid)
    assert likening.asked == "12"
    assert MADE.permalink in chart.notes[-1]


def test_a_timeline_is_of_the_revision_of_the_comparison(finder: IndexFinder) -> None:
    likening = Alike()
    assert isinstance(drawn("timeline", finder, MADE, likening), Timeline)
    assert likening.asked == "12"


def test_an_unknown_chart_is_refused_in_words(finder: IndexFinder) -> None:
    with pytest.raises(InvalidArgument, match="There is no chart 'pie'; there are heat-map, bars, timeline, likeness"):
        drawn("pie", finder)
