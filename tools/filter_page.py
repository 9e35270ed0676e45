"""The reference page of filters, orders and counts, printed from the schema: every operator with what it means."""

from collections.abc import Iterator
from typing import Final, cast

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLSchema, build_schema

from registry.model.spec import Model
from tools.filter_examples import example

_INTRODUCTION: Final = """# Filters, orders and counts

Printed from the schema. Every list of records takes `where`, at the root (`missions`, `records` over all classes) and
inside a record (`place { missions(where: ...) }`). Its entries are called like the fields and ways back of the
[record](records/README.md) that they ask about.

- Entries that stand side by side must all hold, and so must operators of one entry. `{}` fits everything.
- `null` for a whole entry means that it was not given, so a variable may leave a filter out. `null` for an operator is
  refused: what has no value is asked for by `stated: false`.
- A condition on a field without a value does not hold; under `not` it does. Why a value is missing asks `presence`.
- Of several values it is enough that one fits. Bounds given together (`gte` and `lt`) must fit the same value.
- `some: {...}` asks for one linked record, or one part, that fits everything inside: to ask for two different ones,
  use `and` with two entries. Links to records that the registry does not have count for `stated`, `eq` and `in` alone.
- Filters may stand in filters 15 deep. Bad values are [invalid arguments](../errors/invalid-argument.md) that say the
  format.
"""
_SECTIONS: Final = [
    ("Filters together, and what all records have", "MissionFilter", "Shown for missions; every class has the same."),
    ("Ids", "IdFilter", ""),
    ("Names, codes and addresses (StringFilter)", "StringFilter", ""),
    ("Texts in languages (TextFilter)", "TextFilter", ""),
    (
        "Numbers (IntFilter, DecimalFilter)",
        "DecimalFilter",
        "Decimals are written as strings, whole numbers (`Int`) as they are. Bounds compare them as 64-bit floating "
        "point numbers; `eq` and `in` are exact.",
    ),
    (
        "Dates (DateFilter, YearFilter, PartialDateFilter)",
        "PartialDateFilter",
        "A year is all of its days, and so is a month. `DateFilter` takes days, `YearFilter` years, and "
        "`PartialDateFilter` days, months and years.",
    ),
    (
        "Codes (one filter for each code list)",
        "SustainableDevelopmentGoalFilter",
        "Codes are written as [enum values](records/code-lists.md). `within` is there where codes stand below codes.",
    ),
    (
        "Links and ways back (one filter for each class)",
        "PlaceLinkFilter",
        "Links with one value and with many are asked alike. A way back is asked of the records that link here.",
    ),
    ("Parts (one filter for each class of parts)", "ParticipationPartFilter", ""),
    ("Properties (PropertyFilter)", "PropertyFilter", "What a citation or an absence is about."),
    ("Values of any kind (AnyValueFilter)", "AnyValueFilter", "What a citation quotes."),
]
_ORDERS: Final = """## Orders

`orderBy: {field: title, direction: DESC}` orders a list; without it records stand by their ids. Records without a value
come last either way, equal ones stand by their ids in the same direction. A cursor belongs to the order of the list
that gave it.

## Counts

A list at the root counts what fits its filter, whatever page is shown; values are labelled in the reader's language.

- `facets(by: [country, sdgs], size: 20)` gives for each field its most frequent values, how many records state none
  (`notStated`) and how many values there are (`distinct`). A record with two values counts for both.
- `crossedFacets(by: [country, moipType])` counts each combination of the values of two or three fields.
- `histogram(of: startDate, interval: DECADE)` counts records by when the date begins: by `YEAR`, `MONTH` or `DECADE`.

Inside a record these are refused with the list at the root that counts the same.

## What each class is ordered and counted by

| class | `orderBy` | `facets` | `histogram` |
|---|---|---|---|
"""


def filter_page(model: Model, schema: str) -> str:
    """Markdown with one table a kind of filter; raises `KeyError` for an operator without an example."""
    made = build_schema(schema)
    sections = "".join(_section(made, *section) for section in _SECTIONS)
    classes = "".join(_class_row(made, name) for name in [*(c.name for c in model.records), "Record"])
    return f"{_INTRODUCTION}{sections}\n{_ORDERS}{classes}"


def _section(schema: GraphQLSchema, heading: str, type_name: str, words: str) -> str:
    rows = "\n".join(_rows(schema, type_name))
    more = f"{words}\n\n" if words else ""
    return f"\n## {heading}\n\n{more}| operator | takes | meaning | example |\n|---|---|---|---|\n{rows}\n"


def _rows(schema: GraphQLSchema, type_name: str) -> Iterator[str]:
    made = cast("GraphQLInputObjectType", schema.type_map[type_name])
    for name, entry in made.fields.items():
        # Of a class's filter only what all classes have is told here; its fields are told with the record.
        is_own_field = type_name == "MissionFilter" and name not in {"and", "or", "not", "id", "text", "presence"}
        if not is_own_field:
            cells = [f"`{name}`", f"`{entry.type}`", entry.description or "", f"`{example(type_name, name)}`"]
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _class_row(schema: GraphQLSchema, name: str) -> str:
    cells = [", ".join(f"`{v}`" for v in _values(schema, f"{name}{of}")) for of in ("OrderField", "Facet", "DateField")]
    shown = f"{name} (over all classes)" if name == "Record" else name
    return f"| {' | '.join([shown, *cells])} |\n"


def _values(schema: GraphQLSchema, name: str) -> list[str]:
    made = schema.type_map.get(name)
    return list(made.values) if isinstance(made, GraphQLEnumType) else []
