"""What comes in by GraphQL becomes the document that every other face reads."""

from typing import Any

import pytest

from registry.graphql.mutations.inputs import Documents
from registry.model.reader import read_model
from registry.model.spec import Model


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model()


def test_a_record_becomes_a_document_in_the_names_of_the_model(model: Model) -> None:
    given: dict[str, Any] = {
        "title": [
            {"value": "Clean air", "language": "en"},
            {"value": "Air", "language": "en"},
            {"value": "Luft"},
            {"value": None, "language": "sv"},
            None,
        ],
        "country": ["place/spain"],
        "startDate": None,
        "targets": [{"id": "#t", "value": [90], "unit": None, "direction": ["DECREASE"]}, {"id": None}, None],
    }
    assert Documents(model).document(model.classes["Mission"], "mission/x", given) == {
        "id": "mission/x",
        "type": "Mission",
        "title": {"en": ["Clean air", "Air"], "@none": "Luft"},
        "country": ["place/spain"],
        "targets": [{"id": "#t", "type": "Target", "value": [90], "direction": ["decrease"]}, {"type": "Target"}],
    }
    assert "id" not in Documents(model).document(model.classes["Mission"], None, {})


def test_a_patch_says_what_is_to_go(model: Model) -> None:
    given = {"title": [{"value": None, "language": "sv"}, {"value": "Air", "language": "en"}], "summary": None}
    patch = Documents(model).patch(model.classes["Mission"], {**given, "startDate": [2030]})
    assert patch == {"title": {"sv": None, "en": "Air"}, "summary": None, "startDate": [2030]}


@pytest.mark.parametrize("code", ["NOT_SET", "not-set", "not_set", 5])
def test_a_code_may_be_called_as_its_enum_calls_it(model: Model, code: object) -> None:
    document = Documents(model).document(model.classes["Mission"], None, {"absences": [{"absenceReason": [code]}]})
    expected = "not-set" if code == "NOT_SET" else code
    assert document["absences"][0]["absenceReason"] == [expected]
