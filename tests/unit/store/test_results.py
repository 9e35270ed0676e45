import json

import pytest

from registry.namespaces import XSD
from registry.rdf.terms import BlankNode, Iri, Literal, text
from registry.store.results import rows, truth


def answer(*bindings: object) -> bytes:
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": list(bindings)}}).encode()


def test_every_type_of_term_is_read() -> None:
    read = rows(
        answer(
            {"x": {"type": "uri", "value": "x:y"}},
            {"x": {"type": "bnode", "value": "b0"}},
            {"x": {"type": "literal", "value": "plain"}},
            {"x": {"type": "literal", "value": "Oud", "xml:lang": "nl-BE"}},
            {"x": {"type": "literal", "value": "1", "datatype": XSD + "integer"}},
            {"x": {"type": "typed-literal", "value": "2030", "datatype": XSD + "gYear"}},
            {},
        )
    )
    assert read == [
        {"x": Iri("x:y")},
        {"x": BlankNode("b0")},
        {"x": Literal("plain")},
        {"x": text("Oud", "nl-be")},
        {"x": Literal("1", XSD + "integer")},
        {"x": Literal("2030", XSD + "gYear")},
        {},
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"results": null}',
        b'{"results": {"bindings": [1]}}',
        answer({"x": {"type": "triple", "value": {}}}),
        answer({"x": {"type": "uri"}}),
        b"\xff",
    ],
)
def test_an_answer_without_rows_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        rows(body)


def test_a_truth_is_read() -> None:
    assert truth(b'{"head": {}, "boolean": true}') is True
    assert truth(b'{"head": {}, "boolean": false}') is False


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"boolean": "true"}'])
def test_an_answer_without_a_truth_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        truth(body)
