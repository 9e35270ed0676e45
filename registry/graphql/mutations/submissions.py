"""Submissions in the schema: what somebody hands in, where it stands, and what was said about it."""

import json
from collections.abc import Callable
from typing import Any

from registry.graphql.building import Builder
from registry.model.jsonld import document
from registry.model.spec import Model
from registry.services.contribute.contribution import Contribution
from registry.services.contribute.states import Decision, State

SUBMISSION = "Submission"
PERSON = "Person"
STATE = "SubmissionState"
DECISION = "Decision"


def name_in_enum(value: str) -> str:
    """A state or decision as its enum calls it: `in review` is IN_REVIEW."""
    return value.upper().replace(" ", "_")


def add_submission_types(builder: Builder, model: Model) -> None:
    """The types `Person`, `Submission` and what stands in it."""
    builder.enum(STATE, {name_in_enum(each): (each, _STATES[each]) for each in State}, "Where a submission stands.")
    builder.enum(
        DECISION, {name_in_enum(each): (each, _DECISIONS[each]) for each in Decision}, "What a reviewer decides."
    )
    _add_person(builder)
    _add_comment(builder)
    plain: list[tuple[str, str, Callable[[Contribution], Any], str]] = [
        ("id", "ID", lambda each: each.iri, "IRI of the submission."),
        ("state", STATE, lambda each: each.state, "Where it stands."),
        ("action", "str", lambda each: each.proposal.action.value, "create, update, withdraw or restore."),
        ("recordId", "ID", lambda each: each.proposal.record, "IRI of the record that it is about."),
        ("base", "int | None", lambda each: each.proposal.base, "The revision that it is based on."),
        ("message", "str", lambda each: each.proposal.message, "Why, in its author's words."),
        ("authorId", "ID", lambda each: each.author, "IRI of its author."),
        ("authorName", "str", lambda each: each.author_name, "Its author's name."),
        ("created", "str", lambda each: each.created.isoformat(), "When it was first saved."),
        ("changed", "str", lambda each: each.changed.isoformat(), "When something last happened to it."),
        ("comments", "list[SubmissionComment]", lambda each: each.comments, "What was said about it, oldest first."),
        ("revision", "int | None", lambda each: each.revision, "The revision that published it."),
        ("report", "JSON | None", lambda each: json.loads(each.report) if each.report else None, "The last verdict."),
        ("document", "JSON | None", lambda each: _document(model, each), "The whole record as JSON-LD."),
    ]
    builder.object(
        SUBMISSION,
        [builder.field(*each) for each in plain],
        "What somebody wants done to a record; seen by its author and by reviewers alone.",
    )
    builder.object(
        "SubmissionPage",
        [
            builder.field("nodes", f"list[{SUBMISSION}]", lambda page: page.items, "The submissions, newest first."),
            builder.field("next", "str | None", lambda page: page.next, "What to give as `after` for the next page."),
        ],
        "Some submissions of a list.",
    )


def _document(model: Model, contribution: Contribution) -> Any:
    proposal = contribution.proposal
    return document(model, proposal.record, proposal.triples) if proposal.triples else None


def _add_person(builder: Builder) -> None:
    builder.object(
        PERSON,
        [
            builder.field("id", "ID", lambda who: who.iri, "IRI of the person, as it stands in the history."),
            builder.field("name", "str", lambda who: who.name, "The person's name."),
            builder.field("roles", "list[str]", lambda who: sorted(who.roles), "contributor, reviewer, admin."),
            builder.field(
                "countries",
                "list[str] | None",
                lambda who: None if who.countries is None else sorted(who.countries),
                "ISO codes of the countries whose records the person may touch; null for all.",
            ),
            builder.field(
                "organisations",
                "list[ID] | None",
                lambda who: None if who.organisations is None else sorted(who.organisations),
                "Actors whose records the person may touch; null for all.",
            ),
        ],
        "Whoever asks, and what they may do.",
    )


def _add_comment(builder: Builder) -> None:
    builder.object(
        "SubmissionComment",
        [
            builder.field("authorId", "ID", lambda comment: comment.author, "IRI of who said it."),
            builder.field("authorName", "str", lambda comment: comment.author_name, "Name of who said it."),
            builder.field("time", "str", lambda comment: comment.time.isoformat(), "When."),
            builder.field("text", "str", lambda comment: comment.text, "What was said."),
            builder.field(
                "decision", f"{DECISION} | None", lambda comment: comment.decision, "What was decided with it."
            ),
        ],
        "What somebody said about a submission.",
    )


_STATES = {
    State.DRAFT: "Its author works on it.",
    State.SUBMITTED: "It waits for a reviewer.",
    State.IN_REVIEW: "A reviewer looks at it.",
    State.RETURNED: "It came back to its author, and may be handed in again.",
    State.REJECTED: "A reviewer decided that it is not to be published.",
    State.TAKEN_BACK: "Its author does not want it any more.",
    State.PUBLISHED: "What it asked for was done.",
}
_DECISIONS = {
    Decision.BEGIN_REVIEW: "The reviewer looks at it.",
    Decision.RETURN: "Back to its author; the comment says what to change.",
    Decision.REJECT: "Not to be published; the comment says why.",
    Decision.PUBLISH: "To be published.",
}
