"""The values that records are counted by, as people read them: codes with labels, records with titles, and strings.

All records behind the keys of one answer are looked up together, and only when a title or record is asked for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.graphql.building import Builder
from registry.graphql.codes import CodeSource
from registry.graphql.execution import Item, Level, Request
from registry.graphql.fields import title_of
from registry.graphql.texts import as_texts, asked_languages, languages_argument
from registry.model.language import choose
from registry.model.spec import Field, Kind, Model
from registry.services.find import Facet


class Keys:
    """What stands behind the keys of an answer."""

    def __init__(self, request: Request, model: Model, records: Collection[str]) -> None:
        self.request = request
        self.model = model
        self._wanted = tuple(dict.fromkeys(records))
        self._found: Mapping[str, Item] | None = None

    def record(self, iri: str) -> Item | None:
        """The record with that IRI, if there is one; all of them are fetched at once, on one level."""
        if self._found is None:
            found = self.request.finder.records(self._wanted) if self._wanted else {}
            level = Level(self.request, found.values())
            self._found = {iri: Item(record, level) for iri, record in found.items()}
        return self._found.get(iri)


@dataclass(frozen=True, slots=True)
class KeySource:
    """One value of a field."""

    field: Field
    name: str
    key: str
    keys: Keys
    count: int = 0

    @property
    def code(self) -> CodeSource | None:
        """The code, where the field has a code list."""
        code = self.keys.model.codes.get(self.key) if self.field.kind is Kind.CODE else None
        return None if code is None else CodeSource(code, self.keys.model, self.keys.request.languages)

    @property
    def record(self) -> Item | None:
        """The record, where the field is a link and the registry has it."""
        return self.keys.record(self.key) if self.field.kind is Kind.LINK else None

    def label(self, languages: Sequence[str] | None = None) -> str:
        """The words for people; the key itself where there are none."""
        preferred = asked_languages(languages, self.keys.request.languages)
        code, record = self.code, self.record
        if code is not None:
            choice = choose(as_texts(code.code.label), preferred)
            return choice.value if choice is not None else code.code.notation
        return title_of(record, preferred) if record is not None else self.key


@dataclass(frozen=True, slots=True)
class FacetSource:
    """The most frequent values of one field."""

    facet: Facet
    field: Field
    keys: Keys

    @property
    def values(self) -> list[KeySource]:
        """The values with their counts."""
        return [KeySource(self.field, self.facet.name, v.key, self.keys, v.count) for v in self.facet.values]


def _label(source: KeySource, languages: Sequence[str] | None = None) -> str:
    return source.label(languages)


def add_facet_types(builder: Builder) -> None:
    """The types `Facet` and `FacetCell` with what stands in them."""
    count = builder.field("count", "int", lambda source: source.count, "How many records of the list have it.")
    builder.object("FacetValue", [*_key_fields(builder), count], "A value of a field, and how often it occurs.")
    name = builder.field("field", "str", lambda source: source.name, "By what it was counted.")
    builder.object("FacetKey", [name, *_key_fields(builder)], "A value of one of several fields.")
    stated = "How many records of the list have no value. A record with two values counts for both."
    facts: list[tuple[str, str, Any, str]] = [
        ("field", "str", lambda source: source.facet.name, "By what it was counted."),
        ("values", "list[FacetValue]", lambda source: source.values, "Its values, most frequent first."),
        ("notStated", "int", lambda source: source.facet.not_stated, stated),
        ("distinct", "int", lambda source: source.facet.distinct, "How many different values there are, shown or not."),
    ]
    text = "How the records of a list spread over the values of one field."
    builder.object("Facet", [builder.field(*fact) for fact in facts], text)
    builder.object(
        "FacetCell",
        [
            builder.field(
                "keys",
                "list[FacetKey | None]",
                lambda cell: cell[0],
                "One value for each field, in the order asked for; null where a record has none.",
            ),
            builder.field("count", "int", lambda cell: cell[1], "How many records of the list have all of them."),
        ],
        "A combination of values, and how often it occurs.",
    )


def _key_fields(builder: Builder) -> list[Any]:
    label = "The value as people read it: label of a code, title of a record, or the string itself."
    return [
        builder.field("key", "str", lambda source: source.key, "The value: IRI of a code or record, or a string."),
        builder.field("label", "str", _label, label, [languages_argument(builder)]),
        builder.field("record", "Record | None", lambda s: s.record, "The record, where the value is one."),
        builder.field("concept", "Concept | None", lambda s: s.code, "The code, where the value is one."),
    ]
