"""The page that says how the SPARQL addresses do in the W3C's tests.

`MISSION_REGISTRY_SUITES=<folder> python -m tests.suites.sparql_score` writes it anew.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.suites.w3c_requests import suite_folder
from tests.suites.w3c_sparql import outcomes

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "sparql-conformance.md"
MISSES = Path(__file__).with_name("w3c_sparql_misses.toml")
PARTS = {
    "protocol/query_": "Protocol: queries",
    "protocol/bad_query_": "Protocol: queries that must be refused",
    "protocol/bad_multiple_queries": "Protocol: queries that must be refused",
    "protocol/bad_": "Protocol: updates that must be refused",
    "protocol/update_": "Protocol: updates that must be made",
    "graph-store-protocol/": "Graph Store: reading",
    "service-description/": "Service Description",
}


def read_misses() -> Mapping[str, str]:
    """The tests that are known to fail, with the reason for each."""
    return tomllib.loads(MISSES.read_text(encoding="utf-8"))


def part_of(name: str) -> str:
    """The part of the suite that a test belongs to."""
    return next(part for beginning, part in PARTS.items() if name.startswith(beginning))


def page(passed: Mapping[str, bool]) -> str:
    """The page for these tests, each by its name with whether it passed."""
    rows = []
    for part in dict.fromkeys(PARTS.values()):
        outcomes = [ok for name, ok in passed.items() if part_of(name) == part]
        rows.append(f"| {part} | {sum(outcomes)} | {len(outcomes)} |")
    misses = [f"- `{name}`: {reason}" for name, reason in sorted(read_misses().items())]
    return "\n".join(
        [
            "# Conformance with the SPARQL 1.1 protocols",
            "",
            "The W3C's [tests](https://w3c.github.io/rdf-tests/sparql/sparql11/) of the SPARQL 1.1 Protocol, the Graph",
            "Store HTTP Protocol and the Service Description are sent to `/sparql`, `/graphs` and `/graph/...` over a",
            "store with the suite's data, whose graphs are the public ones there.",
            "",
            f"**{sum(passed.values())} of {len(passed)} pass.** Every query and every read passes; what is missed",
            "writes, and nothing that is sent to these addresses writes.",
            "",
            "| part | passed | tests |",
            "|---|---:|---:|",
            *rows,
            "",
            "The tests of the Graph Store read what they have written before. Here the server refuses every such write",
            "with 405, which the runner checks; the runner then writes into the store itself, and judges the reads",
            "that follow. The older tests in the suite's folder `http-rdf-update` are deprecated in favour of these",
            "and hold no requests. The suite does not say what it means that a description *conforms to the schema*:",
            "the runner takes it that there is one service, that every property is of the vocabulary, and that each",
            "has the domain and range that the vocabulary gives it.",
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
        raise SystemExit("Set MISSION_REGISTRY_SUITES to the folder that holds w3c-sparql.")
    PAGE.write_text(page({name: not said for name, said in outcomes(folder).items()}), encoding="utf-8")
