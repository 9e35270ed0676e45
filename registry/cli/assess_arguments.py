"""What can be typed after `mission-registry assess`."""

import argparse
from typing import Final

FORMATS: Final = ("text", "json")
ROLES: Final = (4, 5)


def add_assess(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `assess`."""
    parser.add_argument("records", nargs="+", metavar="RECORD", help="IRI of a record, or mission/its-name")
    parser.add_argument("--roles", type=int, choices=ROLES, default=5, help="roles of the helix; 5 unless told")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how it is written; text unless told")
