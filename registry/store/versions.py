"""What a change does to each published record: creates, changes, withdraws or restores it, and in which words.

The write reads the records that it touches as they are; its guard makes sure that nobody changed them in between. The
history keeps what was taken and given as N-Triples text, so that `registry.services.history` can walk back from now.
A creation keeps no text: before it there was nothing. Other graphs than the published one have no versions.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from registry.namespaces import HISTORY, PROV, PUBLISHED, RDF_TYPE, TERMS, XSD
from registry.rdf.canonical import canonical
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, Subject, Triple, to_ntriples
from registry.store.port import Asked, Change, Row
from registry.store.queries import bind
from registry.store.records import statements_of

_ASKED_AT_ONCE: Final = 1_000
_READ_AT_ONCE: Final = 100

_VERSION: Final = Iri(TERMS + "Version")
_OF: Final = Iri(TERMS + "versionOf")
_TOOK: Final = Iri(TERMS + "took")
_GAVE: Final = Iri(TERMS + "gave")
_BY: Final = Iri(PROV + "wasGeneratedBy")


class Happening(StrEnum):
    """What a revision did to a record; the value is the name of the property with which it says so."""

    CREATED = "created"
    CHANGED = "changed"
    WITHDRAWN = "withdrew"
    RESTORED = "restored"

    @property
    def iri(self) -> Iri:
        """The property from the revision to the record."""
        return Iri(TERMS + self.value)


HAPPENINGS: Final = tuple(happening.iri for happening in Happening)
_BY_IRI: Final = {happening.iri: happening for happening in Happening}


@dataclass(frozen=True, slots=True)
class Version:
    """What one revision did to one record: the statements that it took from it and gave it, in canonical form.

    Read from the history, `gave` is empty for what was created or restored, where the text is not kept.
    """

    record: str
    happening: Happening
    took: frozenset[Triple] = frozenset()
    gave: frozenset[Triple] = frozenset()
    revision: int = 0
    """The number of the revision; 0 as long as there is none."""

    def undone(self, after: Collection[Triple]) -> frozenset[Triple]:
        """The record's statements before the revision, from those after it."""
        if self.happening is Happening.CHANGED:
            return (frozenset(after) - self.gave) | self.took
        return self.took


def versions_of(store: Asked, change: Change) -> list[Version]:
    """What the change will do to published records, when the store stands where the change is based on."""
    parts = [part for part in change.graphs if part.graph == PUBLISHED]
    clears = any(part.clear for part in parts)
    inserted = by_record(triple for part in parts for triple in part.insert)
    deleted = by_record(triple for part in parts for triple in part.delete)
    if clears:
        deleted = by_record(quad.triple for quad in store.quads(PUBLISHED))
    touched = sorted({*deleted, *inserted})
    standing = _standing(store, touched)
    before = _present(store, [record for record in touched if standing[record] is Happening.CHANGED])
    found = []
    for record in touched:
        if record not in before:
            if any(triple.subject.value == record for triple in inserted.get(record, ())):  # type: ignore[union-attr]
                found.append(Version(record, standing[record]))
            continue
        now = before[record]
        after = frozenset() if clears else now - comparable(deleted.get(record, ()))
        version = _changed(record, now, after | comparable(inserted.get(record, ())))
        if version is not None:
            found.append(version)
    return found


def by_record(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    """Statements by the IRI of the record that they belong to: the subject's up to its `#`."""
    of_subject: dict[Subject, list[Triple]] = {}
    # Statements about one subject mostly stand together, and finding its list again costs most.
    last, of_last = None, []
    for triple in triples:
        if triple.subject is not last:
            last = triple.subject
            of_last = of_subject.setdefault(last, [])
        of_last.append(triple)
    found: dict[str, list[Triple]] = {}
    for subject, of_one in of_subject.items():
        if isinstance(subject, Iri):
            found.setdefault(subject.value.partition("#")[0], []).extend(of_one)
    return found


def comparable(triples: Iterable[Triple]) -> frozenset[Triple]:
    """The statements in the form in which versions hold them. Those with nameless nodes belong to no version."""
    return frozenset(canonical(triple) for triple in triples if not isinstance(triple.object, BlankNode))


def _standing(store: Asked, records: Sequence[str]) -> dict[str, Happening]:
    """What happens to each record if it is there afterwards: it is changed, restored or created."""
    found: dict[str, Happening] = {}
    for some in _batches(records, _ASKED_AT_ONCE):
        known = bind("standing", graph=Iri(PUBLISHED), history=Iri(HISTORY), records=[Iri(record) for record in some])
        for row in store.select(known):
            there, gone = (_is_true(row, name) for name in ("there", "gone"))
            of_record = Happening.CHANGED if there else Happening.RESTORED if gone else Happening.CREATED
            found[_text(row, "record")] = of_record
    return found


def _present(store: Asked, records: Sequence[str]) -> dict[str, frozenset[Triple]]:
    found: dict[str, frozenset[Triple]] = dict.fromkeys(records, frozenset())
    for some in _batches(records, _READ_AT_ONCE):
        for record, triples in by_record(statements_of(store, some)).items():
            found[record] = comparable(triples)
    return found


def _changed(record: str, before: frozenset[Triple], after: frozenset[Triple]) -> Version | None:
    """What happened to a record that was there; None when nothing did."""
    if not any(triple.subject == Iri(record) for triple in after):
        return Version(record, Happening.WITHDRAWN, took=before)
    return Version(record, Happening.CHANGED, before - after, after - before) if before != after else None


def said_of(revision: Iri, versions: Iterable[Version]) -> Iterator[Triple]:
    """What the history says of the versions that a revision made: one statement for each, and the texts."""
    for number, version in enumerate(versions, 1):
        record = Iri(version.record)
        yield Triple(revision, version.happening.iri, record)
        if version.took or version.gave:
            node = Iri(f"{revision.value}#version-{number}")
            yield Triple(node, Iri(RDF_TYPE), _VERSION)
            yield Triple(node, _BY, revision)
            yield Triple(node, _OF, record)
            for name, triples in ((_TOOK, version.took), (_GAVE, version.gave)):
                if triples:
                    yield Triple(node, name, Literal(lines(triples)))


def lines(triples: Iterable[Triple]) -> str:
    """The statements as N-Triples, one a line, in order."""
    written = (f"{to_ntriples(s)} {to_ntriples(p)} {to_ntriples(o)} .\n" for s, p, o in triples)
    return "".join(sorted(written))


def versions_of_record(store: Asked, record: str, after: int) -> list[Version]:
    """What revisions after that one did to the record, the newest first."""
    number = Literal(str(after), XSD + "integer")
    query = bind("versions", history=Iri(HISTORY), record=Iri(record), happenings=HAPPENINGS, after=number)
    return _read({**row, "record": Iri(record)} for row in store.select(query))


def versions_in(store: Asked, revisions: Sequence[Iri]) -> list[Version]:
    """What these revisions did to all records, the newest first."""
    query = bind("versions_in", history=Iri(HISTORY), revisions=revisions, happenings=HAPPENINGS)
    return _read(store.select(query))


def _read(rows: Iterable[Row]) -> list[Version]:
    """Versions from rows of which some say what happened and others give the texts."""
    happened: dict[tuple[int, str], Happening] = {}
    texts: dict[tuple[int, str], tuple[frozenset[Triple], frozenset[Triple]]] = {}
    for row in rows:
        key = (int(_text(row, "number")), _text(row, "record"))
        if "happening" in row:
            happened[key] = _BY_IRI[row["happening"]]  # type: ignore[index]
        else:
            texts[key] = (_statements(row, "took"), _statements(row, "gave"))
    nothing = (frozenset[Triple](), frozenset[Triple]())
    return [
        Version(record, happening, *texts.get((number, record), nothing), revision=number)
        for (number, record), happening in sorted(happened.items(), reverse=True)
    ]


def _statements(row: Row, name: str) -> frozenset[Triple]:
    text = _text(row, name) if name in row else ""
    return frozenset(quad.triple for quad in parse(text.encode(), "n-triples"))


def _text(row: Row, name: str) -> str:
    term = row[name]
    return term.lexical if isinstance(term, Literal) else term.value if isinstance(term, Iri) else term.label


def _is_true(row: Row, name: str) -> bool:
    return row.get(name) in (Literal("true", XSD + "boolean"), Literal("1", XSD + "boolean"))


def _batches(items: Sequence[str], size: int) -> Iterator[list[str]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
