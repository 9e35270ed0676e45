"""Why a field has no value: not stated, not set, unknown and not applicable are four things, and none of them is zero.

Read from a record's absences: parts that name one of its properties and a code of the list of reasons.
"""

from enum import Enum
from typing import Final

from registry.graphql.building import Builder, ReadField
from registry.graphql.execution import Item
from registry.index.projection import Projection
from registry.model.spec import Kind, Model, RecordClass

ABSENCES: Final = "absences"
"""The field that holds a record's absences."""

STATED, NOT_STATED = "STATED", "NOT_STATED"
_WORDS: Final = {
    STATED: "The field has a value.",
    NOT_STATED: "No source on record says anything about it.",
    "NOT_SET": "A source says that it has not been set.",
    "UNKNOWN": "Somebody looked for it and found nothing.",
    "NOT_APPLICABLE": "The field makes no sense for this record.",
}


def add_presence(builder: Builder) -> None:
    """The enum of what may be said about a field's value."""
    builder.enum(
        "Presence",
        {name: (name, text) for name, text in _WORDS.items()},
        "Whether a field has a value, and if not, why.",
    )


def presence_field(builder: Builder, model: Model, record_class: RecordClass) -> ReadField:
    """The field `presence` of a record class, and the enum of its fields that goes with it."""
    enum = f"{record_class.name}Field"
    values = {field.name: (field.name, f"The field `{field.name}`.") for field in record_class.fields}
    builder.enum(enum, values, f"The fields of {record_class.name}.")
    reasons = _Reasons(model, record_class)

    def read(item: Item, of: Enum) -> str:
        return reasons.presence(item.projection, str(of.value))

    return builder.field(
        "presence",
        "Presence",
        read,
        "Whether a field of this record has a value, and if not, why.",
        [builder.argument("of", enum, "The field in question.")],
    )


class _Reasons:
    """Finds the reason in a record's absences, by the kinds of the absence's own fields."""

    def __init__(self, model: Model, record_class: RecordClass) -> None:
        self._paths = {field.name: field.path for field in record_class.fields}
        self._codes = model.codes
        absences = record_class.by_name.get(ABSENCES)
        own = model.classes[absences.target].fields if absences is not None and absences.target else ()
        self._property = next((field.name for field in own if field.kind is Kind.PROPERTY), "")
        self._reason = next((field.name for field in own if field.kind is Kind.CODE), "")

    def presence(self, record: Projection, name: str) -> str:
        """The name of the enum value for that field."""
        if name in record.values or any(field == name for field, _ in record.malformed):
            return STATED
        for absence in record.many(ABSENCES):
            if isinstance(absence, Projection) and absence.values.get(self._property) == self._paths[name]:
                code = self._codes.get(str(absence.values.get(self._reason)))
                word = code.notation.upper().replace("-", "_") if code is not None else NOT_STATED
                return word if word in _WORDS else NOT_STATED
        return NOT_STATED
