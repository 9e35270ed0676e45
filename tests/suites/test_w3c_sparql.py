import pytest

from tests.suites.sparql_score import PAGE, page, read_misses
from tests.suites.w3c_requests import Case, cases, names, suite_folder
from tests.suites.w3c_sparql import (
    DESCRIPTION,
    GRAPH_STORE,
    PROTOCOL,
    description_outcome,
    graph_store_outcome,
    protocol_outcome,
)

FOLDER = suite_folder()
OF_PROTOCOL = list(cases(FOLDER, *PROTOCOL)) if FOLDER else []
OF_GRAPH_STORE = list(cases(FOLDER, *GRAPH_STORE)) if FOLDER else []
OF_DESCRIPTION = names(FOLDER, DESCRIPTION) if FOLDER else []

pytestmark = pytest.mark.skipif(FOLDER is None, reason="MISSION_REGISTRY_SUITES names no folder with w3c-sparql")


def judge(name: str, said: str) -> None:
    if name in read_misses():
        assert said, "it passes now: take it from the list of misses"
    else:
        assert said == ""


@pytest.mark.parametrize("case", OF_PROTOCOL, ids=lambda case: case.name)
def test_the_endpoint_does_what_the_protocol_expects_or_the_miss_is_explained(case: Case) -> None:
    judge(case.name, protocol_outcome(case))


@pytest.mark.parametrize("case", OF_GRAPH_STORE, ids=lambda case: case.name)
def test_whole_graphs_are_read_as_the_graph_store_expects_or_the_miss_is_explained(case: Case) -> None:
    judge(case.name, graph_store_outcome(case))


@pytest.mark.parametrize("name", OF_DESCRIPTION)
def test_the_service_is_described_as_expected_or_the_miss_is_explained(name: str) -> None:
    judge(name, description_outcome(name))


def test_every_explained_miss_is_a_test_of_the_suite() -> None:
    known = {*(case.name for case in (*OF_PROTOCOL, *OF_GRAPH_STORE)), *OF_DESCRIPTION}
    assert set(read_misses()) <= known


def test_the_page_in_the_docs_gives_the_present_score() -> None:
    known = [*(case.name for case in (*OF_PROTOCOL, *OF_GRAPH_STORE)), *OF_DESCRIPTION]
    assert PAGE.read_text(encoding="utf-8") == page({name: name not in read_misses() for name in known})
