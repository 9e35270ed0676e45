"""Which files are served, and under which names."""

import json
from pathlib import Path

import pytest

from registry.web.assets import STATIC, media_type, read_assets


def build(folder: Path, entries: dict[str, str], files: list[str]) -> Path:
    folder.mkdir()
    for name in files:
        (folder / name).write_text("content")
    (folder / "manifest.json").write_text(json.dumps({"entries": entries, "files": files}))
    return folder


ENTRIES = {"graphiql.js": "graphiql-AB.js", "graphiql.css": "graphiql-CD.css"}
FILES = ["graphiql-AB.js", "graphiql-CD.css", "chunk-EF.js"]


def test_a_build_adds_its_files_to_the_projects_own(tmp_path: Path) -> None:
    assets = read_assets(build(tmp_path / "built", ENTRIES, FILES))
    assert assets.has_query_page
    assert assets.address("graphiql.js") == "/static/graphiql-AB.js"
    assert set(FILES) < set(assets.files)
    assert assets.address("pages.css").startswith("/static/pages-")


@pytest.mark.parametrize("manifest", [None, "", "{", "null", "[]", '{"entries": {}}', '{"entries": 1, "files": ["x"]}'])
def test_a_missing_or_unfinished_build_is_none(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    assets = read_assets(tmp_path)
    assert not assets.has_query_page
    assert assets.files.keys() == set(assets.names.values())


def test_a_build_with_a_lost_file_is_none(tmp_path: Path) -> None:
    built = build(tmp_path / "built", ENTRIES, FILES)
    (built / "chunk-EF.js").unlink()
    assert not read_assets(built).has_query_page


def test_a_file_gets_another_name_when_its_content_changes(tmp_path: Path) -> None:
    own = tmp_path / "static"
    own.mkdir()
    (own / "a.css").write_text("one")
    first = read_assets(tmp_path, own).address("a.css")
    (own / "a.css").write_text("two")
    assert read_assets(tmp_path, own).address("a.css") != first


def test_media_types_are_those_that_browsers_insist_on() -> None:
    assert media_type("a.js") == "text/javascript; charset=utf-8"
    assert media_type("a.css") == "text/css; charset=utf-8"
    assert media_type("a.svg") == "image/svg+xml"
    assert media_type("a.ttf") == "font/ttf"
    assert media_type("a.unheard-of") == "application/octet-stream"


def test_the_projects_own_files_load_nothing_from_elsewhere() -> None:
    for path in STATIC.iterdir():
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text
        assert "@import" not in text
