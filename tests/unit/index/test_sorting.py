from datetime import date, timedelta
from decimal import Decimal
from sys import float_info

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.index.columns import SORT_CHUNKS
from registry.index.projection import Projection
from registry.index.sorting import as_float, chunks, date_span, sort_text, tail
from registry.model.spec import Field, Kind
from registry.namespaces import RECORDS
from tests.strategies import AWKWARD_TEXT
from tests.unit.index.small import field

TITLE = field("title", Kind.TEXT, many=True)
START = field("start", Kind.PARTIAL_DATE)
AMOUNT = field("amount", Kind.DECIMAL, many=True)
ACRONYM = field("acronym", Kind.STRING)


def key(each: Field, value: object, end: str = "mission/a", languages: tuple[str, ...] = ("en",)) -> str:
    text = sort_text(each, Projection("urn:x", "Mission", {each.name: value}), languages, end)  # type: ignore[dict-item]
    assert text is not None
    return text


def title(text: str) -> tuple[tuple[str, str], ...]:
    return (("en", text),)


def test_a_record_without_a_value_has_no_place_in_the_order() -> None:
    assert sort_text(TITLE, Projection("urn:x", "Mission", {}), ("en",), "mission/a") is None


def test_titles_sort_without_regard_to_case_accents_and_spaces() -> None:
    assert key(TITLE, title(" Ä  b\n")) == key(TITLE, title("a B"))
    assert key(TITLE, title("Zürich")) > key(TITLE, title("zug"))
    assert key(TITLE, title("Ål")) < key(TITLE, title("b"))


def test_a_title_sorts_before_all_that_go_on_after_it_and_ties_go_by_iri() -> None:
    texts = ["clean", "clean", "clean\x02", "clean air", "cleaner"]
    ends = ["mission/a", "mission/b", "mission/c", "mission/a", "mission/a"]
    keys = [key(TITLE, title(text), end) for text, end in zip(texts, ends, strict=True)]
    assert keys == sorted(keys)
    assert len(set(keys)) == 5


def test_of_several_titles_the_best_for_the_registry_s_languages_counts() -> None:
    titles = (("en", "Water"), ("sv", "Vatten"))
    assert key(TITLE, titles, languages=("sv", "en")).startswith("vatten\x1f")
    assert key(TITLE, titles, languages=("de",)).startswith("water\x1f")


def test_dates_sort_by_their_first_day_also_before_our_era() -> None:
    dates = ["-12024", "-0044", "-0044-03-15", "0001", "1999-12-31", "2030", "2030-02", "2030-02-02", "12024", "99999"]
    keys = [key(START, date, f"mission/{number}") for number, date in enumerate(dates)]
    assert keys == sorted(keys)
    assert len({len(each.partition("\x1f")[0]) for each in keys}) == 1


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False) | st.integers(), min_size=2))
def test_numbers_sort_by_size(numbers: list[int | Decimal]) -> None:
    by_key = sorted(numbers, key=lambda number: key(AMOUNT, (number,)))
    assert [as_float(number) for number in by_key] == sorted(as_float(number) for number in numbers)


def test_numbers_beyond_all_floating_point_numbers_count_as_the_largest() -> None:
    largest = float_info.max
    assert [as_float(10**400), as_float(-(10**400)), as_float(Decimal("1E+999"))] == [largest, -largest, largest]
    assert str(as_float(Decimal("-0"))) == "0.0"


def test_strings_sort_like_titles() -> None:
    assert key(ACRONYM, "É") == key(ACRONYM, "e")


@given(AWKWARD_TEXT, AWKWARD_TEXT)
def test_chunks_keep_the_order_of_texts(one: str, other: str) -> None:
    small, large = sorted([one, other])
    assert chunks(small) <= chunks(large)


def test_chunks_tell_the_first_bytes_apart_and_no_more() -> None:
    whole = "x" * (8 * SORT_CHUNKS)
    assert len(chunks("")) == SORT_CHUNKS
    assert chunks(whole[:-1] + "w") < chunks(whole) == chunks(whole + "y")
    assert all(0 <= number < 1 << 64 for number in chunks("\U0010ffff" * 8))


def test_an_iri_s_tail_is_what_follows_the_base_and_keeps_the_order_of_iris() -> None:
    iris = ["https://a.example/x", RECORDS + "mission/a", RECORDS + "mission/b", "https://z.example/a", "urn:x"]
    assert tail(RECORDS + "mission/a", RECORDS) == "mission/a"
    assert [tail(iri, RECORDS) for iri in iris] == sorted(tail(iri, RECORDS) for iri in iris)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2030", 20300101, 20301231),
        ("2030-06", 20300601, 20300630),
        ("2030-06-15", 20300615, 20300615),
        ("2028-02", 20280201, 20280229),
        ("2030-02", 20300201, 20300228),
        ("1900-02", 19000201, 19000228),
        ("2000-02", 20000201, 20000229),
        ("2030-02-31", 20300228, 20300228),
        ("2030Z", 20300101, 20301231),
        ("2030-06-30+02:00", 20300630, 20300630),
        ("-0044-03-15", -44 * 10_000 + 315, -44 * 10_000 + 315),
        ("12024", 99990101, 99991231),
        ("-" + "9" * 50, -9999 * 10_000 + 101, -9999 * 10_000 + 1231),
    ],
)
def test_a_date_spans_its_days(text: str, low: int, high: int) -> None:
    assert date_span(text) == (low, high)


@pytest.mark.parametrize(
    "text", ["", "30", "2030-13", "2030-00", "2030-06-00", "2030-6", "soon", "2030-06-15T00:00:00"]
)
def test_what_is_no_date_spans_nothing(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date|no such"):
        date_span(text)


@given(st.dates())
def test_months_end_the_day_before_the_next_begins(day: date) -> None:
    text = f"{day.year:04}-{day.month:02}"
    _, high = date_span(text)
    last = date(high // 10_000, high // 100 % 100, high % 100)
    if last != date.max:
        following = last + timedelta(days=1)
        assert (following.day, (following.month - day.month) % 12) == (1, 1)
