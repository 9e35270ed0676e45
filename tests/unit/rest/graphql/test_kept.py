"""What is kept never exceeds its bound, and what was used last stays."""

from hypothesis import given
from hypothesis import strategies as st

from registry.rest.graphql.kept import Kept


def test_what_was_not_used_for_longest_goes_first() -> None:
    kept: Kept[str, int] = Kept(most_bytes=30, largest=30)
    for name in "abc":
        kept.put(name, ord(name), 10)
    assert kept.get("a") == ord("a")
    kept.put("d", 4, 10)
    assert (kept.get("b"), kept.get("a"), kept.get("d"), len(kept)) == (None, ord("a"), 4, 3)


def test_what_is_too_large_is_not_kept_and_drives_nothing_out() -> None:
    kept: Kept[str, int] = Kept(most_bytes=30, largest=20)
    kept.put("a", 1, 20)
    kept.put("b", 2, 21)
    assert (kept.get("a"), kept.get("b")) == (1, None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12))))
def test_the_sizes_of_what_is_kept_stay_within_the_bound(puts: list[tuple[int, int]]) -> None:
    kept: Kept[int, int] = Kept(most_bytes=25, largest=10)
    for key, size in puts:
        kept.put(key, size, size)
        assert sum(kept.get(n) or 0 for n in range(10)) <= 25
        assert size > 10 or kept.get(key) == size
