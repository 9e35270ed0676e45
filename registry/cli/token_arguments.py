"""What can be typed after `mission-registry token`."""

import argparse
from pathlib import Path
from typing import Final

from registry.identity.person import Role

DAYS: Final = 90
"""How many days a token is good for unless told."""


def add_token(parser: argparse.ArgumentParser) -> None:
    """Adds the commands below `token`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=type(parser))
    for name, text, add in (
        ("key", "make the key that tokens are signed with, in a file that only its owner may read", _key),
        ("issue", "make a token for somebody and print it, once: it is kept nowhere", _issue),
        ("list", "list the tokens that were issued, and which of them were revoked", _list),
        ("revoke", "end tokens at once, also on a server that runs", _revoke),
    ):
        add(actions.add_parser(name, help=text, description=text[:1].upper() + text[1:] + "."))


def _data_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="folder where the key and the list of tokens are")


def _key(parser: argparse.ArgumentParser) -> None:
    _data_dir(parser)
    parser.add_argument(
        "--replace", action="store_true", help="put it in the place of the one that is there, whose tokens all end"
    )


def _issue(parser: argparse.ArgumentParser) -> None:
    _data_dir(parser)
    parser.add_argument("person", metavar="PERSON", help="short name, e.g. ana-garcia, or IRI; stands in the history")
    parser.add_argument("--name", help="the name that others read; the short name unless told")
    parser.add_argument(
        "--role",
        action="append",
        choices=[str(role) for role in Role],
        required=True,
        help="what the person may do; may be given several times",
    )
    parser.add_argument(
        "--country",
        action="append",
        metavar="CODE",
        help="only records of this country, e.g. ES; several times for more",
    )
    parser.add_argument(
        "--organisation", action="append", metavar="IRI", help="only records that this actor leads or provides"
    )
    parser.add_argument("--days", type=int, default=DAYS, help=f"how long it is good for; {DAYS} unless told")


def _list(parser: argparse.ArgumentParser) -> None:
    _data_dir(parser)


def _revoke(parser: argparse.ArgumentParser) -> None:
    _data_dir(parser)
    parser.add_argument("ids", nargs="+", metavar="ID", help="id of a token, as `token list` shows it")
