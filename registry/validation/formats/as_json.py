"""A report for programs, as JSON with keys that stay.

{"conforms": bool,
 "records": [{"record": iri, "level": str, "nextLevel": str | null, "missing": [path]}],
 "findings": [{"severity": "Violation" | "Warning" | "Info", "record": iri, "path": str, "rdfPath": [iri],
               "value": null | {"type": "iri", "value": str}
                             | {"type": "literal", "value": str, "datatype": iri, "language": str | null},
               "constraint": str, "message": str, "advice": str, "allowed": [str], "suggestion": str | null,
               "shape": iri, "focus": iri}]}
"""

import json
from typing import Any

from registry.model.report import Finding, Report
from registry.rdf.terms import BlankNode, Iri, Term
from registry.validation.completeness import Completeness, each_record


def as_json(report: Report) -> str:
    """The report as indented JSON text with a line break at its end."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """The report as the data that the module's text describes."""
    return {
        "conforms": report.conforms,
        "records": [_record(record, state) for record, _, state in each_record(report)],
        "findings": [finding_as_data(finding) for finding in report.findings],
    }


def _record(record: str, state: Completeness) -> dict[str, Any]:
    missing = list(dict.fromkeys(finding.field_path for finding in state.missing))
    return {"record": record, "level": state.level, "nextLevel": state.next_level, "missing": missing}


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """One finding as that data."""
    return {
        "severity": finding.severity.value,
        "record": finding.record,
        "path": finding.field_path,
        "rdfPath": list(finding.rdf_path),
        "value": None if finding.value is None else _value(finding.value),
        "constraint": finding.constraint,
        "message": finding.message,
        "advice": finding.advice,
        "allowed": list(finding.allowed),
        "suggestion": finding.suggestion,
        "shape": finding.shape,
        "focus": finding.focus,
    }


def _value(value: Term) -> dict[str, Any]:
    if isinstance(value, Iri):
        return {"type": "iri", "value": value.value}
    if isinstance(value, BlankNode):
        return {"type": "bnode", "value": value.label}
    return {"type": "literal", "value": value.lexical, "datatype": value.datatype, "language": value.language}
