import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model.language import Choice, by_preference, choose, otherwise
from tests.strategies import AWKWARD_TEXT, LANGUAGES

TEXTS = st.lists(st.tuples(st.one_of(st.just(""), LANGUAGES), AWKWARD_TEXT), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("there", "preferred", "given_language", "is_fallback"),
    [
        (["en", "sv"], ["sv", "en"], "sv", False),
        (["en", "sv"], ["en", "sv"], "en", False),
        (["en", "en-gb"], ["en-GB"], "en-gb", False),
        (["en", "sv"], ["en-GB"], "en", False),
        (["en-gb", "sv"], ["en"], "en-gb", False),
        (["de", "en"], ["de-CH", "en"], "de", False),
        (["", "sv"], ["en"], "", True),
        (["sv", "nl"], ["en"], "nl", True),
        (["eng"], ["en"], "eng", True),
        (["ar", "ja"], ["ja"], "ja", False),
        (["en"], [], "en", True),
        (["", "en"], [""], "", False),
        (["de", "en"], ["sv", "*", "en"], "en", True),
        (["de", "en"], ["sv", "*", "nl"], "de", True),
        (["de", "sv"], ["sv", "*", "de"], "sv", False),
    ],
)
def test_the_best_language_is_chosen_and_named(
    there: list[str], preferred: list[str], given_language: str, is_fallback: bool
) -> None:
    texts = [(language, f"text in {language}") for language in there]

    assert choose(texts, preferred) == Choice(f"text in {given_language}", given_language, is_fallback)


@pytest.mark.parametrize(
    ("asked", "own", "preference"),
    [
        ([], ("en",), ("en",)),
        (["sv"], ("en", "nl"), ("sv", "*", "en", "nl")),
        (["nl"], ("en", "nl"), ("nl", "*", "en")),
        (["sv", "en"], ("en",), ("sv", "en")),
        (["sv"], ("de", "*", "en"), ("sv", "*", "de", "en")),
    ],
)
def test_what_was_asked_for_goes_before_the_next_best(
    asked: list[str], own: tuple[str, ...], preference: tuple[str, ...]
) -> None:
    assert otherwise(asked, own) == preference


def test_no_text_gives_no_choice() -> None:
    assert choose([], ["en"]) is None


@pytest.mark.parametrize("words", ["العربية", "日本語", "Ångström", "שלום", "e\u0301"])
def test_scripts_come_through_unchanged(words: str) -> None:
    chosen = choose([("xx", words)], ["en"])

    assert chosen is not None
    assert chosen.value == words


@given(texts=TEXTS, preferred=st.lists(LANGUAGES, max_size=3), seed=st.randoms())
def test_the_choice_is_the_first_by_preference_whatever_the_order_they_come_in(
    texts: list[tuple[str, str]], preferred: list[str], seed: object
) -> None:
    shuffled = list(texts)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    chosen = choose(shuffled, preferred)

    assert chosen is not None
    assert (chosen.language, chosen.value) == by_preference(texts, preferred)[0]
    assert chosen.is_fallback == (not any(_fits(language, preferred) for language, _ in texts))


def _fits(language: str, preferred: list[str]) -> bool:
    return any(
        (f"{language}-").startswith(f"{wanted}-") or f"{wanted}-".startswith(f"{language}-") for wanted in preferred
    )
