"""Loose statements, asked by SPARQL apart from the store: a handful in memory, for rules that are written as queries.

The queries come with the project; what users type goes to `registry.store.sparql`.
"""

from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox

from registry.rdf.parsing import term_from_oxigraph, term_to_oxigraph
from registry.rdf.terms import Triple
from registry.store.port import Row


class LooseStatements:
    """A few statements, held for as long as this object."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._dataset = ox.Store()
        self._dataset.extend(
            ox.Quad(term_to_oxigraph(s), ox.NamedNode(p.value), term_to_oxigraph(o))  # type: ignore[arg-type]
            for s, p, o in triples
        )

    def __len__(self) -> int:
        return len(self._dataset)

    def rows(self, query: str) -> list[Row]:
        """The rows of a SELECT; a variable without a value is absent from its row.

        Raises `SyntaxError` for text that is no query.
        """
        solutions = cast("ox.QuerySolutions", self._dataset.query(query))
        names = [variable.value for variable in solutions.variables]
        return [
            {name: term_from_oxigraph(term) for name, term in zip(names, row, strict=True) if term is not None}
            for row in solutions
        ]
