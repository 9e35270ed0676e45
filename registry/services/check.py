"""Judging everything at once: the shapes themselves, and every record that is published or about to be."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from registry.model.reader import model_files
from registry.model.report import Report
from registry.rdf.terms import Quad, Triple
from registry.resources import SHAPES
from registry.services.seed import read_statements
from registry.validation.intake import submission_of
from registry.validation.judge import Judge
from registry.validation.neighbourhood import Neighbours
from registry.validation.results import Result
from registry.validation.validator import Validator

BATCH = 50
"""Records judged together: enough to share look-ups, few enough to say often how far it is."""


def check_shapes() -> list[Result]:
    """What the shape of our shapes finds wrong with them; empty when they are well made."""
    meta = list(read_statements([SHAPES / "meta.ttl", SHAPES / "prefixes.ttl"]))
    shapes = read_statements(path for path in model_files() if path.is_relative_to(SHAPES))
    return list(Judge(meta).results(shapes))


def check_records(
    records: Mapping[str, Sequence[Triple]], validator: Validator, neighbours: Neighbours
) -> Iterator[tuple[Sequence[str], Report]]:
    """The reports on all records, in batches, each with the IRIs that it is about."""
    iris = iter(sorted(records))
    while batch := list(islice(iris, BATCH)):
        quads = [Quad(t.subject, t.predicate, t.object) for iri in batch for t in records[iri]]
        yield batch, validator.validate(submission_of(quads, validator.model), neighbours)
