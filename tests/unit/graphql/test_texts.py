import pytest

from registry.errors import InvalidArgument
from registry.graphql.texts import as_texts, asked_languages, localized
from registry.model.language import Choice


def test_the_usual_languages_stand_in_where_none_are_asked_for() -> None:
    assert asked_languages(None, ("en",)) == ("en",)
    assert asked_languages([], ("en",)) == ("en",)
    assert asked_languages(["SV"], ("en",)) == ("sv", "*", "en")


def test_more_languages_than_anybody_reads_are_refused() -> None:
    with pytest.raises(InvalidArgument, match="21 entries; name at most 20"):
        asked_languages(["en"] * 21, ())


def test_a_text_comes_with_what_it_was_chosen_from() -> None:
    texts = as_texts({"sv": "luft", "en": "air"})
    found = localized(texts, ["sv"])

    assert found is not None
    assert found.choice == Choice("luft", "sv", is_fallback=False)
    assert found.texts == [("sv", "luft"), ("en", "air")]
    assert localized((), ["sv"]) is None
