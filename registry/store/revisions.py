"""The guarded write: one update text, the same for every store, that moves the head or does nothing.

The head and the revisions live in the history graph (PROV-O activities). SPARQL does not tell whether an update found
its guard true, so each carries a token that is read back. What a revision did to published records it says itself
(`touched`), and `since` reads it again, so that whoever follows need not look at all records anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from registry.errors import DoubledRevision, StaleRevision
from registry.namespaces import HISTORY, PROV, PUBLISHED, SITE, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.store.port import Change, Store
from registry.store.queries import Statements, bind, filled, template

_HISTORY: Final = Iri(HISTORY)
_ASSOCIATED: Final = Iri(PROV + "wasAssociatedWith")
_GENERATED: Final = Iri(PROV + "generated")
_CHANGES_ALL: Final = Iri(TERMS + "changesAll")
_TRUE: Final = Literal("true", XSD + "boolean")

MOST_NAMED: Final = 1_000
"""A revision that touches more records than this does not name them."""
_REVISIONS_A_QUERY: Final = 500


@dataclass(frozen=True, slots=True)
class Position:
    """Where a store stands: its last revision, and what tells that from every other of any store."""

    revision: int
    token: str | None
    """None when there is no revision, or a server let two changes become one."""


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
    said = list(_said_of_records(revision, change))
    if change.author is not None:
        said.append(Triple(revision, _ASSOCIATED, Iri(change.author)))
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
            "insertions": _blocks([*((part.graph, part.insert) for part in change.graphs), (HISTORY, tuple(said))]),
        },
    )
    return template("prologue") + ";\n".join([*clearings, writing])


def _blocks(parts: Iterable[tuple[str, tuple[Triple, ...]]]) -> list[Statements]:
    return [Statements(graph, triples) for graph, triples in parts if triples]


def touched(change: Change) -> set[str] | None:
    """The published records (IRIs) of which the change deletes or inserts statements, those of their parts included;
    None when they are too many to name, or all."""
    records: set[str] = set()
    for part in change.graphs:
        if part.graph != PUBLISHED:
            continue
        if part.clear:
            return None
        subjects = {triple.subject for triples in (part.delete, part.insert) for triple in triples}
        records |= {subject.value.partition("#")[0] for subject in subjects if isinstance(subject, Iri)}
    return records if len(records) <= MOST_NAMED else None


def _said_of_records(revision: Iri, change: Change) -> Iterator[Triple]:
    records = touched(change)
    if records is None:
        yield Triple(revision, _CHANGES_ALL, _TRUE)
        return
    for record in sorted(records):
        yield Triple(revision, _GENERATED, Iri(record))


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


def position(store: Store) -> Position:
    """Where the store stands, read at once."""
    rows = store.select(bind("position", history=_HISTORY))
    tokens = {token.value for row in rows if isinstance(token := row.get("token"), Iri)}
    return Position(_highest(row["number"] for row in rows), tokens.pop() if len(tokens) == 1 else None)


def knows(store: Store, then: Position) -> bool:
    """Whether that is a revision of this very store."""
    if then.token is None:
        return False
    return store.ask(bind("recorded", history=_HISTORY, revision=revision_iri(then.revision), token=Iri(then.token)))


def since(store: Store, revision: int, until: int) -> set[str] | None:
    """The records that were touched after one revision, up to another; None when that may be any."""
    records: set[str] = set()
    for start in range(revision + 1, until + 1, _REVISIONS_A_QUERY):
        numbers = range(start, min(start + _REVISIONS_A_QUERY, until + 1))
        rows = store.select(bind("since", history=_HISTORY, revisions=[revision_iri(number) for number in numbers]))
        if any("all" in row for row in rows):
            return None
        records.update(record.value for row in rows if isinstance(record := row.get("record"), Iri))
    return records
