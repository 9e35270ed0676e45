import json
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from registry.model.jsonld import CONTEXT_ADDRESS, context, contexts, document
from registry.model.reader import read_model
from registry.model.spec import Kind, Model
from registry.namespaces import RDF_TYPE, TERMS, XSD
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, Term, Triple, text
from tests.strategies import AWKWARD_TEXT, IRIS, LANGUAGES
from tests.strategies import TERMS as ANY_TERM

MODEL = read_model()
MISSION = "https://w3id.org/mission-registry/id/mission/streets"
TARGET = MISSION + "#target-1"


def statements(subject: str, class_name: str, values: dict[str, list[Term]]) -> list[Triple]:
    fields = MODEL.classes[class_name].by_name
    typed = Triple(Iri(subject), Iri(RDF_TYPE), Iri(MODEL.classes[class_name].iri))
    return [typed] + [Triple(Iri(subject), Iri(fields[n].path), v) for n, found in values.items() for v in found]


def read_back(record: dict[str, object]) -> set[Triple]:
    return {quad.triple for quad in parse(json.dumps(record).encode(), "json-ld", contexts=contexts(MODEL))}


def test_a_record_is_one_nested_document_in_the_names_that_people_use() -> None:
    triples = statements(
        MISSION,
        "Mission",
        {
            "title": [text("Streets", "en"), text("Gator", "sv")],
            "startDate": [Literal("2019", XSD + "gYear")],
            "targets": [Iri(TARGET)],
            "sdgs": [Iri("http://metadata.un.org/sdg/3.4")],
        },
    ) + statements(TARGET, "Target", {"value": [Literal("49", XSD + "decimal")], "unit": [Literal("%")]})
    record = document(MODEL, MISSION, triples)
    assert record == {
        "@context": CONTEXT_ADDRESS,
        "id": MISSION,
        "type": "Mission",
        "title": {"en": "Streets", "sv": "Gator"},
        "startDate": {"@value": "2019", "@type": "gYear"},
        "sdgs": ["3.4"],
        "targets": [{"id": TARGET, "type": "Target", "value": "49", "unit": "%"}],
    }
    assert read_back(record) == set(triples)


def values_of(kind: Kind) -> st.SearchStrategy[Term]:
    """Right values, and wrong ones that must survive as they are."""
    right: dict[Kind, st.SearchStrategy[Term]] = {
        Kind.TEXT: st.builds(text, AWKWARD_TEXT, LANGUAGES),
        Kind.STRING: st.builds(Literal, AWKWARD_TEXT),
    }
    return right.get(kind, ANY_TERM)


@given(st.data())
def test_reading_a_document_back_gives_the_same_statements(data: st.DataObject) -> None:
    record_class = data.draw(st.sampled_from(MODEL.records))
    triples = [Triple(Iri(MISSION), Iri(RDF_TYPE), Iri(record_class.iri))]
    for field in data.draw(st.lists(st.sampled_from(record_class.fields), max_size=5, unique_by=lambda f: f.name)):
        for value in data.draw(st.lists(values_of(field.kind), min_size=1, max_size=3, unique=True)):
            triples.append(Triple(Iri(MISSION), Iri(field.path), value))
    assert read_back(document(MODEL, MISSION, triples)) == set(triples)


@given(IRIS, ANY_TERM)
def test_a_statement_without_a_field_is_kept_under_its_full_name(predicate: Iri, value: Term) -> None:
    triples = [*statements(MISSION, "Mission", {}), Triple(Iri(MISSION), predicate, value)]
    assert read_back(document(MODEL, MISSION, triples)) == set(triples)


def test_a_value_that_its_field_cannot_say_stands_under_the_full_name() -> None:
    values: dict[str, list[Term]] = {
        "title": [Literal("untagged"), Iri("urn:x")],
        "country": [BlankNode("b"), Literal("Sweden")],
        "targets": [Iri(MISSION)],
    }
    record = document(MODEL, MISSION, statements(MISSION, "Mission", values))
    assert (record["title"], record[TERMS + "title"]) == ({"@none": "untagged"}, [{"@id": "urn:x"}])
    assert (record["country"], record["targets"]) == ("_:b", [MISSION])
    assert record[TERMS + "country"] == [{"@value": "Sweden", "@type": XSD + "string"}]


def test_a_record_of_no_or_two_classes_still_has_a_document() -> None:
    nothing = document(MODEL, MISSION, [Triple(Iri(MISSION), Iri("urn:p"), Literal("x"))])
    assert "type" not in nothing
    twice = [Triple(Iri(MISSION), Iri(RDF_TYPE), Iri(c)) for c in (TERMS + "Mission", "urn:C")]
    assert document(MODEL, MISSION, twice)["type"] == ["Mission", "urn:C"]


def test_a_new_field_is_in_the_context(folders: Callable[..., tuple[Path, Path]]) -> None:
    more = (
        "mrs:MissionShape sh:property mrs:Mission-motto . mrs:Mission-motto sh:path mr:motto ; sh:datatype xsd:string ."
    )
    model: Model = read_model(*folders(more))
    assert context(model)["Mission"]["@context"]["motto"] == {"@id": TERMS + "motto"}
