import re
from pathlib import Path

import pytest
from rdflib import Graph

from tests.shapes.broken_shapes import BROKEN
from tests.shapes.judging import Judge, Result
from tests.shapes.shape_graph import MRS, SH, SHAPES, component_of, local, read_files, read_shapes


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(read_files([SHAPES / "meta.ttl", SHAPES / "prefixes.ttl"]))


def results_of(path: Path, judge: Judge) -> list[Result]:
    """What the shape of shapes finds in one file, in the company of the shared ones."""
    own = Graph().parse(path)
    shared = read_files([SHAPES / "record.ttl", SHAPES / "groups.ttl"])
    return judge.results([own, shared], set(own.subjects()) | set(own.objects()))


def test_all_shapes_keep_the_shape_of_shapes(judge: Judge) -> None:
    shapes = read_shapes()
    assert [str(result) for result in judge.results([shapes], set(shapes.all_nodes()))] == []


def test_the_shape_of_shapes_keeps_itself(judge: Judge) -> None:
    meta = read_files([SHAPES / "meta.ttl", SHAPES / "groups.ttl"])
    own = set(meta.subjects(None, SH.PropertyShape)) | set(meta.subjects(None, SH.SPARQLConstraint))
    assert [str(result) for result in judge.results([meta], own)] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_copy_is_noticed(name: str, judge: Judge, tmp_path: Path) -> None:
    pattern, replacement, origin, component = BROKEN[name]
    whole = (SHAPES / "target.ttl").read_text(encoding="utf-8")
    text, count = re.subn(pattern, replacement, whole, count=0 if "Target" in pattern else 1, flags=_flags(pattern))
    assert count, "the pattern is not in target.ttl any more"
    broken = tmp_path / "target.ttl"
    broken.write_text(text, encoding="utf-8")
    assert (origin, component) in {(local(result.origin), result.component) for result in results_of(broken, judge)}


def test_every_duty_is_broken_once() -> None:
    meta = read_files([SHAPES / "meta.ttl"])
    duties = {(local(rule), "sparql") for rule in meta.objects(None, SH.sparql)}
    words = {"datatype", "minCount", "maxCount", "pattern", "in", "class", "nodeKind", "uniqueLang"}
    duties |= {(local(s), local(p)) for s, p, _ in meta if local(p) in words and str(p).startswith(str(SH))}
    assert duties - {(origin, component) for _, _, origin, component in BROKEN.values()} == set()


def test_the_copy_is_judged_well_before_it_is_broken(judge: Judge) -> None:
    assert [str(result) for result in results_of(SHAPES / "target.ttl", judge)] == []


def test_component_names_are_spelt_as_in_file_names() -> None:
    assert component_of(SH.MinCountConstraintComponent) == "minCount"
    assert component_of(SH.SPARQLConstraintComponent) == "sparql"
    assert local(MRS["Mission-title"]) == "Mission-title"


def _flags(pattern: str) -> re.RegexFlag:
    return re.DOTALL if ".*?" in pattern else re.NOFLAG
