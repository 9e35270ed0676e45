"""FastAPI's empty answer: what a request costs before anything is asked."""

from random import Random
from typing import Any

from bench.cases.case import Case
from bench.peers.peer import Draw
from bench.truth import Truth


def _nothing(_: Truth, __: Random) -> Draw:
    return {"page": 0}


def _as_it_is(answer: Any) -> Any:
    return answer


EMPTY = Case("empty", "An empty answer", _nothing, {"empty": _as_it_is})
