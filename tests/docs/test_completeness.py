"""What must be documented is listed from the code; the test fails by name."""

import re
from pathlib import Path

import pytest

from registry.app import create_app
from registry.bootstrap import Registry
from registry.model.reader import read_model
from tools.doc_examples import blocks
from tools.print_generated import ROOT, differing, main

REFERENCE = ROOT / "docs" / "reference"


def test_what_is_printed_from_the_model_is_committed_as_it_would_be_printed_now() -> None:
    assert differing() == [], "run `make snapshot`"


def test_differences_are_named_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == ""
    assert len(differing(tmp_path)) > 20


def test_every_address_of_the_server_is_in_the_reference(registry: Registry) -> None:
    page = (REFERENCE / "http.md").read_text(encoding="utf-8")
    paths = set(create_app(registry).site.openapi()["paths"]) | {"/openapi.json"}
    assert [path for path in sorted(paths) if f"{path}`" not in page and f"{path} " not in page] == []


@pytest.mark.parametrize("folder", ["tutorial", "howto", "explanation", "decisions", "reference"])
def test_every_page_can_be_found(folder: str) -> None:
    linked = (ROOT / "README.md").read_text() + "".join(
        path.read_text(encoding="utf-8")
        for path in [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs").glob("*/README.md")]
    )
    pages = {path.name for path in (ROOT / "docs" / folder).glob("*.md")} - {"README.md"}
    assert [name for name in sorted(pages) if name not in linked] == []


def test_the_picture_of_the_model_has_every_class_that_the_model_has() -> None:
    (picture,) = [b.text for b in blocks((ROOT / "README.md").read_text(encoding="utf-8")) if b.language == "mermaid"]
    model = read_model()
    missing = [c.name for c in (*model.records, *model.parts) if c.name not in picture and c.plural not in picture]
    assert missing == []


def test_every_arrow_of_the_picture_is_a_field_or_a_way_back() -> None:
    (picture,) = [b.text for b in blocks((ROOT / "README.md").read_text(encoding="utf-8")) if b.language == "mermaid"]
    model = read_model()
    arrows = re.findall(r"(\w+) -[-.] ([\w, ]+?) -?\.?-> (\w+)", picture)
    assert len(arrows) > 10
    for source, names, _ in arrows:
        record_class = model.classes[source]
        for name in names.split(", "):
            assert name in record_class.by_name or name in record_class.inverse_by_name, f"{source}.{name}"
