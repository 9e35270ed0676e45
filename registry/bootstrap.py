"""All wiring in one place: from settings to an open registry, with its store and the index that it is read through.

Commands and the web application take what they need from here and make nothing themselves.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from registry.graphql.schema import build_schema
from registry.graphql.sdl import print_sdl
from registry.index.building import Recipe, Watch, unwatched
from registry.index.engine import Engine, Mark
from registry.index.folder import Folder
from registry.index.following import Index, read_only, readable
from registry.index.snapshot import Snapshot
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.namespaces import RDF_TYPE
from registry.services.describe import StoreDescriber
from registry.services.find import PageLimits
from registry.services.following import Follower
from registry.services.indexed import IndexFinder
from registry.services.seed import load_vocabulary, read_seed
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Store
from registry.store.sparql.opening import Sparql, open_sparql
from registry.store.sparql.question import Limits

# pySHACL and rdflib take as long to import as everything else together, and a server that starts judges nothing yet.
if TYPE_CHECKING:
    from registry.validation.neighbourhood import Neighbours
    from registry.validation.validator import Validator


INDEX: Final = "index"
"""The folder of the index in the data directory."""


def open_writer(settings: Settings) -> Store:
    """The store, open for writing; raises leaves of `StoreError`."""
    return open_store(settings)


def open_reader(settings: Settings) -> Store:
    """The store, open for reading; raises leaves of `StoreError`."""
    return open_store(settings, read_only=True)


def recipe_of(model: Model, settings: Settings) -> Recipe:
    """How this registry's index is made."""
    return Recipe(model, settings.languages, settings.record_base)


def empty_finder(model: Model, settings: Settings) -> IndexFinder:
    """A finder over no record at all, for what needs a schema but no data."""
    limits = PageLimits(settings.page_size, settings.max_page_size)
    return IndexFinder.over(model, (), 0, limits, settings.languages, settings.record_base)


def reading_finder(store: Store, model: Model, settings: Settings, watch: Watch = unwatched) -> IndexFinder:
    """A finder over the store as it is now: over the index on disk when that is up to date, else over one in memory."""
    engine = read_only(recipe_of(model, settings), store, settings.data_dir / INDEX, watch)
    return _finder(model, engine, settings)


def _finder(model: Model, engine: Engine, settings: Settings) -> IndexFinder:
    snapshot = Snapshot(model, engine, settings.record_base, settings.cache_mb * 1_000_000)
    return IndexFinder(model, snapshot, PageLimits(settings.page_size, settings.max_page_size))


def kept_index(model: Model, settings: Settings) -> Engine | None:
    """The index on disk, whatever revision it is of; None when there is none that this registry can use."""
    return readable(recipe_of(model, settings), Folder(settings.data_dir / INDEX))


def rebuild_index(store: Store, settings: Settings, watch: Watch) -> tuple[int, Mark]:
    """Makes the index on disk anew and gives how many records it has and what it is of; raises `IndexLocked`."""
    with Index(recipe_of(read_model(), settings), store, Folder(settings.data_dir / INDEX)) as index:
        index.rebuild(watch)
        return index.engine.record_count(), index.mark


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
    """An open registry. `close` lets go of the store and the index."""

    settings: Settings
    model: Model
    store: Store
    index: Index
    finder: IndexFinder
    _refreshing: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, settings: Settings, fill: Callable[[Store], None] | None = None, watch: Watch = unwatched) -> Self:
        """Opens the store, brings its vocabulary up to date and opens the index, which is built if need be.

        `fill` may put records into the store before. Raises leaves of `StoreError`, and `ModelError` for an ontology
        or shapes that cannot be used.
        """
        model = read_model()
        store = open_writer(settings)
        try:
            if fill is not None:
                fill(store)
            load_vocabulary(store, model)
            index = Index.open(recipe_of(model, settings), store, settings.data_dir / INDEX, watch)
        except BaseException:
            store.close()
            raise
        registry = cls(settings, model, store, index, _finder(model, index.engine, settings))
        if settings.store != "embedded":  # nobody else writes to the embedded one
            registry.follower.start()
        return registry

    @cached_property
    def follower(self) -> Follower:
        """What looks whether others have written to the store."""
        return Follower(self.refresh, self.settings.follow_seconds)

    @cached_property
    def sparql(self) -> Sparql:
        """What answers users' SPARQL queries."""
        limits = self.settings.sparql_seconds, self.settings.sparql_megabytes, self.settings.sparql_answer_megabytes
        return open_sparql(self.store, self.settings.data_dir, Limits(*limits), self.settings.sparql_workers)

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
        """Moves what is read to the store's last revision: whoever reads from now on sees every write before.

        Raises what `Index.catch_up` does; then the records that were read before still are.
        """
        with self._refreshing:
            changed = self.index.catch_up()
            if changed is None or self.finder.revision != self.index.mark.revision:
                self.finder.refresh(changed)

    def close(self) -> None:
        """Lets go of the store and the index."""
        if self.settings.store != "embedded":
            self.follower.stop()
        self.sparql.close()
        self.index.close()
        self.store.close()
