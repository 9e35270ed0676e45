"""What users send as SPARQL: read queries over public graphs, and nothing that reaches out or changes anything.

Two readers must agree that a query is harmless: our own tokens, and rdflib's grammar, whose tree is walked. Should a
store read the text otherwise than both, the graphs that it sees are still fixed by the request and not by the text.
"""

from collections.abc import Iterator
from typing import Final

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query

from registry.errors import QueryError
from registry.store.graphs import NOTHING, PUBLIC
from registry.store.queries import BoundQuery
from registry.store.tokens import words

MAX_CHARACTERS: Final = 10_000
"""A chain of 10,000 operators exhausts the stack of the embedded store and ends its process; 5,000 do not."""

_UPDATES: Final = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"}


def public_query(text: str) -> BoundQuery:
    """The user's query over published records and vocabulary, merged as the default graph and open by name.

    Raises `QueryError` for an update, for SERVICE, for FROM with a graph that is not public, and for what is no
    SPARQL 1.1 query.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"The query has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QueryError("The query has half a character (a lone surrogate).") from error
    if "\\u" in text or "\\U" in text:
        # Readers differ on when such escapes are resolved, so that one may see a string where another sees a query.
        raise QueryError("The query has an escaped character (\\u or \\U); write the character itself.")
    for word in words(text):
        _refuse(word)
    tree, query = _read(text)
    if any(node.name == "ServiceGraphPattern" for node in _nodes(tree)):
        _refuse("SERVICE")
    default, named = _graphs(query)
    variables = tuple(str(variable) for variable in query.algebra.get("PV") or ())
    return BoundQuery(text, default, named, variables if query.algebra.name == "SelectQuery" else ())


def _refuse(word: str) -> None:
    if word == "SERVICE":
        raise QueryError("SERVICE is not open: a query is answered from this registry alone.")
    if word in _UPDATES:
        raise QueryError(f"{word} is not open: queries read and never write.")


def _read(text: str) -> tuple[ParseResults, Query]:
    try:
        tree = parseQuery(text)
        return tree, translateQuery(tree)
    except ParseException as error:
        raise QueryError(f"The query cannot be read at line {error.lineno}, column {error.column}: {error}") from error
    except RecursionError as error:
        raise QueryError("The query cannot be read: it is nested too deeply.") from error
    except Exception as error:  # rdflib raises bare exceptions for variables out of scope and the like
        raise QueryError(f"The query cannot be read: {error}") from error


def _nodes(tree: object) -> Iterator[CompValue]:
    if isinstance(tree, CompValue):
        yield tree
        tree = list(tree.values())
    if isinstance(tree, list | tuple | ParseResults):
        for child in tree:
            yield from _nodes(child)


def _graphs(query: Query) -> tuple[tuple[str, ...], tuple[str, ...]]:
    clauses = query.algebra.datasetClause or ()
    if not clauses:
        return PUBLIC, PUBLIC
    default = tuple(str(clause.default) for clause in clauses if clause.default)
    named = tuple(str(clause.named) for clause in clauses if clause.named)
    for graph in default + named:
        if graph not in PUBLIC:
            raise QueryError(f"The graph <{graph}> is not open. Open are: {', '.join(f'<{open}>' for open in PUBLIC)}.")
    return default or (NOTHING,), named
