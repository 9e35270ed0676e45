"""What one record says: above all that its completeness is what the judge of records finds."""

from collections.abc import Iterator

import pytest

from registry.bootstrap import Registry
from registry.index.projection import Projector
from registry.rdf.terms import Triple, to_ntriples
from registry.services.compare.completeness import Completeness
from registry.services.compare.saying import year_of
from registry.services.find import Listing, PageRequest
from registry.store.records import record_triples
from registry.validation.check import validate_bytes
from tests.effort import examples


def sample(registry: Registry) -> Iterator[tuple[str, str, list[Triple]]]:
    """Some records of every class: class, IRI, statements."""
    for record_class in registry.model.records:
        page = registry.finder.page(Listing(record_class.name), PageRequest(first=examples(24)))
        for record in page.records:
            yield record_class.name, record.iri, record_triples(registry.store, record.iri)


def test_completeness_is_what_the_judge_finds(registry: Registry) -> None:
    project = Projector(registry.model)
    told = {}
    text = []
    for class_name, iri, triples in sample(registry):
        for projection in project(triples):
            level = Completeness(registry.model, registry.model.classes[class_name])
            told[iri] = [registry.model.codes[value or ""].notation for _, value, _ in level(projection)]
        text += [f"{to_ntriples(t.subject)} {to_ntriples(t.predicate)} {to_ntriples(t.object)} .\n" for t in triples]
    report = validate_bytes(registry.validator, "".join(text).encode(), "n-triples", registry.neighbours, 10**9, "seed")
    judged = {iri: [level] for iri, level in report.levels.items()}
    assert told == judged
    assert len({level for levels in told.values() for level in levels}) > 1


@pytest.mark.parametrize(
    ("date", "year"),
    [("2030", "2030"), ("2030-06", "2030"), ("-0044-03-15", "-0044"), ("2030Z", "2030"), ("2030+02:00", "2030")],
)
def test_a_year_is_the_first_part_of_a_date(date: str, year: str) -> None:
    assert year_of(date) == year
