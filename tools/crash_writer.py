"""The process that `tools.crash_rounds` kills: writes to a registry as fast as it can, and says what was acknowledged.

What a revision does follows from its number: it makes, changes, withdraws or restores one of forty places.

    python -m tools.crash_writer DATA_DIR STORE
"""

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from registry.bootstrap import Registry
from registry.errors import StaleRevision
from registry.namespaces import CODES, PUBLISHED, RDF_TYPE, RECORDS, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple, text
from registry.settings import Settings
from registry.store.port import Change, GraphChange, Store

FIRST: Final = 2
"""The first revision that is one of ours; the one before loads the vocabulary."""
_RECORDS: Final = 40
_WRITERS: Final = 4
_JOURNAL_MEGABYTES: Final = 0.05
"""So small that checkpoints are made, and killed, all the time."""


def settings_of(data_dir: Path, store: str) -> Settings:
    """The settings of the registry that is killed."""
    return Settings(data_dir=data_dir, store=store, journal_megabytes=_JOURNAL_MEGABYTES, store_timeout=10.0)


def iri_of(number: int) -> str:
    """The record that a revision is about: each of the forty in turn, neighbours far apart."""
    return f"{RECORDS}place/r-{number * 7 % _RECORDS}"


def record_of(number: int) -> tuple[Triple, ...]:
    """What a revision leaves of its record: nothing in every third turn."""
    if number // _RECORDS % 3 == 2:
        return ()
    record, part = Iri(iri_of(number)), Iri(f"{iri_of(number)}#citation-1")
    said: tuple[tuple[Iri, str, Term], ...] = (
        (record, RDF_TYPE, Iri(TERMS + "Place")),
        (record, TERMS + "title", text(f"Place as revision {number} has it", "en")),
        (record, TERMS + "placeKind", Iri(CODES + "place-kind/country")),
        (record, TERMS + "citation", part),
        (part, RDF_TYPE, Iri(TERMS + "Citation")),
        (part, TERMS + "seconds", Literal(str(number), XSD + "integer")),
        (part, TERMS + "note", text("x" * (number * 37 % 4_000), "en")),
    )
    return tuple(Triple(subject, Iri(path), value) for subject, path, value in said)


def record_after(iri: str, number: int) -> tuple[Triple, ...]:
    """A record as it is after a revision."""
    last = next((n for n in range(number, max(FIRST, number - _RECORDS + 1) - 1, -1) if iri_of(n) == iri), None)
    return () if last is None else record_of(last)


def records_after(number: int) -> dict[str, tuple[Triple, ...]]:
    """All records after a revision, without those that are not there."""
    iris = {iri_of(each) for each in range(FIRST, number + 1)}
    return {iri: record for iri in sorted(iris) if (record := record_after(iri, number))}


def change(number: int) -> Change:
    """What makes that revision of the one before."""
    part = GraphChange(PUBLISHED, delete=record_after(iri_of(number), number - 1), insert=record_of(number))
    return Change(number - 1, f"Turn {number}", datetime.now(UTC), (part,))


def write_without_end(registry: Registry) -> None:
    """One of several writers; says a revision when it was accepted."""
    store: Store = registry.store
    while True:
        number = store.head() + 1
        try:
            store.write(change(number))
        except StaleRevision:
            continue
        print(f"{number}\n", end="", flush=True)


def follow_without_end(registry: Registry) -> None:
    """Brings the index up to the store again and again."""
    while True:
        registry.refresh()


def main(arguments: list[str]) -> None:
    """Opens the registry and lets the writers begin; ends only by being killed."""
    registry = Registry.open(settings_of(Path(arguments[0]), arguments[1]))
    for work in (*[write_without_end] * _WRITERS, follow_without_end):
        threading.Thread(target=work, args=(registry,)).start()


if __name__ == "__main__":
    main(sys.argv[1:])
