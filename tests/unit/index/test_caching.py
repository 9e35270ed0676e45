from hypothesis import given
from hypothesis import strategies as st

from registry.index.caching import Cache


def test_what_was_put_in_is_given_back() -> None:
    cache: Cache[str, int] = Cache(100)
    cache.put("a", 1, 10)

    assert cache.get("a") == 1
    assert cache.get("b") is None


def test_what_was_used_lately_outlives_what_was_not() -> None:
    cache: Cache[str, int] = Cache(100)
    cache.put("used", 1, 20)
    cache.put("unused", 2, 20)
    for n in range(20):
        cache.put(f"other {n}", n, 20)
        assert cache.get("used") == 1

    assert cache.get("unused") is None
    assert cache.get("other 0") is None


def test_what_costs_more_than_half_of_the_budget_is_not_kept() -> None:
    cache: Cache[str, str] = Cache(100)
    cache.put("small", "x", 50)
    cache.put("large", "x", 51)

    assert (cache.get("small"), cache.get("large")) == ("x", None)


@given(costs=st.lists(st.integers(1, 60), max_size=60))
def test_the_budget_holds_whatever_is_put_in(costs: list[int]) -> None:
    cache: Cache[int, int] = Cache(100)
    for number, cost in enumerate(costs):
        cache.put(number, cost, cost)

    kept = [cost for number, cost in enumerate(costs) if cache.get(number) is not None]
    assert len(cache) <= 100
    assert sum(kept) <= 100


def test_another_cache_goes_on_without_some_entries_and_leaves_the_first_as_it_was() -> None:
    cache: Cache[str, int] = Cache(100)
    for number, name in enumerate("abc", start=1):
        cache.put(name, number, 20)
    other = cache.without(["a", "c", "nothing"])
    other.put("d", 4, 20)

    assert [other.get(name) for name in "abcd"] == [None, 2, None, 4]
    assert [cache.get(name) for name in "abcd"] == [1, 2, 3, None]
