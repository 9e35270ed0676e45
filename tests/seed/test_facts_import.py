"""The facts as they were collected can be imported with the mappings that come with them."""

from pathlib import Path

import pytest

from registry.bootstrap import Registry, importing_parts
from registry.resources import SEED
from registry.services.importing.ledger import Ledger
from registry.services.importing.mapping import read_mapping
from registry.services.importing.opening import Order, open_run
from registry.services.importing.results import Mode, Result
from tests.unit.services.importing.desk import ADMIN

FACTS = SEED / "facts"
TABLES = {"sources": 318, "actors": 316, "initiatives": 55, "missions": 211, "instruments": 125}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_known_again_and_most_change_nothing(registry: Registry, tmp_path: Path, name: str) -> None:
    mapping = read_mapping(FACTS / "import" / f"{name}.toml", registry.model)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        order = Order(f"{name}.csv", "csv", Mode.DRY_RUN)
        parts = importing_parts(registry)
        assert open_run(FACTS / f"{name}.csv", order, ADMIN, parts, ledger, name, mapping).go()
        results = list(ledger.results())
    assert len(results) == TABLES[name]
    assert {each.known_by for each in results} == {"id"}
    others = [each for each in results if each.result is not Result.UNCHANGED]
    assert len(others) < 0.1 * len(results)
    # A value that the talk gives otherwise, and that a citation quotes, is not changed unasked.
    assert {f["message"][:36] for each in others for f in each.findings if f["severity"] == "Violation"} <= {
        "A citation supports a value that thi"
    }
