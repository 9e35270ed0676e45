"""What `/compare` answers to whoever gives nothing to compare: what to give, what there is, and examples that work."""

from collections.abc import Mapping
from typing import Any, Final

from registry.rest.comparing.formats import Format
from registry.services.charts.choosing import CHART_NAMES
from registry.services.charts.pictures import PICTURES
from registry.services.compare.compare import Comparing
from registry.services.compare.parameters import PARAMETERS
from registry.services.compare.permalinks import PATH
from registry.services.tables.formats import FORMATS
from registry.services.tables.imprint import MEASURES

_EXAMPLES: Final[Mapping[str, str]] = {
    "Which challenges four countries take on": "?sides=SE,ES,NL,GB&by=challenge",
    "With which instruments, on which side of the market": "?sides=SE,NL&by=instrumentType,side&class=Instrument",
    "With whom, as a table for a spreadsheet": ".csv?sides=SE,ES,NL,GB&by=helixRole&class=PolicyInitiative",
    "How alike they are, as a picture": ".svg?sides=SE,ES,NL,GB&by=challenge&chart=likeness",
}


def welcome(comparing: Comparing, site: str) -> Mapping[str, Any]:
    """All that can be given and asked for."""
    formats: tuple[Format, ...] = (*FORMATS, *PICTURES)
    return {
        "title": "Countries, groups of countries, missions or policy initiatives side by side",
        "advice": "Give `sides` and `by` at least; the examples show how.",
        "examples": {what: f"{site}{PATH}{rest}" for what, rest in _EXAMPLES.items()},
        "parameters": dict(PARAMETERS),
        "dimensions": [
            {"name": each.name, "label": each.label, "description": each.description, "of": list(each.routes)}
            for each in comparing.dimensions.values()
        ],
        "measures": {measure.value: words for measure, words in MEASURES.items()},
        "charts": list(CHART_NAMES),
        "formats": {each.ending: each.media_type for each in formats},
    }
