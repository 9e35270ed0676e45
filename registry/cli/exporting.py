"""`mission-registry export`: all published records, those of a country, or one, as RDF or as tables."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from registry.bootstrap import open_reader
from registry.cli.progress import progress
from registry.errors import FINE, Misuse
from registry.model.reader import read_model
from registry.services.dumps.tables import write_tables
from registry.services.export import chosen, export
from registry.settings import Settings
from registry.store.port import Store


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Writes to standard output, or to a file that appears only when it is whole."""
    with open_reader(settings) as store:
        if options.output is None and options.format != "csv":
            sys.stdout.writelines(export(store, read_model(), options.format, options.record, options.country))
        elif options.output is None:
            _write(store, options, sys.stdout.buffer)
        else:
            _write_whole(options.output, lambda file: _write(store, options, file, told=True))
    return FINE


def _write(store: Store, options: argparse.Namespace, file: BinaryIO, *, told: bool = False) -> None:
    """Writes what the options ask for; `told` says on standard error how far it is."""
    model = read_model()
    if options.format == "csv":
        records = chosen(store, model, options.record, options.country)
        write_tables(model, progress(records, "writing") if told else records, store.head(), file)
    else:
        pieces = export(store, model, options.format, options.record, options.country)
        file.writelines(piece.encode() for piece in (progress(pieces, "writing") if told else pieces))
    file.flush()


def _write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    try:
        if path.exists() and not path.is_file():  # a pipe or a device takes what comes
            with path.open("wb") as stream:
                write(stream)
            return
        _replace(path.resolve(), write)
    except OSError as error:
        raise Misuse(f"{path} cannot be written: {error.strerror}.") from error


def _replace(path: Path, write: Callable[[BinaryIO], None]) -> None:
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
