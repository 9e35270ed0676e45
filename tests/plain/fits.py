"""Whether one record or part fits a filter: each kind of filter in a few lines, by what its docstring says."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from registry.index.columns import DATES
from registry.index.decoding import shown
from registry.index.filters import (
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
    Quantifier,
    StartsWith,
    Stated,
    Words,
)
from registry.index.projection import Projection
from registry.model.spec import Field, Kind
from registry.rdf.terms import BlankNode, Iri, Literal
from tests.plain.dates import date_is_between, lies_within
from tests.plain.words import searched, stand_somewhere, stand_together, texts_of
from tests.plain.world import World, parts_of


def fits(world: World, node: Projection, where: Filter) -> bool:
    """Whether a record or part fits."""
    return _FITS[type(where)](world, node, where)


def _all_of(world: World, node: Projection, where: AllOf) -> bool:
    return all(fits(world, node, each) for each in where.filters)


def _any_of(world: World, node: Projection, where: AnyOf) -> bool:
    return any(fits(world, node, each) for each in where.filters)


def _not(world: World, node: Projection, where: Not) -> bool:
    return not fits(world, node, where.filter)


def _ids(world: World, node: Projection, where: Ids) -> bool:
    return node.iri in where.iris


def _field(world: World, node: Projection, name: str) -> Field:
    return world.class_of(node).by_name[name]


def _one_of(world: World, node: Projection, where: OneOf) -> bool:
    field = _field(world, node, where.field)
    return any(_equals(field, value, given) for value in node.many(where.field) for given in where.values)


def _equals(field: Field, value: Any, given: str | int | bool | Decimal) -> bool:
    if field.kind is Kind.TEXT:
        return bool(value[1] == given)
    if field.kind in DATES:
        return lies_within(value, str(given))
    if isinstance(value, Iri | Literal | BlankNode):
        return shown(value) == given
    return bool((value.iri if isinstance(value, Projection) else value) == given)


def _starts_with(world: World, node: Projection, where: StartsWith) -> bool:
    texts = texts_of(node, _field(world, node, where.field))
    return any(text.startswith(where.prefix) for _, text in texts)


def _between(world: World, node: Projection, where: Between) -> bool:
    is_date = _field(world, node, where.field).kind in DATES
    is_between: Callable[[Any, Between], bool] = date_is_between if is_date else _number_is_between
    return any(is_between(value, where) for value in node.many(where.field))


def _number_is_between(value: int | Decimal, bounds: Between) -> bool:
    number = float(value)
    return (
        (bounds.less is None or number < float(bounds.less))
        and (bounds.at_most is None or number <= float(bounds.at_most))
        and (bounds.greater is None or number > float(bounds.greater))
        and (bounds.at_least is None or number >= float(bounds.at_least))
    )


def _stated(world: World, node: Projection, where: Stated) -> bool:
    inverse = world.class_of(node).inverse_by_name.get(where.field)
    found = world.linking_to(node.iri, inverse) if inverse is not None else node.many(where.field)
    return bool(found) == where.stated


def _absent(world: World, node: Projection, where: Absent) -> bool:
    path = _field(world, node, where.field).path
    return any(
        absence.values.get("property") == path and absence.values.get("absenceReason") in where.reasons
        for absence in parts_of(node, "absences")
    )


def _in_language(world: World, node: Projection, where: InLanguage) -> bool:
    tags = [tag for tag, _ in texts_of(node, _field(world, node, where.field))]
    return any(tag == wanted or tag.startswith(f"{wanted}-") for tag in tags for wanted in where.languages)


def _words(world: World, node: Projection, where: Words) -> bool:
    if where.field is None:
        return stand_somewhere([(language, text) for _, language, text in searched(world, node)], where.text)
    return stand_together(texts_of(node, _field(world, node, where.field)), where.text)


def _linked(world: World, node: Projection, where: Linked) -> bool:
    verdicts = [fits(world, other, where.filter) for other in _others(world, node, where.field)]
    match where.quantifier:
        case Quantifier.SOME:
            return any(verdicts)
        case Quantifier.EVERY:
            return all(verdicts)
        case Quantifier.NONE:
            return not any(verdicts)


def _others(world: World, node: Projection, name: str) -> list[Projection]:
    """The records or parts that a link, a part field or an inverse leads to."""
    field = world.field_of(node, name)
    if field is None:
        return world.linking_to(node.iri, world.class_of(node).inverse_by_name[name])
    return parts_of(node, name) if field.kind is Kind.PART else world.linked(node, field)


_FITS: Final[Mapping[type, Callable[[World, Projection, Any], bool]]] = {
    AllOf: _all_of,
    AnyOf: _any_of,
    Not: _not,
    Ids: _ids,
    OneOf: _one_of,
    StartsWith: _starts_with,
    Between: _between,
    Stated: _stated,
    Absent: _absent,
    InLanguage: _in_language,
    Words: _words,
    Linked: _linked,
}
