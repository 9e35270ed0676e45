"""Every invalid example gets the same findings from the library, the command line, the web, GraphQL and an import."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.faces.verdicts import FACES, INVALID, PAGE, Findings, compared, judged_examples, page


@pytest.fixture(scope="module")
def found() -> Iterator[Mapping[str, Mapping[Path, Findings]]]:
    with judged_examples() as judged:
        yield compared(judged)


def test_an_invalid_example_has_a_violation(found: Mapping[str, Mapping[Path, Findings]]) -> None:
    for path, findings in found["library"].items():
        violated = any(finding[0] == "Violation" for finding in findings)
        assert violated or "nodeKind" in path.name, path.name  # a part without an IRI is given one


@pytest.mark.parametrize("face", FACES)
def test_a_face_says_what_the_library_says(face: str, found: Mapping[str, Mapping[Path, Findings]]) -> None:
    for path in INVALID:
        assert found[face][path] == found["library"][path], f"{path.parent.name}/{path.name}"


def test_the_printed_matrix_is_of_today(found: Mapping[str, Mapping[Path, Findings]]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(found)
