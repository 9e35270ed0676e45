"""Any statements come back whole from their nested document."""

import json

from hypothesis import given
from hypothesis import strategies as st

from registry.namespaces import SKOS, TERMS
from registry.rdf.nested import nested
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, Subject, Term, Triple
from tests.strategies import IRIS
from tests.strategies import TERMS as NAMED_TERMS

NODES = st.sampled_from([BlankNode(f"b{n}") for n in range(4)])
SUBJECTS: st.SearchStrategy[Subject] = st.one_of(IRIS, NODES)
OBJECTS: st.SearchStrategy[Term] = st.one_of(NAMED_TERMS, NODES, st.sampled_from([Iri("mr:x"), Iri("code:y")]))
GRAPHS = st.lists(st.builds(Triple, SUBJECTS, IRIS, OBJECTS), max_size=12)


def shape(triples: set[Triple]) -> set[tuple[object, ...]]:
    """The statements with each nameless node told by what is said of it and by whom, two steps far."""
    told: dict[Term, object] = {}
    for _ in range(6):
        told = {
            node: (
                frozenset(
                    (p.value, told.get(o, o if not isinstance(o, BlankNode) else 0)) for s, p, o in triples if s == node
                ),
                frozenset(
                    (told.get(s, s if not isinstance(s, BlankNode) else 0), p.value) for s, p, o in triples if o == node
                ),
            )
            for t in triples
            for node in (t.subject, t.object)
            if isinstance(node, BlankNode)
        }
        told = {node: hash(what) for node, what in told.items()}
    return {(told.get(s, s), p, told.get(o, o)) for s, p, o in triples}


@given(GRAPHS)
def test_reading_the_document_back_gives_the_same_statements(triples: list[Triple]) -> None:
    text = json.dumps(nested("https://w3id.org/mission-registry/id/mission/", triples))
    found = {quad.triple for quad in parse(text.encode(), "json-ld")}
    assert len(found) == len(set(triples))
    assert shape(found) == shape(set(triples))


def test_names_are_short_and_nameless_nodes_stand_inside() -> None:
    inner = BlankNode("b")
    term, label = Iri(TERMS + "Mission"), Iri(SKOS + "prefLabel")
    document = nested(term.value, [Triple(term, Iri(TERMS + "has"), inner), Triple(inner, label, Literal("x"))])
    assert document == {
        "@context": {"mr": TERMS, "skos": SKOS},
        "@id": term.value,
        "mr:has": [{"@id": "_:b", "skos:prefLabel": [{"@value": "x"}]}],
    }
