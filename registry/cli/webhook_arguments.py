"""What can be typed after `mission-registry webhook`."""

import argparse
from pathlib import Path


def add_webhook(parser: argparse.ArgumentParser) -> None:
    """Adds the commands below `webhook`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=type(parser))
    for name, text in (
        ("add", "tell an address every change from now on, and print the key of the signatures, once"),
        ("list", "list the webhooks, how far each has been told, and what went wrong"),
        ("remove", "tell an address nothing any more"),
        ("resume", "try one again at once, from where it stopped"),
    ):
        action = actions.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
        action.add_argument("--data-dir", type=Path, metavar="DIR", help="folder where the webhooks are kept")
        if name == "add":
            action.add_argument("url", metavar="URL", help="address that takes POST; https, or http on this machine")
            told = "also tell what came after revision N; from now on unless told"
            action.add_argument("--after", type=int, metavar="N", help=told)
        elif name != "list":
            action.add_argument("ids", nargs="+", metavar="ID", help="id of a webhook, as `webhook list` shows it")
