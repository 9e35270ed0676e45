"""What users send as SPARQL: read queries over public graphs, and nothing that reaches out or changes anything.

Two readers must agree that a query is harmless: our own tokens, and rdflib's grammar, whose tree is walked. Should a
store read the text otherwise than both, the graphs that it sees are still fixed by the request and not by the text.
Reading takes milliseconds to seconds, so a server has it done in a process of its own (`registry.store.sparql`).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query

from registry.errors import QueryError
from registry.namespaces import SITE, XSD
from registry.rdf.grammar import GRAMMAR
from registry.store.graphs import NOTHING, PUBLIC
from registry.store.queries import BoundQuery
from registry.store.sparql.question import MAX_CHARACTERS
from registry.store.tokens import tokens, words

BASE: Final = SITE
"""What relative addresses in a query are relative to, where it does not say."""

_UPDATES: Final = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"}


def public_query(
    text: str,
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
    public: tuple[str, ...] = PUBLIC,
) -> BoundQuery:
    """The user's query over published records and vocabulary, merged as the default graph and open by name.

    `default_graphs` and `named_graphs` are those of the request; where it names any, they go before FROM in the text.
    Raises `QueryError` for an update, for SERVICE, for a graph that is not `public`, for a function of a store's own,
    and for what is no SPARQL 1.1 query.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"The query has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QueryError("The query has half a character (a lone surrogate).") from error
    _look_at_tokens(text)
    query = _read(text)
    default, named = _graphs(query, text, public)
    if default_graphs or named_graphs:
        default, named = _open_graphs(default_graphs, named_graphs, public)
    variables = tuple(str(variable) for variable in query.algebra.get("PV") or ())
    return BoundQuery(text, default, named, variables if query.algebra.name == "SelectQuery" else ())


def _look_at_tokens(text: str) -> None:
    if "\\u" in text or "\\U" in text:
        # Readers differ on when such escapes are resolved, so that one may see a string where another sees a query.
        raise QueryError("The query has an escaped character (\\u or \\U); write the character itself.")
    for word in words(text):
        _refuse(word)
    if any(token.kind == "iri" and token.text.lower().startswith("<java:") for token in tokens(text)):
        raise QueryError("Addresses of the scheme java: are not open: some servers take them for programs.")


def _look_at_tree(tree: ParseResults) -> None:
    prefixes: dict[str, str] = {}
    for node in _nodes(tree):
        match node.name:
            case "ServiceGraphPattern":
                _refuse("SERVICE")
            case "PrefixDecl":
                prefixes[node.prefix or ""] = str(node.iri)
            case "Function":
                _look_at_function(node.iri, prefixes)


def _look_at_function(named: object, prefixes: Mapping[str, str]) -> None:
    if isinstance(named, CompValue):
        named = prefixes.get(named.prefix or "", "") + (named.localname or "")
    if not str(named).startswith(XSD):
        raise QueryError(f"The function <{named}> is not open; those of SPARQL 1.1 and of XML Schema types are.")


def _refuse(word: str) -> None:
    if word == "SERVICE":
        raise QueryError("SERVICE is not open: a query is answered from this registry alone.")
    if word in _UPDATES:
        raise QueryError(f"{word} is not open: queries read and never write.")


def _read(text: str) -> Query:
    try:
        with GRAMMAR:
            tree = parseQuery(text)
        _look_at_tree(tree)  # as it was read: translating takes filters out of it, and not all of them stay anywhere
        return translateQuery(tree, base=BASE)
    except QueryError:
        raise
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


def _graphs(query: Query, text: str, public: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    clauses = query.algebra.datasetClause or ()
    if sum(word == "FROM" for word in words(text)) != len(clauses):
        # A comment ends at a carriage return for some readers and not for others.
        raise QueryError("The query has a FROM that not every reader would see; write every line's end as a line feed.")
    if not clauses:
        return public, public
    default = tuple(str(clause.default) for clause in clauses if clause.default)
    named = tuple(str(clause.named) for clause in clauses if clause.named)
    return _open_graphs(default, named, public)


def _open_graphs(
    default: tuple[str, ...], named: tuple[str, ...], public: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    for graph in default + named:
        if graph not in public:
            shown = ", ".join(f"<{each}>" for each in public)
            raise QueryError(f"The graph <{graph[:200]}> is not open. Open are: {shown}.")
    return default or (NOTHING,), named
