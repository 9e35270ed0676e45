"""The pages of the SPARQL face: what it is with examples to run, and an answer as a table or as text."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registry.namespaces import PREFIXES
from registry.rest.addresses import Addresses
from registry.rest.words import Shown
from registry.services.questions import Question
from registry.store.sparql.question import MAX_CHARACTERS, Limits

PATH: Final = "/sparql"
MOST_CHARACTERS: Final = 200_000
"""Of a graph's text on a page."""
_TEMPLATES: Final = Path(__file__).resolve().parents[1] / "templates"


def address(query: str, **parameters: str) -> str:
    """The address that asks a query."""
    return f"{PATH}?{urlencode({'query': query, **parameters})}"


class SparqlPages:
    """Writes pages; `stylesheet` and `icon` are the addresses of those files, empty for none."""

    def __init__(
        self, addresses: Addresses, questions: Sequence[Question] = (), stylesheet: str = "", icon: str = ""
    ) -> None:
        self._addresses = addresses
        self._questions = questions
        self._common = {"stylesheet": stylesheet, "icon": icon, "languages": (), "path": "", "forms": (), "query": ""}

    def front(self, limits: Limits, graphs: Sequence[str]) -> str:
        """What the address is for, with its limits, its graphs and every example."""
        examples = [(question, address(question.query)) for question in self._questions]
        return self._render("sparql.html", examples=examples, limits=_in_words(limits), graphs=graphs)

    def rows(self, query: str, table: bytes) -> str:
        """The first rows of an answer to SELECT, or the answer to ASK."""
        found = json.loads(table)
        rows = [[self._shown(cell) for cell in row] for row in found.get("rows", ())]
        return self._render(
            "sparql-rows.html",
            query=query,
            truth=found.get("boolean"),
            names=found.get("variables", ()),
            rows=rows,
            more=found.get("more", False),
            links=_links(query, ("csv", "json", "xml", "tsv")),
        )

    def graph(self, query: str, turtle: bytes) -> str:
        """The beginning of a graph as text."""
        text = turtle.decode("utf-8", "ignore")
        return self._render(
            "sparql-graph.html",
            query=query,
            text=text[:MOST_CHARACTERS],
            more=len(text) > MOST_CHARACTERS,
            links=_links(query, ("ttl", "jsonld", "nt", "rdf")),
        )

    def _shown(self, cell: Mapping[str, str] | None) -> Shown:
        if cell is None:
            return Shown("")
        if "iri" in cell:
            return Shown(_shortened(cell["iri"]), self._addresses.link_to(cell["iri"]))
        return Shown(cell["text"], None, cell["language"])

    def _render(self, template: str, **values: Any) -> str:
        return _environment().get_template(template).render({**self._common, **values})


def _in_words(limits: Limits) -> Mapping[str, str]:
    return {
        "length of a query": f"{MAX_CHARACTERS:,} characters",
        "time of a query": f"{limits.seconds:g} seconds",
        "memory of a query": f"{limits.megabytes:,} MB",
        "size of an answer": f"{limits.answer_megabytes:,g} MB",
    }


def _links(query: str, names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, address(query, format=name)) for name in names]


def _shortened(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
