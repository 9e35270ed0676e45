"""What the load generator prints is read as it is meant."""

import pytest

from bench.load import read_wrk
from bench.peers.peer import NotAvailable

PRINTED = """Running 1s test @ http://127.0.0.1:1/graphql
  1 threads and 32 connections
  200 requests in 1.00s, 2.42MB read
{"requests": 200, "seconds": 0.500000, "bytes": 2400000, "p50_ms": 1.5000, "p99_ms": 7.2500, "max_ms": 9.0, \
"not_2xx": 2, "socket_errors": 1}
"""


def test_figures_of_wrk_are_read() -> None:
    load = read_wrk(PRINTED, 32)
    assert load.rate == 400
    assert (load.p50_ms, load.p99_ms) == (1.5, 7.25)
    assert load.bytes == 12_000
    assert load.connections == 32


def test_answers_that_are_no_2xx_and_lost_requests_count_as_failed() -> None:
    assert read_wrk(PRINTED, 1).failed == 3


def test_a_load_without_any_answer_has_the_rate_nought() -> None:
    silent = PRINTED.replace('"requests": 200', '"requests": 0').replace("2400000", "0")
    load = read_wrk(silent, 1)
    assert (load.rate, load.bytes) == (0, 0)


def test_words_instead_of_figures_are_told() -> None:
    with pytest.raises(NotAvailable, match="unable to connect"):
        read_wrk("unable to connect to 127.0.0.1:1 Connection refused\n", 1)
