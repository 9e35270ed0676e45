import pytest

from tests.suites.score import PAGE, page, read_misses
from tests.suites.w3c_shacl import Case, cases, outcome, suite_folder

FOLDER = suite_folder()
CASES = list(cases(FOLDER)) if FOLDER else []

pytestmark = pytest.mark.skipif(FOLDER is None, reason="MISSION_REGISTRY_SUITES names no folder with w3c-shacl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_judge_says_what_the_suite_expects_or_the_miss_is_explained(case: Case) -> None:
    said = outcome(case)
    if case.name in read_misses():
        assert said, "it passes now: take it from the list of misses"
    else:
        assert said == ""


def test_every_explained_miss_is_a_test_of_the_suite() -> None:
    assert set(read_misses()) <= {case.name for case in CASES}


def test_the_page_in_the_docs_gives_the_present_score() -> None:
    passed = {case.name: case.name not in read_misses() for case in CASES}
    assert PAGE.read_text(encoding="utf-8") == page(passed)
