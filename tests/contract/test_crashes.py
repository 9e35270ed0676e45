"""kill -9 at random moments, and store files cut short: a few rounds of what `make crashes` does fifty times."""

import random
from pathlib import Path

from tools.crash_rounds import Server, embedded, run_rounds, server


def test_an_embedded_store_that_is_killed_and_cut_short_has_every_acknowledged_write(tmp_path: Path) -> None:
    tally = run_rounds(embedded(tmp_path), 4, random.Random(4))
    assert tally.faults == []
    assert tally.rounds == 4
    assert tally.revisions > 0
    assert sum(tally.cut.values()) == 3


def test_a_server_that_is_killed_has_every_acknowledged_write(tmp_path: Path) -> None:
    victim: Server = server(tmp_path)
    try:
        tally = run_rounds(victim, 2, random.Random(5))
    finally:
        victim.kill()
    assert tally.faults == []
    assert tally.revisions > 0
