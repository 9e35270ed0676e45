import inspect
from pathlib import Path

import pytest

from registry import errors
from registry.errors import MalformedInput, RegistryError, StaleRevision, StoreLocked

ROOT = Path(__file__).resolve().parents[2]
CLASSES = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, RegistryError)]
LEAVES = [c for c in CLASSES if c not in (RegistryError, errors.InputError, errors.StoreError)]


@pytest.mark.parametrize("error", LEAVES)
def test_every_error_has_a_way_out_an_exit_code_and_a_page(error: type[RegistryError]) -> None:
    assert error.advice.endswith(".")
    assert error.exit_code in (errors.INVALID, errors.MISUSE, errors.STORE_OUT_OF_REACH)
    assert 400 <= error.status <= 599
    page = (ROOT / "docs" / "errors" / f"{error.slug()}.md").read_text()
    assert page.startswith(f"# {error.slug()}\n")
    assert f"Exit code {error.exit_code}, HTTP status {error.status}." in page


def test_no_page_describes_an_error_that_is_not_there() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "errors").glob("*.md")} - {"README"}
    assert pages == {error.slug() for error in LEAVES}


@pytest.mark.parametrize("error", CLASSES)
def test_the_tree_in_the_docstring_names_every_error(error: type[RegistryError]) -> None:
    assert errors.__doc__ is not None
    assert f"{error.__name__}" in errors.__doc__


def test_a_syntax_error_says_where() -> None:
    assert "line 3, column 7:" in MalformedInput("oops", 3, 7).message
    assert "line 3:" in MalformedInput("oops", 3).message
    assert MalformedInput("oops").message == "The text cannot be read: oops"


def test_messages_name_what_was_found() -> None:
    assert "pid 12" in StoreLocked("/data", "pid 12").message
    assert "revision 3" in StaleRevision(3, 5).message
    assert StaleRevision.slug() == "stale-revision"
