"""Accept-Language as RFC 9110 has it; what is malformed does no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.rest.graphql.languages import preferred_languages

OWN = ("en", "fr")


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("", None),
        ("*", None),
        ("en, fr", None),
        ("en", ("en", "*", "fr")),
        ("sv", ("sv", "*", "en", "fr")),
        ("SV-se , de;q=0.7", ("sv-se", "de", "*", "en", "fr")),
        ("de;q=0.7, sv;q=0.8", ("sv", "de", "*", "en", "fr")),
        ("de, sv", ("de", "sv", "*", "en", "fr")),
        ("fr", ("fr", "*", "en")),
        ("fr;q=0", ("en",)),
        ("sv, en;q=0", ("sv", "*", "fr")),
        ("en;q=0, fr;q=0.000", None),
        ("sv; Q=1.000", ("sv", "*", "en", "fr")),
        ("sv;q=2, de;q=x, no_, ;, é, toolongtag, nb;level=1, da;q=0.5", ("da", "*", "en", "fr")),
        (",,sv,,", ("sv", "*", "en", "fr")),
        ("zh-Hant-TW", ("zh-hant-tw", "*", "en", "fr")),
    ],
)
def test_languages_are_ordered_by_quality_before_the_registrys(header: str, languages: tuple[str, ...] | None) -> None:
    assert preferred_languages(header, OWN) == languages


def test_no_more_than_twenty_are_read() -> None:
    header = ",".join(f"aa-{n}" for n in range(1000))
    assert preferred_languages(header, OWN) == (*(f"aa-{n}" for n in range(20)), "*", "en", "fr")


@given(st.text(alphabet="aZé-;=q.019*, \t"))
def test_any_header_gives_distinct_tags(header: str) -> None:
    languages = preferred_languages(header, OWN) or OWN
    assert len(set(languages)) == len(languages) > 0
