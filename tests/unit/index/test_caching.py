from hypothesis import given
from hypothesis import strategies as st

from registry.index.caching import Cache


def test_what_was_put_in_is_given_back() -> None:
    cache: Cache[str, int] = Cache(100)
    cache.keep("a", 1, 10)

    assert cache.get("a") == 1
    assert cache.get("b") is None


def test_what_was_used_lately_outlives_what_was_not() -> None:
    cache: Cache[str, int] = Cache(100)
    cache.keep("used", 1, 20)
    cache.keep("unused", 2, 20)
    for n in range(20):
        cache.keep(f"other {n}", n, 20)
        assert cache.get("used") == 1

    assert cache.get("unused") is None
    assert cache.get("other 0") is None


def test_what_costs_more_than_half_of_the_budget_is_not_kept() -> None:
    cache: Cache[str, str] = Cache(100)
    cache.keep("small", "x", 50)
    cache.keep("large", "x", 51)

    assert (cache.get("small"), cache.get("large")) == ("x", None)


@given(costs=st.lists(st.integers(1, 60), max_size=60))
def test_the_budget_holds_whatever_is_put_in(costs: list[int]) -> None:
    cache: Cache[int, int] = Cache(100)
    for number, cost in enumerate(costs):
        cache.keep(number, cost, cost)

    kept = [cost for number, cost in enumerate(costs) if cache.get(number) is not None]
    assert len(cache) <= 100
    assert sum(kept) <= 100


def test_another_cache_goes_on_without_some_entries_and_leaves_the_first_as_it_was() -> None:
    cache: Cache[str, int] = Cache(100)
    for number, name in enumerate("abc", start=1):
        cache.keep(name, number, 20)
    other = cache.without(["a", "c", "nothing"])
    other.keep("d", 4, 20)

    assert [other.get(name) for name in "abcd"] == [None, 2, None, 4]
    assert [cache.get(name) for name in "abcd"] == [1, 2, 3, None]


def filled(budget: int, **values: str) -> Cache[str, str]:
    cache: Cache[str, str] = Cache(budget)
    for key, value in values.items():
        cache.keep(key, value, len(value))
    return cache


def test_a_value_is_there_until_two_generations_have_passed() -> None:
    cache = filled(20, a="12345", b="12345", c="12345")  # The first generation is full: the second begins.

    assert cache.get("b") == "12345"
    cache.keep("d", "12345", 5)

    assert cache.get("a") is None
    assert cache.get("b") == "12345"


def test_what_is_asked_for_stays() -> None:
    cache = filled(100)
    for number in range(50):
        cache.keep("kept", "x", 1)
        cache.keep(str(number), "0123456789", 10)
        assert cache.get("kept") == "x"

    assert len(cache) <= 11


def test_the_first_of_two_values_is_kept() -> None:
    cache = filled(20)

    assert cache.keep("a", "first", 5) == "first"
    assert cache.keep("a", "second", 6) == "first"


def test_a_value_larger_than_a_generation_is_given_back_and_not_kept() -> None:
    cache = filled(20)

    assert cache.keep("a", "x" * 11, 11) == "x" * 11
    assert cache.get("a") is None


def test_a_value_that_grows_fills_its_generation() -> None:
    cache = filled(20, a="x")
    cache.grow("a", 9)
    cache.keep("b", "x", 1)
    cache.grow("b", 9)
    cache.keep("c", "x", 1)

    assert cache.get("a") is None


def test_a_value_that_has_grown_costs_all_of_it_when_it_is_young_again() -> None:
    cache = filled(40, a="x")
    cache.grow("a", 15)
    cache.keep("b", "x" * 10, 10)  # a is old now

    assert cache.get("a") == "x"  # 16 more than b's 10: b is old now
    cache.keep("c", "x" * 10, 10)  # and a again

    assert (cache.get("b"), cache.get("a")) == (None, "x")
