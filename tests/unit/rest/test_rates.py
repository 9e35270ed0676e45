"""How often a caller may ask: the arithmetic of the bucket, who a caller is, and what is kept of callers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send

from registry.errors import TooManyRequests
from registry.rest.rates import Buckets, RateLimit, address_of, token_of
from tests.unit.rest.graphql.asgi import run


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_then_one_after_the_other() -> None:
    clock = Clock()
    buckets = Buckets(per_minute=60, burst=3, clock=clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, pytest.approx(1)]
    assert buckets.take("b") == 0
    clock.now += 0.5
    assert buckets.take("a") == pytest.approx(0.5)
    clock.now += 0.5
    assert [buckets.take("a"), buckets.take("a")] == [0, pytest.approx(1)]
    clock.now += 1000
    assert [buckets.take("a") > 0 for _ in range(4)] == [False, False, False, True]


@given(st.integers(1, 600), st.integers(1, 20), st.lists(st.floats(0, 5), max_size=60))
def test_it_gives_out_what_a_bucket_that_is_filled_drop_by_drop_gives_out(
    per_minute: int, burst: int, pauses: list[float]
) -> None:
    clock = Clock()
    buckets = Buckets(per_minute, burst, clock)
    level = float(burst)
    for pause in pauses:
        clock.now += pause
        level = min(burst, level + pause * per_minute / 60)
        if math.isclose(level, 1, abs_tol=1e-6):
            level = float(int(buckets.take("a") != 0))  # Too close to call; follow whatever it did.
            continue
        wait = buckets.take("a")
        assert (wait == 0) is (level >= 1)
        if wait:
            assert wait == pytest.approx((1 - level) * 60 / per_minute, abs=1e-5)
        else:
            level -= 1


def test_who_waits_as_told_is_let_through() -> None:
    clock = Clock()
    buckets = Buckets(per_minute=7, burst=1, clock=clock)
    for _ in range(200):
        assert buckets.take("a") == 0
        clock.now += buckets.take("a")


def test_no_more_callers_are_remembered_than_the_bound_and_the_latest_stay() -> None:
    buckets = Buckets(per_minute=1, burst=1, clock=Clock(), most=100)
    for n in range(10_000):
        assert buckets.take(str(n)) == 0
    assert len(buckets) == 100
    assert buckets.take("9999") > 0


def scope(client: str | None = "203.0.113.7", path: str = "/x", token: str = "", kind: str = "http") -> Scope:
    headers = [(b"accept", b"*/*"), (b"authorization", token.encode())] if token else []
    return {"type": kind, "path": path, "client": (client, 1) if client else None, "headers": headers}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("not:an:address", "not:an:address", True),
        (None, None, True),
    ],
)
def test_an_address_is_as_much_as_one_customer_has(one: str | None, other: str | None, same: bool) -> None:
    assert (address_of(scope(one)) == address_of(scope(other))) is same


def test_a_bearer_token_is_a_caller_and_is_not_kept_itself() -> None:
    first, second = token_of(scope(token="Bearer secret")), token_of(scope(token="bearer  other"))
    assert first is not None
    assert "secret" not in first
    assert first != second
    assert token_of(scope(token="Bearer " + "x" * 100_000)) is not None
    assert token_of(scope(token="Basic secret")) is None
    assert token_of(scope()) is None


class Counter:
    """An application and its refusals, counted."""

    def __init__(self) -> None:
        self.answered = 0
        self.refused: list[TooManyRequests] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.answered += 1

    async def refuse(self, error: TooManyRequests, scope: Scope, receive: Receive, send: Send) -> None:
        self.refused.append(error)


def asked(counter: Counter, limit: RateLimit, *scopes: Scope) -> tuple[int, int]:
    """How many of the requests were answered and how many refused."""
    before = counter.answered, len(counter.refused)

    async def never(*_: object) -> None:
        raise AssertionError("nobody reads or writes here")

    async def all_of_them() -> None:
        for one in scopes:
            await limit(one, never, never)  # type: ignore[arg-type]

    run(all_of_them)
    return counter.answered - before[0], len(counter.refused) - before[1]


def test_what_is_too_much_is_refused_with_the_limit_and_the_seconds_to_wait() -> None:
    counter, clock = Counter(), Clock()
    limit = RateLimit(counter, 20, 2, counter.refuse, clock)
    assert asked(counter, limit, *[scope()] * 5) == (2, 3)
    assert counter.refused[0].seconds == 3
    assert counter.refused[0].message == "More than 20 requests a minute; wait 3 s."
    assert asked(counter, limit, scope("198.51.100.1")) == (1, 0)
    clock.now += 3
    assert asked(counter, limit, scope()) == (1, 0)


def test_whether_the_process_lives_may_always_be_asked_and_the_life_of_the_server_is_no_request() -> None:
    counter = Counter()
    limit = RateLimit(counter, 1, 1, counter.refuse, Clock())
    assert asked(
        counter, limit, *[scope(path="/health")] * 9, *[scope(path="/ready")] * 9, *[scope(kind="lifespan")] * 9
    ) == (27, 0)


def test_callers_with_tokens_do_not_disturb_each_other() -> None:
    counter = Counter()
    limit = RateLimit(counter, 60, 2, counter.refuse, Clock())
    assert asked(counter, limit, *[scope(token="Bearer a")] * 5) == (2, 3)
    assert asked(counter, limit, *[scope(token="Bearer b")] * 2, *[scope()] * 2) == (4, 0)
    assert asked(counter, limit, scope("198.51.100.1", token="Bearer a")) == (0, 1)


def test_making_up_tokens_gives_no_more_than_ten_times_the_limit() -> None:
    counter = Counter()
    limit = RateLimit(counter, 60, 2, counter.refuse, Clock())
    assert asked(counter, limit, *[scope(token=f"Bearer {n}") for n in range(500)]) == (20, 480)
