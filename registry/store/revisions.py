"""The guarded write: one update text, the same for every store, that moves the head or does nothing.

The head and the revisions live in the history graph (PROV-O activities). SPARQL does not tell whether an update found
its guard true, so each carries a token that is read back.
"""

from collections.abc import Iterable
from datetime import UTC
from typing import Final

from registry.errors import DoubledRevision, StaleRevision
from registry.namespaces import HISTORY, PROV, SITE, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.store.port import Change, Store
from registry.store.queries import Statements, bind, filled, template

_HISTORY: Final = Iri(HISTORY)
_ASSOCIATED: Final = Iri(PROV + "wasAssociatedWith")


def revision_iri(number: int) -> Iri:
    """The name of a revision."""
    return Iri(f"{SITE}revision/{number}")


def update_text(change: Change) -> str:
    """The SPARQL Update that applies the change when the head is at `based_on`, and otherwise nothing.

    Every operation in it has the same guard; the last one moves the head. Raises `HostileIri` or `MalformedInput`.
    """
    guard = {"history": _HISTORY, "start": revision_iri(0), "base": revision_iri(change.based_on)}
    clearings = [filled(template("clear"), {**guard, "graph": Iri(part.graph)}) for part in change.graphs if part.clear]
    revision = revision_iri(change.based_on + 1)
    author = () if change.author is None else (Triple(revision, _ASSOCIATED, Iri(change.author)),)
    writing = filled(
        template("write"),
        {
            **guard,
            "revision": revision,
            "number": Literal(str(change.based_on + 1), XSD + "integer"),
            "time": Literal(change.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), XSD + "dateTime"),
            "message": Literal(change.message),
            "token": Iri(change.token),
            "deletions": _blocks((part.graph, part.delete) for part in change.graphs),
            "insertions": _blocks([*((part.graph, part.insert) for part in change.graphs), (HISTORY, author)]),
        },
    )
    return template("prologue") + ";\n".join([*clearings, writing])


def _blocks(parts: Iterable[tuple[str, tuple[Triple, ...]]]) -> list[Statements]:
    return [Statements(graph, triples) for graph, triples in parts if triples]


def head_of(store: Store) -> int:
    """The number of the store's last revision, 0 when there is none."""
    return _highest(row["number"] for row in store.select(bind("head", history=_HISTORY)))


def confirmed(store: Store, change: Change) -> int:
    """The revision that the change became, known by its token.

    Raises `StaleRevision` when another change took its place, and `DoubledRevision` when the server let two in at once.
    """
    number = change.based_on + 1
    rows = store.select(bind("written", history=_HISTORY, revision=revision_iri(number)))
    tokens = {row["token"] for row in rows if "token" in row}
    if Iri(change.token) not in tokens:
        raise StaleRevision(change.based_on, _highest(row["number"] for row in rows))
    if len(tokens) > 1:
        raise DoubledRevision(number, len(tokens))
    return number


def _highest(numbers: Iterable[Term]) -> int:
    return max((int(number.lexical) for number in numbers if isinstance(number, Literal)), default=0)


def head_token(store: Store) -> str | None:
    """What tells the last revision from every other of any store; None when there is no revision."""
    rows = store.select(bind("token", history=_HISTORY))
    tokens = [row["token"].value for row in rows if isinstance(row["token"], Iri)]
    return tokens[0] if len(tokens) == 1 else None
