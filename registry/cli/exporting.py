"""`mission-registry export`: all published records, or one, as RDF."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from registry.bootstrap import open_reader
from registry.cli.progress import progress
from registry.errors import FINE, Misuse
from registry.model.reader import read_model
from registry.services.export import export
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Writes to standard output, or to a file that appears only when it is whole."""
    with open_reader(settings) as store:
        pieces = export(store, read_model(), options.format, options.record)
        if options.output is None:
            sys.stdout.writelines(pieces)
        else:
            _write_whole(options.output, progress(pieces, "writing"))
    return FINE


def _write_whole(path: Path, pieces: Iterable[str]) -> None:
    try:
        if path.exists() and not path.is_file():  # a pipe or a device takes what comes
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(pieces)
            return
        _replace(path.resolve(), pieces)
    except OSError as error:
        raise Misuse(f"{path} cannot be written: {error.strerror}.") from error


def _replace(path: Path, pieces: Iterable[str]) -> None:
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
