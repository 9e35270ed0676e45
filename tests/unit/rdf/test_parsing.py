import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import HostileIri, InputError, MalformedInput, NotText, RemoteContext, UnknownFormat
from registry.rdf.parsing import FORMATS, format_of, is_iri, parse, serialize
from registry.rdf.terms import BlankNode, Iri, Literal, Triple
from tests.strategies import TRIPLES

ONE = b"<urn:s> <urn:p> <urn:o> ."


@pytest.mark.parametrize("rdf_format", sorted(FORMATS))
def test_every_format_reads_what_it_wrote(rdf_format: str) -> None:
    triples = [
        Triple(Iri("urn:s"), Iri("http://example.org/p"), value)
        for value in (Iri("urn:o"), Literal("é", "http://www.w3.org/2001/XMLSchema#string"))
    ]
    assert [quad.triple for quad in parse(serialize(triples, rdf_format), rdf_format)] == triples


@given(st.lists(TRIPLES, max_size=5))
def test_json_ld_keeps_every_statement(triples: list[Triple]) -> None:
    assert {quad.triple for quad in parse(serialize(triples, "json-ld"), "json-ld")} == set(triples)


def test_blank_nodes_keep_their_labels() -> None:
    (quad,) = parse(b"_:a <urn:p> _:b .")
    assert (quad.subject, quad.object) == (BlankNode("a"), BlankNode("b"))


def test_a_graph_name_is_kept() -> None:
    quads = list(
        parse(b"<urn:g> { <urn:s> <urn:p> <urn:o> } _:h { <urn:s> <urn:p> <urn:o> } <urn:s> <urn:p> 1 .", "trig")
    )
    assert [quad.graph for quad in quads] == [Iri("urn:g"), BlankNode("h"), None]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert len(list(parse(b"\xef\xbb\xbf" + ONE))) == 1


def test_broken_turtle_is_refused_with_line_and_column() -> None:
    with pytest.raises(MalformedInput) as caught:
        list(parse(b"<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p> "))
    assert caught.value.line == 2
    assert caught.value.column is not None
    assert "line 2" in caught.value.message
    assert "Parser error" not in caught.value.message


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n", ONE + b"\x00"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        list(parse(data))


def test_an_unknown_format_or_ending_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match="turtle"):
        parse(ONE, "word").__next__()
    with pytest.raises(UnknownFormat, match="turtle"):
        serialize([], "word")
    with pytest.raises(UnknownFormat, match=r"\.ttl"):
        format_of("record.docx")
    assert format_of("a/B.TTL") == "turtle"


def test_a_statement_about_a_statement_is_refused() -> None:
    with pytest.raises(MalformedInput, match="triple"):
        list(parse(b"<urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> ."))


@pytest.mark.parametrize(
    "context",
    [
        '"http://127.0.0.1:9/c"',
        '["http://127.0.0.1:9/c"]',
        '{"@import": "http://127.0.0.1:9/c"}',
        '{"p": {"@id": "urn:p", "@context": "http://127.0.0.1:9/c"}}',
    ],
)
def test_a_context_from_elsewhere_is_refused_wherever_it_hides(context: str) -> None:
    document = f'{{"@context": {context}, "@id": "urn:s", "urn:p": "x"}}'
    with pytest.raises(RemoteContext, match="127"):
        list(parse(document.encode(), "json-ld"))
    with pytest.raises(RemoteContext):
        list(parse(f'[{{"urn:q": {document}}}]'.encode(), "json-ld"))


def test_a_context_that_is_handed_in_is_used() -> None:
    contexts = {"urn:ours": {"name": "urn:name"}}
    (quad,) = parse(b'{"@context": "urn:ours", "@id": "urn:s", "name": "x"}', "json-ld", contexts=contexts)
    assert quad.predicate == Iri("urn:name")


def test_broken_or_bottomless_json_is_refused() -> None:
    with pytest.raises(MalformedInput) as caught:
        list(parse(b'{"@id": \n oops}', "json-ld"))
    assert caught.value.line == 2
    with pytest.raises(MalformedInput, match="deep"):
        list(parse(b"[" * 100_000 + b"]" * 100_000, "json-ld"))


@given(st.binary(max_size=200), st.sampled_from(sorted(FORMATS)))
def test_whatever_comes_in_is_read_or_refused_in_our_words(data: bytes, rdf_format: str) -> None:
    try:
        for quad in parse(data, rdf_format):
            assert isinstance(quad.predicate, Iri)
    except InputError as error:
        assert error.message
        assert not isinstance(error, HostileIri)


def test_xml_that_unfolds_without_end_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    with pytest.raises(MalformedInput, match=r"(?i)entit"):
        list(parse(bomb, "rdf-xml"))


def test_only_the_properties_of_interest_are_given_when_asked() -> None:
    data = b"<urn:s> <urn:p> 1 ; <urn:q> 2 ."
    assert [quad.predicate for quad in parse(data, only={"urn:q"})] == [Iri("urn:q")]


def test_what_the_parsers_take_as_an_address() -> None:
    assert all(map(is_iri, ("https://example.org/a", "urn:x", "https://example.org/\u00e5")))
    assert not any(map(is_iri, ("", "Sweden", "place/sweden", "https://example.org/a b", "https://example.org/%zz")))


def test_what_is_wrong_with_json_ld_is_said_without_a_place_that_contexts_have_moved() -> None:
    with pytest.raises(MalformedInput) as caught:
        list(
            parse(b'{"@context": "https://example.org/c", "@id": 7}', "json-ld", contexts={"https://example.org/c": {}})
        )
    assert (caught.value.line, caught.value.column) == (None, None)
    with pytest.raises(MalformedInput) as syntax:
        list(parse(b'{"a":\n  }', "json-ld"))
    assert (syntax.value.line, syntax.value.column) == (2, 3)
