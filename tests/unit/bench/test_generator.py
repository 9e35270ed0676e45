"""Generated registries are the same each time, follow the model, and are skewed as real ones are."""

from collections import Counter
from functools import cache
from itertools import islice

import pytest

from bench.generator import Generator, records
from bench.habits import counts
from registry.index.projection import Projector
from registry.model.reader import read_model
from registry.model.report import Report
from registry.model.spec import Kind, Severity
from registry.namespaces import RDF_TYPE, RECORDS
from registry.rdf.parsing import serialize
from registry.rdf.terms import Iri, Triple
from registry.validation.check import validate_bytes
from registry.validation.neighbourhood import KnownTriples
from registry.validation.validator import Validator
from tests.plain.world import with_parts

MODEL = read_model()
SIZE = 2_000


@cache
def registry() -> tuple[tuple[Triple, ...], ...]:
    return tuple(records(SIZE, model=MODEL))


def test_the_same_seed_gives_the_same_registry_and_another_seed_another() -> None:
    again = tuple(records(SIZE, model=MODEL))
    other = tuple(records(SIZE, seed=1, model=MODEL))
    assert again == registry()
    assert other != registry()


def test_a_chunk_made_by_itself_is_the_chunk_of_the_whole() -> None:
    generator = Generator(MODEL, 10_000)
    last = [chunk for chunk in generator.chunks() if chunk.class_name == "Mission"][-1]
    assert last.start > 0
    alone = tuple(Generator(MODEL, 10_000).records(last))
    start = sum(chunk.stop - chunk.start for chunk in generator.chunks()[: generator.chunks().index(last)])
    assert tuple(islice(records(10_000, model=MODEL), start, start + len(alone))) == alone


@pytest.mark.parametrize("size", [100, 2_000, 1_000_000])
def test_a_registry_has_as_many_records_as_asked_for_and_some_of_every_class(size: int) -> None:
    found = counts(MODEL, size)
    assert sum(found.values()) == size
    assert set(found) == {c.name for c in MODEL.records}
    assert min(found.values()) >= 1
    assert found["Place"] <= 300
    assert found["Challenge"] <= 300


def test_a_registry_too_small_for_every_class_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        counts(MODEL, 20)


def test_every_value_fits_its_field() -> None:
    projector = Projector(MODEL)
    malformed = [
        (node.iri, node.malformed)
        for record in registry()
        for projection in projector(record)
        for node in with_parts(projection)
        if node.malformed
    ]
    assert malformed == []


def test_each_item_is_one_record_with_its_parts_and_no_address_comes_twice() -> None:
    subjects = [{triple.subject for triple in record} for record in registry()]
    heads = [record[0].subject for record in registry()]
    assert all(isinstance(head, Iri) and head.value.startswith(RECORDS) for head in heads)
    assert len(set(heads)) == SIZE
    for head, own in zip(heads, subjects, strict=True):
        assert isinstance(head, Iri)
        assert {s.value.partition("#")[0] for s in own if isinstance(s, Iri)} == {head.value}


def test_records_break_no_rule_of_the_shapes() -> None:
    validator = Validator.read(MODEL)
    everything = [triple for record in registry() for triple in record]
    neighbours = KnownTriples(everything)
    for record in registry()[:: SIZE // 60]:
        report: Report = validate_bytes(validator, serialize(list(record), "n-triples"), "n-triples", neighbours, 10**7)
        broken = [(f.record, f.message) for f in report.findings if f.severity is Severity.VIOLATION]
        assert broken == []


def test_links_lead_to_records_of_the_class_that_the_field_asks_for() -> None:
    classes = {t.subject: t.object for record in registry() for t in record if t.predicate.value == RDF_TYPE}
    links = {(c.iri, f.path): f.target for c in MODEL.classes.values() for f in c.fields if f.kind is Kind.LINK}
    seen = set()
    for triple in (triple for record in registry() for triple in record):
        owner = classes[triple.subject]
        assert isinstance(owner, Iri)
        target = links.get((owner.value, triple.predicate.value))
        if target is not None:
            seen.add((owner.value, triple.predicate.value))
            assert classes[triple.object] == Iri(MODEL.classes[target].iri)  # type: ignore[index]
    assert len(seen) > 30


def test_nearly_every_field_of_the_model_is_used() -> None:
    used = {
        (node.class_name, name)
        for record in registry()
        for projection in Projector(MODEL)(record)
        for node in with_parts(projection)
        for name in node.values
    }
    fields = {(c.name, f.name) for c in MODEL.classes.values() for f in c.fields}
    # A timestamp that may be read in two ways is never made, see bench.habits.
    assert {name for _, name in fields} - {name for _, name in used} == {"reading", "alternativeSeconds"}
    assert len(used) > 0.9 * len(fields)


def test_few_countries_have_many_records_and_values_are_missing() -> None:
    projections = [p for record in registry() for p in Projector(MODEL)(record)]
    missions = [p for p in projections if p.class_name == "Mission"]
    countries = Counter(p.values["country"] for p in missions)
    most = [count for _, count in countries.most_common()]
    assert sum(most[:5]) > 0.35 * len(missions)
    assert len(most) > 20
    assert 0.2 < sum("startDate" not in p.values for p in missions) / len(missions) < 0.6


def test_a_record_has_about_twenty_five_statements() -> None:
    assert 20 < sum(map(len, registry())) / SIZE < 32


def test_titles_come_in_several_languages() -> None:
    titles = [p.many("title") for record in registry() for p in Projector(MODEL)(record)]
    languages = {value[0] for values in titles for value in values if isinstance(value, tuple)}
    assert {"en", "sv", "ja"} <= languages
    assert any(len(values) > 1 for values in titles)
