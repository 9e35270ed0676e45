"""A store of the small model's records, an index of it, and short ways to change the one and look into the other."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from registry.index.building import Recipe
from registry.index.engine import Engine
from registry.index.packing import Packer
from registry.index.projection import Projection, Projector
from registry.index.verifying import differences
from registry.namespaces import PUBLISHED, RECORDS
from registry.rdf.terms import Iri, Triple, text
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange, Store
from tests.unit.index.small import MODEL, about, iri

RECIPE = Recipe(MODEL, ("en",), RECORDS)
SWEDEN = iri("place", "sweden")


def mission(slug: str, title: str) -> list[Triple]:
    """The statements of a mission with one citation."""
    subject = iri("mission", slug)
    return [
        *about(
            subject,
            "Mission",
            title=text(title, "en"),
            country=Iri(SWEDEN),
            citation=Iri(f"{subject}#citation-1"),
        ),
        *about(f"{subject}#citation-1", "Citation", note=text(f"Note of {title}", "en")),
    ]


def write(
    store: Store,
    insert: Iterable[Triple] = (),
    delete: Iterable[Triple] = (),
    *,
    graph: str = PUBLISHED,
    clear: bool = False,
) -> int:
    """One more revision of the store."""
    part = GraphChange(graph, tuple(delete), tuple(insert), clear)
    return store.write(Change(store.head(), "a change", datetime.now(UTC), (part,)))


def store_of(*slugs: str, directory: Path | None = None) -> EmbeddedStore:
    """A store with these missions, at revision 1."""
    store = EmbeddedStore(directory)
    write(store, [triple for slug in slugs for triple in mission(slug, slug)])
    return store


def titles(engine: Engine, *slugs: str) -> list[str]:
    """The titles of these missions; empty for those that are not there."""
    packer = Packer(MODEL)
    kept = [engine.stored(iri("mission", slug)) for slug in slugs]
    return [packer.unpack(data).many("title")[0][1] if data else "" for data in kept]  # type: ignore[index,misc]


def agrees(engine: Engine, store: Store) -> bool:
    """Whether the index has exactly the store's records, and stands at its revision."""
    mark = engine.mark()
    found = differences(MODEL, engine, records_in(store))
    return not found and mark is not None and mark.revision == store.head()


def records_in(store: Store) -> Iterator[Projection]:
    """The store's records."""
    return Projector(MODEL)(store.quads(PUBLISHED))
