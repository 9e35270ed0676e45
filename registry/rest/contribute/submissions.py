"""Submissions: a list, one with all that was said about it, and what its author and reviewers do with it."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi.responses import Response

from registry.errors import InvalidArgument, MalformedInput
from registry.model.spec import Model
from registry.rest.addresses import Addresses
from registry.rest.contribute.answers import (
    SUBMISSION_PATH,
    answer,
    contribution_as_data,
    of_outcome,
    page_as_data,
    person_as_data,
)
from registry.rest.contribute.asking import Asked, read_object
from registry.rest.contribute.described import DECISION_BODY, KEY, RECORD_BODY, SENDING, described, parameter
from registry.rest.contribute.routes import Routes
from registry.services.contribute.contribution import SUBMISSION_BASE
from registry.services.contribute.desk import Desk
from registry.services.contribute.goals import Goal
from registry.services.contribute.states import Decision, State


@dataclass(frozen=True)
class SubmissionFace:
    """Shows submissions to those who may see them, and moves them for those who may."""

    open_desk: Callable[[], Desk]
    """Gives the desk, which is made when it is first asked for."""
    model: Model
    addresses: Addresses
    usual: int
    """Submissions on a page when the request does not say."""

    @property
    def desk(self) -> Desk:
        """Where requests go."""
        return self.open_desk()

    def me(self, asked: Asked) -> Response:
        """Who you are by your token, and what you may do."""
        return answer(person_as_data(asked.who))

    def listed(self, asked: Asked) -> Response:
        """Your submissions, and for reviewers those of everybody; the newest first."""
        given = asked.request.query_params
        page = self.desk.contributions.submissions(
            asked.who,
            state=_state(given.get("state")),
            record=given.get("record"),
            first=asked.number("first", self.usual),
            after=given.get("after"),
        )
        return answer(page_as_data(page))

    def shown(self, asked: Asked, name: str) -> Response:
        """A submission that you may see, with the record that it proposes and what was said about it."""
        found = self.desk.contributions.submission(asked.who, SUBMISSION_BASE + name)
        return answer(contribution_as_data(self.model, found))

    def saved(self, asked: Asked, name: str) -> Response:
        """Saves your draft or returned submission anew; with `state=submitted` hands it in as well."""
        outcome = self.desk.resave(asked.who, asked.record(), asked.sending(SUBMISSION_BASE + name))
        return of_outcome(outcome, self.addresses)

    def handed_in(self, asked: Asked, name: str) -> Response:
        """Hands in your draft or returned submission as it is."""
        outcome = self.desk.contributions.submit(asked.who, SUBMISSION_BASE + name, key=asked.key)
        return of_outcome(outcome, self.addresses)

    def taken_back(self, asked: Asked, name: str) -> Response:
        """Ends your submission that is not wanted any more."""
        outcome = self.desk.contributions.take_back(asked.who, SUBMISSION_BASE + name, key=asked.key)
        return of_outcome(outcome, self.addresses)

    def decided(self, asked: Asked, name: str) -> Response:
        """What a reviewer decides: `begin review`, `return`, `reject` or `publish`, with a comment."""
        body = read_object(asked.body)
        decision, comment = body.get("decision"), body.get("comment", "")
        if decision not in set(Decision):
            raise InvalidArgument(f"`decision` must be one of {', '.join(Decision)}.")
        if not isinstance(comment, str):
            raise MalformedInput("`comment` is no text")
        outcome = self.desk.contributions.decide(
            asked.who, SUBMISSION_BASE + name, Decision(decision), comment=comment, key=asked.key
        )
        return of_outcome(outcome, self.addresses, Goal.PUBLISHED if decision == Decision.PUBLISH else None)


def _state(given: str | None) -> State | None:
    if given is None:
        return None
    if given not in set(State):
        raise InvalidArgument(f"`state` is {given[:100]!r}; it must be one of {', '.join(State)}.")
    return State(given)


def add_submission_routes(routes: Routes, face: SubmissionFace) -> None:
    """The routes of `/submissions`, `/submission` and `/me`."""
    one = f"{SUBMISSION_PATH}{{name}}"
    listing = [
        parameter("state", f"Only those that stand there: {', '.join(State)}."),
        parameter("record", "Only those about this record (IRI)."),
        parameter("first", "How many."),
        parameter("after", "`next` of the page before."),
    ]
    routes.add("GET", "/me", face.me, described([]))
    routes.add("GET", "/submissions", face.listed, described(listing))
    routes.add("GET", one, face.shown, described([]))
    routes.add("PUT", one, face.saved, described([*SENDING, KEY], RECORD_BODY))
    routes.add("POST", f"{one}/submit", face.handed_in, described([KEY]))
    routes.add("POST", f"{one}/take-back", face.taken_back, described([KEY]))
    routes.add("POST", f"{one}/decision", face.decided, described([KEY], DECISION_BODY))
