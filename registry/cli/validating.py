"""`mission-registry validate`: what is wrong with records in files, in words, without storing anything."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from registry.bootstrap import known_neighbours, open_reader
from registry.errors import FINE, INVALID, InputError, InputTooLarge, MissingInput, StoreLocked, StoreUnreachable
from registry.model.reader import read_model
from registry.model.report import Report
from registry.rdf.parsing import format_of
from registry.settings import Settings
from registry.store.records import is_empty
from registry.validation.formats import WRITERS
from registry.validation.formats.as_json import as_data
from registry.validation.intake import Input, take
from registry.validation.joined import JoinedNeighbours
from registry.validation.neighbourhood import KnownTriples, Neighbours
from registry.validation.stored import StoredRecords
from registry.validation.submission import Submission
from registry.validation.validator import Validator


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints a report for each file; 1 when one is invalid, else the exit code of a file that could not be read."""
    model = read_model()
    submissions: list[tuple[str, Submission]] = []
    refused: dict[str, InputError] = {}
    for name in options.files:
        with _told(refused, name):
            given = read_input(name, options.input_format, settings.max_input_bytes)
            submissions.append((given.name, take(given, model, settings.max_input_bytes)))
    validator = Validator.read(model, languages=settings.languages)
    with _stored(settings, validator) as stored:
        # A record that is judged takes the place of what the neighbours know of it, so all may know all files.
        known = KnownTriples(triple for _, submission in submissions for triple in submission.triples)
        neighbours = JoinedNeighbours(known, stored)
        reports = [(name, validator.validate(submission, neighbours)) for name, submission in submissions]
    _write(reports, refused, options.format)
    codes = [error.exit_code for error in refused.values()]
    codes += [FINE if report.conforms else INVALID for _, report in reports]
    return INVALID if INVALID in codes else max(codes)


def read_input(name: str, rdf_format: str | None, limit: int) -> Input:
    """The file of that name, or standard input for `-`; reads no more than the limit. Raises `InputError`."""
    if name == "-":
        data = sys.stdin.buffer.read(limit + 1)
        if len(data) > limit:
            raise InputTooLarge("Standard input", len(data), limit)
        return Input(data, rdf_format or "turtle", "Standard input")
    path = Path(name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise MissingInput(name, error.strerror or "no such file") from error
    if len(data) > limit:
        raise InputTooLarge(name, max(size, len(data)), limit)
    return Input(data, rdf_format or format_of(name), name)


@contextmanager
def _told(refused: dict[str, InputError], name: str) -> Iterator[None]:
    """Tells an unreadable input on standard error, notes it, and goes on with the others."""
    try:
        yield
    except InputError as error:
        print(f"error: {error.message}\n{error.advice}", file=sys.stderr)
        refused[name] = error


@contextmanager
def _stored(settings: Settings, validator: Validator) -> Iterator[Neighbours]:
    """The records of the store; where the embedded one is busy or not made yet, those of the packaged seed."""
    try:
        store = open_reader(settings)
    except (StoreLocked, StoreUnreachable) as error:
        if settings.store != "embedded":
            raise
        if isinstance(error, StoreLocked):
            print(f"{error.message} Links are looked up in the packaged seed instead.", file=sys.stderr)
        yield known_neighbours(settings, validator)
        return
    with store:
        yield StoredRecords(store) if not is_empty(store) else known_neighbours(settings, validator)


def _write(reports: Sequence[tuple[str, Report]], refused: Mapping[str, InputError], name: str) -> None:
    if name == "json":
        unread = [
            {"input": given, "conforms": False, "error": error.slug(), "message": error.message, "advice": error.advice}
            for given, error in refused.items()
        ]
        whole = {
            "conforms": not refused and all(report.conforms for _, report in reports),
            "inputs": [*({"input": given, **as_data(report)} for given, report in reports), *unread],
        }
        print(json.dumps(whole, indent=2, ensure_ascii=False))
        return
    for given, report in reports:
        if len(reports) > 1:
            print(f"# {given}")
        print(WRITERS[name](report), end="")
