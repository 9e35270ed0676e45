"""What a mutation gives back: what came of it with its verdict, or the conflict that it met, as data.

An edit that others were before is no error of the query: its payload has the difference of the three versions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from registry.errors import EditConflict
from registry.graphql.building import Builder
from registry.graphql.execution import Item, Request
from registry.graphql.mutations.asking import Contributing
from registry.graphql.mutations.submissions import STATE
from registry.graphql.mutations.verdicts import VERDICT
from registry.index.filters import RECORD
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.verdict import Verdict

PAYLOAD = "ContributionPayload"
VALIDATION = "ValidationPayload"


@dataclass(frozen=True, slots=True)
class Conflict:
    """The source of the type `EditConflict`: what an answer gives must be no exception."""

    error: EditConflict


@dataclass(frozen=True, slots=True)
class Payload:
    """The source of the type: one of outcome and conflict, and what the record is now."""

    client_mutation_id: str | None
    record: str
    outcome: Outcome | None
    conflict: Conflict | None
    now: Callable[[], Item | None]


@dataclass(frozen=True, slots=True)
class Validation:
    """The source of the payload of a dry run."""

    client_mutation_id: str | None
    verdict: Verdict


def payload_of(
    contributing: Contributing, request: Request, client_mutation_id: str | None, act: Callable[[], Outcome]
) -> Payload:
    """What came of it; raises what `act` does but for conflicts."""

    def now(iri: str) -> Item | None:
        after = contributing.after_write(request)
        return after.item(after.finder.record(iri))

    try:
        outcome = act()
    except EditConflict as conflict:
        record = conflict.record
        return Payload(client_mutation_id, record, None, Conflict(conflict), lambda: now(record))
    return Payload(client_mutation_id, outcome.record, outcome, None, lambda: now(outcome.record))


def add_payload_types(builder: Builder) -> None:
    """The types of payloads and of conflicts."""
    _add_conflict(builder)

    def of_outcome(name: str) -> Callable[[Payload], Any]:
        return lambda source: None if source.outcome is None else getattr(source.outcome, name)

    builder.object(
        PAYLOAD,
        [
            _client_mutation_id(builder),
            builder.field("recordId", "ID", lambda source: source.record, "IRI of the record."),
            builder.field("record", f"{RECORD} | None", lambda source: source.now(), "The record as it is published."),
            builder.field("state", f"{STATE} | None", of_outcome("state"), "Where the submission stands."),
            builder.field(
                "submissionId", "ID | None", of_outcome("submission"), "IRI of the submission, where there is one."
            ),
            builder.field(
                "revision",
                "int | None",
                of_outcome("revision"),
                "The revision that published it: the base of the next edit. Null when nothing was published.",
            ),
            builder.field(
                "unchanged",
                "bool",
                lambda source: bool(source.outcome and source.outcome.unchanged),
                "Whether the published record says all that already.",
            ),
            builder.field("verdict", f"{VERDICT} | None", of_outcome("verdict"), "What the registry says of it."),
            builder.field(
                "conflict",
                "EditConflict | None",
                lambda source: source.conflict,
                "Why nothing was written: somebody else was first.",
            ),
        ],
        "What came of a contribution. Published it is where `revision` has a number or `unchanged` is true.",
    )
    builder.object(
        VALIDATION,
        [
            _client_mutation_id(builder),
            builder.field("verdict", VERDICT, lambda source: source.verdict, "What the registry says of it."),
        ],
        "The verdict on what was sent, of which nothing is kept.",
    )


def _client_mutation_id(builder: Builder) -> Any:
    return builder.field(
        "clientMutationId", "str | None", lambda source: source.client_mutation_id, "What the input had here."
    )


def _add_conflict(builder: Builder) -> None:
    def values(name: str) -> Callable[[Any], Any]:
        return lambda field: field[name]

    builder.object(
        "FieldConflict",
        [
            builder.field(
                "path", "str", lambda field: field["path"], "The field: `startDate`, `targets#target-1.unit`."
            ),
            builder.field("base", "JSON | None", values("base"), "What you saw."),
            builder.field("theirs", "JSON | None", values("theirs"), "What it is now."),
            builder.field("yours", "JSON | None", values("yours"), "What you want it to be."),
            builder.field(
                "clashes", "bool", lambda field: field["clashes"], "Whether both changed it, to other values."
            ),
        ],
        "A field that is not the same in all three versions.",
    )
    builder.object(
        "EditConflict",
        [
            builder.field("message", "str", lambda source: source.error.message, "What happened."),
            builder.field("advice", "str", lambda source: source.error.advice, "What to do."),
            builder.field("base", "int", lambda source: source.error.base, "The revision that the edit is based on."),
            builder.field(
                "revision", "int", lambda source: source.error.revision, "The revision that the record is of."
            ),
            builder.field(
                "mergeable",
                "bool",
                lambda source: source.error.conflict["mergeable"],
                "Whether both edits can stand side by side.",
            ),
            builder.field(
                "fields", "list[FieldConflict]", lambda source: source.error.conflict["fields"], "What differs."
            ),
        ],
        "The record was changed since the revision that the edit is based on; nothing was written.",
    )
