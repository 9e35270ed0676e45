"""The index of a registry and the finders over it, opened as the settings say."""

from typing import Final

from registry.index.building import Recipe, Watch, unwatched
from registry.index.engine import Engine, Mark
from registry.index.folder import Folder
from registry.index.following import Index, readable, reading
from registry.index.snapshot import Snapshot
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.services.find import PageLimits
from registry.services.indexed import IndexFinder
from registry.settings import Settings
from registry.store.port import Store

INDEX: Final = "index"
"""The folder of the index in the data directory."""


def recipe_of(model: Model, settings: Settings) -> Recipe:
    """How this registry's index is made."""
    return Recipe(model, settings.languages, settings.record_base)


def empty_finder(model: Model, settings: Settings) -> IndexFinder:
    """A finder over no record at all, for what needs a schema but no data."""
    limits = PageLimits(settings.page_size, settings.max_page_size)
    return IndexFinder.over(model, (), 0, limits, settings.languages, settings.record_base)


def reading_finder(store: Store, model: Model, settings: Settings, watch: Watch = unwatched) -> IndexFinder:
    """A finder over the store as it is now: over the index on disk, which is made or brought up to date if need be.

    Who reads next then finds it. Where another process has that index, or nothing can be written, one in memory is
    made.
    """
    return finder_over(model, reading(recipe_of(model, settings), store, settings.data_dir / INDEX, watch), settings)


def finder_over(model: Model, engine: Engine, settings: Settings) -> IndexFinder:
    """A finder over that engine, with the caches and page sizes of the settings."""
    snapshot = Snapshot(model, engine, settings.record_base, settings.cache_mb * 1_000_000)
    return IndexFinder(model, snapshot, PageLimits(settings.page_size, settings.max_page_size))


def kept_index(model: Model, settings: Settings) -> Engine | None:
    """The index on disk, whatever revision it is of; None when there is none that this registry can use."""
    return readable(recipe_of(model, settings), Folder(settings.data_dir / INDEX))


def kept_finder(model: Model, settings: Settings) -> IndexFinder | None:
    """A finder over the index on disk, which may be of an earlier revision; None when there is none of use."""
    engine = kept_index(model, settings)
    return None if engine is None else finder_over(model, engine, settings)


def rebuild_index(store: Store, settings: Settings, watch: Watch) -> tuple[int, Mark]:
    """Makes the index on disk anew and gives how many records it has and what it is of; raises `IndexLocked`."""
    with Index(recipe_of(read_model(), settings), store, Folder(settings.data_dir / INDEX)) as index:
        index.rebuild(watch)
        return index.engine.record_count(), index.mark
