"""A PostgreSQL cluster of the benchmark's own: made, started, filled and stopped here; nobody else's is touched.

PostgreSQL refuses to run as root, so root lets the `postgres` user of the Debian package run it, in a folder that this
user can reach. It listens on a socket in that folder only.
"""

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.kept import Kept, emptied, is_done, mark_done, sweep
from bench.peers.peer import NotAvailable
from bench.peers.rows import write_rows

_HERE: Final = Path(__file__).parent
_DEBIAN: Final = "usr/lib/postgresql/*/bin"
# What PostgreSQL's documentation and its usual tuning guides say for a machine with a few gigabytes to spare and SSDs.
_SETTINGS: Final = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "random_page_cost": "1.1",
    "synchronous_commit": "off",
    "max_connections": "50",
}


class Postgres:
    """One cluster with a database for each registry's size."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._bin = _programs()
        self._user = "postgres" if os.geteuid() == 0 else None
        shared = Path(tempfile.gettempdir()) / f"mission-registry-bench-{getpass.getuser()}" / kept.stamp
        self.folder = shared / "postgres" if self._user else kept.folder("postgres")

    @property
    def version(self) -> str:
        """What the server says of itself."""
        return _output([self._bin / "postgres", "--version"]).removeprefix("postgres (PostgreSQL) ").strip()

    def url(self, size: int) -> str:
        """Where the database of that size answers, as libpq and node-postgres read it."""
        return f"postgresql://registry@/{_database(size)}?host={self.folder}"

    @contextmanager
    def running(self) -> Iterator["Postgres"]:
        """The cluster, started for as long as the block runs."""
        self._make()
        options: list[str | Path] = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [self._bin / "postgres", "-D", self._data, "-k", self.folder, *options]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, user=self._user)
        try:
            self._wait(process)
            yield self
        finally:
            process.send_signal(signal.SIGINT)  # ends sessions and stops in good order
            process.wait(60)

    def fill(self, kept: Kept, size: int) -> None:
        """Loads the registry of that size unless it is there; the cluster must be running."""
        done = self.folder / f"filled-{size}"
        if is_done(done):
            return
        rows = emptied(kept.folder(f"rows-{size}"))
        tables = write_rows(rows, size)
        self._psql("postgres", "-c", f"DROP DATABASE IF EXISTS {_database(size)}")
        self._psql("postgres", "-c", f"CREATE DATABASE {_database(size)} ENCODING 'UTF8'")
        self._psql(_database(size), "-f", _HERE / "raw.sql")
        for table, paths in tables.items():
            for path in paths:
                with path.open("rb") as stream:
                    self._psql(_database(size), "-c", f"COPY raw.{table} FROM STDIN", stdin=stream.fileno())
        self._psql(_database(size), "-c", "ANALYZE", "-f", _HERE / "tables.sql", "-f", _HERE / "functions.sql")
        self._psql(_database(size), "-c", "VACUUM (ANALYZE, FREEZE)")
        shutil.rmtree(rows)
        done.mkdir(exist_ok=True)
        mark_done(done)

    def ids(self, size: int, table: str) -> dict[str, int]:
        """The keys of a table's rows by IRI."""
        query = f"COPY registry.{table} (iri, id) TO STDOUT"
        lines = self._psql(_database(size), "-c", query).splitlines()
        return {iri: int(number) for iri, number in (line.split("\t") for line in lines)}

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _make(self) -> None:
        if (self._data / "PG_VERSION").exists():
            return
        emptied(self.folder)
        if self._user:
            sweep(self._kept, self.folder.parent.parent)
            shutil.chown(self.folder, self._user)
        command: list[str | Path] = [
            self._bin / "initdb",
            "-D",
            self._data,
            "-A",
            "trust",
            "-U",
            "registry",
            "--locale=C.UTF-8",
            "-E",
            "UTF8",
        ]
        _output(command, user=self._user)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        ready: list[str | Path] = [
            self._bin / "pg_isready",
            "-q",
            "-t",
            "1",
            "-h",
            self.folder,
            "-d",
            "postgres",
            "-U",
            "registry",
        ]
        for _ in range(60):
            if process.poll() is not None:
                break
            if subprocess.run(ready, check=False).returncode == 0:
                return
            try:
                process.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
        raise NotAvailable(f"PostgreSQL does not start; see {self.folder / 'log'}")

    def _psql(self, database: str, *arguments: str | Path, stdin: int = subprocess.DEVNULL) -> str:
        quiet = ["-X", "-q", "-v", "ON_ERROR_STOP=1"]
        command: list[str | Path] = [
            self._bin / "psql",
            *quiet,
            "-h",
            self.folder,
            "-U",
            "registry",
            "-d",
            database,
            *arguments,
        ]
        return _output(command, stdin=stdin)


def _database(size: int) -> str:
    return f"registry_{size}"


def _programs() -> Path:
    found = shutil.which("initdb")
    places = list(Path("/").glob(_DEBIAN)) or ([Path(found).resolve().parent] if found else [])
    if not places:
        raise NotAvailable("PostgreSQL is not installed (on Debian: apt-get install postgresql)")
    return max(places)


def _output(command: Sequence[str | Path], *, user: str | None = None, stdin: int = subprocess.DEVNULL) -> str:
    finished = subprocess.run(command, capture_output=True, text=True, check=False, user=user, stdin=stdin)
    if finished.returncode:
        raise NotAvailable(f"{Path(command[0]).name} says: {finished.stderr.strip()[-500:]}")
    return finished.stdout
