"""Imports into a registry of a test: files written, run, and what came of each row."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from registry.bootstrap import Registry, importing_parts
from registry.identity.person import Person, Role
from registry.services.importing.ledger import Ledger
from registry.services.importing.opening import Order, open_run
from registry.services.importing.results import Mode, RowResult
from registry.services.importing.sources import format_of_file

ADMIN = Person("https://example.org/people/ana", "Ana", frozenset({Role.ADMIN}))


def table(header: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> str:
    """The text of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def imported(
    registry: Registry, path: Path, mode: Mode = Mode.PUBLISH, who: Person = ADMIN, **order: object
) -> list[RowResult]:
    """The results of the rows of a file, in a ledger that is forgotten."""
    file_format = format_of_file(path.name)
    folder = path.parent / f"run-{len(list(path.parent.iterdir()))}"
    with Ledger(folder / "ledger.sqlite") as ledger:
        wanted = Order(path.name, file_format, mode, **order)  # type: ignore[arg-type]
        run = open_run(path, wanted, who, importing_parts(registry), ledger, folder.name)
        assert run.go()
        return list(ledger.results())


def counted(results: Iterable[RowResult]) -> dict[str, int]:
    """How many rows have each result."""
    counts: dict[str, int] = {}
    for each in results:
        counts[each.result.value] = counts.get(each.result.value, 0) + 1
    return counts
