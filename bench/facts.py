"""Figures of the registry that are no load: how fast its index is made, how soon it serves, how soon a write is seen.

Each is taken in the way in which it happens to people: by the command, the server or the class that they use.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from bench.generator import Generator
from bench.kept import Kept
from bench.measure import Notes
from bench.peers.peer import NotAvailable
from bench.peers.registry import serving
from bench.stores import data_dir
from registry.bootstrap import Registry
from registry.finders import recipe_of
from registry.index.engine import Engine, Mark
from registry.index.projection import Projection, Projector
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Triple
from registry.settings import Settings
from registry.store.port import Change, GraphChange

_BUILT: Final = 40_000
_STARTS: Final = 3
_WRITES: Final = 20


def before_loads(notes: Notes, kept: Kept, model: Model, size: int) -> None:
    """Makes the index of the registry of that size anew, by the code as it is now, and notes how fast that went."""
    folder = data_dir(kept, model, size)
    began = time.monotonic()
    command = [sys.executable, "-m", "registry", "reindex", "--data-dir", str(folder)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise NotAvailable(f"mission-registry reindex says: {finished.stderr.strip()[-300:]}")
    rate = size / (time.monotonic() - began)
    notes.fact("reindex", size, rate, "records/s", "`mission-registry reindex`: read from the store and indexed")


def after_loads(notes: Notes, kept: Kept, model: Model, size: int) -> None:
    """Notes how fast the index is made of decoded records, how soon the server is ready, and when a write is seen."""
    folder = data_dir(kept, model, size)
    rate = build_rate(model, size)
    notes.fact("build", size, rate, "records/s", "Index made of decoded records, two threads")
    starts = []
    for _ in range(_STARTS):
        with serving(folder) as (_, process):
            starts.append(process.seconds)
    notes.fact("start", size, statistics.median(starts), "s", "From the start of the process until `/ready` says 200")
    times = visible_after(model, folder)
    notes.fact("visible", size, statistics.median(times), "ms", "From a write until a reader sees it, median")
    notes.fact("visible-most", size, max(times), "ms", f"From a write until a reader sees it, longest of {len(times)}")


def build_rate(model: Model, size: int) -> float:
    """Records indexed in a second, on disk and merged, once they are decoded."""
    recipe = recipe_of(model, Settings())
    projections = _sample(model, size)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        writing = Engine.create(model, Path(folder)).writing(threads=2)
        for projection in projections:
            writing.add(recipe.documents(projection))
        writing.commit(Mark(1, None, recipe.stamp))
        writing.settle()
        return len(projections) / (time.perf_counter() - began)


def _sample(model: Model, size: int) -> list[Projection]:
    """Records of all classes in the mix that the registry has, at most so many as fit into memory with ease."""
    generator, projector = Generator(model, size), Projector(model)
    part = max(1, size // _BUILT)
    records = (record for chunk in generator.chunks() for record in islice(generator.records(chunk), 0, None, part))
    return [projection for record in records for projection in projector(record)]


def visible_after(model: Model, folder: Path) -> list[float]:
    """Milliseconds from the beginning of a write until it can be read, one write after the other."""
    registry = Registry.open(Settings(data_dir=folder))
    times: list[float] = []
    added: list[Triple] = []
    try:
        mission = model.classes["Mission"]
        generator = Generator(model, 1_000, seed=1)
        chunk = next(chunk for chunk in generator.chunks() if chunk.class_name == mission.name)
        for number, record in enumerate(islice(generator.records(chunk), _WRITES)):
            triples = renamed(record, f"-written-{number}-{time.time_ns()}")
            added += triples
            began = time.perf_counter()
            registry.store.write(_change(registry, insert=triples))
            registry.refresh()
            subject = triples[0].subject
            if not isinstance(subject, Iri) or registry.finder.record(subject.value) is None:
                raise NotAvailable("a write was not seen after it was followed")
            times.append((time.perf_counter() - began) * 1_000)
        registry.store.write(_change(registry, delete=tuple(added)))
        registry.refresh()
    finally:
        registry.close()
    return times


def _change(registry: Registry, insert: tuple[Triple, ...] = (), delete: tuple[Triple, ...] = ()) -> Change:
    return Change(
        based_on=registry.store.head(),
        message="Benchmark",
        time=datetime.now(UTC),
        graphs=(GraphChange(PUBLISHED, delete=delete, insert=insert),),
    )


def renamed(record: tuple[Triple, ...], ending: str) -> tuple[Triple, ...]:
    """The record and its parts under another address."""
    head = record[0].subject
    assert isinstance(head, Iri)

    def moved(iri: Iri) -> Iri:
        record_iri, hash_sign, part = iri.value.partition("#")
        return Iri(f"{record_iri}{ending}{hash_sign}{part}") if record_iri == head.value else iri

    return tuple(
        Triple(
            moved(t.subject) if isinstance(t.subject, Iri) else t.subject,
            t.predicate,
            moved(t.object) if isinstance(t.object, Iri) else t.object,
        )
        for t in record
    )
