"""`python -m registry` and the command `mission-registry`."""

import sys

from registry.cli.main import main as run


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
