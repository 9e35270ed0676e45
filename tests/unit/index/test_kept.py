import logging
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.index.kept import keep, kept
from registry.index.projection import Projection
from registry.rdf.terms import BlankNode
from tests.strategies import AWKWARD_TEXT, LANGUAGES, TERMS

VALUES = st.one_of(
    AWKWARD_TEXT,
    st.integers(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False),
    TERMS,
    st.builds(BlankNode, st.just("b")),
    st.lists(st.tuples(LANGUAGES, AWKWARD_TEXT), max_size=2).map(tuple),
)
PARTS = st.builds(Projection, AWKWARD_TEXT, st.just("Target"), st.dictionaries(st.sampled_from("abc"), VALUES))
RECORDS = st.builds(
    Projection,
    AWKWARD_TEXT,
    st.just("Mission"),
    st.dictionaries(st.sampled_from("abcd"), VALUES | st.lists(PARTS, max_size=2).map(tuple)),
    st.lists(st.tuples(AWKWARD_TEXT, AWKWARD_TEXT), max_size=2).map(tuple),
)


@given(st.lists(RECORDS, max_size=3))
def test_what_is_kept_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, records: list[Projection]) -> None:
    path = tmp_path_factory.mktemp("kept") / "records.json"
    keep(path, "one", records)
    assert kept(path, "one") == records


def test_a_number_stays_exact(tmp_path: Path) -> None:
    keep(tmp_path / "r", "one", [Projection("urn:x", "Target", {"value": Decimal("4900000000.10")})])
    assert (kept(tmp_path / "r", "one") or [])[0].values["value"] == Decimal("4900000000.10")


def test_records_of_another_revision_are_not_used(tmp_path: Path) -> None:
    keep(tmp_path / "r", "one", [])
    assert kept(tmp_path / "r", "two") is None
    assert kept(tmp_path / "r", "one") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"stamp": "one"}',
        '{"stamp": "one", "records": [{"p": [1]}]}',
        '{"stamp": "one", "records": 3}',
        '{"stamp": "one", "records": [{"d": "x"}]}',
        '{"stamp": "one", "records": [{}]}',
        "\\ud800",
    ],
)
def test_a_file_that_makes_no_sense_is_no_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "r").write_text(text)
    assert kept(tmp_path / "r", "one") is None


def test_no_file_and_no_room_do_no_harm(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert kept(tmp_path / "none", "one") is None
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.WARNING):
        keep(tmp_path / "file" / "r", "one", [])
    assert "not kept" in caplog.text
