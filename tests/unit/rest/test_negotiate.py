"""The choice of a form follows RFC 9110."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import NotAcceptable
from registry.rest.negotiate import (
    FORMS,
    HTML,
    JSON,
    JSON_LD,
    N_TRIPLES,
    TURTLE,
    Form,
    choose,
    read_accept,
    split_ending,
)

TYPES = [form.media_type for form in FORMS]
RANGES = st.sampled_from([*TYPES, "text/*", "application/*", "*/*", "image/png", "text/plain"])
QUALITIES = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, TURTLE),
        ("", TURTLE),
        ("*/*", TURTLE),
        ("text/html", HTML),
        ("TEXT/HTML", HTML),
        ("text/html;q=0.1, application/n-triples;q=0.2", N_TRIPLES),
        ("text/*", TURTLE),
        ("text/*, text/turtle;q=0", HTML),
        ("application/*", JSON_LD),
        ("application/json, text/plain, */*", JSON),
        ("*/*, text/html", HTML),
        ("*/*;q=0.5, application/ld+json;q=0.4, text/turtle;q=0", N_TRIPLES),
        ('application/ld+json;profile="a,b;q=0"', JSON_LD),
        ("text/html ; q=1.000", HTML),
        ("text/html;q=2, text/turtle;q=0.1", TURTLE),
        ("text/html;q=high", TURTLE),
        ("nonsense", TURTLE),
        ("*/html", TURTLE),
        ("text/turtle, application/ld+json", TURTLE),
    ],
)
def test_the_form_that_is_liked_best_is_chosen(accept: str | None, form: Form) -> None:
    assert choose(accept) is form


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "*/*;q=0", "text/plain, image/*"])
def test_when_no_form_is_liked_the_list_is_given(accept: str) -> None:
    with pytest.raises(NotAcceptable, match=r"text/html \(\.html\)"):
        choose(accept)


@given(st.lists(st.tuples(RANGES, QUALITIES), min_size=1, max_size=8, unique_by=lambda pair: pair[0]))
def test_no_other_form_has_a_higher_quality_than_the_chosen_one(wanted: list[tuple[str, float]]) -> None:
    header = ", ".join(f"{name};q={quality}" for name, quality in wanted)
    given_quality = dict(wanted)

    def quality(form: Form) -> float:
        family = form.media_type.split("/")[0] + "/*"
        return next((given_quality[name] for name in (form.media_type, family, "*/*") if name in given_quality), 0.0)

    best = max(quality(form) for form in FORMS)
    if best == 0:
        with pytest.raises(NotAcceptable):
            choose(header)
    else:
        assert quality(choose(header)) == best


@given(st.text(st.characters(max_codepoint=255), max_size=200))
def test_any_header_is_read_without_an_accident(header: str) -> None:
    for name, quality in read_accept(header):
        assert "/" in name
        assert 0 <= quality <= 1


@given(st.lists(st.sampled_from(["text/html", ",", ";q=", '"', "\\", "*/*", "0.5", " "]), max_size=3000).map("".join))
def test_a_long_header_of_awkward_pieces_is_read_in_no_time(header: str) -> None:
    assert len(list(read_accept(header))) <= 50


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("school-food", ("school-food", None)),
        ("school-food.ttl", ("school-food", TURTLE)),
        ("school-food.jsonld", ("school-food", JSON_LD)),
        ("school-food.exe", ("school-food.exe", None)),
        (".ttl", ("", TURTLE)),
        ("a.ttl.nt", ("a.ttl", N_TRIPLES)),
    ],
)
def test_an_ending_is_told_from_the_name(name: str, expected: tuple[str, Form | None]) -> None:
    assert split_ending(name) == expected
