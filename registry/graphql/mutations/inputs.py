"""Input types of records and parts, made from the model, and how what comes in becomes a document in its names.

Every entry may be left out, may be null and takes several values, numbers and texts alike: whether they fit is for the
rules to say, in the same words as everywhere. Null in a patch takes a field's values away.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from registry.graphql.building import Builder, Entry, described
from registry.graphql.codes import enum_value
from registry.model.spec import Field, Kind, Model, RecordClass

TEXT_INPUT: Final = "TextInput"
VALUE: Final = "Value"
_NO_LANGUAGE: Final = "@none"


def input_name(record_class: RecordClass) -> str:
    """The name of a class's input type."""
    return f"{record_class.name}Input"


def add_record_inputs(builder: Builder, model: Model) -> None:
    """The input types of all classes."""
    builder.input(
        TEXT_INPUT,
        [
            Entry("value", "str | None", "The text."),
            Entry("language", "str | None", "Language tag, e.g. sv or de-ch; left out where the text is in none."),
        ],
        "A text in one language.",
    )
    for record_class in (*model.records, *model.parts):
        text = f"What is said of one {record_class.name}. Nothing is required here: the report says what is missing."
        builder.input(input_name(record_class), _entries(model, record_class), text)


def _entries(model: Model, record_class: RecordClass) -> Iterator[Entry]:
    if record_class.is_part:
        name = (
            "Name of the part in its record, e.g. `#target-1`, or its IRI; the registry gives one where it is left out."
        )
        yield Entry("id", "str | None", name)
    for field in record_class.fields:
        yield Entry(field.name, f"list[{_type(model, field)}] | None", _text(field))


def _type(model: Model, field: Field) -> str:
    match field.kind:
        case Kind.TEXT:
            return TEXT_INPUT
        case Kind.PART:
            return input_name(model.classes[field.target or ""])
        case _:
            return VALUE


def _text(field: Field) -> str:
    match field.kind:
        case Kind.CODE:
            hint = f"A code of {field.target}: its notation, its name in that enum, or its IRI."
        case Kind.LINK:
            hint = f"The id (IRI) of a {field.target}."
        case Kind.PARTIAL_DATE:
            hint = "A date as exact as its source: YYYY, YYYY-MM or YYYY-MM-DD."
        case Kind.PROPERTY:
            hint = "A field's name as the schema has it, e.g. deadline."
        case _:
            hint = ""
    return described(field.description or field.label, hint)


@dataclass(frozen=True, slots=True)
class Documents:
    """Turns what came in for a record into the document that the registry reads, in the names of the model."""

    model: Model

    def document(self, record_class: RecordClass, iri: str | None, given: Mapping[str, Any]) -> dict[str, Any]:
        """A whole record; without an IRI the registry gives it one."""
        named = {} if iri is None else {"id": iri}
        return {**named, "type": record_class.name, **self._fields(record_class, given)}

    def patch(self, record_class: RecordClass, given: Mapping[str, Any]) -> dict[str, Any]:
        """Single fields; null for a field whose values are to go, or for a language whose text is."""
        return {
            name: _by_language(values, with_gone=True)
            if values is not None and record_class.by_name[name].kind is Kind.TEXT
            else self._values(record_class.by_name[name], values)
            for name, values in given.items()
        }

    def _fields(self, record_class: RecordClass, given: Mapping[str, Any]) -> dict[str, Any]:
        said = {name: values for name, values in given.items() if values is not None}
        return {name: self._values(record_class.by_name[name], values) for name, values in said.items()}

    def _values(self, field: Field, values: Any) -> Any:
        if values is None:
            return None
        match field.kind:
            case Kind.TEXT:
                return _by_language(values)
            case Kind.PART:
                return [self._part(self.model.classes[field.target or ""], each) for each in values if each is not None]
            case Kind.CODE:
                return [self._code(field.target or "", each) for each in values]
            case _:
                return list(values)

    def _part(self, part: RecordClass, given: Mapping[str, Any]) -> dict[str, Any]:
        own = {name: value for name, value in given.items() if name != "id"}
        named = {"id": given["id"]} if given.get("id") else {}
        return {**named, "type": part.name, **self._fields(part, own)}

    def _code(self, list_name: str, given: Any) -> Any:
        """A code's notation where it is called as the enum calls it; else as it was given, for the rules to judge."""
        codes = self.model.lists[list_name].codes
        names = {enum_value(list_name, code.notation): code.notation for code in codes}
        return names.get(given, given) if isinstance(given, str) else given


def _by_language(values: Iterable[Mapping[str, Any] | None], *, with_gone: bool = False) -> dict[str, Any]:
    """Texts by language. A language whose text is null has null where `with_gone`, and is left out else."""
    texts: dict[str, list[str]] = {}
    for each in values:
        language = (each or {}).get("language") or _NO_LANGUAGE
        if each is not None and (each.get("value") is not None or with_gone):
            texts.setdefault(language, []).extend([each["value"]] if each.get("value") is not None else [])
    return {
        language: None if not found else found[0] if len(found) == 1 else found for language, found in texts.items()
    }
