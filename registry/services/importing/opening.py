"""From a file and what is said of it to an import that can run: the one place where its pieces are put together."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from registry.errors import InvalidArgument
from registry.identity.person import Person
from registry.model.spec import Model
from registry.namespaces import RECORDS
from registry.services.contribute.minting import Minter
from registry.services.find import Finder
from registry.services.importing.carrying import Carrier
from registry.services.importing.cells import CellReader
from registry.services.importing.composing import Composer
from registry.services.importing.contributing import Contributing, Past
from registry.services.importing.drafted import Drafted
from registry.services.importing.headers import Header, read_header
from registry.services.importing.ledger import Ledger
from registry.services.importing.mapping import TableMapping, mapping_of
from registry.services.importing.reading.delimited import ENCODINGS
from registry.services.importing.reading.rows import Table
from registry.services.importing.results import Mode
from registry.services.importing.running import BATCH, Run, Source
from registry.services.importing.sources import RecordSource, TableSource, open_table
from registry.services.importing.values import SEPARATOR, Habits
from registry.services.naming.codes import CodeNames
from registry.services.naming.resolver import Resolver
from registry.store.port import Store
from registry.validation.size import MOST_PARTS

_DECIMALS: Final = ("comma", "point")
_DATES: Final = ("dmy", "mdy")


@dataclass(frozen=True)
class Parts:
    """What an import needs of an open registry."""

    model: Model
    store: Store
    finder: Finder
    contributing: Contributing
    past: Past
    languages: tuple[str, ...] = ("en",)
    record_base: str = RECORDS
    limit: int = 10_000_000
    """Bytes of one record, or of a file that only makes sense as a whole."""
    most_parts: int = MOST_PARTS
    """Parts that one record may have."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported, and how: all of it can be kept as JSON, so that an import can be taken up again."""

    name: str
    file_format: str
    mode: Mode
    class_name: str | None = None
    language: str | None = None
    separator: str | None = None
    decimal: str | None = None
    dates: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    keep_unknown: bool = False
    mapping: str | None = None
    """The text of the mapping."""
    mapping_name: str = "mapping"

    def checked(self, model: Model) -> "Order":
        """The same; raises `InvalidArgument` for a choice that there is not."""
        choices = {
            "class": (self.class_name, [c.name for c in model.records]),
            "decimal": (self.decimal, _DECIMALS),
            "dates": (self.dates, _DATES),
            "encoding": (self.encoding, tuple(ENCODINGS)),
        }
        for name, (given, known) in choices.items():
            if given is not None and given not in known:
                raise InvalidArgument(f"`{name}` is {given!r}; choose one of {', '.join(known)}.")
        if self.separator is not None and len(self.separator) != 1:
            raise InvalidArgument(f"`separator` is {self.separator!r}; it must be one sign.")
        return self

    def as_data(self) -> dict[str, Any]:
        """The order as JSON."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Order":
        """The order that was kept as that."""
        return cls(**{**data, "mode": Mode(data["mode"])})


def open_run(
    path: Path, order: Order, who: Person, parts: Parts, ledger: Ledger, job: str, mapping: TableMapping | None = None
) -> Run:
    """The import of a file, ready to go or to go on.

    `mapping` is the order's, where it was read with the files beside it. Raises `InputError` for a file or header that
    is not understood, and `InvalidArgument`.
    """
    order = order.checked(parts.model)
    if mapping is None and order.mapping is not None:
        mapping = mapping_of(order.mapping, parts.model, order.mapping_name)
    said = ledger.said()
    if "start" not in said:
        ledger.note(start=parts.store.head())
        said = ledger.said()
    own = ledger.named if order.mode is not Mode.PUBLISH else (lambda _, __: [])
    drafted = Drafted(parts.contributing, who, parts.record_base)
    composer = Composer(
        parts.model,
        parts.finder,
        parts.store,
        Resolver(parts.finder, parts.model, parts.languages, parts.record_base, mapping.aliases if mapping else None),
        Minter(parts.store, parts.record_base, author=who.iri).minted,
        parts.record_base,
        own,
        in_the_works=drafted.records if order.mode in (Mode.DRAFT, Mode.SUBMIT) else lambda _: (),
        separator=_separator(order, mapping),
        renamed=mapping.column_of if mapping else str,
        aliases=mapping.aliases if mapping else {},
    )
    source = _source(path, order, parts, composer, mapping, ledger)
    carrier = Carrier(
        job, order.name, who, order.mode, parts.contributing, parts.past, drafted, ledger.brings,
        int(said["start"]), set(map(int, said.get("revisions", []))), parts.most_parts,
    )  # fmt: skip
    return Run(source, ledger, carrier, mapping is not None and mapping.rows_add_up, BATCH)


def _separator(order: Order, mapping: TableMapping | None) -> str:
    return order.separator or (mapping.separator if mapping else SEPARATOR)


def _source(
    path: Path, order: Order, parts: Parts, composer: Composer, mapping: TableMapping | None, ledger: Ledger
) -> Source:
    if order.file_format not in ("csv", "xlsx"):
        return RecordSource(path, order.name, order.file_format, parts.model, composer, parts.limit)

    def reopen() -> Table:
        table = open_table(path, order.name, order.file_format, order.encoding, order.sheet, order.decimal)
        return mapping.applied(table) if mapping else table

    original = open_table(path, order.name, order.file_format, order.encoding, order.sheet, order.decimal)
    table = mapping.applied(original) if mapping else original
    header = header_of(order, parts.model, table, mapping)
    aside = [cell for cell in original.header if mapping and cell not in {rule.column for rule in mapping.rules}]
    ledger.note(delimiter=original.delimiter, encoding=original.encoding)
    ledger.note(columns=list(original.header), aside=[*header.kept_aside, *aside])
    habits = Habits(order.decimal, order.dates, _separator(order, mapping), table.serial_dates)
    reader = CellReader(header, parts.model, CodeNames(parts.model), habits)
    return TableSource(reopen, reader, composer, header, mapping is not None and mapping.rows_add_up)


def header_of(order: Order, model: Model, table: Table, mapping: TableMapping | None) -> Header:
    """What the columns of the table are; raises `HeaderNotUnderstood`."""
    class_name = order.class_name or (mapping.class_name if mapping else None)
    return read_header(table.header, model, class_name, language=order.language, keep_unknown=order.keep_unknown)
