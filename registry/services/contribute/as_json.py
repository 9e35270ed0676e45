"""A verdict for programs: the report's JSON (`registry.validation.formats.as_json`) with what else is said.

{"conforms": bool, "records": [...], "findings": [...],
 "duplicates": [{"record": iri, "other": iri, "title": str, "score": number, "reason": str}],
 "broken": [a finding, with "title": str of the record that it is about],
 "moreDepend": bool}
"""

import json
from typing import Any

from registry.services.contribute.likeness import Likeness
from registry.services.contribute.verdict import Verdict
from registry.validation.formats.as_json import as_data, finding_as_data


def verdict_as_json(verdict: Verdict) -> str:
    """The verdict as indented JSON text with a line break at its end."""
    return json.dumps(verdict_as_data(verdict), ensure_ascii=False, indent=2) + "\n"


def verdict_as_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict as the data that the module's text describes."""
    return {
        **as_data(verdict.report),
        "conforms": verdict.conforms,
        "duplicates": [likeness_as_data(likeness) for likeness in verdict.duplicates],
        "broken": [
            {**finding_as_data(finding), "title": verdict.titles.get(finding.record, "")} for finding in verdict.broken
        ],
        "moreDepend": verdict.more_depend,
    }


def likeness_as_data(likeness: Likeness) -> dict[str, Any]:
    """One likeness as that data."""
    return {
        "record": likeness.record,
        "other": likeness.other,
        "title": likeness.title,
        "score": likeness.score,
        "reason": likeness.reason,
    }
