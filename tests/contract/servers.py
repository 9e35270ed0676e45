"""Real SPARQL servers for the contract: each starts on a free port of loopback and ends with the test run."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import platformdirs
import pytest

FUSEKI = "org.apache.jena:jena-fuseki-server:5.6.0"  # the last line that runs on Java 17
CACHE = Path(platformdirs.user_cache_dir("mission-registry-tests", appauthor=False))
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, folder: Path) -> Iterator[None]:
    """The server's process, from when it takes connections."""
    environment = {**os.environ, "FUSEKI_BASE": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
        try:
            _wait_until_it_listens(process, port, folder / "log")
            yield
        finally:
            process.kill()
            process.wait()


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            try:
                code = process.wait(timeout=0.02)
            except subprocess.TimeoutExpired:
                continue
            raise RuntimeError(f"the server ended with code {code}: {log.read_text()}") from None
        else:
            return
    raise RuntimeError(f"the server did not listen within {PATIENCE:g} seconds: {log.read_text()}")


@contextmanager
def oxigraph_server(folder: Path, *, on_disk: bool) -> Iterator[str]:
    """The query address of the server that the package `oxigraph` brings."""
    program = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    place = ["--location", str(folder / "data")] if on_disk else []
    with running([str(program), "serve", *place, "--bind", f"127.0.0.1:{port}"], port, folder):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def fuseki_server(folder: Path) -> Iterator[str]:
    """The query address of an Apache Jena Fuseki; skips the test where there is no Java 17 or no way to get the jar."""
    jar = _fuseki_jar()
    port = free_port()
    options = ["--mem", "--update", "--localhost", f"--port={port}", "/ds"]
    with running(["java", "-jar", str(jar), *options], port, folder):
        yield f"http://127.0.0.1:{port}/ds/query"


def _fuseki_jar() -> Path:
    java = shutil.which("java")
    if java is None:
        pytest.skip("Fuseki needs Java 17, and there is no `java` here")
    version = subprocess.run([java, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.search(r"\d+", version)
    if major is None or int(major.group()) < 17:
        pytest.skip("Fuseki needs Java 17, and the `java` here is older")
    _, name, number = FUSEKI.split(":")
    jar = CACHE / f"{name}-{number}.jar"
    if not jar.exists():
        _fetch(jar)
    return jar


def _fetch(jar: Path) -> None:
    if shutil.which("mvn") is None:
        pytest.skip("Fuseki comes from Maven Central, and there is no `mvn` here")
    folder = CACHE / f"fetched-{os.getpid()}"
    command = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={FUSEKI}", f"-DoutputDirectory={folder}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        pytest.skip(f"Fuseki cannot be had from Maven Central: {answer.stdout[-300:]}")
    (folder / jar.name).replace(jar)
    folder.rmdir()
