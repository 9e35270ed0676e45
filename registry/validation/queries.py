"""The SPARQL of the shapes: parsed once, kept from calling out, and read for what it needs to know of other records."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import rdflib
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import simplify, traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from registry.errors import ModelError
from registry.rdf.grammar import GRAMMAR
from registry.validation.reach import Reach

_CALLS_OUT = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
_EXISTS = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}
_THIS = rdflib.Variable("this")


class ParsedQueries:
    """Parsed queries by their text. For one thread: rdflib writes into a parsed query while it evaluates it."""

    def __init__(self) -> None:
        self._parsed: dict[str, Query] = {}

    def __call__(self, text: str) -> Query:
        """The parsed query; raises `ModelError` for text that is no SPARQL or would call another address."""
        if text not in self._parsed:
            self._parsed[text] = _parsed(text)
        return self._parsed[text]


def _parsed(text: str) -> Query:
    try:
        with GRAMMAR:
            query = prepareQuery(text)
    except Exception as error:  # rdflib raises whatever its grammar raises
        raise ModelError(f"A rule of the shapes is no SPARQL query: {error}") from error
    for node in _nodes(query.algebra):
        if node.name in _CALLS_OUT:
            raise ModelError(f"A rule of the shapes uses {_CALLS_OUT[node.name]}; rules may not open any address.")
        if node.name in _EXISTS:
            # rdflib plans a query but not what stands inside EXISTS, which then costs several times as much.
            node["graph"] = traverse(node.graph, visitPost=simplify)
    return query


class QueriedGraph(rdflib.Graph):
    """A graph whose queries are parsed once for all graphs that share the same `parse`."""

    def __init__(self, parse: Callable[[str], Query]) -> None:
        super().__init__("SimpleMemory", bind_namespaces="none")
        self._parse = parse

    def __bool__(self) -> bool:
        # pySHACL asks often whether there is a graph; rdflib would count its statements each time.
        return True

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        """The answer; takes what rdflib's own method takes."""
        parsed = self._parse(query_object) if isinstance(query_object, str) else query_object
        return super().query(parsed, *args, **kwargs)


def reach_of(queries: Iterable[Query]) -> Reach:
    """What these rules need to know of the records that a record links to."""
    facts: set[str] = set()
    chains: set[str] = set()
    links: dict[str, set[str]] = defaultdict(set)
    by_any_link = False
    for query in queries:
        patterns = list(_patterns(query.algebra))
        for subject, predicate, _ in patterns:
            if isinstance(predicate, Path):
                chains |= set(_steps(predicate))
            elif isinstance(predicate, rdflib.URIRef) and predicate != rdflib.RDF.type and subject != _THIS:
                facts.add(str(predicate))
                links[str(predicate)] |= {str(p) for _, p, o in patterns if o == subject and _is_named(p)}
                by_any_link |= any(o == subject and not _is_named(p) for _, p, o in patterns)
    by_fact = {fact: frozenset(found) for fact, found in links.items()}
    return Reach(frozenset(facts), frozenset(chains), by_fact, by_any_link)


def mentioned_in(query: Query) -> frozenset[str] | None:
    """The properties (IRIs) that a query looks at; None when it may look at any."""
    found: set[str] = set()
    for _, predicate, _ in _patterns(query.algebra):
        if isinstance(predicate, rdflib.Variable):
            return None
        found |= set(_steps(predicate))
    return frozenset(found)


def _is_named(predicate: Any) -> bool:
    return isinstance(predicate, rdflib.URIRef)


def _patterns(algebra: CompValue) -> Iterator[tuple[Any, Any, Any]]:
    """Subject, predicate and object of each pattern; inside EXISTS rdflib keeps them in one flat list."""
    for node in _nodes(algebra):
        if node.name in ("BGP", "TriplesBlock"):
            for terms in node.get("triples") or ():
                yield from zip(terms[::3], terms[1::3], terms[2::3], strict=True)


def _nodes(node: Any) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from _nodes(value)
    elif isinstance(node, (list, tuple, set)):
        for value in node:
            yield from _nodes(value)


def _steps(path: Any) -> Iterator[str]:
    if isinstance(path, rdflib.URIRef):
        yield str(path)
    elif isinstance(path, (SequencePath, AlternativePath)):
        for part in path.args:
            yield from _steps(part)
    elif isinstance(path, MulPath):
        yield from _steps(path.path)
    elif isinstance(path, InvPath):
        yield from _steps(path.arg)
