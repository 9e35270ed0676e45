"""Why a field has no value: not stated, not set, unknown and not applicable are four things, and none of them is zero.

Read from a record's absences: parts that name one of its properties and a code of the list of reasons. The field
`presence` says it of one record; the entry `presence` of a filter asks for it, by the same rules.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from registry.graphql.building import Builder, Entry, ReadField
from registry.graphql.conditions import Condition, Given, Spot
from registry.graphql.execution import Item
from registry.index.filters import Absent, AllOf, AnyOf, Filter, Not, Stated
from registry.index.projection import Projection
from registry.model.spec import Kind, Model, RecordClass

ABSENCES: Final = "absences"
"""The field that holds a record's absences."""

STATED, NOT_STATED = "STATED", "NOT_STATED"
# Where a record gives several reasons for one field, the first of these counts.
_WORDS: Final = {
    STATED: "The field has a value.",
    NOT_STATED: "No source on record says anything about it.",
    "NOT_SET": "A source says that it has not been set.",
    "UNKNOWN": "Somebody looked for it and found nothing.",
    "NOT_APPLICABLE": "The field makes no sense for this record.",
}


def add_presence(builder: Builder, classes: Iterable[RecordClass]) -> None:
    """The enum of what may be said about a field's value, and for each class that of its fields."""
    builder.enum(
        "Presence",
        {name: (name, text) for name, text in _WORDS.items()},
        "Whether a field has a value, and if not, why.",
    )
    for record_class in classes:
        values = {field.name: (field.name, f"The field `{field.name}`.") for field in record_class.fields}
        builder.enum(f"{record_class.name}Field", values, f"The fields of {record_class.name}.")


def presence_field(builder: Builder, model: Model, record_class: RecordClass) -> ReadField:
    """The field `presence` of a record class."""
    absences = Absences(model, record_class)

    def read(item: Item, of: Enum) -> str:
        return absences.presence(item.projection, str(of.value))

    return builder.field(
        "presence",
        "Presence",
        read,
        "Whether a field of this record has a value, and if not, why.",
        [builder.argument("of", f"{record_class.name}Field", "The field in question.")],
    )


def add_presence_filter(builder: Builder, model: Model, record_class: RecordClass) -> tuple[str, Condition]:
    """The input type that asks for presence in records of a class: its name, and what reads it."""
    name = f"{record_class.name}PresenceFilter"
    builder.input(
        name,
        [
            Entry("of", f"{record_class.name}Field", "The field in question."),
            Entry("in", "list[Presence]", "One of these is said of it; an empty list fits nothing."),
        ],
        f"What must be said about a field of {record_class.name}.",
    )
    absences = Absences(model, record_class)

    def read(given: Given, spot: Spot) -> Iterator[Filter]:  # noqa: ARG001
        field = str(given["of"].value)
        asked = [absences.asking(field, str(word.value)) for word in dict.fromkeys(given["in"])]
        yield asked[0] if len(asked) == 1 else AnyOf(tuple(asked))

    return name, read


class Absences:
    """Finds the reason in a record's absences, by the kinds of the absence's own fields."""

    def __init__(self, model: Model, record_class: RecordClass) -> None:
        self._paths = {field.name: field.path for field in record_class.fields}
        absences = record_class.by_name.get(ABSENCES)
        own = model.classes[absences.target].fields if absences is not None and absences.target else ()
        self._property = next((field.name for field in own if field.kind is Kind.PROPERTY), "")
        reason = next((field for field in own if field.kind is Kind.CODE), None)
        self._reason = reason.name if reason is not None else ""
        codes = model.lists[reason.target or ""].codes if reason is not None else ()
        by_word = {code.notation.upper().replace("-", "_"): code.iri for code in codes}
        self._reasons = {word: by_word[word] for word in _WORDS if word in by_word}

    def presence(self, record: Projection, name: str) -> str:
        """The name of the enum value for that field."""
        if name in record.values or any(field == name for field, _ in record.malformed):
            return STATED
        given = {
            absence.values.get(self._reason)
            for absence in record.many(ABSENCES)
            if isinstance(absence, Projection) and absence.values.get(self._property) == self._paths[name]
        }
        return next((word for word, iri in self._reasons.items() if iri in given), NOT_STATED)

    def asking(self, field: str, word: str) -> Filter:
        """The filter that fits records of which `presence` says that word."""
        if word == STATED:
            return Stated(field)
        words = list(self._reasons)
        earlier = words[: words.index(word)] if word in words else words
        conditions: list[Filter] = [Stated(field, stated=False)]
        if word != NOT_STATED:
            conditions.append(Absent(field, tuple(self._reasons[w] for w in words if w == word)))
        if earlier:
            conditions.append(Not(Absent(field, tuple(self._reasons[w] for w in earlier))))
        return AllOf(tuple(conditions))
