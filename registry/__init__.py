"""Mission registry: mission-oriented innovation policy as a validated, queryable knowledge graph.

The layers, from what people touch to what the rest stands on, are drawn in `docs/explanation/architecture.md`
and checked by import-linter.
"""

__version__ = "0.1.0"
