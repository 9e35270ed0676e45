"""Revisions as the history tells of them: who changed what, when, why, and on whose judgement."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from registry.namespaces import DCTERMS, HISTORY, PROV, TERMS
from registry.rdf.terms import Iri, Literal, Term
from registry.store.port import Store
from registry.store.queries import bind
from registry.store.revisions import revision_iri, revision_number
from registry.store.versions import HAPPENINGS, Happening

MOST_LISTED: Final = 1_000
"""A revision that touched more records than this does not list them."""

JUDGED_BY: Final = TERMS + "judgedBy"
REPORT: Final = TERMS + "report"
SUBMISSION: Final = TERMS + "submission"
BASED_ON_REVISION: Final = TERMS + "basedOnRevision"
"""Properties for `Change.about`: the digest of the model that judged, the report as JSON text, the submission (IRI),
and the revision (IRI, `revision_iri`) that the author had before the eyes."""

_NUMBER: Final = TERMS + "revisionNumber"
_BASED_ON: Final = TERMS + "basedOn"
_AUTHOR_NAME: Final = TERMS + "authorName"
_TIME: Final = PROV + "endedAtTime"
_AUTHOR: Final = PROV + "wasAssociatedWith"
_MESSAGE: Final = DCTERMS + "description"
_SAID: Final = (
    _NUMBER, _TIME, _MESSAGE, _AUTHOR, _AUTHOR_NAME, _BASED_ON, JUDGED_BY, REPORT, SUBMISSION, BASED_ON_REVISION,
)  # fmt: skip
_BY_IRI: Final = {happening.iri: happening for happening in Happening}


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that a revision touched, and what happened to it."""

    iri: str
    kind: Happening


@dataclass(frozen=True, slots=True)
class Revision:
    """One accepted write."""

    number: int
    time: datetime
    message: str
    author: str | None
    """IRI of the person; None for what the registry did by itself, such as loading its vocabulary."""
    author_name: str | None
    judged_by: str | None
    """Digest of the model whose rules judged it."""
    report: str | None
    """The report at that time, as JSON text."""
    submission: str | None
    """IRI of the submission that it came from."""
    based_on: int
    """The revision that the author had before the eyes; where that was not said, the one just before."""
    records: tuple[Touched, ...] | None
    """What happened to which records; None when there are more than `MOST_LISTED`."""


def read_revisions(store: Store, numbers: Sequence[int]) -> list[Revision]:
    """The revisions of these numbers, in that order; those that there are not are left out."""
    said = _said(store, numbers, _SAID)
    records = _records(store, [number for number in numbers if number in said])
    return [_revision(number, said[number], records[number]) for number in numbers if number in said]


def times_of(store: Store, numbers: Iterable[int]) -> Mapping[int, datetime]:
    """When these revisions, which must be there, were written."""
    said = _said(store, list(numbers), (_TIME,))
    return {number: _time(of_revision) for number, of_revision in said.items()}


def _said(store: Store, numbers: Sequence[int], properties: Sequence[str]) -> dict[int, dict[str, Term]]:
    query = bind(
        "facts",
        graph=Iri(HISTORY),
        things=[revision_iri(number) for number in numbers],
        properties=[Iri(name) for name in properties],
    )
    found: dict[int, dict[str, Term]] = defaultdict(dict)
    for triple in store.construct(query) if numbers else ():
        number = revision_number(triple.subject)
        if number is not None:
            found[number][triple.predicate.value] = triple.object
    return found


def _records(store: Store, numbers: Sequence[int]) -> dict[int, tuple[Touched, ...] | None]:
    """What happened to which records; asked for all at once, and one by one only when there are many."""
    rows = _touched(store, numbers) if numbers else []
    if len(rows) <= MOST_LISTED:
        return {number: tuple(touched for n, touched in rows if n == number) for number in numbers}
    if len(numbers) == 1:
        return {numbers[0]: None}
    return {number: of_one for each in numbers for number, of_one in _records(store, [each]).items()}


def _touched(store: Store, numbers: Sequence[int]) -> list[tuple[int, Touched]]:
    revisions = [revision_iri(number) for number in numbers]
    rows = store.select(bind("happened", history=Iri(HISTORY), revisions=revisions, happenings=HAPPENINGS))
    found = []
    for row in rows:
        number, record, happening = revision_number(row["revision"]), row["record"], row["happening"]
        if number is not None and isinstance(record, Iri) and isinstance(happening, Iri):
            found.append((number, Touched(record.value, _BY_IRI[happening])))
    return sorted(found, key=lambda item: (item[0], item[1].iri))


def _revision(number: int, said: Mapping[str, Term], records: tuple[Touched, ...] | None) -> Revision:
    bases = [revision_number(said.get(name)) for name in (BASED_ON_REVISION, _BASED_ON)]
    return Revision(
        number=number,
        time=_time(said),
        message=_text(said, _MESSAGE) or "",
        author=_text(said, _AUTHOR),
        author_name=_text(said, _AUTHOR_NAME),
        judged_by=_text(said, JUDGED_BY),
        report=_text(said, REPORT),
        submission=_text(said, SUBMISSION),
        based_on=next((base for base in bases if base is not None), 0),
        records=records,
    )


def _time(said: Mapping[str, Term]) -> datetime:
    return datetime.fromisoformat(_text(said, _TIME) or "")


def _text(said: Mapping[str, Term], name: str) -> str | None:
    term = said.get(name)
    return term.value if isinstance(term, Iri) else term.lexical if isinstance(term, Literal) else None


def revision_as_data(revision: Revision, *, whole: bool = False) -> dict[str, Any]:
    """One revision as JSON with keys that stay; with the report that judged it where it is told whole."""
    records = revision.records
    told = {
        "revision": revision.number,
        "time": revision.time.isoformat(),
        "message": revision.message,
        "author": revision.author,
        "authorName": revision.author_name,
        "basedOn": revision.based_on,
        "judgedBy": revision.judged_by,
        "submission": revision.submission,
        "records": None if records is None else [{"record": each.iri, "kind": each.kind.value} for each in records],
    }
    return {**told, "verdict": json.loads(revision.report) if revision.report else None} if whole else told
