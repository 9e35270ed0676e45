"""The past in the schema: revisions, what each changed, and a record as it was."""

import json
from collections.abc import Sequence
from typing import Any, Final

from registry.errors import InvalidArgument, NotFound, PageTooLarge
from registry.graphql.building import Builder, ReadField
from registry.graphql.execution import Item, Request
from registry.graphql.mutations.asking import Contributing, desk_of, required
from registry.index.filters import RECORD
from registry.rdf.terms import to_ntriples
from registry.services.differences import Difference
from registry.services.revisions import Revision

REVISION: Final = "Revision"


def past_fields(builder: Builder, contributing: Contributing | None, usual: int, largest: int) -> list[ReadField]:
    """The roots that read the history; nothing of the history of drafts is in it."""
    _add_types(builder)

    def revisions(
        request: Request, record: str | None = None, first: int = usual, before: int | None = None
    ) -> Sequence[Revision]:
        if first < 0:
            raise InvalidArgument(f"`first` is {first}; it cannot be negative.")
        if first > largest:
            raise PageTooLarge("first", first, largest)
        # Those of this answer's own revision, though others may be written while it is read.
        last = request.finder.revision + 1
        history = desk_of(contributing).history
        return request.allowance.spend(history.revisions(record, first=first, before=min(before or last, last)))

    def revision(request: Request, number: int) -> Revision | None:
        known = number <= request.finder.revision
        return desk_of(contributing).history.revision(number) if known else None

    def changes(request: Request, record: str, from_: int, to: int) -> Difference:
        for number in (from_, to):
            _check(request, number)
        return desk_of(contributing).history.diff(record, from_, to)

    def record_as_of(request: Request, id: str, revision: int) -> Item | None:
        _check(request, revision)
        desk = desk_of(contributing)
        triples = desk.history.record_at(id, revision)
        found = [each for each in required(contributing).project(triples) if each.iri == id]
        return request.item(found[0]) if found else None

    record = builder.argument("record", "ID", "IRI of the record.")
    number = "Number of a revision."
    return [
        builder.field(
            "revisions",
            f"list[{REVISION}]",
            revisions,
            "What was done to the published records, the newest first.",
            [
                builder.argument("record", "ID | None", "Only what was done to this record (IRI)."),
                builder.argument("first", "int", f"How many; at most {largest}.", usual),
                builder.argument("before", "int | None", "Only revisions before this number, for the next page."),
            ],
            planned=False,
        ),
        builder.field(
            "revision",
            f"{REVISION} | None",
            revision,
            "One revision; null when there is none of that number yet.",
            [builder.argument("number", "int", number)],
            planned=False,
        ),
        builder.field(
            "changes",
            "RecordChanges",
            changes,
            "What is otherwise in a record after one revision and after another.",
            [
                record,
                builder.argument("from", "int", number, python_name="from_"),
                builder.argument("to", "int", number),
            ],
            planned=False,
        ),
        builder.field(
            "recordAsOf",
            f"{RECORD} | None",
            record_as_of,
            "A record as it was after a revision; what it links to is given as it is now. Null when it was not there.",
            [builder.argument("id", "ID", "IRI of the record."), builder.argument("revision", "int", number)],
            planned=False,
        ),
    ]


def _check(request: Request, number: int) -> None:
    if not 0 <= number <= request.finder.revision:
        raise NotFound(f"There is no revision {number}; the last one is {request.finder.revision}.")


def _add_types(builder: Builder) -> None:
    builder.object(
        "TouchedRecord",
        [
            builder.field("id", "ID", lambda touched: touched.iri, "IRI of the record."),
            builder.field("kind", "str", lambda touched: touched.kind.value, "created, changed, withdrew or restored."),
        ],
        "A record that a revision touched.",
    )

    def report(source: Revision) -> Any:
        return json.loads(source.report) if source.report else None

    builder.object(
        REVISION,
        [
            builder.field(
                "number", "int", lambda source: source.number, "Its number; each has one more than the last."
            ),
            builder.field("time", "str", lambda source: source.time.isoformat(), "When it was written."),
            builder.field("message", "str", lambda source: source.message, "Why, in the words of its author."),
            builder.field("authorId", "ID | None", lambda source: source.author, "IRI of its author."),
            builder.field("authorName", "str | None", lambda source: source.author_name, "Its author's name."),
            builder.field(
                "judgedBy", "str | None", lambda source: source.judged_by, "Digest of the rules that it was judged by."
            ),
            builder.field("report", "JSON | None", report, "What the registry said of it then."),
            builder.field(
                "submissionId", "ID | None", lambda source: source.submission, "The submission that it came from."
            ),
            builder.field("basedOn", "int", lambda source: source.based_on, "The revision that its author had seen."),
            builder.field(
                "records",
                "list[TouchedRecord] | None",
                lambda source: source.records,
                "The records that it touched; null where they are too many to list.",
            ),
        ],
        "One accepted write.",
    )
    builder.object(
        "FieldChange",
        [
            builder.field("path", "str", lambda change: change.field_path, "`title.en`, `targets[target-1].unit`."),
            builder.field("before", "JSON | None", lambda change: change.before, "What it was."),
            builder.field("after", "JSON | None", lambda change: change.after, "What it became."),
        ],
        "A field whose value differs.",
    )
    builder.object(
        "RecordChanges",
        [
            builder.field("fields", "list[FieldChange]", lambda found: found.fields, "Field by field."),
            builder.field("added", "list[str]", lambda found: _lines(found.added), "Statements that came (N-Triples)."),
            builder.field("removed", "list[str]", lambda found: _lines(found.removed), "Statements that went."),
        ],
        "What two states of a record do not share.",
    )


def _lines(triples: Any) -> list[str]:
    return [f"{' '.join(map(to_ntriples, triple))} ." for triple in triples]
