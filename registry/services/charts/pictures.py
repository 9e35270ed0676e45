"""The pictures of a comparison by name, and their files: what faces offer beside the tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from registry.services.charts.chart import Chart
from registry.services.charts.from_comparison import bars, heat_map
from registry.services.compare.comparison import Comparison
from registry.services.tables.imprint import Imprint

CHARTS: Final[Mapping[str, Callable[[Comparison, Imprint], Chart]]] = {"heat-map": heat_map, "bars": bars}
"""Those that show a comparison as it is; a timeline shows its missions, likeness stands in a grid of its own."""


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """One sort of picture file."""

    name: str
    ending: str
    media_type: str

    def write(self, chart: Chart) -> bytes:
        """The chart as a file of this sort."""
        # Importing it takes half a second, and the server starts without.
        from registry.services.charts.drawing import png, svg

        return svg(chart) if self is SVG else png(chart)


SVG: Final = PictureFormat("svg", ".svg", "image/svg+xml")
PNG: Final = PictureFormat("png", ".png", "image/png")
PICTURES: Final = (SVG, PNG)
