"""What the registry writes it reads back without loss, whatever a record says, in every form."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import NotAcceptable
from registry.model.jsonld import contexts
from registry.model.reader import read_model
from registry.namespaces import PUBLISHED
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Literal
from registry.rest.linked.writing import written
from registry.rest.negotiate import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from registry.validation.intake import Input, take
from tests.registries import SLUGS, UNSHRUNK, Pattern, record, record_iri

MODEL = read_model()
PATTERN, TIDY = Pattern(MODEL), Pattern(MODEL, tidy=True)
FORMS = (TURTLE, TRIG, JSON_LD, N_TRIPLES, N_QUADS, RDF_XML)
CLASSES = st.sampled_from([each.name for each in MODEL.records])


@settings(max_examples=60, deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
@given(st.data(), CLASSES)
def test_every_form_of_any_record_is_read_back_as_it_was(data: st.DataObject, name: str) -> None:
    triples = list(dict.fromkeys(data.draw(record(PATTERN, name, SLUGS[0]))))
    iri = record_iri(MODEL.classes[name], SLUGS[0])
    for each in FORMS:
        try:
            text = written(MODEL, each, iri, triples, PUBLISHED)
        except NotAcceptable:
            assert each == RDF_XML
            assert any(isinstance(t.object, Literal) and not t.object.lexical.isprintable() for t in triples)
            continue
        quads = list(parse(text, each.writer, contexts=contexts(MODEL)))
        assert {quad.triple for quad in quads} == set(triples), each
        assert {quad.graph for quad in quads} == {Iri(PUBLISHED) if each in (TRIG, N_QUADS) else None}


@settings(max_examples=25, deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
@given(st.data(), CLASSES)
def test_json_ld_and_turtle_are_taken_in_as_they_were_given_out(data: st.DataObject, name: str) -> None:
    triples = list(dict.fromkeys(data.draw(record(TIDY, name, SLUGS[0]))))
    iri = record_iri(MODEL.classes[name], SLUGS[0])
    for form in (TURTLE, JSON_LD):
        text = written(MODEL, form, iri, triples, PUBLISHED)
        taken = take(Input(text, form.writer, "a record"), MODEL, len(text))
        assert [each.iri for each in taken.records] == [iri]
        assert {triple for each in taken.records for triple in each.triples} == set(triples)
