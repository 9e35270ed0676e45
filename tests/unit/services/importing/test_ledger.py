"""What an import remembers: whole batches, results page by page, names of its own rows."""

from pathlib import Path

import pytest

from registry.services.importing.ledger import Ledger
from registry.services.importing.results import Result, RowResult


def result(number: int, kind: Result = Result.CREATED, names: tuple[tuple[str, str], ...] = ()) -> RowResult:
    return RowResult(number, kind, f"urn:r:{number}", f"Row {number}", "", (), "[]", None, None, names)


def test_a_batch_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.keep([result(2), result(3, Result.WAITING)], 1, head=5)
        with pytest.raises(TypeError):
            ledger.keep([result(4)], 1, head=object())
    with Ledger(path) as ledger:
        assert [each.number for each in ledger.results()] == [2, 3]
        assert ledger.said()["head"] == 5
        assert ledger.last_row() == 3
        assert ledger.counts() == {"created": 1, "waiting": 1}


def test_results_come_in_pages_and_kinds(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.keep([result(n, Result.REFUSED if n % 3 else Result.CREATED) for n in range(2, 1_300)], 1)
        assert len(list(ledger.results())) == 1_298
        assert [each.number for each in ledger.results(after=3, first=3)] == [4, 5, 6]
        assert [each.number for each in ledger.results([Result.CREATED], first=2)] == [3, 6]
        assert list(ledger.results(after=1_299)) == []


def test_rows_that_wait_are_tried_once_a_pass_and_given_up_at_last(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.keep([result(n, Result.WAITING) for n in range(2, 700)], 1)
        assert len(list(ledger.waiting(2))) == 698
        ledger.keep([result(2)], 2)
        ledger.keep([result(3, Result.WAITING)], 2)
        assert list(ledger.waiting(2))[:2] == [4, 5]
        ledger.give_up_waiting()
        assert ledger.counts() == {"created": 1, "refused": 697}


def test_rows_know_the_names_of_the_rows_that_landed(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        names = (("Mission", "Quiet Streets"),)
        ledger.keep([result(2, names=names), result(3, Result.REFUSED, (("Mission", "Loud"),))], 1)
        assert ledger.named("Mission", "quiet streets") == ["urn:r:2"]
        assert ledger.named("Mission", "Loud") == []
        assert ledger.named("Actor", "Quiet Streets") == []
        assert ledger.brings("urn:r:2")
        assert not ledger.brings("urn:r:3")
        assert ledger.rows_of(["urn:r:2", "urn:r:3"]) == {"urn:r:2": 2}
