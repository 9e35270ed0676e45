"""What can be typed after `mission-registry compare`."""

import argparse
from pathlib import Path

from registry.services.charts.choosing import CHART_NAMES, USUAL
from registry.services.charts.pictures import PICTURES
from registry.services.compare.comparison import Measure
from registry.services.tables.formats import FORMATS

TERMINAL = "table"


def add_compare(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `compare`."""
    parser.add_argument(
        "sides", nargs="*", metavar="SIDE", help="country (code or name), group such as EU, mission or initiative"
    )
    parser.add_argument(
        "--by", action="append", default=[], metavar="DIMENSION", help="by what to compare; a second time for columns"
    )
    parser.add_argument("--of", metavar="CLASS", help="of which records, e.g. Instrument")
    parser.add_argument("--measure", choices=[str(each) for each in Measure], help="what to tell; records unless told")
    parser.add_argument("--where", metavar="JSON", help="only the records that fit, a filter as GraphQL has it")
    parser.add_argument("--as-of", metavar="MOMENT", help="number of a revision, day or moment; now unless told")
    parser.add_argument("--helix-roles", metavar="N", help="4 or 5 roles of the helix; 5 unless told")
    parser.add_argument("--day", metavar="DAY", help="on which day a status holds; today unless told")
    parser.add_argument("--rows", metavar="N", help="so many rows, those with most records first")
    parser.add_argument("--columns", metavar="N", help="so many columns")
    parser.add_argument("--evidence", metavar="N", help="so many records a cell with their citations")
    parser.add_argument("--lang", metavar="LANGUAGES", help="languages of labels, best first, e.g. sv,en")
    parser.add_argument("--dimensions", action="store_true", help="list everything that can be compared by")
    names = (TERMINAL, *(each.name for each in (*FORMATS, *PICTURES)))
    parser.add_argument("--format", choices=names, default=TERMINAL, help="how it is written; a table unless told")
    parser.add_argument("--chart", choices=CHART_NAMES, default=USUAL, help="which picture")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write; standard output unless told")
