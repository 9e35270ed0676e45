"""`mission-registry import`: a file of many records, a result for every row, and a file of the rows to mend."""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Final

from registry.bootstrap import IMPORTS, Registry, importing_parts
from registry.cli.person import acting
from registry.errors import FINE, INVALID, MissingInput, Misuse, RegistryError
from registry.services.importing.ledger import Ledger
from registry.services.importing.mapping import TableMapping, read_mapping
from registry.services.importing.opening import Order, open_run
from registry.services.importing.reports import (
    mended_encoding,
    mended_ending,
    report_csv,
    report_json,
    report_lines,
    summary,
    to_mend,
)
from registry.services.importing.results import Mode, Result
from registry.services.importing.sources import FORMATS, format_of_file
from registry.settings import Settings

_SHOWN: Final = 20
_BLOCK: Final = 1 << 20
_TO_MEND: Final = (Result.REFUSED, Result.WAITING)
"""Rows wait only in an import that could not go on."""
_NO_ROWS: Final = "none, for the file has no rows"


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Imports the file and tells what came of it; 1 when a row did not land.

    The same command again goes on where one that was stopped or killed was.
    """
    path: Path = options.file
    if not path.is_file():
        raise MissingInput(str(path), "no such file")
    who = acting(options.person)
    order = _order(options, path)
    with_own = settings.data_dir / IMPORTS
    registry = Registry.open(settings)
    try:
        mapping = read_mapping(options.mapping, registry.model) if options.mapping else None
        job = _job(path, order, who.iri, mapping)
        with Ledger(with_own / f"{job}.sqlite") as ledger:
            parts = importing_parts(registry)
            work = open_run(path, order, who, parts, ledger, job, mapping)
            done = ledger.last_row()
            if done:
                print(f"Going on after row {done}, where an earlier run of this file ended.", file=sys.stderr)
            try:
                work.go(_told(ledger))
            except RegistryError:
                _tell(options, order, ledger)
                print(_stopped(ledger.last_row()), file=sys.stderr)
                raise
            code = _tell(options, order, ledger)
    finally:
        registry.close()
    for ending in ("", "-wal", "-shm"):
        (with_own / f"{job}.sqlite{ending}").unlink(missing_ok=True)
    return code


def _stopped(row: int) -> str:
    reached = f"after row {row}; what came of the rows until there is told above" if row else "before its first row"
    return f"The import stopped {reached}. The same command goes on from there."


def _order(options: argparse.Namespace, path: Path) -> Order:
    if options.input_format not in (None, *FORMATS):
        raise Misuse(f"{options.input_format!r} is no format that is imported. Known: {', '.join(FORMATS)}.")
    names = ("language", "separator", "decimal", "dates", "encoding", "sheet", "keep_unknown")
    return Order(
        path.name,
        options.input_format or format_of_file(path.name),
        options.mode,
        options.class_name,
        **{name: getattr(options, name) for name in names},
    )


def _job(path: Path, order: Order, person: str, mapping: TableMapping | None) -> str:
    """A name that is the same when the same is to be imported in the same way."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    digest.update(repr((order.as_data(), person, mapping)).encode())
    return digest.hexdigest()[:12]


def _told(ledger: Ledger) -> Callable[[], bool]:
    """Says after each batch how far it is; never asks to stop, which Ctrl-C does."""

    def tell() -> bool:
        if sys.stderr.isatty():
            print(f"\r{sum(ledger.counts().values()):,} rows ", end="", file=sys.stderr, flush=True)
        return False

    return tell


def _tell(options: argparse.Namespace, order: Order, ledger: Ledger) -> int:
    said = summary(ledger)
    if options.report:
        _write(options.report, report_json(ledger) if options.report.suffix == ".json" else report_csv(ledger))
    wrong = any(said["counts"].get(each) for each in _TO_MEND)
    for line in islice(report_lines(ledger.results(_TO_MEND)), _SHOWN * 3):
        print(line)
    if said["leftAside"]:
        print(f"Columns left aside: {', '.join(said['leftAside'])}.")
    kind = "Nothing was stored; it would be" if order.mode is Mode.DRY_RUN else "Rows"
    counts = ", ".join(f"{number:,} {result}" for result, number in said["counts"].items())
    print(f"{kind}: {counts if said['counts'] else _NO_ROWS}.")
    mending = next(to_mend(ledger), None)
    if wrong and mending is not None:
        target = options.to_mend or options.file.with_name(
            f"{options.file.stem}-to-mend{mended_ending(ledger, order.file_format)}"
        )
        _write(target, to_mend(ledger), mended_encoding(ledger))
        print(f"The rows to mend are in {target.name}, with what is wrong; mend them there and import that file.")
    return INVALID if wrong else FINE


def _write(target: Path, pieces: Iterable[str], encoding: str = "utf-8") -> None:
    try:
        # What the file's own letters cannot say, in a remark of ours, becomes a question mark.
        with target.open("w", encoding=encoding, errors="replace", newline="") as file:
            file.writelines(pieces)
    except OSError as error:
        raise Misuse(f"{target} cannot be written: {error.strerror}.") from error
