"""What can be typed after `mission-registry submit`, `review`, `withdraw` and `history`."""

import argparse
from pathlib import Path

from registry.services.contribute.goals import Goal
from registry.services.contribute.states import Decision


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="folder of the embedded store")
    parser.add_argument("--store", metavar="ADDRESS", help="`embedded`, or the query address of a SPARQL 1.1 server")


def _acting(parser: argparse.ArgumentParser) -> None:
    _store(parser)
    parser.add_argument(
        "--as",
        dest="person",
        metavar="PERSON",
        required=True,
        help="who does it: short name, e.g. ana-garcia, or IRI; stands in the history",
    )
    parser.add_argument("--name", help="the name that others read; the short name unless told")


def add_submit(parser: argparse.ArgumentParser) -> None:
    """`submit`: a record from a file."""
    _acting(parser)
    parser.add_argument("file", metavar="FILE", help="record file (.ttl .trig .nt .nq .jsonld .json .rdf), or -")
    parser.add_argument("--input-format", metavar="NAME", help="format of the input when its name does not say it")
    parser.add_argument(
        "--state", choices=[str(goal) for goal in Goal], default="submitted", help="how far it is to go"
    )
    parser.add_argument("--update", action="store_true", help="the record is there, and is to be this from now on")
    parser.add_argument("--base", type=int, metavar="N", help="revision that you saw; the last one unless told")
    parser.add_argument(
        "--merge",
        action="store_true",
        help="put it on top of what others did since, where no field was changed by both",
    )
    parser.add_argument("--message", default="", help="why, for the history")


def add_review(parser: argparse.ArgumentParser) -> None:
    """`review`: the submissions that wait, or what somebody decides."""
    _acting(parser)
    parser.add_argument("submission", nargs="?", metavar="SUBMISSION", help="its IRI; all that wait are listed without")
    parser.add_argument("--decision", choices=[str(each) for each in Decision], help="shows it unless told")
    parser.add_argument("--comment", default="", help="what to tell its author")


def add_withdraw(parser: argparse.ArgumentParser) -> None:
    """`withdraw`: a record is no longer published."""
    _acting(parser)
    parser.add_argument("record", metavar="RECORD", help="its IRI, or what follows the base of records, e.g. mission/x")
    parser.add_argument("--reason", required=True, help="why; whoever looks for the record will read it")
    parser.add_argument("--base", type=int, metavar="N", help="revision that you saw; the last one unless told")


def add_history(parser: argparse.ArgumentParser) -> None:
    """`history`: what was done to the published records."""
    _store(parser)
    parser.add_argument("record", nargs="?", metavar="RECORD", help="only what was done to this record")
    parser.add_argument("--first", type=int, default=20, metavar="N", help="how many revisions; 20 unless told")
