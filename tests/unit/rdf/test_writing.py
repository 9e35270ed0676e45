from hypothesis import given
from hypothesis import strategies as st

from registry.namespaces import CODES, RDF_TYPE, RECORDS, TERMS, XSD
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, Triple, text
from registry.rdf.writing import write_turtle
from tests.strategies import TRIPLES

MISSION = Iri(RECORDS + "mission/x")


@given(st.lists(TRIPLES, max_size=8))
def test_turtle_reads_back_as_the_same_statements(triples: list[Triple]) -> None:
    assert {quad.triple for quad in parse(write_turtle(triples).encode())} == set(triples)


@given(st.lists(TRIPLES, max_size=8), st.randoms())
def test_the_order_of_the_statements_does_not_change_the_text(triples: list[Triple], random: object) -> None:
    assert write_turtle(triples) == write_turtle(list(reversed(triples)))


def test_a_record_reads_like_one_written_by_hand() -> None:
    triples = [
        Triple(MISSION, Iri(TERMS + "title"), text("Gator", "sv")),
        Triple(MISSION, Iri(TERMS + "title"), text("Streets", "en")),
        Triple(MISSION, Iri(RDF_TYPE), Iri(TERMS + "Mission")),
        Triple(MISSION, Iri(TERMS + "startDate"), Literal("2019", XSD + "gYear")),
        Triple(MISSION, Iri(TERMS + "code"), Iri(CODES + "helix-role/business")),
        Triple(MISSION, Iri(TERMS + "seconds"), Literal("464", XSD + "integer")),
        Triple(MISSION, Iri(TERMS + "name"), Literal("plain")),
    ]
    assert write_turtle(triples) == (
        "@base <https://w3id.org/mission-registry/id/> .\n"
        "@prefix mr: <https://w3id.org/mission-registry/def/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "<mission/x>\n"
        "    a mr:Mission ;\n"
        "    mr:code <https://w3id.org/mission-registry/code/helix-role/business> ;\n"
        '    mr:name "plain" ;\n'
        "    mr:seconds 464 ;\n"
        '    mr:startDate "2019"^^xsd:gYear ;\n'
        "    mr:title\n"
        '        "Gator"@sv,\n'
        '        "Streets"@en .\n'
    )


def test_parts_are_counted_as_people_count() -> None:
    parts = [Iri(f"{MISSION.value}#target-{n}") for n in (10, 2)] + [BlankNode("b10"), BlankNode("b9")]
    written = write_turtle(Triple(part, Iri(TERMS + "x"), Literal("1")) for part in parts)
    order = [written.index(name) for name in ("target-2", "target-10", "_:b9", "_:b10")]
    assert order == sorted(order)


def test_nothing_gives_nothing() -> None:
    assert write_turtle([]) == ""
