"""`mission-registry validate`: what is wrong with records in files, in words, without storing anything."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from registry.bootstrap import known_neighbours, open_reader
from registry.errors import FINE, INVALID, InputError, InputTooLarge, MissingInput, StoreLocked, StoreUnreachable
from registry.finders import kept_finder
from registry.model.reader import read_model
from registry.rdf.parsing import format_of
from registry.services.contribute.as_json import verdict_as_data
from registry.services.contribute.as_text import verdict_as_text
from registry.services.contribute.reading import read_records
from registry.services.contribute.verdict import Judging, Verdict
from registry.settings import Settings
from registry.store.records import is_empty
from registry.validation.formats import WRITERS
from registry.validation.intake import Input
from registry.validation.joined import JoinedNeighbours
from registry.validation.neighbourhood import KnownTriples, Neighbours
from registry.validation.size import hold_to_size
from registry.validation.submission import Submission
from registry.validation.validator import Validator

Judge = Callable[[Submission], Verdict]


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints a report for each file; 1 when one is invalid, else the exit code of a file that could not be read."""
    model = read_model()
    base = settings.record_base
    submissions: list[tuple[str, Submission]] = []
    refused: dict[str, InputError] = {}
    for name in options.files:
        with _told(refused, name):
            given = read_input(name, options.input_format, settings.max_input_bytes)
            found = read_records(given, model, settings.max_input_bytes, base)
            hold_to_size(found.records, settings.max_parts)
            submissions.append((given.name, found))
    validator = Validator.read(model, languages=settings.languages)
    # A record that is judged takes the place of what the neighbours know of it, so all may know all files.
    known = KnownTriples(triple for _, submission in submissions for triple in submission.triples)
    with _judge(settings, validator, known) as judge:
        verdicts = [(name, judge(submission)) for name, submission in submissions]
    _write(verdicts, refused, options.format)
    codes = [error.exit_code for error in refused.values()]
    codes += [FINE if verdict.conforms else INVALID for _, verdict in verdicts]
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
def _judge(settings: Settings, validator: Validator, known: Neighbours) -> Iterator[Judge]:
    """Judges by the records of the store; where the embedded one is busy or not made yet, by the packaged seed's."""
    try:
        store = open_reader(settings)
    except (StoreLocked, StoreUnreachable) as error:
        if settings.store != "embedded":
            raise
        if isinstance(error, StoreLocked):
            print(f"{error.message} Links are looked up in the packaged seed instead.", file=sys.stderr)
        yield _by_the_seed(settings, validator, known)
        return
    with store:
        if is_empty(store):
            yield _by_the_seed(settings, validator, known)
            return
        finder, base = kept_finder(validator.model, settings), settings.record_base
        judging = Judging(validator, store, finder, record_base=base, most_parts=settings.max_parts)
        yield lambda submission: judging.of_submission(submission, known)


def _by_the_seed(settings: Settings, validator: Validator, known: Neighbours) -> Judge:
    neighbours = JoinedNeighbours(known, known_neighbours(settings, validator))
    return lambda submission: Verdict(validator.validate(submission, neighbours))


def _write(verdicts: Sequence[tuple[str, Verdict]], refused: Mapping[str, InputError], name: str) -> None:
    if name == "json":
        unread = [
            {"input": given, "conforms": False, "error": error.slug(), "message": error.message, "advice": error.advice}
            for given, error in refused.items()
        ]
        whole = {
            "conforms": not refused and all(verdict.conforms for _, verdict in verdicts),
            "inputs": [*({"input": given, **verdict_as_data(verdict)} for given, verdict in verdicts), *unread],
        }
        print(json.dumps(whole, indent=2, ensure_ascii=False))
        return
    for given, verdict in verdicts:
        if len(verdicts) > 1:
            print(f"# {given}")
        print(verdict_as_text(verdict) if name == "text" else WRITERS[name](verdict.report), end="")
