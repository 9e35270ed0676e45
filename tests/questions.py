"""What may be asked of the registries of `tests.registries`: filters of every kind, orders, facets.

A filter is made for a class, or for `RECORD`, and asks for values from the pools that records are made of.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from hypothesis import strategies as st

from registry.index.columns import DATES, NUMBERS, facetables, sortables
from registry.index.filters import (
    EVERYTHING,
    RECORD,
    Absent,
    AllOf,
    AnyOf,
    Between,
    Filter,
    Ids,
    InLanguage,
    Linked,
    Not,
    OneOf,
    Order,
    Quantifier,
    StartsWith,
    Stated,
    Words,
)
from registry.model.spec import Field, Inverse, Kind, Model
from registry.namespaces import RECORDS
from tests.registries import (
    DATE_TEXTS,
    DECIMAL_TEXTS,
    LANGUAGES,
    PARTS,
    SHORT,
    SLUGS,
    STRINGS,
    TEXTS,
    URLS,
    Pattern,
    Records,
    part_iri,
    record_iri,
    record_iris,
    texts,
)

_ADDRESSES: Final = frozenset({Kind.URL, Kind.IRI})
_BOUNDS: Final = ("less", "at_most", "greater", "at_least")
WORDS: Final = st.lists(
    st.sampled_from(("climate", "CITY", "cities", "klimat", "stad", "stader", "Straße", "気候", "مدن", "mission")),
    min_size=1,
    max_size=3,
).map(" ".join)


def fields_of(model: Model, class_name: str) -> Sequence[Field]:
    """The fields that a filter on that class may name."""
    if class_name != RECORD:
        return model.classes[class_name].fields
    shapes = [{field.shape for field in each.fields} for each in model.records]
    return [field for field in model.records[0].fields if all(field.shape in of_class for of_class in shapes)]


def inverses_of(model: Model, class_name: str) -> Sequence[Inverse]:
    """The ways back that a filter on that class may name."""
    return () if class_name == RECORD else model.classes[class_name].inverses


def owner_of(inverse: Inverse) -> str:
    """The class that a filter on what comes back is read against."""
    return inverse.owners[0] if len(inverse.owners) == 1 else RECORD


@st.composite
def filters(draw: st.DrawFn, pattern: Pattern, class_name: str, depth: int) -> Filter:
    """A filter of a class, with conditions on what is linked down to that depth."""
    return draw(_filters(pattern, class_name, depth))


@cache
def _filters(pattern: Pattern, class_name: str, depth: int) -> st.SearchStrategy[Filter]:
    conditions = [_ids(pattern.model, class_name), *_conditions(pattern, class_name)]
    if depth > 0:
        linked = [_linked(pattern, class_name, depth)]
        conditions = [st.one_of(conditions), *linked]
    condition = st.one_of(conditions)
    several = st.lists(condition, max_size=3).map(tuple)
    once = st.one_of(condition, condition, several.map(AllOf), several.map(AnyOf), condition.map(Not))
    return st.one_of(once, st.builds(lambda a, b: AllOf((a, Not(b))), once, once), st.just(EVERYTHING))


def _ids(model: Model, class_name: str) -> st.SearchStrategy[Filter]:
    if class_name == RECORD:
        iris = [record_iri(each, SLUGS[0]) for each in model.records]
    elif model.classes[class_name].is_part:
        iris = [
            part_iri(record_iri(holder, SLUGS[0]), field.name, PARTS[0])
            for holder in model.records
            for field in holder.fields
            if field.target == class_name
        ]
    else:
        iris = list(record_iris(model.classes[class_name]))
    return st.lists(st.sampled_from([*iris, "urn:x:nothing"]), max_size=3).map(lambda some: Ids(tuple(some)))


@st.composite
def conditions_on(draw: st.DrawFn, pattern: Pattern, class_name: str, name: str) -> Filter:
    """A condition on that field, or on what it links to."""
    field = pattern.model.classes[class_name].by_name[name]
    made = _on_field(pattern, class_name, field)
    if field.kind is Kind.LINK:
        inner = _filters(pattern, field.target or "", 0)
        made.append(st.builds(Linked, st.just(name), st.sampled_from(Quantifier), inner | inner.map(Not)))
    return draw(st.one_of(made))


def _conditions(pattern: Pattern, class_name: str) -> list[st.SearchStrategy[Filter]]:
    """Conditions on each field, as many for a field with few of them as for one with many."""
    model = pattern.model
    found = [st.one_of(_on_field(pattern, class_name, field)) for field in fields_of(model, class_name)]
    found += [st.builds(Stated, st.just(i.name), st.booleans()) for i in inverses_of(model, class_name)]
    if not pattern.tidy and (class_name == RECORD or not model.classes[class_name].is_part):
        found.append(WORDS.map(Words))
    return found


def _on_field(pattern: Pattern, class_name: str, field: Field) -> list[st.SearchStrategy[Filter]]:
    name, given = st.just(field.name), given_values(pattern, field)
    found: list[st.SearchStrategy[Filter]] = [st.builds(Stated, name, st.booleans())]
    if field.kind is not Kind.PART and not (pattern.tidy and field.kind in DATES):
        found.append(st.builds(OneOf, name, st.lists(given, max_size=3).map(tuple)))
    if field.kind in (Kind.TEXT, Kind.STRING) or field.kind in _ADDRESSES:
        prefixes = st.builds(lambda text, end: text[:end], given.map(str), st.integers(0, 9))
        found.append(st.builds(StartsWith, name, prefixes))
    if field.kind in NUMBERS or (field.kind in DATES and not pattern.tidy):
        bounds = st.dictionaries(st.sampled_from(_BOUNDS), given, max_size=2)
        found.append(st.builds(lambda bounds: Between(field.name, **bounds), bounds))
    if field.kind is Kind.TEXT:
        tags = st.lists(st.sampled_from((*LANGUAGES, "zh", "fr")), max_size=2).map(tuple)
        found.append(st.builds(InLanguage, name, tags))
        found += [] if pattern.tidy else [st.builds(Words, WORDS, name)]
    if class_name != RECORD and not pattern.model.classes[class_name].is_part:
        reasons = [code.iri for code in pattern.model.lists["AbsenceReason"].codes]
        found.append(st.builds(Absent, name, st.lists(st.sampled_from(reasons), max_size=2).map(tuple)))
    return found


def given_values(pattern: Pattern, field: Field) -> st.SearchStrategy[str | int | bool | Decimal]:
    """Values that may be asked for in a field."""
    model = pattern.model
    numbers = [Decimal(text) for text in DECIMAL_TEXTS if len(text) <= (SHORT if pattern.tidy else len(text))]
    match field.kind:
        case Kind.TEXT:
            return st.one_of(st.sampled_from(TEXTS), texts)
        case Kind.BOOLEAN:
            return st.booleans()
        case Kind.INTEGER:
            return st.sampled_from(numbers).map(int)
        case Kind.DECIMAL:
            return st.sampled_from(numbers)
        case Kind.CODE:
            return st.sampled_from([code.iri for code in model.lists[field.target or ""].codes[:5]])
        case Kind.LINK:
            return st.sampled_from(record_iris(model.classes[field.target or ""]))
        case Kind.PROPERTY:
            return st.sampled_from([each.path for each in model.records[0].fields])
        case _:
            return st.sampled_from(_GIVEN.get(field.kind, DATE_TEXTS))


_GIVEN: Final = {
    Kind.STRING: STRINGS,
    Kind.URL: URLS,
    Kind.IRI: URLS,
    Kind.YEAR: ("2030", "1999", "-0044"),
    Kind.ANY: ("2030", "climate", "1.50"),
}


def _linked(pattern: Pattern, class_name: str, depth: int) -> st.SearchStrategy[Filter]:
    """Conditions on what a link, a part or a way back leads to."""
    model, through = pattern.model, (Kind.LINK, Kind.PART)
    ways = [(field.name, field.target or "") for field in fields_of(model, class_name) if field.kind in through]
    ways += [(inverse.name, owner_of(inverse)) for inverse in inverses_of(model, class_name)]

    def along(way: tuple[str, str]) -> st.SearchStrategy[Filter]:
        return st.builds(
            Linked,
            st.just(way[0]),
            st.sampled_from(Quantifier),
            st.deferred(lambda: filters(pattern, way[1], depth - 1)),
        )

    return st.sampled_from(ways).flatmap(along) if ways else st.nothing()


def orders(pattern: Pattern, class_name: str) -> st.SearchStrategy[Order]:
    """All orders that a list of a class may have."""
    if class_name == RECORD:
        names = [field.name for field in fields_of(pattern.model, RECORD) if "sort" in field.uses]
    else:
        names = [field.name for field in sortables(pattern.model.classes[class_name])]
    return st.builds(Order, st.sampled_from([None, *names, *names]), st.booleans())


def class_names(pattern: Pattern, registry: Records) -> st.SearchStrategy[str]:
    """A class that has records, and any of them."""
    segments = sorted({iri.removeprefix(RECORDS).partition("/")[0] for iri in registry})
    present = [pattern.model.by_segment[segment].name for segment in segments]
    return st.sampled_from([*present, *present, RECORD])


def facet_names(pattern: Pattern, class_name: str) -> Sequence[str]:
    """What the records of a class can be counted by."""
    return list(facetables(pattern.model, pattern.model.classes[class_name]))


def dates_of(pattern: Pattern, class_name: str) -> Sequence[str]:
    """The date fields of a class."""
    return [field.name for field in pattern.model.classes[class_name].fields if field.kind in DATES]
