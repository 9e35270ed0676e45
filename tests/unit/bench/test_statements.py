"""What is written of a generated registry is what the project's own writer would write."""

from itertools import islice
from pathlib import Path

from bench.generator import records
from bench.kept import Kept, emptied, is_done, mark_done, sweep
from bench.statements import ntriples
from registry.model.reader import read_model
from registry.rdf.parsing import parse
from registry.rdf.terms import to_ntriples

MODEL = read_model()


def test_statements_are_written_as_the_projects_own_writer_writes_them() -> None:
    for record in islice(records(1_000, model=MODEL), 0, None, 17):
        expected = "".join(f"{' '.join(map(to_ntriples, triple))} .\n" for triple in record)
        assert ntriples(record) == expected
        assert [quad.triple for quad in parse(ntriples(record).encode(), "n-triples")] == list(record)


def test_what_is_kept_is_kept_by_model_and_place(tmp_path: Path) -> None:
    kept = Kept.of(MODEL, tmp_path)
    folder = kept.folder("registry-100")
    assert folder.is_dir()
    assert folder.is_relative_to(tmp_path)
    assert not is_done(folder)
    mark_done(folder)
    assert is_done(kept.folder("registry-100"))
    assert not is_done(emptied(folder))


def test_sweeping_removes_what_other_generators_left_and_nothing_else(tmp_path: Path) -> None:
    kept = Kept.of(MODEL, tmp_path)
    own, old, foreign = kept.folder("x"), tmp_path / "0123456789ab", tmp_path / "notes"
    old.mkdir()
    foreign.mkdir()
    sweep(kept)
    assert (own.exists(), old.exists(), foreign.exists()) == (True, False, True)
