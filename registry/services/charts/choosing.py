"""Every picture of a comparison by name: those of its own cells, and those that ask for more than it holds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from registry.errors import InvalidArgument
from registry.services.charts.chart import Chart
from registry.services.charts.from_comparison import likeness_grid
from registry.services.charts.missions import timeline
from registry.services.charts.pictures import CHARTS
from registry.services.compare.comparison import Comparison, ComparisonRequest
from registry.services.compare.overlaps import Similarity
from registry.services.find import Finder
from registry.services.tables.imprint import Imprint

TIMELINE, LIKENESS = "timeline", "likeness"
CHART_NAMES: Final = (*CHARTS, TIMELINE, LIKENESS)
USUAL: Final = "heat-map"


class Likening(Protocol):
    """What tells how alike sides are; `registry.services.compare.desk` does."""

    def similarity(self, finder: Finder, request: ComparisonRequest, as_of: str | None = None) -> Similarity:
        """How alike the sides are."""
        ...

    def finder_at(self, finder: Finder, revision: int) -> Finder:
        """What lists the records of that revision."""
        ...


def chart_of(
    name: str | None,
    comparison: Comparison,
    imprint: Imprint,
    *,
    finder: Finder,
    likening: Likening,
    page_size: int = 100,
    languages: Sequence[str] = ("en",),
) -> Chart:
    """The chart of that name, a heat map unless told.

    It cites the comparison's permalink. Raises `InvalidArgument` for a name that there is not.
    """
    name = name or USUAL
    if name in CHARTS:
        return CHARTS[name](comparison, imprint)
    if name == LIKENESS:
        found = likening.similarity(finder, comparison.request, str(comparison.revision))
        cited = replace(found.comparison, permalink=comparison.permalink)
        return likeness_grid(replace(found, comparison=cited), imprint)
    if name != TIMELINE:
        raise InvalidArgument(f"There is no chart {name[:50]!r}; there are {', '.join(CHART_NAMES)}.")
    then = likening.finder_at(finder, comparison.revision)
    return timeline(then, comparison, imprint, page_size=page_size, languages=languages)
