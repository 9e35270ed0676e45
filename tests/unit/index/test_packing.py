from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from registry.errors import ModelError
from registry.index.packing import Packer
from registry.index.projection import Projection, Projector
from registry.model.reader import read_model
from registry.model.spec import Kind, Model
from registry.rdf.terms import BlankNode, Iri, Literal, text
from tests.registries import Pattern, Records, flat, fully_used, records
from tests.unit.index.small import MODEL, field, part_class, record_class

SMALL, WHOLE = Pattern(fully_used(MODEL)), Pattern(read_model())
PACKER, WHOLE_PACKER = Packer(SMALL.model), Packer(WHOLE.model)
examples = settings(deadline=None, suppress_health_check=list(HealthCheck))


def returned(projection: Projection) -> Projection:
    return PACKER.unpack(PACKER.pack(projection))


@examples
@given(records(SMALL))
def test_a_record_comes_back_as_it_was(registry: Records) -> None:
    for projection in Projector(SMALL.model)(flat(registry)):
        assert returned(projection) == projection


@examples
@given(records(WHOLE))
def test_a_record_of_the_registry_comes_back_as_it_was(registry: Records) -> None:
    for projection in Projector(WHOLE.model)(flat(registry)):
        assert WHOLE_PACKER.unpack(WHOLE_PACKER.pack(projection)) == projection


def test_values_keep_their_types_and_their_digits() -> None:
    part = Projection(
        "urn:m#citation-1", "Citation", {"property": "urn:p", "value": text("Luft", "sv")}, (("note", "x"),)
    )
    values: dict[str, Any] = {
        "title": (("", "Ab"), ("sv", "Bc")),
        "running": True,
        "seconds": 10**40,
        "rounds": (-(10**40), 1),
        "amounts": (Decimal("1.50"), Decimal("1234567890123456789012345678901234567890.1")),
        "startDate": "-0044-03",
        "headline": part,
        "citations": (part, Projection("urn:m#citation-2", "Citation", {"value": Iri("urn:x")})),
    }
    record = returned(Projection("urn:m", "Mission", values, (("year", "soon"),)))
    assert record == Projection("urn:m", "Mission", values, (("year", "soon"),))
    assert [str(amount) for amount in record.many("amounts")] == [str(amount) for amount in values["amounts"]]
    assert record.values["running"] is True


@pytest.mark.parametrize("term", [Iri("urn:x"), BlankNode("b"), Literal("5"), text("a", "en"), Literal("1", "urn:t")])
def test_a_cited_value_is_the_same_term(term: object) -> None:
    part = Projection("urn:m#citation-1", "Citation", {"value": term})  # type: ignore[dict-item]
    assert returned(Projection("urn:m", "Mission", {"headline": part})).values["headline"] == part


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xc1", b'{"iri": "x"}', b"\x81\xaaclass_name\xa5Nobody"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # what it says is msgspec's
        PACKER.unpack(data)


def test_parts_that_hold_each_other_without_end_make_no_model() -> None:
    inner = part_class("Inner", field("outer", Kind.PART, target="Outer"))
    outer = part_class("Outer", field("inner", Kind.PART, target="Inner", many=True))
    model = Model("1", "d", (record_class("Thing", "thing", "things"),), (inner, outer, *MODEL.parts), MODEL.code_lists)
    with pytest.raises(ModelError, match="Inner > Outer"):
        Packer(model)
