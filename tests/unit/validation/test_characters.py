"""Texts with characters that nobody sees, or with none at all, are refused whatever form they come in."""

import json

import pytest

from registry.model.report import Finding
from registry.model.spec import Model, Severity
from registry.validation.characters import unseen
from registry.validation.intake import Input, take
from tests.unit.validation.conftest import IRI


def found(model: Model, **fields: object) -> list[Finding]:
    body = {"id": IRI, "type": "Mission", "country": "place/sweden", "title": {"en": "Streets"}, **fields}
    submission = take(Input(json.dumps(body).encode(), "json-ld"), model, 1_000_000)
    return [finding for finding in submission.findings if finding.constraint in ("characters", "blank")]


@pytest.mark.parametrize("sign", ["\x07", "\x1f", "\x7f", "\x9b", "\ufffe", "\uffff"])
def test_a_character_that_nobody_sees_is_named_with_its_field(model: Model, sign: str) -> None:
    [finding] = found(model, targets=[{"id": "#target-1", "indicator": {"en": f"Kilo{sign}metres"}, "unit": "km"}])
    assert (finding.severity, finding.field_path) == (Severity.VIOLATION, "targets[0].indicator")
    assert f"U+{ord(sign):04X}" in finding.message
    [short] = found(model, targets=[{"id": "#target-1", "indicator": {"en": "Kilometres"}, "unit": f"k{sign}m"}])
    assert short.field_path == "targets[0].unit"


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_a_title_may_not_turn_letters_around_and_a_summary_may(model: Model, sign: str) -> None:
    assert [finding.field_path for finding in found(model, title={"en": f"a{sign}b"})] == ["title"]
    assert found(model, summary={"en": f"a{sign}b"}) == []


@pytest.mark.parametrize("blank", ["", "  ", "\n\t", "\u200b", "\u00a0"])
def test_a_text_of_blanks_alone_says_nothing(model: Model, blank: str) -> None:
    assert [finding.constraint for finding in found(model, summary={"en": blank})] == ["blank"]
    assert len(found(model, title={"en": blank})) == bool(blank)


def test_tabs_line_breaks_and_every_script_are_fine(model: Model) -> None:
    assert found(model, summary={"en": "one\n\ttwo\r\nthree", "ar": "شوارع", "el": "Δρόμοι 🚲"}) == []
    assert (unseen("a\tb\n"), unseen("half \ud800")) == ("", "U+D800")
