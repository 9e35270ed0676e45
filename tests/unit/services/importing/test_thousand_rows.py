"""A thousand rows of which a hundred are wrong in twenty ways: nine hundred load, then the corrected hundred."""

import csv
import io
from collections import Counter
from pathlib import Path

from registry.bootstrap import Registry, importing_parts
from registry.services.importing.ledger import Ledger
from registry.services.importing.opening import Order, open_run
from registry.services.importing.reports import to_mend
from registry.services.importing.results import Mode, Result
from tests.unit.services.importing.desk import ADMIN, counted, imported, table
from tests.unit.services.importing.thousand import HEADER, MISTAKES, rows

MANY, WRONG = 1_000, 100


def test_good_rows_load_bad_ones_are_told_and_after_correction_load_exactly_they(
    registry: Registry, tmp_path: Path
) -> None:
    every, right = rows(MANY, WRONG)
    path = tmp_path / "streets.csv"
    path.write_text(table(HEADER, every), encoding="utf-8")
    before = registry.finder.total
    with Ledger(tmp_path / "first.sqlite") as ledger:
        order = Order(path.name, "csv", Mode.PUBLISH, "Mission")
        assert open_run(path, order, ADMIN, importing_parts(registry), ledger, "first").go()
        assert ledger.counts() == {Result.CREATED: MANY - WRONG, Result.REFUSED: WRONG}
        refused = {each.number: each for each in ledger.results([Result.REFUSED])}
        mending = "".join(to_mend(ledger))
    assert registry.finder.total == before + MANY - WRONG
    assert refused.keys() == {place + 2 for place in right}
    assert len({mistake.name for _, mistake in right.values()}) == len(MISTAKES) == 20
    for place, (_, mistake) in right.items():
        told = refused[place + 2]
        assert mistake.word in told.problem, (mistake.name, told.problem)
        columns = {column for finding in told.findings for column in finding["columns"]}
        assert mistake.column in columns, (mistake.name, told.findings)

    wrong = list(csv.DictReader(io.StringIO(mending.removeprefix("\ufeff"))))
    assert Counter(row["#row"] for row in wrong) == Counter(str(place + 2) for place in right)
    assert all(row["#problem"] for row in wrong)
    mended = tmp_path / "streets-to-mend.csv"
    corrected = [{**row, **right[int(row["#row"]) - 2][0]} for row in wrong]
    mended.write_text(table(("#row", "#problem", *HEADER), corrected), encoding="utf-8-sig")
    assert counted(imported(registry, mended, class_name="Mission")) == {"created": WRONG}
    assert registry.finder.total == before + MANY
    assert counted(imported(registry, mended, class_name="Mission")) == {"unchanged": WRONG}
    assert registry.finder.total == before + MANY
