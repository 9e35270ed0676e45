"""What can be typed after `mission-registry`, and the reference page that says so."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn

from registry import __version__
from registry.cli.assess_arguments import add_assess
from registry.cli.compare_arguments import add_compare
from registry.cli.contribution_arguments import add_history, add_review, add_submit, add_withdraw
from registry.cli.import_arguments import add_import, add_template
from registry.cli.token_arguments import add_token
from registry.cli.webhook_arguments import add_webhook
from registry.errors import Misuse

EXIT_CODES: Final = "Exit codes: 0 fine, 1 invalid record, 2 misuse, 3 store out of reach."
FORMATS: Final = ("text", "json", "turtle")
EXPORTS: Final = ("turtle", "n-triples", "n-quads", "trig", "json-ld", "csv")
SCHEMAS: Final = ("graphql", "json-ld")
TABLES: Final = ("table", "json", "csv", "turtle")


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are `Misuse`, so that they are told like every other error."""

    def error(self, message: str) -> NoReturn:
        """Raises `Misuse` instead of leaving the process."""
        raise Misuse(f"{message[:1].upper()}{message[1:]}. Usage: {' '.join(self.format_usage().split()[1:])}")


def argument_parser() -> Parser:
    """The parser of the whole command line."""
    parser = Parser(
        prog="mission-registry",
        description="A registry of mission-oriented innovation policy: serve it, fill it, ask it, check records.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=f"mission-registry {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    for name, (text, add) in _COMMANDS.items():
        add(commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".", epilog=EXIT_CODES))
    return parser


def _store_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="folder of the embedded store")
    parser.add_argument("--store", metavar="ADDRESS", help="`embedded`, or the query address of a SPARQL 1.1 server")


def _serve(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    parser.add_argument("--host", help="address to listen on; 127.0.0.1 unless told")
    parser.add_argument("--port", help="port to listen on; 8000 unless told")
    parser.add_argument("--seed", action="store_true", help="load the seed first when the registry is empty")


def _seed(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    parser.add_argument(
        "--replace", action="store_true", help="also set records that differ from the seed back to what it says"
    )


def _validate(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    parser.add_argument("files", nargs="+", metavar="FILE", help="record file (.ttl .trig .nt .nq .jsonld .rdf), or -")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how the report is written; text unless told")
    parser.add_argument("--input-format", metavar="NAME", help="format of the input when its name does not say it")


def _query(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    parser.add_argument(
        "query", metavar="QUERY", help="the query, @FILE to read it from a file, or - for standard input"
    )
    parser.add_argument("--graphql", action="store_true", help="the query is GraphQL; SPARQL unless told")
    parser.add_argument("--format", choices=TABLES, default="table", help="how a SPARQL answer is written")


def _export(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    parser.add_argument(
        "--format",
        choices=EXPORTS,
        default="turtle",
        help="turtle unless told; csv is a zip with a table for each class",
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write; standard output unless told")
    parser.add_argument("--record", metavar="IRI", help="only this record")
    parser.add_argument("--country", metavar="CODE", help="only the records of the country with this ISO code")


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=SCHEMAS, default="graphql", help="graphql unless told")


def _import(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    add_import(parser)


def _assess(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    add_assess(parser)


def _compare(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    add_compare(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    parser.add_argument("--warnings", action="store_true", help="also list what should and what could be better")
    parser.add_argument("--seed", action="store_true", help="check the packaged seed instead of the store")


def _reindex(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)


def _backup(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    parser.add_argument("target", type=Path, metavar="FILE", help="file to write (.nq.gz), or a folder for it")


def _restore(parser: argparse.ArgumentParser) -> None:
    _store_options(parser)
    parser.add_argument("backup", type=Path, metavar="FILE", help="the backup's .nq.gz file; its .json is beside it")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backups", type=Path, nargs="+", metavar="FILE", help="the .nq.gz file of each backup")


_COMMANDS: Final[Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]]] = {
    "serve": ("serve the registry: GraphQL, records by their IRIs, the query page", _serve),
    "seed": ("load the records that come with the project", _seed),
    "validate": ("tell what is wrong with records in files, without storing them", _validate),
    "query": ("ask the store a SPARQL or GraphQL query", _query),
    "export": ("write all published records, those of a country, or one, as RDF or tables", _export),
    "schema": ("print the GraphQL schema or the JSON-LD context", _schema),
    "import": ("bring in a file of many records, with a result for every row", _import),
    "template": ("write a file to begin with, with all columns that a class has", add_template),
    "compare": ("countries, groups, missions or initiatives side by side, with a source behind every cell", _compare),
    "assess": ("tell what records show: criteria, signs of mission washing, helix, targets, barriers", _assess),
    "check": ("judge ontology, shapes and every stored record, and whether the index agrees with the store", _check),
    "reindex": ("make the index of the store anew", _reindex),
    "backup": ("write the whole registry, history and drafts too, as a backup; also while it is served", _backup),
    "restore": ("make a registry of a backup, in an empty data directory or an empty server", _restore),
    "verify": ("tell whether backups are whole, and what is in them", _verify),
    "submit": ("hand in a record from a file, on the machine that holds the store", add_submit),
    "review": ("list the submissions that wait, show one, or decide on it", add_review),
    "withdraw": ("publish a record no longer, and say why at its address", add_withdraw),
    "history": ("list what was done to the published records", add_history),
    "token": ("the key and the tokens by which people sign in", add_token),
    "webhook": ("the addresses that a server tells of changes", add_webhook),
}


def command_page() -> str:
    """The reference page of all commands, in Markdown."""
    lines = ["# Commands", "", f"{EXIT_CODES} Every command takes `--help`.", ""]
    for name, (text, add) in _COMMANDS.items():
        parser = Parser(prog=f"mission-registry {name}", add_help=False)
        add(parser)
        lines += [f"## mission-registry {name}", "", f"{text[:1].upper()}{text[1:]}.", ""]
        lines += [*_table(parser), *_nested(parser)]
    return "\n".join(lines)


def _table(parser: argparse.ArgumentParser) -> Sequence[str]:
    rows = [*_rows(parser)]
    return ["| argument | meaning |", "|---|---|", *rows, ""] if rows else []


def _nested(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The sections of the commands that stand below a command."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, nested in action.choices.items():
                yield from (f"### {parser.prog} {name}", "", nested.description or "", "", *_table(nested))


def _rows(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        shown = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        if action.option_strings and action.nargs != 0:
            shown += f" {action.metavar or (_choices(action) if action.choices else action.dest.upper())}"
        choices = f" One of {_choices(action)}." if action.choices else ""
        yield f"| `{shown.replace('|', '/')}` | {action.help}.{choices} |"


def _choices(action: argparse.Action) -> str:
    return "/".join(str(choice) for choice in action.choices or ())
