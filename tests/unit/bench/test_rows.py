"""A generated registry as rows of tables."""

from collections import Counter

from bench.generator import records
from bench.peers.rows import TABLES, Rows
from registry.index.projection import Projector
from registry.model.reader import read_model

MODEL = read_model()


def test_every_link_of_the_rows_leads_to_a_row() -> None:
    projector, rows = Projector(MODEL), Rows(MODEL)
    made = [
        row for record in records(1_000, model=MODEL) for projection in projector(record) for row in rows(projection)
    ]
    keys = {table: {values[0] for name, values in made if name == table} for table in TABLES}
    assert Counter(name for name, _ in made).keys() == set(TABLES)
    assert all(values[2] in keys["place"] for name, values in made if name == "mission")
    assert all(values[2] in keys["actor"] for name, values in made if name == "participation")
    assert all(set(values) <= keys["instrument"] | keys["mission"] for n, values in made if n == "instrument_mission")
