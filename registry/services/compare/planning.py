"""The columns that comparing needs of each class (`registry.index.tables.Plan`), gathered from all dimensions.

Columns are named as the way to them: `challenges`, `participations.helixRole`, `!target`. A way that leaves the record
over a link ends there; what follows is a column of the other class (`registry.services.compare.reading`).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from registry.index.tables import Extract, Plan
from registry.model.spec import Kind, Model, RecordClass
from registry.services.compare.completeness import Completeness
from registry.services.compare.dimensions import Dimension, Route, leads
from registry.services.compare.saying import (
    Criteria,
    Money,
    PartValues,
    Period,
    TargetPresence,
    TargetQuality,
    Values,
    YearOf,
    called,
)

ACTORS: Final[tuple[Route, ...]] = (("participations", "actor"), ("lead",), ("provider",), ("beneficiaries",))
"""Who leads, provides, receives or takes part."""
SOURCES: Final[Route] = ("citations", "source")
SOURCE_KINDS: Final[Route] = ("citations", "source", "sourceKind")
MONEY: Final[Mapping[str, Route]] = {
    "Instrument": ("!money",),
    "Mission": ("instruments", "!money"),
    "PolicyInitiative": ("instruments", "!money"),
    "Project": ("instruments", "!money"),
    "Challenge": ("instruments", "!money"),
}
"""Where the amounts of a class's records stand."""
TARGETS: Final[Mapping[str, Route]] = {"Mission": ("!targets",), "PolicyInitiative": ("missions", "!targets")}
PLACES: Final[tuple[Route, ...]] = (("country",), ("places",))
"""The places that a record counts for."""
OF_PLACES: Final[tuple[Route, ...]] = (("isoCode",), ("within",), ("placeKind",), ("!names",))
SIDE_CLASSES: Final = ("Mission", "PolicyInitiative")
"""Records that can stand side by side; a record belongs to one when it is it, or links to it."""


def plan_of(model: Model, known: Mapping[str, Dimension]) -> Plan:
    """The plan of a model."""
    wanted: dict[str, dict[str, Extract]] = {each.name: {} for each in model.records}
    for class_name, route in _routes(model, known):
        _gather(model, model.classes[class_name], route, wanted)
    columns = sorted(f"{name}.{column}" for name, some in wanted.items() for column in some)
    return Plan(f"{model.digest} {' '.join(columns)}", wanted)


def _routes(model: Model, known: Mapping[str, Dimension]) -> Iterator[tuple[str, Route]]:
    for dimension in known.values():
        for class_name, routes in dimension.routes.items():
            yield from ((class_name, route) for route in routes)
        yield from dimension.otherwise.items()
    for by_class in (MONEY, TARGETS):
        for name, route in by_class.items():
            if name in model.classes and leads(model, model.classes[name], route):
                yield name, route
    for each in model.records:
        own = (*ACTORS, SOURCES, SOURCE_KINDS, *PLACES, *(OF_PLACES if each.name == "Place" else ()))
        yield from ((each.name, route) for route in own if leads(model, each, route))
        yield from ((each.name, (name,)) for name in side_links(each))


def side_links(record_class: RecordClass) -> list[str]:
    """The fields that link to missions and initiatives."""
    return [field.name for field in record_class.fields if field.kind is Kind.LINK and field.target in SIDE_CLASSES]


def split(model: Model, class_name: str, route: Route) -> tuple[Route, str | None, Route]:
    """The steps inside the record, the class where the next ones go on, and those; ways back are a step of their own.

    The class is None where nothing follows.
    """
    owner = model.classes[class_name]
    for inside, name in enumerate(route, start=1):
        field = owner.by_name.get(name)
        if field is None:
            inverse = owner.inverse_by_name.get(name)
            return route[:inside], inverse.source if inverse else None, route[inside:]
        if field.kind is not Kind.PART:
            return route[:inside], field.target if route[inside:] else None, route[inside:]
        owner = model.classes[field.target or ""]
    raise ValueError(f"{route} ends at a part")


def _gather(model: Model, owner: RecordClass, route: Route, wanted: dict[str, dict[str, Extract]]) -> None:
    head, further, rest = split(model, owner.name, route)
    inverse = owner.inverse_by_name.get(head[0]) if head[0] not in owner.by_name else None
    if inverse is not None:
        _gather(model, model.classes[inverse.source], (inverse.field,), wanted)
    else:
        wanted[owner.name].setdefault(".".join(head), _extract(model, owner, head))
    if rest and further is not None:
        _gather(model, model.classes[further], rest, wanted)


def _extract(model: Model, owner: RecordClass, head: Route) -> Extract:
    if not head[0].startswith("!"):
        first = owner.by_name[head[0]]
        return (
            Values(first) if len(head) == 1 else PartValues(first, model.classes[first.target or ""].by_name[head[1]])
        )
    fields = owner.by_name
    match head[0]:
        case "!startYear":
            return YearOf(fields["startDate"])
        case "!deadline":
            targets = fields["targets"]
            return YearOf(fields["deadline"], targets, model.classes[targets.target or ""].by_name["deadline"])
        case "!period":
            return Period(fields["startDate"], fields["endDate"])
        case "!target":
            return TargetPresence(fields["targets"], fields.get("deadline"))
        case "!targets":
            return TargetQuality(fields["targets"])
        case "!criterion":
            return Criteria(fields["criterionAssessments"])
        case "!money":
            return Money(fields["amounts"], fields["currency"], fields["startDate"])
        case "!completeness":
            return Completeness(model, owner)
        case _:
            return called
