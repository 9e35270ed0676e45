"""`mission-registry query`: a SPARQL or GraphQL query to the store, and its answer in the terminal."""

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path

from registry.bootstrap import open_asking, open_reader
from registry.cli.progress import progress
from registry.cli.tables import as_csv, as_json, as_table
from registry.errors import FINE, INVALID, MissingInput, QueryError
from registry.finders import reading_finder
from registry.graphql.schema import build_schema, execute
from registry.model.reader import read_model
from registry.namespaces import PREFIXES
from registry.rdf.parsing import parse
from registry.rdf.writing import write_turtle
from registry.settings import Settings
from registry.store.port import Store
from registry.store.records import is_empty
from registry.store.results import columns, rows, truth
from registry.store.sparql.question import Question, Unwritable

_WRITERS = {"table": as_table, "csv": as_csv, "json": as_json}


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints the answer; exit code 1 when a GraphQL query has errors."""
    text = read_query(options.query)
    with open_reader(settings) as store:
        if is_empty(store):
            print("The registry is empty; `mission-registry seed` fills it.", file=sys.stderr)
        if options.graphql:
            return _graphql(store, text, settings)
        _sparql(store, text, options.format, settings)
    return FINE


def read_query(given: str) -> str:
    """The query itself, or what stands in the file after `@`, or on standard input for `-`."""
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text(encoding="utf-8")
    except OSError as error:
        raise MissingInput(given[1:], error.strerror or "no such file") from error
    except UnicodeDecodeError as error:
        raise MissingInput(given[1:], "it is not UTF-8 text") from error


def _graphql(store: Store, text: str, settings: Settings) -> int:
    model = read_model()
    answer = execute(build_schema(model, reading_finder(store, model, settings, progress), settings), text)
    print(json.dumps(answer.as_json(), indent=2, ensure_ascii=False))
    return INVALID if answer.errors else FINE


def _sparql(store: Store, text: str, table_format: str, settings: Settings) -> None:
    """Asks as the server would: by a worker that is ended when it takes more than the settings allow."""
    # On the query's first line, so that the lines in messages stay those that the user counts.
    asked = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items()) + text
    rows_as = None if table_format == "turtle" else "json"
    with closing(open_asking(store, settings)) as sparql:
        try:
            answer = sparql.answers.answer(Question(asked, rows_as=rows_as, graph_as="n-triples"))
        except Unwritable as error:
            raise QueryError("A SELECT query gives rows; write them as table, csv or json.") from error
        with answer:
            body = answer.body.read()
    if answer.form == "ASK":
        print("yes" if truth(body) else "no")
    elif answer.form == "SELECT":
        print(_WRITERS[table_format](columns(body), rows(body)), end="")
    else:
        print(write_turtle(quad.triple for quad in parse(body, "n-triples")), end="")
