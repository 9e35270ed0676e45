"""The judge against pySHACL's own verdict over the whole graph, and under several threads."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest
import rdflib
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator as PlainValidator
from rdflib.namespace import SH
from rdflib.query import Result
from rdflib.term import Node

from registry.errors import ModelError
from registry.model.reader import model_files
from registry.model.report import Report
from registry.model.spec import Model
from registry.namespaces import RDF_LANG_STRING, TERMS, XSD
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, Quad, Term, Triple
from registry.resources import ONTOLOGY, SHAPES
from registry.validation.intake import submission_of
from registry.validation.judge import Judge
from registry.validation.neighbourhood import KnownTriples, Vocabulary
from registry.validation.queries import ParsedQueries
from registry.validation.rdflib_terms import triples_to_rdflib
from registry.validation.submission import Submission
from registry.validation.validator import Validator
from tests.unit.validation.conftest import EXAMPLES, statements

MUTANTS = 150
FILES = sorted(EXAMPLES.glob("*/valid-full.ttl"))
MR = TERMS
Key = tuple[str, ...]


@cache
def shapes() -> tuple[Triple, ...]:
    files = [path for path in model_files() if path.is_relative_to(SHAPES)]
    return tuple(triple for path in files for triple in statements(path))


@cache
def ontology() -> tuple[Triple, ...]:
    files = [path for path in model_files() if path.is_relative_to(ONTOLOGY)]
    return tuple(triple for path in files for triple in statements(path))


@cache
def stored() -> tuple[Triple, ...]:
    """The registry that mutants are submitted to."""
    files = [EXAMPLES / "neighbours.ttl", *(EXAMPLES / name / "valid-full.ttl" for name in ("mission", "instrument"))]
    return tuple(triple for path in files for triple in statements(path))


@pytest.fixture(scope="module")
def kept_shapes() -> ShapesGraph:
    return ShapesGraph(graph_of(shapes()))


def whole_verdict(data: rdflib.Graph, kept_shapes: ShapesGraph) -> Iterator[Key]:
    """What pySHACL says by itself of a whole graph, with targets as it finds them."""
    validator = PlainValidator(DataGraph.from_rdflib(data), shacl_graph=rdflib.Graph())
    validator.shacl_graph = kept_shapes
    _, report, _ = validator.run()
    for node in report.objects(None, SH.result):
        yield key(
            *(report.value(node, p) for p in (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent)),
            report.value(node, SH.sourceConstraint) or report.value(node, SH.sourceShape),
            report.value(node, SH.value),
            report.value(node, SH.resultSeverity),
        )


class WholeGraph(rdflib.Graph):
    """A graph as pySHACL takes it; each query is read once, else this test would take an hour."""

    kept = ParsedQueries()

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        return super().query(self.kept(query_object), *args, **kwargs)


def graph_of(triples: tuple[Triple, ...] | list[Triple]) -> rdflib.Graph:
    graph = WholeGraph()
    for triple in triples_to_rdflib(triples):
        graph.add(triple)
    return graph


def mutant(seed: int) -> list[Quad]:
    """A full example with one to four things wrong, always the same for one seed."""
    chance = random.Random(seed)
    quads = list(parse(chance.choice(FILES).read_bytes()))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(1, len(quads))  # the first says that it is a record
        other = chance.choice(quads)
        quads[at : at + 1] = list(changed(quads[at], other, chance))
    return quads


def changed(quad: Quad, other: Quad, chance: random.Random) -> Iterator[Quad]:
    match chance.randrange(7):
        case 0:
            return
        case 1:
            yield quad
            yield Quad(quad.subject, quad.predicate, other.object)
        case 2:
            yield Quad(quad.subject, other.predicate, quad.object)
        case 3:
            yield Quad(quad.subject, Iri(quad.predicate.value + "x"), quad.object)
        case 4:
            yield Quad(other.subject, quad.predicate, quad.object)
        case _:
            yield Quad(quad.subject, quad.predicate, twisted(quad.object, chance))


def twisted(term: Term, chance: random.Random) -> Term:
    if isinstance(term, Iri):
        return chance.choice([Iri(term.value + "-x"), Literal(term.value), Iri(MR + "Mission"), BlankNode("b")])
    assert isinstance(term, Literal)
    datatype = chance.choice([XSD + "date", XSD + "gYear", XSD + "integer", XSD + "decimal"])
    lexical = chance.choice([term.lexical, "1999", "-5", "2031-02-30", "", term.lexical * 50])
    return chance.choice([Literal(lexical), Literal(lexical, datatype), Literal(lexical, RDF_LANG_STRING, "en")])


def key(*parts: Node | None) -> Key:
    return tuple("" if part is None else part.n3() for part in parts)


@pytest.mark.parametrize("first", range(0, MUTANTS, 10))
def test_no_result_is_lost_or_added_against_the_whole_graph(
    first: int, validator: Validator, kept_shapes: ShapesGraph, model: Model
) -> None:
    """pySHACL itself, told nothing of neighbourhoods or focus nodes, judges the whole registry with the mutant."""
    vocabulary = Vocabulary(ontology())
    types = [triple for group in vocabulary.types.values() for triple in group] + vocabulary.subclasses
    found_any = False
    for seed in range(first, first + 10):
        submission = submission_of(mutant(seed), model)
        own = submission.positions.keys()
        others = [t for t in stored() if not (isinstance(t.subject, Iri) and t.subject.value in own)]
        ours = validator.results(submission, validator.around(submission, KnownTriples(stored())))
        theirs = whole_verdict(graph_of([*others, *types, *submission.triples]), kept_shapes)
        mine = Counter(key(r.focus, r.path, SH[r.component], r.rule or r.shape, r.value, r.severity) for r in ours)
        assert mine == Counter(k for k in theirs if k[0][1:-1] in own), seed
        found_any = found_any or bool(mine)
    assert found_any


def test_several_threads_get_the_answers_that_one_gets(model: Model) -> None:
    validator = Validator(model, shapes(), ontology())

    def verdict(submission: Submission) -> Report:
        return validator.validate(submission, KnownTriples(stored()))

    submissions = [submission_of(mutant(seed), model) for seed in range(12)]
    alone = [verdict(submission) for submission in submissions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(verdict, submissions)) == alone


@pytest.mark.parametrize(
    "faulty",
    [
        "<http://x/s> a sh:PropertyShape ; sh:targetClass mr:Mission .",
        '<http://x/s> a sh:NodeShape ; sh:targetClass mr:Mission ; sh:sparql [ sh:select "SELEKT" ] .',
        '<http://x/s> a sh:NodeShape ; sh:targetClass mr:A ; sh:sparql [ sh:select "SELECT $this { ?s $PATH 1 }" ] .',
    ],
)
def test_shapes_that_cannot_judge_are_refused(faulty: str) -> None:
    prefixes = f"@prefix sh: <{SH}> . @prefix mr: <{TERMS}> . "
    with pytest.raises(ModelError):
        Judge(quad.triple for quad in parse((prefixes + faulty).encode()))


def test_a_fault_that_shows_only_while_judging_is_the_shapes_fault() -> None:
    faulty = f"""@prefix sh: <{SH}> . @prefix mr: <{TERMS}> .
        <http://x/s> a sh:NodeShape ; sh:targetClass mr:Mission ; sh:property <http://x/p> .
        <http://x/p> sh:path mr:title ; sh:minCount 1, 2 ."""
    judge = Judge(quad.triple for quad in parse(faulty.encode()))
    data = [Triple(Iri("http://x/m"), Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), Iri(TERMS + "Mission"))]
    with pytest.raises(ModelError, match="pySHACL cannot use the shapes"):
        list(judge.results(data))
