"""`python -m seed.conversion facts` or `talk`: writes that part of the seed again from its tables or texts."""

import argparse
from importlib import import_module
from pathlib import Path


def main(arguments: list[str] | None = None) -> None:
    """Runs the named conversion over the project that this file stands in; the facts build on the talk's result."""
    parser = argparse.ArgumentParser(prog="python -m seed.conversion", description=__doc__)
    parser.add_argument("part", choices=("facts", "talk"))
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help="project folder")
    options = parser.parse_args(arguments)
    import_module(f"seed.conversion.{options.part}").run(options.root)


if __name__ == "__main__":
    main()
