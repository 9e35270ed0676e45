from typing import Any

import pytest

from registry.index.engine import Engine
from registry.index.projection import Projection
from registry.index.snippets import Piece, Snippets
from tests.unit.index.small import MODEL, iri

ENGINE = Engine.create(MODEL)
MISSION = MODEL.classes["Mission"]
LONG = "Nothing to see here. " * 20


def pieces(words: str, **values: Any) -> tuple[Piece, ...]:
    record = Projection(iri("mission", "m"), "Mission", values)
    return Snippets(ENGINE.analyse("words", words), ENGINE.analyse).of(record, MISSION)


def marked(words: str, text: str, language: str = "en") -> list[str]:
    """What is highlighted in a title."""
    found = pieces(words, title=((language, text),))
    return [piece.text[start:end] for piece in found for start, end in piece.highlights]


@pytest.mark.parametrize(
    ("words", "language", "text", "expected"),
    [
        ("city", "en", "Climate-neutral cities, and a City", ["cities", "City"]),
        ("stader", "sv", "Klimatneutrala städer", ["städer"]),
        ("stader", "sv", "Sta\u0308der", ["Sta\u0308der"]),
        ("clim", "en", "A climate for Climbing", ["climate", "Climbing"]),
        ("climbign", "en", "A climate for Climbing", ["Climbing"]),
        ("cimate", "en", "A climate for Climbing", ["climate"]),
        ("to be", "en", "Tobacco to be or not to be", ["to", "be", "to", "be"]),
        ("気候", "ja", "都市の気候中立", ["気", "候"]),
        ("climate", "en", f"{'x' * 200} climate", ["climate"]),
        ("snake", "en", "snake_case under_score", ["snake"]),
        ("x", "en", "nothing", []),
    ],
)
def test_what_was_looked_for_is_highlighted(words: str, language: str, text: str, expected: list[str]) -> None:
    assert marked(words, text, language) == expected


def test_a_piece_is_cut_from_a_long_text_at_whole_words() -> None:
    (piece,) = pieces("climate cities", title=(("en", f"{LONG}The climate of our cities counts. {LONG}"),))

    assert piece.text in f"{LONG}The climate of our cities counts. {LONG}"
    assert "The climate of our cities counts." in piece.text
    assert 100 <= len(piece.text) <= 180
    assert not piece.text.startswith(" ")
    assert piece.text.split()[0] in LONG.split()
    assert piece.text.split()[-1] in LONG.split()
    assert [piece.text[start:end] for start, end in piece.highlights] == ["climate", "cities"]


def test_the_piece_shows_most_of_the_words() -> None:
    (piece,) = pieces("climate cities", title=(("en", f"A climate. {LONG} Cities and their climate."),))

    assert piece.text.endswith("Cities and their climate.")


def test_a_text_without_spaces_is_cut_anyway() -> None:
    (piece,) = pieces("気", title=(("ja", "中" * 300 + "気" + "中" * 300),))

    assert "気" in piece.text
    assert len(piece.text) < 200


def test_the_language_in_which_most_words_stand_is_shown() -> None:
    title = (("de", "Klima und Stadt"), ("en", "Climate and city"), ("sv", "Klimat"))

    assert [piece.language for piece in pieces("climate city", title=title)] == ["en"]
    assert [piece.language for piece in pieces("klima", title=title)] == ["de"]


def test_each_field_in_which_something_was_found_gives_a_piece() -> None:
    found = pieces(
        "climate",
        title=(("en", "Climate"),),
        alternativeTitles=(("en", "Nothing"), ("en", "Our climate")),
        acronyms=("CLIMATE",),
    )

    assert [(piece.field, piece.language, piece.text) for piece in found] == [
        ("title", "en", "Climate"),
        ("alternativeTitles", "en", "Our climate"),
        ("acronyms", "", "CLIMATE"),
    ]
