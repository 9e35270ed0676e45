"""What can be typed after `mission-registry import` and `mission-registry template`."""

import argparse
from pathlib import Path

from registry.services.importing.results import Mode


def add_import(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `import`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, JSON Lines, JSON-LD, Turtle, TriG ...")
    mode = parser.add_mutually_exclusive_group()
    for each, text in (
        (Mode.DRY_RUN, "only say what would come of each row; so it is unless told"),
        (Mode.DRAFT, "keep each row as a draft, good or not"),
        (Mode.SUBMIT, "hand the good rows in for review"),
        (Mode.PUBLISH, "publish the good rows"),
    ):
        mode.add_argument(f"--{each}", dest="mode", action="store_const", const=each, default=Mode.DRY_RUN, help=text)
    parser.add_argument("--class", dest="class_name", metavar="CLASS", help="what the rows are, e.g. Mission")
    parser.add_argument("--as", dest="person", metavar="PERSON", help="short name or IRI of whoever imports")
    parser.add_argument("--input-format", metavar="NAME", help="format of the file when its name does not say it")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="TOML file that says what your own columns are")
    parser.add_argument("--language", metavar="TAG", help="language of texts whose column names none, e.g. en")
    parser.add_argument("--separator", metavar="SIGN", help="what divides several values of a cell; | unless told")
    parser.add_argument("--decimal", choices=("comma", "point"), help="what stands before the fraction of a number")
    parser.add_argument("--dates", choices=("dmy", "mdy"), help="what comes first in dates such as 1/3/2024")
    parser.add_argument("--encoding", choices=("utf-8", "utf-16", "cp1252"), help="letters of a CSV file")
    parser.add_argument("--sheet", metavar="NAME", help="sheet of a workbook; the first one unless told")
    parser.add_argument("--keep-unknown", action="store_true", help="leave columns of no field aside")
    parser.add_argument("--report", type=Path, metavar="FILE", help="where the report goes, .csv or .json")
    parser.add_argument(
        "--to-mend", type=Path, metavar="FILE", help="where the rows to mend go; beside FILE unless told"
    )


def add_template(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `template`."""
    parser.add_argument("class_name", metavar="CLASS", help="what the rows are to be, e.g. mission")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="where to write, .csv or .xlsx; to the screen unless told"
    )
    parser.add_argument("--language", metavar="TAG", default="en", help="language of the text columns; en unless told")
