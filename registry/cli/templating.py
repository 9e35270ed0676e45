"""`mission-registry template`: a file to begin with, with all columns that a class has."""

import argparse
import sys
from pathlib import Path

from registry.errors import FINE, Misuse, NotFound
from registry.model.reader import read_model
from registry.model.spec import Model, RecordClass
from registry.services.importing.templates import template_columns, template_csv, template_xlsx
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  # all commands are called alike
    """Writes the template of a class; needs no store."""
    model = read_model()
    record_class = class_called(model, options.class_name)
    columns = template_columns(model, record_class, (options.language,))
    target: Path | None = options.output
    if target is None:
        sys.stdout.write(template_csv(columns).decode("utf-8-sig"))
        return FINE
    if target.suffix not in (".csv", ".xlsx"):
        raise Misuse(f"{target.name} ends neither with .csv nor with .xlsx.")
    data = template_xlsx(columns, record_class.name) if target.suffix == ".xlsx" else template_csv(columns)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise Misuse(f"{target} cannot be written: {error.strerror}.") from error
    print(f"{target.name} has {len(columns)} columns.")
    return FINE


def class_called(model: Model, name: str) -> RecordClass:
    """The class of records of that name or path segment; raises `NotFound`."""
    found = {c.name.casefold(): c for c in model.records} | {c.segment: c for c in model.records}
    record_class = found.get(name.casefold())
    if record_class is None:
        raise NotFound(f"There is no class {name[:100]!r}. There is {', '.join(c.segment for c in model.records)}.")
    return record_class
