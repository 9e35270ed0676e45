"""Sends the seeded registry what Schemathesis makes of its GraphQL schema; needs the package index once.

    python -m tools.fuzz_graphql --seconds 120

Schemathesis is no dependency of the project: `uv` fetches it into a place of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from registry.bootstrap import open_writer
from registry.cli.seeding import seed
from registry.settings import Settings
from tools.doc_server import served

_ROOT: Final = Path(__file__).resolve().parent.parent
_SCHEMATHESIS: Final = "schemathesis>=4,<5"


def main(given: Sequence[str] | None = None) -> int:
    """Runs Schemathesis; 0 when every answer was one that a GraphQL server may give."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz_graphql", description="Schemathesis on /graphql.")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--examples", type=int, default=50, help="requests for each root field")
    options = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder) / "data")
        with open_writer(settings) as store:
            seed(store, settings, replace=False)
        with served(settings) as address:
            command = ["tool", "run", "--from", _SCHEMATHESIS, "st", "run", f"{address}/graphql"]
            checks = ["--checks", "no_fault_of_the_server"]
            limits = ["--max-examples", str(options.examples), "--max-time", str(options.seconds)]
            uv = Path(sys.executable).with_name("uv")
            environment = {**os.environ, "SCHEMATHESIS_HOOKS": "tools.fuzz_checks", "PYTHONPATH": str(_ROOT)}
            arguments = [str(uv), *command, *checks, *limits, "--no-color"]
            return subprocess.run(arguments, cwd=folder, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
