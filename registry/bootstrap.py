"""All wiring in one place: from settings to an open registry, with its store and its records in memory.

Commands and the web application take what they need from here and make nothing themselves.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from registry import __version__
from registry.errors import Misuse
from registry.graphql.schema import build_schema
from registry.graphql.sdl import print_sdl
from registry.index.kept import keep, kept
from registry.index.memory import build_index, index_of
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.namespaces import PUBLISHED, RDF_TYPE
from registry.services.describe import StoreDescriber
from registry.services.find import MemoryFinder, PageLimits
from registry.services.seed import load_vocabulary, read_seed
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Store
from registry.store.revisions import head_token

# pySHACL and rdflib take as long to import as everything else together, and a server that starts judges nothing yet.
if TYPE_CHECKING:
    from registry.validation.neighbourhood import Neighbours
    from registry.validation.validator import Validator


def open_writer(settings: Settings) -> Store:
    """The store, open for writing; raises leaves of `StoreError`."""
    return open_store(settings)


def open_reader(settings: Settings) -> Store:
    """The store, open for reading; raises leaves of `StoreError`."""
    return open_store(settings, read_only=True)


def empty_finder(model: Model, settings: Settings) -> MemoryFinder:
    """A finder over no record at all, for what needs a schema but no data."""
    return MemoryFinder.over(model, (), 0, PageLimits(settings.page_size, settings.max_page_size))


def printed_schema(model: Model, settings: Settings) -> str:
    """The GraphQL schema of a model as text."""
    return print_sdl(build_schema(model, empty_finder(model, settings), settings))


def known_neighbours(settings: Settings, validator: "Validator") -> "Neighbours":
    """The records that a file may link to when no store can be asked: what the rules need of the packaged seed."""
    from registry.validation.neighbourhood import NAMES, KnownTriples

    return KnownTriples(
        read_seed(settings.record_base, only={RDF_TYPE, *NAMES, *validator.reach.facts, *validator.reach.chains})
    )


@dataclass(frozen=True)
class Registry:
    """An open registry. `close` lets go of the store."""

    settings: Settings
    model: Model
    store: Store
    finder: MemoryFinder

    @classmethod
    def open(cls, settings: Settings, fill: Callable[[Store], None] | None = None) -> Self:
        """Opens the store, brings its vocabulary up to date and reads every record into memory.

        `fill` may put records into the store before they are read. Raises leaves of `StoreError`, and `ModelError` for
        an ontology or shapes that cannot be used.
        """
        model = read_model()
        store = open_writer(settings)
        try:
            if fill is not None:
                fill(store)
            load_vocabulary(store, model)
            finder = read_finder(store, model, settings)
            _require_base(finder, settings.record_base)
            return cls(settings, model, store, finder)
        except BaseException:
            store.close()
            raise

    @cached_property
    def validator(self) -> "Validator":
        """What judges records; made when it is first asked for, because reading shapes takes a while."""
        from registry.validation.validator import Validator

        return Validator.read(self.model, languages=self.settings.languages)

    @cached_property
    def neighbours(self) -> "Neighbours":
        """The records that a submission may link to."""
        from registry.validation.stored import StoredRecords

        return StoredRecords(self.store)

    @cached_property
    def describer(self) -> StoreDescriber:
        """What is said about one IRI."""
        return StoreDescriber(self.store, self.settings.record_base)

    def refresh(self) -> None:
        """Moves the records in memory to the store's present revision."""
        self.finder.refresh(read_finder(self.store, self.model, self.settings).index)

    def close(self) -> None:
        """Lets go of the store."""
        self.store.close()


def _require_base(finder: MemoryFinder, record_base: str) -> None:
    if finder.total and not any(iri.startswith(record_base) for iri in finder.index.records):
        raise Misuse(f"The records of this store do not begin with record_base {record_base}; set the base they have.")


def read_finder(store: Store, model: Model, settings: Settings) -> MemoryFinder:
    """All published records of the store in memory: decoded before, where that was kept, and else decoded now."""
    limits = PageLimits(settings.page_size, settings.max_page_size)
    path, revision, token = settings.data_dir / "records.json", store.head(), head_token(store)
    stamp = f"{__version__} {model.digest} {token}"
    # What is read stays for as long as the process lives: the collector would look through it in vain, again and again.
    gc.disable()
    try:
        found = kept(path, stamp)
        if found is not None:
            return MemoryFinder(index_of(model, found, revision), limits)
        index = build_index(model, store.quads(PUBLISHED), revision)
        if token is not None:
            keep(path, stamp, index.records.values())
        return MemoryFinder(index, limits)
    finally:
        gc.freeze()
        gc.enable()
