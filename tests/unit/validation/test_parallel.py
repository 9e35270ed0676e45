"""Large submissions are shared out among processes, and what is found is the same as in one."""

import os
import signal
from collections.abc import Iterator

import pytest

from registry.model.spec import Model
from registry.namespaces import XSD
from registry.rdf.terms import BlankNode, Iri, Literal, Triple, text
from registry.resources import ONTOLOGY, SHAPES
from registry.validation import parallel
from registry.validation.intake import Input, take
from registry.validation.neighbourhood import KnownTriples
from registry.validation.parallel import ENOUGH, ParallelValidator, packed, unpacked
from registry.validation.submission import Submission
from registry.validation.validator import Validator
from tests.unit.validation.conftest import PREFIXES


def missions(count: int, model: Model) -> Submission:
    """Some of them wrong, each in its own way, and each the next one's parent."""
    turtle = "".join(
        f'<mission/m{n}> a mr:Mission ; mr:title "M {n}"@en ; mr:country <place/{"sweden" if n % 3 else "nowhere"}> ; '
        f'mr:startDate "2030"^^xsd:gYear ; mr:endDate "{2025 + n % 7}"^^xsd:gYear ; '
        f"mr:parentMission <mission/m{(n + 1) % count}> ; mr:citation [ a mr:Citation ; mr:citedProperty mr:title ; "
        f"mr:source <source/oecd-mission-talk> ; mr:seconds {n * 1000} ] .\n"
        for n in range(count)
    )
    return take(Input((PREFIXES + turtle).encode()), model, 1_000_000)


@pytest.fixture(scope="module")
def helped(model: Model) -> Iterator[ParallelValidator]:
    validator = ParallelValidator.read_with(1, model)
    yield validator
    validator.close()


def test_what_is_found_is_the_same_as_in_one_process(
    helped: ParallelValidator, validator: Validator, model: Model, neighbours: KnownTriples
) -> None:
    submission = missions(ENOUGH + 3, model)
    alone = validator.validate(submission, neighbours)
    assert helped.validate(submission, neighbours) == alone
    assert len({finding.shape for finding in alone.findings}) > 5


def test_a_helping_process_that_dies_takes_nothing_with_it(
    helped: ParallelValidator, validator: Validator, model: Model, neighbours: KnownTriples
) -> None:
    submission = missions(ENOUGH, model)
    helped.validate(submission, neighbours)
    helpers = helped._helpers
    assert helpers is not None
    for number in list(helpers._running()._processes):
        os.kill(number, signal.SIGKILL)
    expected = validator.validate(submission, neighbours)
    assert helped.validate(submission, neighbours) == expected
    assert helped.validate(submission, neighbours) == expected


def test_few_records_start_no_process_and_no_helpers_need_no_end(model: Model, neighbours: KnownTriples) -> None:
    few = ParallelValidator.read_with(1, model)
    few.validate(missions(ENOUGH - 1, model), neighbours)
    assert few._helpers is not None
    assert few._helpers._pool is None
    few.close()
    none = ParallelValidator.read_with(0, model)
    assert none.validate(missions(ENOUGH, model), neighbours).records
    none.close()


def test_statements_come_out_of_their_package_as_they_went_in() -> None:
    predicate = Iri("http://x.org/p")
    values = (Iri("http://x.org/o"), BlankNode("b"), Literal("7", XSD + "integer"), Literal(""), text("x", "en-gb"))
    triples = [Triple(subject, predicate, value) for subject in (Iri("x:s"), BlankNode("s")) for value in values]
    assert unpacked(packed(triples)) == triples


def test_a_helping_process_finds_what_its_validator_finds(
    validator: Validator, model: Model, neighbours: KnownTriples
) -> None:
    submission = missions(2, model)
    around = validator.around(submission, neighbours)
    parallel._validator = None
    with pytest.raises(RuntimeError, match="not made ready"):
        parallel._judged(packed(submission.triples), packed(around))
    parallel._begin(ONTOLOGY, SHAPES)
    found = parallel._judged(packed(submission.triples), packed(around))
    assert set(map(repr, found)) == set(map(repr, validator.results(submission, around)))
