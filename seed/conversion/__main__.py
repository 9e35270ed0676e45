"""`python -m seed.conversion`: writes the Turtle of the seed again from its tables."""

import argparse
from pathlib import Path

from seed.conversion.whole import run


def main(arguments: list[str] | None = None) -> None:
    """Runs the conversion over the project that this file stands in, or over another folder."""
    parser = argparse.ArgumentParser(prog="python -m seed.conversion", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help="project folder")
    run(parser.parse_args(arguments).root)


if __name__ == "__main__":
    main()
