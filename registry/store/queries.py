"""Queries as files: reads `queries/<name>.rq` and puts terms in the place of its `$name` placeholders.

Variables in those files are written `?name`, so every `$name` is a placeholder. All that is put in is written by
`to_ntriples`; what a user types comes in through `public` instead. Stores take the `BoundQuery` that comes out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from registry.errors import MalformedInput, QueryError
from registry.rdf.terms import BlankNode, Iri, Term, Triple, to_ntriples
from registry.rdf.terms import Literal as LiteralTerm
from registry.store.tokens import Token, tokens, words

FOLDER: Final = Path(__file__).parent / "queries"
Form: TypeAlias = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements of one graph, to be written as a `GRAPH` block of an update."""

    graph: str
    triples: Iterable[Triple]


Binding: TypeAlias = Term | Sequence[Term] | Sequence[Statements]


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A query that is ready to be sent, and the graphs that it sees.

    Without `default_graphs` it sees the whole dataset, and names its graphs itself. `variables` are the columns of a
    SELECT in their order; they are known for users' queries only.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()

    @property
    def form(self) -> Form | None:
        """What kind of answer the query has; None when it is no query."""
        forms: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        first = next((word for word in words(self.text) if word not in ("PREFIX", "BASE")), None)
        return next((form for form in forms if form == first), None)

    def require(self, *forms: Form) -> None:
        """Raises `QueryError` unless the query is of one of these forms."""
        if self.form not in forms:
            raise QueryError(f"This is no {' or '.join(forms)} query.")


def bind(name: str, *, default_graphs: tuple[str, ...] = (), **bindings: Binding) -> BoundQuery:
    """The query `queries/<name>.rq` with its placeholders filled; raises what `filled` raises."""
    return BoundQuery(filled(template(name), bindings), default_graphs=default_graphs)


@cache
def template(name: str) -> str:
    """The text of `queries/<name>.rq`."""
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def filled(text: str, bindings: Mapping[str, Binding]) -> str:
    """The text with each `$name` outside strings, IRIs and comments replaced, and comments left out.

    Raises `TypeError` when placeholders and bindings are not the same, as a call with wrong arguments would, and
    `HostileIri` or `MalformedInput` when a term cannot be written safely.
    """
    pieces = _pieces(text)
    wanted = {token.text[1:] for token in pieces if token.kind == "placeholder"}
    if wanted != set(bindings):
        missing, unknown = sorted(wanted - set(bindings)), sorted(set(bindings) - wanted)
        raise TypeError(f"placeholders without a term: {missing}; terms without a placeholder: {unknown}")
    written = {name: _written(binding) for name, binding in bindings.items()}
    result = "".join(
        written[token.text[1:]] if token.kind == "placeholder" else token.text
        for token in pieces
        if token.kind != "comment"
    )
    try:
        result.encode()
    except UnicodeEncodeError as error:
        raise MalformedInput("it has half a character (a lone surrogate)") from error
    return result


@lru_cache(maxsize=256)
def _pieces(text: str) -> tuple[Token, ...]:
    """The same texts come again and again; cutting one takes longer than all else about it."""
    return tuple(tokens(text))


def _written(binding: Binding) -> str:
    if isinstance(binding, Iri | BlankNode | LiteralTerm):
        return to_ntriples(binding)
    return " ".join(_block(item) if isinstance(item, Statements) else to_ntriples(item) for item in binding)


def _block(statements: Statements) -> str:
    lines = "\n".join(
        f"{to_ntriples(t.subject)} {to_ntriples(t.predicate)} {to_ntriples(t.object)} ." for t in statements.triples
    )
    return f"GRAPH {to_ntriples(Iri(statements.graph))} {{\n{lines}\n}}"
