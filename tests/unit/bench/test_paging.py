from argparse import Namespace
from pathlib import Path

import pytest

from bench.paging import copied, run
from registry.bootstrap import open_writer
from registry.namespaces import PUBLISHED
from registry.settings import Settings
from tests.contract.changes import change, statements
from tests.unit.index.small import about, iri, registry_of

MISSIONS = 300


@pytest.mark.parametrize(("order", "backward"), [("iri", False), ("title", True)])
def test_a_registry_is_paged_while_it_is_written_and_the_kept_one_stays_as_it_is(
    order: str, backward: bool, tmp_path: Path
) -> None:
    kept, own = tmp_path / "kept", tmp_path / "own"
    own.mkdir()
    with open_writer(Settings(data_dir=kept)) as store:
        store.write(change(0, [*registry_of(MISSIONS), *about(iri("mission", "z"), "Mission")]))
    options = Namespace(order=order, descending=False, backward=backward, page=20, every=2, seed=1)

    found = run(copied(kept, own), options)

    assert (found["broken"], found["pages"] >= 15, found["written"] > 50) == ([], True, True)
    with open_writer(Settings(data_dir=kept)) as store:
        assert len(statements(store, PUBLISHED)) == len(
            {*registry_of(MISSIONS), *about(iri("mission", "z"), "Mission")}
        )
