from registry.graphql.plan.generations import Generations


def generations(budget: int) -> Generations[str, str]:
    return Generations(budget, len)


def test_a_value_is_there_until_two_generations_have_passed() -> None:
    cache = generations(20)
    cache.keep("a", "12345")
    cache.keep("b", "12345")
    cache.keep("c", "12345")  # The first generation is full: the second begins.

    assert cache.get("b") == "12345"
    cache.keep("d", "12345")

    assert cache.get("a") is None
    assert cache.get("b") == "12345"


def test_what_is_asked_for_stays() -> None:
    cache = generations(100)
    for number in range(50):
        cache.keep("kept", "x")
        cache.keep(str(number), "0123456789")
        assert cache.get("kept") == "x"

    assert len(cache) <= 11


def test_the_first_of_two_values_is_kept() -> None:
    cache = generations(20)

    assert cache.keep("a", "first") == "first"
    assert cache.keep("a", "second") == "first"


def test_a_value_larger_than_a_generation_is_not_kept() -> None:
    cache = generations(20)

    assert cache.keep("a", "x" * 11) == "x" * 11
    assert cache.get("a") is None


def test_a_value_that_grows_fills_its_generation() -> None:
    cache = generations(20)
    cache.keep("a", "x")
    cache.grow(9)
    cache.keep("b", "x")
    cache.grow(9)
    cache.keep("c", "x")

    assert cache.get("a") is None
