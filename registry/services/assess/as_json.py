"""Assessments as JSON: the same for every face."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from registry.services.assess.assessment import Assessment, BarrierAnswer, CriterionAnswer, TargetAnswer
from registry.services.tables.plain import plain


def as_json(assessments: Iterable[Assessment]) -> str:
    """The assessments as a JSON document that ends with a newline."""
    node = {"assessments": [plain(each, _more) for each in assessments]}
    return json.dumps(node, ensure_ascii=False, indent=1) + "\n"


def _more(value: Any) -> Mapping[str, Any]:
    match value:
        case CriterionAnswer():
            return {"contested": value.contested}
        case TargetAnswer():
            return {"stated": value.stated}
        case BarrierAnswer():
            return {"answered": value.answered}
        case _:
            return {}
