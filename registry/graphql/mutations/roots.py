"""The type `Mutation`: for every record class validate, submit, update and patch, and what is done to any record."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from registry.errors import InvalidArgument
from registry.graphql.building import Builder, Entry, ReadField
from registry.graphql.execution import Request
from registry.graphql.mutations.asking import Contributing, desk_of, required
from registry.graphql.mutations.inputs import Documents, add_record_inputs, input_name
from registry.graphql.mutations.payloads import PAYLOAD, VALIDATION, Payload, Validation, add_payload_types, payload_of
from registry.graphql.mutations.submissions import DECISION
from registry.identity.person import Person
from registry.model.jsonld import CONTEXT_ADDRESS
from registry.model.spec import Model, RecordClass
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.desk import Desk, Sending
from registry.services.contribute.goals import Goal
from registry.validation.intake import Input

MUTATION: Final = "Mutation"
_GOAL: Final = "Goal"
_FORMAT: Final = "RecordFormat"
_DOCUMENT: Final = "RecordDocument"
_RECORD_NAME: Final = "The record"
_ID: Final = Entry("id", "ID", "IRI of the record.")
_BASE: Final = Entry(
    "base", "int | None", "The revision of the registry (`registry.revision`) at which you read the record."
)
_MERGE: Final = Entry(
    "merge",
    "bool | None",
    "Whether to put the change on top of what others did since the base, where no field was changed by both.",
)
_MUTATION_ID: Final = Entry("clientMutationId", "str | None", "Comes back in the payload.")
_SENDING: Final = (
    Entry("goal", f"{_GOAL} | None", "How far it is to go; to a reviewer unless told."),
    Entry("message", "str | None", "Why, for the history."),
    Entry("idempotencyKey", "str | None", "The same with each retry of one request, so that it is done once."),
    _MUTATION_ID,
)
_GOALS: Final = {
    Goal.DRAFT: "Kept for you to work on.",
    Goal.SUBMITTED: "Handed in for a reviewer.",
    Goal.PUBLISHED: "Published at once, for those who may.",
}
_FORMATS: Final = {
    "TURTLE": ("turtle", "Turtle."),
    "TRIG": ("trig", "TriG."),
    "N_TRIPLES": ("n-triples", "N-Triples."),
    "JSON_LD": ("json-ld", "JSON-LD, or plain JSON in the names of the schema."),
}

Given = Mapping[str, Any]
Act = Callable[[Desk, Person, Given], Outcome]


def add_mutation(builder: Builder, model: Model, contributing: Contributing | None) -> None:
    """The root type of everything that changes something, its inputs and payloads."""
    builder.enum(_GOAL, {each.name: (each, text) for each, text in _GOALS.items()}, "How far a proposal is to go.")
    builder.enum(_FORMAT, _FORMATS, "How a document is written.")
    document = [Entry("text", "str", "The document."), Entry("format", _FORMAT, "How it is written.")]
    builder.input(_DOCUMENT, document, "A record as a document, for what no input type can say.")
    add_record_inputs(builder, model)
    add_payload_types(builder)
    roots = _Roots(builder, model, contributing)
    fields = [field for each in model.records for field in roots.of_class(each)]
    builder.object(MUTATION, [*fields, *roots.of_any_record(), *roots.of_submissions()], "What changes something.")


@dataclass(frozen=True, slots=True)
class _Roots:
    """Makes the fields of `Mutation`."""

    builder: Builder
    model: Model
    contributing: Contributing | None

    def of_class(self, record_class: RecordClass) -> list[ReadField]:
        """Those of one record class."""
        name, documents = record_class.name, Documents(self.model)
        whole = Entry("record", input_name(record_class), "The whole record.")
        optional_id = Entry("id", "ID | None", "IRI of the record; made from the title where it is left out.")
        return [
            self._validating(
                f"validate{name}",
                [optional_id, whole, _MUTATION_ID],
                f"Tells what is wrong and what is missing in a {name}, and keeps nothing. Open to everybody.",
                lambda given: _input(documents.document(record_class, given.get("id"), given["record"])),
            ),
            self._acting(
                f"submit{name}",
                [optional_id, whole, *_SENDING],
                f"Hands in a new {name}.",
                lambda desk, who, given: desk.create(
                    who, _input(documents.document(record_class, given.get("id"), given["record"])), _sending(given)
                ),
            ),
            self._acting(
                f"update{name}",
                [_ID, _BASE, _MERGE, whole, *_SENDING],
                f"Hands in what a {name} is to be instead of what it is: fields that are left out go.",
                lambda desk, who, given: desk.replace(
                    who,
                    given["id"],
                    _input(documents.document(record_class, given["id"], given["record"])),
                    given.get("base"),
                    _sending(given),
                ),
            ),
            self._acting(
                f"patch{name}",
                [_ID, _BASE, _MERGE, Entry("patch", input_name(record_class), "The fields to change."), *_SENDING],
                f"Hands in changes of single fields of a {name}: null takes values away, what is left out stays.",
                lambda desk, who, given: desk.patch(
                    who, given["id"], documents.patch(record_class, given["patch"]), given.get("base"), _sending(given)
                ),
            ),
        ]

    def of_any_record(self) -> list[ReadField]:
        """Those that take a record of any class."""
        document = Entry("document", _DOCUMENT, "The record.")
        reason = Entry("reason", "str", "Why; whoever looks for the record will read it.")
        to = Entry("toRevision", "int", "The revision after which the record was as it is to be again.")
        return [
            self._validating(
                "validateRecord",
                [document, _MUTATION_ID],
                "Tells what is wrong in a document's records, and keeps nothing. Open to everybody.",
                lambda given: _read(given["document"]),
            ),
            self._acting(
                "submitRecord",
                [document, *_SENDING],
                "Hands in a new record as a document.",
                lambda desk, who, given: desk.create(who, _read(given["document"]), _sending(given)),
            ),
            self._acting(
                "updateRecord",
                [_ID, _BASE, _MERGE, document, *_SENDING],
                "Hands in what a record is to be, as a document.",
                lambda desk, who, given: desk.replace(
                    who, given["id"], _read(given["document"]), given.get("base"), _sending(given)
                ),
            ),
            self._acting(
                "withdrawRecord",
                [_ID, _BASE, reason, *(each for each in _SENDING if each.name != "message")],
                "Asks that a record be no longer published. Its address says so from then on.",
                lambda desk, who, given: desk.withdraw(
                    who, given["id"], given.get("base"), _sending({**given, "message": given["reason"]})
                ),
            ),
            self._acting(
                "restoreRecord",
                [_ID, _BASE, *_SENDING],
                "Asks that a withdrawn record be published again as it was.",
                lambda desk, who, given: desk.restore(who, given["id"], given.get("base"), _sending(given)),
            ),
            self._acting(
                "revertRecord",
                [_ID, _BASE, to, *_SENDING],
                "Asks that a record be again as it was after a revision.",
                lambda desk, who, given: desk.revert(
                    who, given["id"], given["toRevision"], given.get("base"), _sending(given)
                ),
            ),
        ]

    def of_submissions(self) -> list[ReadField]:
        """Those that move a submission."""
        own = Entry("id", "ID", "IRI of the submission.")
        comment = Entry("comment", "str | None", "What to tell its author.")
        key = next(each for each in _SENDING if each.name == "idempotencyKey")
        return [
            self._acting(
                "saveSubmission",
                [own, Entry("document", _DOCUMENT, "The record as it is to be."), *_SENDING],
                "Saves one's own draft or returned submission anew.",
                lambda desk, who, given: desk.resave(
                    who, _read(given["document"]), _sending({**given, "submission": given["id"]})
                ),
            ),
            self._acting(
                "handInSubmission",
                [own, key, _MUTATION_ID],
                "Hands in one's own draft or returned submission as it is.",
                lambda desk, who, given: desk.contributions.submit(who, given["id"], key=given.get("idempotencyKey")),
            ),
            self._acting(
                "takeBackSubmission",
                [own, key, _MUTATION_ID],
                "Ends one's own submission that is not wanted any more.",
                lambda desk, who, given: desk.contributions.take_back(
                    who, given["id"], key=given.get("idempotencyKey")
                ),
            ),
            self._acting(
                "decideSubmission",
                [own, Entry("decision", DECISION, "What you decide."), comment, key, _MUTATION_ID],
                "Decides on somebody's submission, for reviewers.",
                lambda desk, who, given: desk.contributions.decide(
                    who,
                    given["id"],
                    given["decision"].value,
                    comment=given.get("comment") or "",
                    key=given.get("idempotencyKey"),
                ),
            ),
        ]

    def _acting(self, name: str, entries: list[Entry], text: str, act: Act) -> ReadField:
        def read(request: Request, input: Given) -> Payload:
            contributing = required(self.contributing)
            desk = contributing.open_desk()
            given = {key: value for key, value in input.items() if value is not None}
            mutation_id = given.get("clientMutationId")
            return payload_of(contributing, request, mutation_id, lambda: act(desk, request.who, given))

        return self._field(name, entries, PAYLOAD, read, text)

    def _validating(self, name: str, entries: list[Entry], text: str, document: Callable[[Given], Input]) -> ReadField:
        def read(_: Request, input: Given) -> Validation:
            verdict = desk_of(self.contributing).judge(document(input))
            return Validation(input.get("clientMutationId"), verdict)

        return self._field(name, entries, VALIDATION, read, text)

    def _field(self, name: str, entries: list[Entry], payload: str, read: Callable[..., Any], text: str) -> ReadField:
        input_type = f"{name[0].upper()}{name[1:]}Input"
        self.builder.input(input_type, entries, f"What `{name}` takes.")
        given = self.builder.argument("input", input_type, "What is handed in.")
        # Null where it failed, so that one that does takes nothing away from what others of the same request say.
        return self.builder.field(name, f"{payload} | None", read, text, [given])


def _sending(given: Given) -> Sending:
    goal = given.get("goal")
    return Sending(
        Goal.SUBMITTED if goal is None else goal.value,
        given.get("message", ""),
        given.get("idempotencyKey"),
        given.get("submission"),
        bool(given.get("merge")),
    )


def _input(document: Given) -> Input:
    try:
        text = json.dumps({"@context": CONTEXT_ADDRESS, **document}, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InvalidArgument("A text in the input has half a character (a lone surrogate).") from error
    return Input(text, "json-ld", _RECORD_NAME)


def _read(document: Given) -> Input:
    try:
        return Input(document["text"].encode(), document["format"].value, _RECORD_NAME)
    except UnicodeEncodeError as error:
        raise InvalidArgument("The document has half a character (a lone surrogate).") from error
