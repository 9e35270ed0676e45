"""The screen may only clear: with it and without it, the same is found, over all examples and their mutations."""

from collections.abc import Iterator
from random import Random

import pytest

from registry.model.spec import Model
from registry.namespaces import RDF_TYPE, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Quad, Term, Triple
from registry.validation.intake import Input, submission_of, take
from registry.validation.neighbourhood import KnownTriples
from registry.validation.results import Result
from registry.validation.submission import Submission
from registry.validation.validator import Validator
from tests.shapes.examples import Example, read_examples

EXAMPLES = list(read_examples())
FULL = [example for example in EXAMPLES if example.path.stem == "valid-full"]
MUTATIONS = 18
ODD_VALUES: tuple[Term, ...] = (
    Literal("x"),
    Literal(""),
    Literal("text", language="en"),
    Literal("2031", XSD + "gYear"),
    Literal("2031-02-31", XSD + "date"),
    Literal("12031-02", XSD + "gYearMonth"),
    Literal("1_000", XSD + "integer"),
    Literal("-7", XSD + "integer"),
    Literal("7.50", XSD + "decimal"),
    Literal("999999", XSD + "integer"),
    Literal("true", XSD + "boolean"),
    Literal("http://example.org/a b", XSD + "anyURI"),
    Literal("http://example.org/", XSD + "anyURI"),
    Iri("https://w3id.org/mission-registry/id/place/sweden"),
    Iri("https://w3id.org/mission-registry/id/place/nowhere"),
    Iri("https://w3id.org/mission-registry/code/timestamp-reading/ambiguous"),
    Iri("https://w3id.org/mission-registry/code/place-kind/region"),
    Iri(TERMS + "title"),
)


def parts_of(result: Result) -> tuple[object, ...]:
    return (
        *(result.focus, result.path, result.value, result.component),
        *(result.shape, result.rule, result.severity, result.messages),
    )


def assert_agreement(validator: Validator, submission: Submission, neighbours: KnownTriples) -> int:
    around = validator.around(submission, neighbours)
    screened = set(map(parts_of, validator.results(submission, around)))
    assert screened == set(map(parts_of, validator.unscreened(submission, around)))
    return len(screened)


@pytest.mark.parametrize("start", range(4))
def test_every_example_gives_the_same_with_and_without_the_screen(
    start: int, validator: Validator, model: Model, neighbours: KnownTriples
) -> None:
    for example in EXAMPLES[start::4]:
        submission = take(Input(example.path.read_bytes()), model, 1_000_000)
        found = assert_agreement(validator, submission, neighbours)
        assert found or example.assertion is None or "nodeKind" in example.name, example.name


@pytest.mark.parametrize("example", FULL, ids=lambda e: e.segment)
def test_mutated_records_give_the_same_with_and_without_the_screen(
    example: Example, validator: Validator, model: Model, neighbours: KnownTriples
) -> None:
    whole = take(Input(example.path.read_bytes()), model, 1_000_000)
    random = Random(example.name)  # the same mutations every time
    for triples in mutated(list(whole.triples), random):
        submission = submission_of((Quad(*triple) for triple in triples), model)
        assert_agreement(validator, submission, neighbours)


def mutated(triples: list[Triple], random: Random) -> Iterator[list[Triple]]:
    """The record with a statement or two left out, given another value, a second one, or put on another node."""
    others = [t for t in triples if t.predicate.value != RDF_TYPE]
    for _ in range(MUTATIONS):
        after = list(triples)
        for chosen in random.sample(others, random.choice((1, 1, 2, 3))):
            subject, predicate, value = chosen
            match random.randrange(5):
                case 0:
                    after.remove(chosen)
                case 1:
                    after[after.index(chosen)] = Triple(subject, predicate, random.choice(ODD_VALUES))
                case 2:
                    after.append(Triple(subject, predicate, random.choice(ODD_VALUES)))
                case 3:
                    after.append(Triple(random.choice(others).subject, predicate, value))
                case _:
                    after.append(Triple(subject, predicate, random.choice(others).object))
        yield after
