"""Conditions on the values of one field of one class as queries; those on its words are `registry.index.words`'s.

The leaves of `registry.index.queries`. A condition that the field's kind cannot have raises `InvalidArgument`.
"""

from decimal import Decimal
from typing import Final

from registry.errors import InvalidArgument
from registry.index import columns
from registry.index.asking import Columns, Query, all_of, any_of
from registry.index.columns import DATES, NUMBERS
from registry.index.facts import LONGEST, language_fact, link_fact, stated_fact, value_fact, value_prefix
from registry.index.filters import Between, InLanguage, OneOf, StartsWith
from registry.index.sorting import as_float, date_span
from registry.model.spec import Field, Kind, RecordClass

_LETTERS: Final = frozenset({Kind.TEXT, Kind.STRING, Kind.URL, Kind.IRI})


def has_value(make: Columns, owner: RecordClass, field: Field, asked: OneOf) -> Query:
    """The field has one of the values."""
    if field.kind in DATES:
        return any_of([_date_within(make, field, value) for value in asked.values])
    fact = link_fact if field.kind is Kind.LINK else value_fact
    return make.terms(
        columns.FACTS,
        [fact(owner.name, field.name, _fitting(field, value)) for value in asked.values],  # type: ignore[arg-type]
    )


def _fitting(field: Field, value: str | int | bool | Decimal) -> str | int | bool | Decimal:
    if field.kind is Kind.PART:
        raise InvalidArgument(f"`{field.name}` holds parts; ask for what is in them.")
    if field.kind is Kind.BOOLEAN:
        fits = isinstance(value, bool)
    elif field.kind in NUMBERS:
        fits = _is_number(value)
    else:
        fits = isinstance(value, str)
    if not fits:
        raise InvalidArgument(f"{value!r} is no value of `{field.name}`, which is of kind {field.kind.value}.")
    return value


def _is_number(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def _date_within(make: Columns, field: Field, value: object) -> Query:
    low, high = _span(field, value)
    return all_of(
        [
            make.within(columns.low_column(field.name), low, None),
            make.within(columns.high_column(field.name), None, high),
        ]
    )


def _span(field: Field, value: object) -> tuple[int, int]:
    try:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"{value!r} is no date")
        return date_span(f"{value:04}" if isinstance(value, int) else value)
    except ValueError as error:
        raise InvalidArgument(f"`{field.name}` cannot be compared: {error}.") from error


def begins(make: Columns, owner: RecordClass, field: Field, asked: StartsWith) -> Query:
    """A value of the field begins with the prefix."""
    if field.kind not in _LETTERS:
        raise unfit(field, "compared by how it begins")
    if len(asked.prefix) > LONGEST:
        raise InvalidArgument(
            f"The prefix for `{field.name}` has {len(asked.prefix):,} letters; {LONGEST} are allowed."
        )
    if not asked.prefix:
        return make.term(columns.FACTS, stated_fact(owner.name, field.name))
    return make.starting(columns.BEGINNINGS, value_prefix(owner.name, field.name, asked.prefix))


def lies_between(make: Columns, owner: RecordClass, field: Field, asked: Between) -> Query:
    """One value of the field lies within all bounds."""
    if field.kind in DATES:
        bounds = _date_bounds(make, field, asked)
    elif field.kind in NUMBERS:
        bounds = _number_bounds(make, field, asked)
    else:
        raise unfit(field, "compared by size")
    return all_of(bounds) if bounds else make.term(columns.FACTS, stated_fact(owner.name, field.name))


def _date_bounds(make: Columns, field: Field, asked: Between) -> list[Query]:
    low, high = columns.low_column(field.name), columns.high_column(field.name)
    found = []
    if asked.less is not None:
        found.append(make.within(high, None, _span(field, asked.less)[0] - 1))
    if asked.at_most is not None:
        found.append(make.within(high, None, _span(field, asked.at_most)[1]))
    if asked.greater is not None:
        found.append(make.within(low, _span(field, asked.greater)[1] + 1, None))
    if asked.at_least is not None:
        found.append(make.within(low, _span(field, asked.at_least)[0], None))
    return found


def _number_bounds(make: Columns, field: Field, asked: Between) -> list[Query]:
    given = (asked.less, asked.at_most, asked.greater, asked.at_least)
    if all(bound is None for bound in given):
        return []
    less, at_most, greater, at_least = (_number(field, bound) for bound in given)
    column = columns.number_column(field.name)
    return [make.among(column, less=less, at_most=at_most, greater=greater, at_least=at_least)]


def _number(field: Field, value: str | int | Decimal | None) -> float | None:
    if value is None:
        return None
    if isinstance(value, str) or not _is_number(value):
        raise InvalidArgument(f"{value!r} is no number that `{field.name}` can be compared with.")
    return as_float(value)


def in_language(make: Columns, owner: RecordClass, field: Field, asked: InLanguage) -> Query:
    """The text field has a text in one of the languages."""
    if field.kind is not Kind.TEXT:
        raise unfit(field, "asked for a language")
    return make.terms(columns.FACTS, [language_fact(owner.name, field.name, tag.lower()) for tag in asked.languages])


def unfit(field: Field, what: str) -> InvalidArgument:
    """What is said about a condition that the field's kind cannot have."""
    return InvalidArgument(f"`{field.name}` is of kind {field.kind.value}; it cannot be {what}.")
