"""Holds the seeded registry against the audits of the npm package `graphql-http`; needs the npm registry once.

    python -m tools.http_audits

`tests/faces/test_http_audits.py` says the same in our own words, without Node.
"""

import sys
import tempfile
from pathlib import Path

from build_web import node, npm
from registry.bootstrap import open_writer
from registry.cli.seeding import seed
from registry.settings import Settings
from tools.doc_server import served

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "http_audits"


def main() -> int:
    """Runs the audits; 0 when all of them pass without a warning."""
    if code := npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], FOLDER):
        return code
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        with open_writer(settings) as store:
            seed(store, settings, replace=False)
        with served(settings) as address:
            return node(["audits.mjs", address + "/graphql"], FOLDER)


if __name__ == "__main__":
    sys.exit(main())
