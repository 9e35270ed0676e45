"""The vocabulary as the tests see it: every Turtle file in a graph named after the file, queried as one."""

from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple

ROOT = Path(__file__).parent.parent.parent
ONTOLOGY = ROOT / "ontology"
SHAPES = ROOT / "shapes"

Row = tuple[NamedNode | BlankNode | Literal | Triple | None, ...]


def load(files: dict[str, Path]) -> Store:
    store = Store()
    for graph, path in files.items():
        store.load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(graph))
    return store


def rows(store: Store, query: str) -> list[Row]:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(solution) for solution in found]


def whole_vocabulary() -> Store:
    return load({path.as_uri(): path for path in [*ONTOLOGY.glob("**/*.ttl"), *SHAPES.glob("*.ttl")]})
