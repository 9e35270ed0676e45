"""A generated registry as N-Triples files, written by several processes side by side.

The generator's triples are the one source; this only writes them down, faster than for terms of unknown origin:
its IRIs are safe by construction, which a test holds against the project's own writer.
"""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from bench.generator import Generator
from registry.model.reader import read_model
from registry.rdf.terms import Iri, Literal, Term, Triple, to_ntriples

PROCESSES: Final = 2


def write_statements(folder: Path, size: int, seed: int = 0, processes: int = PROCESSES) -> list[Path]:
    """Writes the registry into as many files as there are processes, and gives their paths."""
    jobs = [(folder / f"part-{number}.nt", size, seed, number, processes) for number in range(processes)]
    # Not forked: the parent may hold threads of a store or a server.
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return list(pool.map(_write_part, *zip(*jobs, strict=True)))


def _write_part(path: Path, size: int, seed: int, number: int, processes: int) -> Path:
    generator = Generator(read_model(), size, seed)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for chunk in generator.chunks()[number::processes]:
            for record in generator.records(chunk):
                file.write(ntriples(record))
    return path


def ntriples(record: Iterable[Triple]) -> str:
    """The statements of a generated record as N-Triples."""
    return "".join(f"<{t.subject.value}> {_iri(t.predicate)} {_written(t.object)} .\n" for t in record)  # type: ignore[union-attr]


def _written(term: Term) -> str:
    if type(term) is Iri:
        return f"<{term.value}>"
    return _shared(term) if type(term) is Literal and term.language is None else to_ntriples(term)


@lru_cache(maxsize=1 << 10)
def _iri(iri: Iri) -> str:
    return to_ntriples(iri)


@lru_cache(maxsize=1 << 14)
def _shared(literal: Literal) -> str:
    return to_ntriples(literal)
