"""What a comparison takes in an address, by name: one list for reading requests, for errors, and for who asks for help.

The schema has the same names, but `of` for `class`, and `languages` for `lang`; `chart` is for pictures alone.
"""

from collections.abc import Mapping
from typing import Final

from registry.services.compare.comparison import MOST_SIDES, Measure

PARAMETERS: Final[Mapping[str, str]] = {
    "sides": f"Two to {MOST_SIDES} that stand side by side, with commas between: countries (ISO code or name), groups "
    "of countries, missions or policy initiatives. A name with a comma in it goes into a `side` of its own.",
    "by": "By what: one dimension, or two with a comma between, which are rows and columns.",
    "class": "Of which records; when left out, of the first that have the dimensions, missions first, but instruments "
    "before all others for amounts.",
    "measure": f"What is told of the records in a cell: {', '.join(Measure)}.",
    "where": "Only the records that fit: a filter of that class, in JSON.",
    "asOf": "Number of a revision, a day (to its end, UTC) or a moment; the newest revision when left out.",
    "day": "On which day a status holds; today when left out.",
    "helixRoles": "Four roles of the helix, without the third sector, or five.",
    "rows": "So many rows at most, those with most records first.",
    "columns": "So many columns at most.",
    "evidence": "So many records a cell are named, with their citations.",
    "chart": "Which picture .svg and .png draw.",
    "lang": "Languages of labels, best first; those of the header Accept-Language when left out.",
}
