"""What may be asked of records, as plain data: conditions on one record or part, put together by and, or and not.

A filter is read against a class, whose fields it names as the model does. A face makes filters from what callers send,
`registry.index.queries` turns them into look-ups of the index. A set of records and its complement are all there is: a
condition on a field without a value does not hold, and its negation does.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias

RECORD: Final = "Record"
"""Stands for any record class; such a filter may name the fields that all record classes share."""


class Quantifier(Enum):
    """How many of the linked records must fit: at least one, all (which none at all do too), or none."""

    SOME = "some"
    EVERY = "every"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the filters holds; without any, all records fit."""

    filters: tuple["Filter", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the filters holds; without any, no record fits."""

    filters: tuple["Filter", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The filter does not hold."""

    filter: "Filter"


@dataclass(frozen=True, slots=True)
class Ids:
    """The record (or part) itself has one of these IRIs."""

    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field has one of these values: exact texts in any language, numbers, IRIs of codes and links, dates.

    A date fits when it lies within the one given: 2030-06 and 2030-06-30 fit 2030, and 2030 does not fit 2030-06.
    Years beyond 9999, either way, count as that year.
    """

    field: str
    values: tuple[str | int | bool | Decimal, ...]


@dataclass(frozen=True, slots=True)
class StartsWith:
    """A value of a text, string or address field begins with this, letter by letter."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Between:
    """One value of a number or date field lies within all bounds that are given.

    Partial dates are spans of days: less is to end before the other begins, at most is to end no later than it ends;
    greater and at least are the same mirrored. Numbers are compared as 64-bit floating point numbers.
    """

    field: str
    less: str | int | Decimal | None = None
    at_most: str | int | Decimal | None = None
    greater: str | int | Decimal | None = None
    at_least: str | int | Decimal | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """The field has a value, or `stated=False` has none. For an inverse: some record links here, or none does."""

    field: str
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Absent:
    """The record says that the field has no value, for one of these reasons (IRIs of codes)."""

    field: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A text field has a text in one of these languages (tags in lower case; `en` takes in `en-gb`)."""

    field: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """All words of the text stand in the field's texts of one language, by word stem and without diacritics.

    Languages whose words are not stemmed count as one. Without a field: in the searchable fields of the record, all of
    them and all languages taken together. There must be a word.
    """

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """So many of the records or parts in a link or part field, or of those that come back over an inverse, fit."""

    field: str
    """Name of a LINK or PART field, or of an inverse."""
    quantifier: Quantifier
    filter: "Filter"


Filter: TypeAlias = (
    AllOf | AnyOf | Not | Ids | OneOf | StartsWith | Between | Stated | Absent | InLanguage | Words | Linked
)

EVERYTHING: Final = AllOf()
"""The filter that all records fit."""


@dataclass(frozen=True, slots=True)
class Order:
    """By which field a list is ordered, ties by IRI in the same direction.

    Texts go by the one in the registry's preferred language, without case and diacritics, dates by their first day.
    Records without a value come last both ways, by rising IRI.
    """

    field: str | None = None
    """A field marked for sorting; None orders by IRI."""
    descending: bool = False


BY_IRI: Final = Order()
