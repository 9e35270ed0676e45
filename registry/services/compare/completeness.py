"""How complete a published record is, by the rules of its shape, without asking the judge of records.

The judge takes milliseconds a record, and a comparison counts all of them. A test holds the two together.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from registry.index.projection import Projection
from registry.index.tables import HAS, NO_PART, Said
from registry.model.spec import Model, RecordClass, Rule, Severity
from registry.namespaces import CODES, TERMS
from registry.services.compare.saying import TITLE, parts_of


class Completeness:
    """The level of a published record: what a warning or a remark would be missing."""

    def __init__(self, model: Model, record_class: RecordClass) -> None:
        classes = (record_class, *model.parts)
        self._asked: Mapping[str, Sequence[tuple[str, Severity]]] = {
            each.name: [(field.name, rule.severity) for field in each.fields for rule in field.rules if _asks(rule)]
            for each in classes
        }
        self._names = {field.path: field.name for field in record_class.fields}
        codes = model.lists["CompletenessLevel"].by_notation
        self._levels = [codes[name].iri for name in ("minimal", "recommended", "complete")]

    def __call__(self, record: Projection) -> Iterator[Said]:
        """The level."""
        missing = set(self._missing(record))
        if Severity.WARNING in missing or self._is_badly_cited(record) or _quarrels(record):
            level = 0
        else:
            level = 1 if Severity.INFO in missing else 2
        yield NO_PART, self._levels[level], HAS

    def _missing(self, node: Projection) -> Iterator[Severity]:
        for name, severity in self._asked.get(node.class_name, ()):
            if name not in node.values:
                yield severity
        for value in node.values.values():
            if isinstance(value, tuple):
                for part in value:
                    if isinstance(part, Projection):
                        yield from self._missing(part)

    def _is_badly_cited(self, record: Projection) -> bool:
        """Whether no citation is for the title, or one is for what is not there."""
        citations = parts_of(record, "citations")
        if not citations:
            return False
        cited = [each.values.get("property") for each in citations]
        denied = {each.values.get("property") for each in parts_of(record, "absences")}
        empty = (
            each.values.get("property")
            for each in citations
            if "value" not in each.values and each.values.get("property") not in denied
        )
        return TITLE not in cited or any(self._names.get(str(path)) not in record.values for path in empty)


def _asks(rule: Rule) -> bool:
    return rule.component == "minCount" and rule.severity in (Severity.WARNING, Severity.INFO)


def _quarrels(record: Projection) -> bool:
    """Whether sources give several amounts and none of them is marked as disputed."""
    amounts = {value for value in record.many("amounts") if isinstance(value, Decimal)}
    return len(amounts) > 1 and not any(
        each.values.get("property") == f"{TERMS}amount" and each.values.get("status") == f"{CODES}claim-status/disputed"
        for each in parts_of(record, "citations")
    )
