"""Verdicts and outcomes as the store keeps them, and read from there again: the JSON that every face gives.

Only what a verdict rests on is not kept: a kept one is told again, never weighed again.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from registry.model.report import Finding, Report
from registry.model.spec import Severity
from registry.rdf.terms import BlankNode, Iri, Literal, Term
from registry.services.contribute.as_json import verdict_as_data
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.likeness import Likeness
from registry.services.contribute.states import State
from registry.services.contribute.verdict import Verdict
from registry.validation.completeness import each_record
from registry.validation.formats.as_json import finding_as_data


def kept_verdict(verdict: Verdict) -> str:
    """The verdict as compact JSON text."""
    return _json(verdict_as_data(verdict))


def kept_findings(findings: Iterable[Finding]) -> str:
    """Findings as compact JSON text."""
    return _json([finding_as_data(finding) for finding in findings])


def read_findings(text: str) -> tuple[Finding, ...]:
    """The findings of such a text."""
    return tuple(_finding(data) for data in json.loads(text))


def read_verdict(text: str) -> Verdict:
    """The verdict of such a text, without what it rests on."""
    return _verdict(json.loads(text))


def kept_outcome(outcome: Outcome) -> str:
    """The outcome as compact JSON text; it must be one that was not refused."""
    return _json(
        {
            "state": outcome.state,
            "submission": outcome.submission,
            "record": outcome.record,
            "revision": outcome.revision,
            "unchanged": outcome.unchanged,
            "verdict": verdict_as_data(outcome.verdict),
        }
    )


def read_outcome(text: str) -> Outcome:
    """The outcome of such a text."""
    data = json.loads(text)
    return Outcome(
        None if data["state"] is None else State(data["state"]),
        data["submission"],
        data["record"],
        data["revision"],
        _verdict(data["verdict"]),
        data["unchanged"],
    )


def _verdict(data: Mapping[str, Any]) -> Verdict:
    levels = {each["record"]: each["level"] for each in data["records"]}
    report = Report(tuple(_finding(each) for each in data["findings"]), tuple(levels), levels)
    return Verdict(
        report,
        missing={record: state.missing for record, _, state in each_record(report)},
        duplicates=tuple(Likeness(**each) for each in data["duplicates"]),
        broken=tuple(_finding(each) for each in data["broken"]),
        titles={each["record"]: each["title"] for each in data["broken"]},
        more_depend=data["moreDepend"],
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    return Finding(
        Severity(data["severity"]),
        data["record"],
        data["path"],
        tuple(data["rdfPath"]),
        None if data["value"] is None else _term(data["value"]),
        data["constraint"],
        data["message"],
        data["advice"],
        data["shape"],
        data["focus"],
        tuple(data["allowed"]),
        data["suggestion"],
    )


def _term(data: Mapping[str, Any]) -> Term:
    match data["type"]:
        case "iri":
            return Iri(data["value"])
        case "bnode":
            return BlankNode(data["value"])
        case _:
            return Literal(data["value"], data["datatype"], data["language"])


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
