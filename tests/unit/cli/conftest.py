from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from registry.cli.main import main


class Printed(NamedTuple):
    """What a command did: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Printed]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `mission-registry` in this process; without a folder of its own it has an empty one."""

    def command(*arguments: str, folder: Path | None = None) -> Printed:
        monkeypatch.setenv("MISSION_REGISTRY_DATA_DIR", str(folder or tmp_path / "empty"))
        capsys.readouterr()
        code = main(arguments)
        out, err = capsys.readouterr()
        return Printed(code, out, err)

    return command
