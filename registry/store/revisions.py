"""The guarded write: one update text, the same for every store, that moves the head or does nothing.

The head and the revisions live in the history graph (PROV-O activities). SPARQL does not tell whether an update found
its guard true, so each carries a token that is read back. What a revision did to published records it says itself
(`versions`), and `since` reads it again, so that whoever follows need not look at all records anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from registry.errors import DoubledRevision, StaleRevision
from registry.namespaces import DCTERMS, HISTORY, PROV, SITE, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.store.port import Asked, Change
from registry.store.queries import Statements, bind, filled, template
from registry.store.versions import said_of, versions_of

_HISTORY: Final = Iri(HISTORY)
_ASSOCIATED: Final = Iri(PROV + "wasAssociatedWith")
_AUTHOR_NAME: Final = Iri(TERMS + "authorName")

MOST_NAMED: Final = 10_000
"""With more records touched than this, it is as quick to look at all anew."""
_REVISIONS_A_QUERY: Final = 500


@dataclass(frozen=True, slots=True)
class Position:
    """Where a store stands: its last revision, and what tells that from every other of any store."""

    revision: int
    token: str | None
    """None when there is no revision, or a server let two changes become one."""
    time: datetime | None = field(default=None, compare=False)
    """When that revision was written."""


def revision_iri(number: int) -> Iri:
    """The name of a revision."""
    return Iri(f"{SITE}revision/{number}")


def revision_number(iri: Term | None) -> int | None:
    """The number in the name of a revision; None for what is no such name."""
    number = iri.value.removeprefix(f"{SITE}revision/") if isinstance(iri, Iri) else ""
    return int(number) if number.isdecimal() else None


def prepared(store: Asked, change: Change) -> str | None:
    """The update text of the change when the store stands where it is based on; None when it stands elsewhere.

    Reads the records that the change touches. Whatever is written between that and the update makes the guard in it
    false. Raises what `update_text` and the store raise.
    """
    here = position(store)
    if here.revision != change.based_on:
        return None
    return update_text(change, said_of(revision_iri(change.based_on + 1), versions_of(store, change)), here.time)


def update_text(change: Change, said: Iterable[Triple] = (), not_before: datetime | None = None) -> str:
    """The SPARQL Update that applies the change when the head is at `based_on`, and otherwise nothing.

    Every operation in it has the same guard; the last one moves the head. `said` is what the history says beside the
    revision itself. Times never run backwards along the history, whatever the clocks of those who write. Raises
    `HostileIri` or `MalformedInput`.
    """
    guard = {"history": _HISTORY, "start": revision_iri(0), "base": revision_iri(change.based_on)}
    clearings = [filled(template("clear"), {**guard, "graph": Iri(part.graph)}) for part in change.graphs if part.clear]
    revision = revision_iri(change.based_on + 1)
    time = max(change.time, not_before or change.time).astimezone(UTC)
    writing = filled(
        template("write"),
        {
            **guard,
            "revision": revision,
            "number": Literal(str(change.based_on + 1), XSD + "integer"),
            "time": Literal(time.strftime("%Y-%m-%dT%H:%M:%SZ"), XSD + "dateTime"),
            "message": Literal(change.message),
            "token": Iri(change.token),
            "deletions": _blocks((part.graph, part.delete) for part in change.graphs),
            "insertions": _blocks(
                [
                    *((part.graph, part.insert) for part in change.graphs),
                    (HISTORY, (*_said_of_author(revision, change), *said)),
                ]
            ),
        },
    )
    return template("prologue") + ";\n".join([*clearings, writing])


def _blocks(parts: Iterable[tuple[str, tuple[Triple, ...]]]) -> list[Statements]:
    return [Statements(graph, triples) for graph, triples in parts if triples]


def _said_of_author(revision: Iri, change: Change) -> list[Triple]:
    said = [Triple(revision, Iri(name), value) for name, value in change.about]
    if change.author is not None:
        said.append(Triple(revision, _ASSOCIATED, Iri(change.author)))
    if change.author_name is not None:
        said.append(Triple(revision, _AUTHOR_NAME, Literal(change.author_name)))
    return said


def head_of(store: Asked) -> int:
    """The number of the store's last revision, 0 when there is none."""
    return _highest(row["number"] for row in store.select(bind("head", history=_HISTORY)))


def confirmed(store: Asked, change: Change) -> int:
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


def position(store: Asked) -> Position:
    """Where the store stands, read at once."""
    rows = store.select(bind("position", history=_HISTORY))
    tokens = {token.value for row in rows if isinstance(token := row.get("token"), Iri)}
    times = {datetime.fromisoformat(time.lexical) for row in rows if isinstance(time := row.get("time"), Literal)}
    only = tokens.pop() if len(tokens) == 1 else None
    return Position(_highest(row["number"] for row in rows), only, max(times, default=None))


def position_at(store: Asked, number: int) -> Position:
    """Where the store stood after a revision that it has."""
    properties = [Iri(DCTERMS + "identifier"), Iri(PROV + "endedAtTime")]
    query = bind("facts", graph=_HISTORY, things=[revision_iri(number)], properties=properties)
    said = [triple.object for triple in store.construct(query)]
    token = next((value.value for value in said if isinstance(value, Iri)), None)
    times = [datetime.fromisoformat(value.lexical) for value in said if isinstance(value, Literal)]
    return Position(number, token, max(times, default=None))


def knows(store: Asked, then: Position) -> bool:
    """Whether that is a revision of this very store."""
    if then.token is None:
        return False
    return store.ask(bind("recorded", history=_HISTORY, revision=revision_iri(then.revision), token=Iri(then.token)))


def since(store: Asked, revision: int, until: int, most: int = MOST_NAMED) -> set[str] | None:
    """The records that are not as they were after one revision, up to another.

    None when they are more than `most`, or may be any: so it is with revisions of registries made before 0.2.0 of the
    ontology that touched many.
    """
    records: set[str] = set()
    for start in range(revision + 1, until + 1, _REVISIONS_A_QUERY):
        numbers = range(start, min(start + _REVISIONS_A_QUERY, until + 1))
        rows = store.select(bind("since", history=_HISTORY, revisions=[revision_iri(number) for number in numbers]))
        if any("all" in row for row in rows):
            return None
        records.update(record.value for row in rows if isinstance(record := row.get("record"), Iri))
        if len(records) > most:
            return None
    return records
