"""The operators that the schema has for each kind of field: the input types that entries of filters are made of.

Their texts are what people read in GraphiQL and in `docs/reference/filters.md`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from registry.graphql.building import Builder, Entry
from registry.model.spec import CodeList, Kind, Model

_STATED: Final = Entry("stated", "bool | None", "true: there is a value; false: there is none.")


def _exact(type_: str, what: str) -> list[Entry]:
    return [
        Entry("eq", f"{type_} | None", f"Is {what}; where there are several values, one is."),
        Entry("in", f"list[{type_}] | None", "The same for any of these; an empty list fits nothing."),
    ]


_PREFIX: Final = Entry("startsWith", "str | None", "Begins with these letters, capitals and accents as they stand.")


def _dates(type_: str) -> list[Entry]:
    return [
        Entry(
            "eq",
            f"{type_} | None",
            "Is this date or lies within it: 2030 fits 2030, 2030-06 and 2030-06-30; 2030-06 does not fit 2030.",
        ),
        Entry("in", f"list[{type_}] | None", "Is or lies within one of these dates; an empty list fits nothing."),
        Entry(
            "lt",
            f"{type_} | None",
            "Ends before this date begins: 2029-12 comes before 2030, and 2030-06 does not.",
        ),
        Entry("lte", f"{type_} | None", "Ends no later than this date ends: 2030-12-31 fits 2030, 2030 not 2030-06."),
        Entry("gt", f"{type_} | None", "Begins after this date has ended: 2031 comes after 2030-06, 2030 does not."),
        Entry(
            "gte", f"{type_} | None", "Begins no earlier than this date begins: 2030-06 fits 2030, 2030 not 2030-06."
        ),
        _STATED,
    ]


def _numbers(type_: str) -> list[Entry]:
    return [
        *_exact(type_, "this number"),
        Entry("lt", f"{type_} | None", "Is less than this number."),
        Entry("lte", f"{type_} | None", "Is this number or less."),
        Entry("gt", f"{type_} | None", "Is more than this number."),
        Entry("gte", f"{type_} | None", "Is this number or more."),
        _STATED,
    ]


_TEXT: Final = [
    Entry("eq", "str | None", "Is exactly this text, in any language."),
    Entry("in", "list[str] | None", "Is exactly one of these texts, in any language; an empty list fits nothing."),
    _PREFIX,
    Entry(
        "matches",
        "str | None",
        "Has all these words in one text, in any order and form of the word; accents and capitals do not matter.",
    ),
    Entry(
        "inLanguage", "list[str] | None", 'Is there in one of these languages, e.g. ["sv"]; "en" takes in "en-gb" too.'
    ),
    _STATED,
]

_SPANS: Final = "Dates are spans of days: a year is all of its days. Bounds given together must fit the same value."
_BOUNDS: Final = "Bounds given together must fit the same value."
_KINDS: Final[Mapping[str, tuple[tuple[Kind, ...], Sequence[Entry], str]]] = {
    "StringFilter": (
        (Kind.STRING, Kind.URL, Kind.IRI),
        [*_exact("str", "exactly this text"), _PREFIX, _STATED],
        "What a name, code or address must be.",
    ),
    "TextFilter": ((Kind.TEXT,), _TEXT, "What a text, in whatever language, must be."),
    "IntFilter": ((Kind.INTEGER,), _numbers("int"), f"What a whole number must be. {_BOUNDS}"),
    "DecimalFilter": ((Kind.DECIMAL,), _numbers("Decimal"), f"What a number must be. {_BOUNDS}"),
    "DateFilter": ((Kind.DATE,), _dates("Date"), f"When a day must be. {_SPANS}"),
    "YearFilter": ((Kind.YEAR,), _dates("Year"), f"When a year must be. {_SPANS}"),
    "PartialDateFilter": ((Kind.PARTIAL_DATE,), _dates("PartialDate"), f"When a date must be. {_SPANS}"),
    "BooleanFilter": (
        (Kind.BOOLEAN,),
        [Entry("eq", "bool | None", "Is true, or is false."), _STATED],
        "Which of yes and no it must be.",
    ),
    "PropertyFilter": (
        (Kind.PROPERTY,),
        [*_exact("str", "the field of this name in the schema, or the property with this IRI"), _STATED],
        "Which field is meant.",
    ),
    "AnyValueFilter": (
        (Kind.ANY,),
        [*_exact("str", "exactly this text, number or date as written, or this IRI"), _STATED],
        "What a value of whatever kind must be.",
    ),
}
_NAMES: Final = {kind: name for name, (kinds, _, _) in _KINDS.items() for kind in kinds}


def operator_type(kind: Kind, target: str | None) -> str:
    """The name of the input type with the operators for a field of that kind, leading to that class or code list."""
    match kind:
        case Kind.CODE:
            return f"{target}Filter"
        case Kind.LINK:
            return f"{target}LinkFilter"
        case Kind.PART:
            return f"{target}PartFilter"
        case _:
            return _NAMES[kind]


def add_operators(builder: Builder, model: Model, *, any_record: str) -> None:
    """The input types of all kinds of fields, code lists, classes, and of `any_record`."""
    builder.input("IdFilter", _ids(), "Which record or part it must be.")
    for name, (_, entries, text) in _KINDS.items():
        builder.input(name, entries, text)
    for code_list in model.code_lists:
        builder.input(f"{code_list.name}Filter", _codes(code_list), f"Which code of {code_list.name} it must be.")
    for target in [*(c.name for c in model.records), any_record]:
        text = f"Which records of type {target} must stand behind it." if target != any_record else "Which records."
        builder.input(f"{target}LinkFilter", _links(target), text)
    for part in model.parts:
        entries = [_STATED, *_quantified(part.name, "part")]
        builder.input(f"{part.name}PartFilter", entries, f"Which parts of type {part.name} there must be.")


def _ids() -> list[Entry]:
    return [
        Entry("eq", "ID | None", "Has this id."),
        Entry("in", "list[ID] | None", "Has one of these ids; an empty list fits nothing."),
    ]


def has_hierarchy(code_list: CodeList) -> bool:
    """Whether some of its codes stand below others."""
    return any(code.broader in code_list.by_iri for code in code_list.codes)


def _codes(code_list: CodeList) -> list[Entry]:
    within = Entry("within", f"{code_list.name} | None", "Is this code or any that stands below it.")
    below = [within] if has_hierarchy(code_list) else []
    return [*_exact(code_list.name, "this code"), *below, _STATED]


def _links(target: str) -> list[Entry]:
    return [
        Entry("eq", "ID | None", "Is the record with this id; of several records, one is."),
        Entry("in", "list[ID] | None", "Is one of the records with these ids; an empty list fits nothing."),
        Entry("stated", "bool | None", "true: there is such a record; false: there is none."),
        *_quantified(target, "record"),
    ]


def _quantified(target: str, what: str) -> list[Entry]:
    type_ = f"{target}Filter | None"
    return [
        Entry("some", type_, f"At least one {what} fits all that is asked for here."),
        Entry("every", type_, f"No {what} fails what is asked for here; fits also where there is none."),
        Entry("none", type_, f"No {what} fits what is asked for here; fits also where there is none."),
    ]
