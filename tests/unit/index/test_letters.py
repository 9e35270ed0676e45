import unicodedata

import pytest
from hypothesis import given

from registry.index.letters import folded, normal
from tests.strategies import AWKWARD_TEXT


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ærø énergie e\u0301nergie", "Ærø energie energie"),
        ("πόλη", "πολη"),
        ("ёж й", "еж й"),
        ("مُدُن", "مدن"),
        ("多言語 テスト", " 多  言  語   テ  ス  ト "),
        ("ภาษา x", " ภ  า  ษ  า  x"),
    ],
)
def test_accents_go_and_letters_stay(text: str, plain: str) -> None:
    assert normal(text) == plain


def test_plain_letters_are_left_as_they_are() -> None:
    text = "Clean air by 2030"
    assert normal(text) is text


def test_letters_keep_their_places() -> None:
    text = unicodedata.normalize("NFC", "Ciudades climáticamente neutras: Łódź, Ærø, Ἀθῆναι")
    assert len(normal(text)) == len(text)


@given(AWKWARD_TEXT)
def test_folding_again_changes_nothing_and_leaves_no_accent_or_control_character(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert not any(unicodedata.combining(letter) or unicodedata.category(letter) == "Cc" for letter in once)


def test_alike_is_what_differs_in_case_accents_and_spaces() -> None:
    assert folded(" Straße\tder\nSTÄDTE\x00 ") == folded("strasse der stadte") == "strasse der stadte"
