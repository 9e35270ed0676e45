"""The measure of stopping counts what it says, and its query is one that the server takes."""

from urllib.parse import parse_qs

import pytest

from bench.stopping import Stopped, heavy_query, report
from registry.store.public import public_query

QUIET = [1.0] * 200


def test_the_heavy_query_is_taken_by_the_guard() -> None:
    text = parse_qs(heavy_query().decode())["query"][0]
    assert public_query(text).form == "SELECT"
    assert text.count("LIMIT 3000") == 3


@pytest.mark.parametrize(
    ("beside", "stopped", "kept"),
    [
        ([1.9] * 200, Stopped([10.1, 10.2], [503, 503]), True),
        ([2.1] * 200, Stopped([10.1], [503]), False),
        ([1.9] * 200, Stopped([10.1, 4.0], [503, 200]), False),
        ([1.9] * 200, Stopped([20.0], [503]), False),
        ([1.9] * 200, Stopped(), False),
    ],
)
def test_the_promise_is_kept_when_all_are_stopped_in_time_and_graphql_stays_quick(
    beside: list[float], stopped: Stopped, kept: bool
) -> None:
    told = report(QUIET, beside, stopped)
    assert told["kept"] is kept
    assert told["quiet"] == {"requests": 200, "p50_ms": 1.0, "p99_ms": 1.0}
