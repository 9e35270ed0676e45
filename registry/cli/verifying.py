"""The part of `mission-registry check` that holds the index against the store."""

from collections.abc import Iterator, Mapping, Sequence

from registry.cli.progress import progress
from registry.finders import kept_index, recipe_of
from registry.index.projection import Projection
from registry.index.verifying import differences
from registry.model.spec import Model
from registry.rdf.terms import Triple
from registry.settings import Settings
from registry.store.port import Store
from registry.store.revisions import position


def check_index(store: Store, model: Model, settings: Settings, records: Mapping[str, Sequence[Triple]]) -> bool:
    """Says whether the index on disk agrees with these records of the store; a registry without one agrees."""
    engine = kept_index(model, settings)
    if engine is None:
        print("Index: none that can be used; `mission-registry serve` or `reindex` makes it.")
        return True
    here, mark = position(store), engine.mark()
    if mark != recipe_of(model, settings).mark(here):
        stands = mark.revision if mark else 0
        print(f"Index: of revision {stands}, and the store is at {here.revision}; `mission-registry reindex` mends it.")
        return False
    found = differences(model, engine, _projections(model, settings, records))
    if found:
        print(
            f"Index: {found.missing:,} records are missing, {found.differing:,} differ from the store, "
            f"{found.extra:,} are too many; `mission-registry reindex` mends it."
        )
        return False
    print(f"Index: agrees with the store at revision {here.revision}.")
    return True


def _projections(model: Model, settings: Settings, records: Mapping[str, Sequence[Triple]]) -> Iterator[Projection]:
    projector = recipe_of(model, settings).projector
    for iri in progress(records, "checking the index", len(records)):
        yield from (record for record in projector(records[iri]) if record.iri == iri)
