"""The front page and the files that it loads."""

import gzip
import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from registry.rest.problems import install_problems
from registry.web.assets import read_assets
from registry.web.pages import default_query, page_router
from tests.asking import Client
from tests.unit.web.test_assets import ENTRIES, FILES, build


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return build(tmp_path / "built", ENTRIES, FILES)


def client(built: Path) -> Client:
    app = FastAPI(docs_url=None, redoc_url=None)
    install_problems(app)
    app.include_router(
        page_router(read_assets(built), lambda: "type Query { missions: Int }", address="http://localhost:8123")
    )
    return Client(app)


@pytest.mark.parametrize("path", ["/", "/graphiql"])
def test_the_query_page_has_the_editor_and_a_query_to_begin_with(built: Path, path: str) -> None:
    answer = client(built).get(path)
    assert answer.status_code == 200
    assert '<script type="module" src="/static/graphiql-AB.js">' in answer.text
    assert 'href="/static/graphiql-CD.css"' in answer.text
    assert 'data-endpoint="/graphql"' in answer.text
    assert "missions(first: 3)" in answer.text
    for link in ("/schema.graphql", "/health", "/ready"):
        assert f'href="{link}"' in answer.text


def test_the_page_may_only_load_from_its_own_address(built: Path) -> None:
    answer = client(built).get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy
    assert answer.headers["cache-control"] == "no-cache"
    assert not re.search(r'(?:src|href)="(?!/)', answer.text)


def test_without_a_build_the_page_says_how_to_ask_and_how_to_build(tmp_path: Path) -> None:
    answer = client(tmp_path).get("/")
    assert answer.status_code == 200
    assert "curl http://localhost:8123/graphql" in answer.text
    assert "python build_web.py" in answer.text
    assert "<script" not in answer.text
    assert "{ missions(first: 3)" in answer.text.replace("&#34;", '"')


def test_files_may_be_kept_for_ever(built: Path) -> None:
    answer = client(built).get("/static/graphiql-AB.js")
    assert answer.text == "content"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_browsers_that_read_compressed_files_get_them(built: Path) -> None:
    (built / "graphiql-AB.js.gz").write_bytes(gzip.compress(b"content"))
    asking = client(built)
    small = asking.get("/static/graphiql-AB.js", headers={"accept-encoding": "gzip, br"})
    large = asking.get("/static/graphiql-AB.js", headers={"accept-encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in large.headers
    assert small.text == large.text == "content"
    assert small.headers["content-type"] == large.headers["content-type"]


@pytest.mark.parametrize("name", ["nothing.js", "..%2fpages.py", "%2e%2e", "manifest.json", "graphiql-AB.js.gz", "%00"])
def test_files_that_are_not_listed_are_not_found(built: Path, name: str) -> None:
    assert client(built).get(f"/static/{name}").status_code == 404


def test_the_schema_is_served_as_text(built: Path) -> None:
    answer = client(built).get("/schema.graphql")
    assert answer.text == "type Query { missions: Int }"
    assert answer.headers["content-type"].startswith("text/plain")


def test_the_first_query_asks_for_missions_with_their_sources() -> None:
    words = default_query().split()
    assert {"missions(first:", "totalCount", "citations", "source", "link", "status"} <= set(words)
