"""Answers to contributions: what came of them, submissions, people and revisions, as JSON with keys that stay."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi.responses import JSONResponse, Response

from registry.identity.person import Person
from registry.model.jsonld import document
from registry.model.spec import Model
from registry.rdf.terms import to_ntriples
from registry.rest.addresses import Addresses
from registry.services.contribute.as_json import verdict_as_data
from registry.services.contribute.contribution import SUBMISSION_BASE, Contribution, ContributionPage, Outcome
from registry.services.contribute.goals import Goal
from registry.services.contribute.states import State
from registry.services.differences import Difference

_OWN: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Vary": "Authorization"}
SUBMISSION_PATH: Final = "/submission/"


def answer(data: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Response:
    """JSON that nobody may keep: it may be for its asker alone."""
    return JSONResponse(data, status, {**_OWN, **(headers or {})})


def of_outcome(outcome: Outcome, addresses: Addresses, goal: Goal | None = None, *, created: bool = False) -> Response:
    """What came of a contribution: 200, 201 or 202 when it was taken, 422 when rules keep it from being published."""
    refused = goal is Goal.PUBLISHED and not outcome.published
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else _status(outcome, created)
    return answer(outcome_as_data(outcome), status, {} if refused else _headers(outcome, addresses))


def outcome_as_data(outcome: Outcome) -> dict[str, Any]:
    """What came of a contribution; `verdict` has the form of the answer to `/validate`."""
    return {
        "state": outcome.state,
        "submission": outcome.submission,
        "record": outcome.record,
        "revision": outcome.revision,
        "unchanged": outcome.unchanged,
        "verdict": verdict_as_data(outcome.verdict),
    }


def _status(outcome: Outcome, created: bool) -> int:
    if outcome.published:
        return HTTPStatus.CREATED if created and outcome.revision else HTTPStatus.OK
    if outcome.state is State.SUBMITTED:
        return HTTPStatus.ACCEPTED
    return HTTPStatus.CREATED if created else HTTPStatus.OK


def _headers(outcome: Outcome, addresses: Addresses) -> dict[str, str]:
    headers = {}
    if outcome.revision is not None:
        headers["ETag"] = f'"{outcome.revision}"'
    where = path_of(outcome.submission) if outcome.submission else addresses.path_of(outcome.record)
    return {**headers, "Location": where} if where else headers


def path_of(submission: str) -> str:
    """Where a submission answers here."""
    return SUBMISSION_PATH + submission.removeprefix(SUBMISSION_BASE)


def person_as_data(person: Person) -> dict[str, Any]:
    """Who somebody is and what they may do; null for limits that there are not."""
    return {
        "person": person.iri or None,
        "name": person.name or None,
        "roles": sorted(person.roles),
        "countries": None if person.countries is None else sorted(person.countries),
        "organisations": None if person.organisations is None else sorted(person.organisations),
    }


def page_as_data(page: ContributionPage) -> dict[str, Any]:
    """A page of submissions, each without its record and report."""
    return {"submissions": [_summary(each) for each in page.items], "next": page.next}


def contribution_as_data(model: Model, contribution: Contribution) -> dict[str, Any]:
    """A submission with the record that it proposes, as JSON-LD, and the last verdict."""
    proposal = contribution.proposal
    return {
        **_summary(contribution),
        "comments": [
            {
                "author": comment.author,
                "authorName": comment.author_name,
                "time": comment.time.isoformat(),
                "text": comment.text,
                "decision": comment.decision,
            }
            for comment in contribution.comments
        ],
        "document": document(model, proposal.record, proposal.triples) if proposal.triples else None,
        "verdict": json.loads(contribution.report) if contribution.report else None,
    }


def _summary(contribution: Contribution) -> dict[str, Any]:
    proposal = contribution.proposal
    return {
        "submission": contribution.iri,
        "state": contribution.state,
        "action": proposal.action,
        "record": proposal.record,
        "base": proposal.base,
        "message": proposal.message,
        "author": contribution.author,
        "authorName": contribution.author_name,
        "created": contribution.created.isoformat(),
        "changed": contribution.changed.isoformat(),
        "revision": contribution.revision,
    }


def difference_as_data(difference: Difference) -> dict[str, Any]:
    """What differs from one state of a record to another."""
    return {
        "fields": [
            {"path": change.field_path, "before": change.before, "after": change.after} for change in difference.fields
        ],
        "added": [f"{' '.join(map(to_ntriples, triple))} ." for triple in difference.added],
        "removed": [f"{' '.join(map(to_ntriples, triple))} ." for triple in difference.removed],
    }
