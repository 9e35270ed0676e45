"""Queries that many threads read at once, in a process that has read none before."""

import subprocess
import sys

import pytest

_MANY = """
import sys
import threading

from registry.{module} import {reader}

QUERY = "SELECT ?s WHERE {{ ?s ?p ?o . FILTER NOT EXISTS {{ ?o <urn:x:p> 'y' }} FILTER (SUBSTR(?o, 1, 3) = 'urn') }}"
TOGETHER = 12
read, start, wrong = {reader}, threading.Barrier(TOGETHER), []


def ask() -> None:
    start.wait()
    for number in range(3):
        try:
            {call}
        except Exception as error:
            wrong.append(repr(error))


sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=ask) for _ in range(TOGETHER)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(wrong[:3])
"""


@pytest.mark.parametrize(
    ("module", "reader", "call"),
    [
        ("validation.queries", "ParsedQueries", "read()(QUERY)"),
        ("store.public", "public_query", "read(QUERY)"),
    ],
)
def test_threads_that_parse_at_once_do_not_spoil_the_grammar(module: str, reader: str, call: str) -> None:
    script = _MANY.format(module=module, reader=reader, call=call)
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"
