"""The page that says how our judging does in the W3C's SHACL tests.

`MISSION_REGISTRY_SUITES=<folder> python -m tests.suites.score` writes it anew.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.suites.w3c_shacl import cases, outcome, suite_folder

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "shacl-conformance.md"
MISSES = Path(__file__).with_name("w3c_shacl_misses.toml")


def read_misses() -> Mapping[str, str]:
    """The tests that are known to fail, with the reason for each."""
    return tomllib.loads(MISSES.read_text(encoding="utf-8"))


def page(passed: Mapping[str, bool]) -> str:
    """The page for these tests, each by its name with whether it passed."""
    groups = sorted({name.rpartition("/")[0] for name in passed})
    rows = []
    for group in groups:
        outcomes = [ok for name, ok in passed.items() if name.rpartition("/")[0] == group]
        rows.append(f"| {group} | {sum(outcomes)} | {len(outcomes)} |")
    misses = [f"- `{name}`: {reason}" for name, reason in sorted(read_misses().items())]
    return "\n".join(
        [
            "# Conformance with SHACL",
            "",
            "Records are judged by pySHACL, called in the registry's own way: shapes and rules read once and kept,",
            "nothing inferred, nothing imported, no address opened, only the submitted nodes judged. The",
            "[test suite of the W3C](https://w3c.github.io/data-shapes/data-shapes-test-suite/) runs through the same",
            "call. A test passes when the results are the same in focus node, path, value, severity, component and",
            "shape, no more and no fewer.",
            "",
            f"**{sum(passed.values())} of {len(passed)} pass.**",
            "",
            "| folder | passed | tests |",
            "|---|---:|---:|",
            *rows,
            "",
            "## Every miss, explained",
            "",
            *misses,
            "",
            "`tests/suites/` holds the runner and the list of misses: a test that fails and is not listed there fails",
            "the build, and so does one that is listed and passes.",
            "",
        ]
    )


if __name__ == "__main__":
    folder = suite_folder()
    if folder is None:
        raise SystemExit("Set MISSION_REGISTRY_SUITES to the folder that holds w3c-shacl.")
    PAGE.write_text(page({case.name: not outcome(case) for case in cases(folder)}), encoding="utf-8")
