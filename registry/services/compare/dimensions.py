"""By what records can be compared: the dimensions, and for each class of records the way to their values.

A field that the shapes mark with `mr:use "compare"` is a dimension of its class, named as its property is. The table
below adds what lies further away (the types of the instruments that serve a mission) or is worked out
(`registry.services.compare.saying`). A way is a list of names: fields of the record or of its parts, links to other
records, ways back; one that begins with `!` is worked out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeAlias

from registry.model.spec import Field, Kind, Model, RecordClass
from registry.namespaces import TERMS
from registry.services.compare.saying import BOTH, DEADLINE, MEASURABLE, TARGET, comparable

Route: TypeAlias = tuple[str, ...]
"""Names from a record to the values of a dimension."""


class Order(Enum):
    """In which order a dimension's values stand."""

    COUNT = "those with most records first"
    LIST = "as its list has them, all of them"
    NATURAL = "by their names, numbers by size"


class Fold(Enum):
    """What is made of a value before it is a row."""

    GOAL = "the goal that a target of the SDGs belongs to"
    STATUS = "where a day lies in a period"


@dataclass(frozen=True, slots=True)
class Dimension:
    """By what records can be compared."""

    name: str
    label: str
    description: str
    routes: Mapping[str, tuple[Route, ...]]
    """For each class that has it: the ways to its values, all of which count."""
    otherwise: Mapping[str, Route]
    """For some classes: where a part's value is taken from when the part itself has none."""
    order: Order = Order.COUNT
    fold: Fold | None = None
    code_list: str | None = None
    """The list of its codes, where its values are codes."""
    labels: tuple[tuple[str, str], ...] = ()
    """Keys and labels of values that are worked out, in order."""


_SHORT_LIST: Final = 10
"""Lists of so many codes are shown whole, so that a missing one is seen to be missing."""
_OWN_NAMES: Final[Mapping[str, str]] = {f"{TERMS}dimension": "moipDimension"}
_TOLD_OTHERWISE: Final = frozenset({f"{TERMS}verdict"})
"""Marked for comparing, but told by another dimension: a verdict without its criterion says nothing."""
ABOUT: Final = "about"
"""The status of what begins or ends in the year or month of the day, its own day not being stated."""
STATUSES: Final = (
    ("planned", "Planned"),
    ("begun", "Begun, end not stated"),
    ("running", "Running"),
    (ABOUT, "Begins or ends about then, the day is not stated"),
    ("ended", "Ended"),
)
_TARGETS: Final = (
    (TARGET, "Target"),
    (MEASURABLE, "Target with value and unit"),
    (DEADLINE, "Deadline, its own or a target's"),
    (BOTH, "Measurable target and deadline"),
)
_FURTHER: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "moipDimension": {
        "Mission": ("barrierReports.barrier.dimensions", "strategies.dimensions", "principles.dimensions"),
        "PolicyInitiative": ("barrierReports.barrier.dimensions", "strategies.dimensions", "principles.dimensions"),
        "Project": ("barrierReports.barrier.dimensions", "strategies.dimensions", "principles.dimensions"),
        "Actor": ("barrierReports.barrier.dimensions", "strategies.dimensions", "principles.dimensions"),
        "Event": ("strategies.dimensions", "principles.dimensions"),
    },
    "moipType": {"Mission": ("initiatives.moipType",), "Instrument": ("initiatives.moipType",)},
    "instrumentType": {
        "Mission": ("instruments.instrumentTypes",),
        "PolicyInitiative": ("instruments.instrumentTypes",),
        "Project": ("instruments.instrumentTypes",),
    },
    "side": {
        "Mission": ("instruments.side",),
        "PolicyInitiative": ("instruments.side",),
        "Project": ("instruments.side",),
    },
    "actorKind": {
        "Mission": ("participations.actor.actorKind",),
        "PolicyInitiative": ("participations.actor.actorKind", "lead.actorKind"),
        "Project": ("participations.actor.actorKind",),
        "Event": ("participations.actor.actorKind",),
        "Instrument": ("provider.actorKind", "beneficiaries.actorKind"),
    },
    "actor": {
        "Mission": ("participations.actor",),
        "PolicyInitiative": ("participations.actor", "lead"),
        "Project": ("participations.actor",),
        "Event": ("participations.actor",),
        "Instrument": ("provider", "beneficiaries"),
    },
    "helixRole": {
        "PolicyInitiative": ("lead.helixRole",),
        "Instrument": ("provider.helixRole", "beneficiaries.helixRole"),
    },
    "barrier": {"Strategy": ("answers",)},
    "strategy": {"Barrier": ("strategies",)},
    "sourceKind": {"*": ("citations.source.sourceKind",)},
    "claimStatus": {"*": ("citations.status",)},
    "target": {"Mission": ("!target",)},
    "deadline": {"Mission": ("!deadline",)},
    "startYear": {"*": ("!startYear",)},
    "status": {"*": ("!period",)},
    "completeness": {"*": ("!completeness",)},
}
"""Ways that no mark in the shapes gives, by dimension and class; `*` stands for every class that has such fields."""
_OTHERWISE: Final[Mapping[str, str]] = {"participations.helixRole": "participations.actor.helixRole"}
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "actor": ("actor", "Who leads, provides, receives or takes part; the lead of a policy initiative counts."),
    "actorKind": (
        "kind of actor",
        "The kind of organisation of whoever leads, provides, receives or takes part; the lead of a policy initiative "
        "counts.",
    ),
    "helixRole": (
        "helix role",
        "The part of society that whoever leads, provides, receives or takes part stands for: the role of the "
        "participation, else the actor's own. The lead of a policy initiative counts with the lead's own role.",
    ),
    "criterion": (
        "criterion (curators' verdict)",
        "Mazzucato's criteria as curators judged them: met is present, not met is absent. What a record itself shows "
        "by rules is told by its assessment, and may differ.",
    ),
    "moipDimension": ("dimension of mission policy", "Strategic orientation, policy coordination or implementation."),
    "sdgGoal": ("SDG goal", "The Sustainable Development Goal; a target of the SDGs counts for its goal."),
    "target": ("target and deadline", "Whether a target, a measurable one and a deadline are on record."),
    "deadline": (
        "deadline",
        "The years of the mission's deadline and of those of all its targets; a target without one has the mission's.",
    ),
    "startYear": ("start year", "The year in which it begins."),
    "status": (
        "status",
        "Whether it is planned, running or over on a day, by its own dates, as far as these make it certain.",
    ),
    "completeness": ("completeness", "How complete the record is, by the rules of its shape."),
    "strategy": ("strategy", "A practice that answers barriers."),
    "sourceKind": ("kind of source", "Of which kinds the sources are that the record cites."),
    "claimStatus": ("status of claims", "Whether what the record says is stated, inferred, disputed or verified."),
}
_LABELS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {"target": _TARGETS, "status": STATUSES}
_LISTS: Final[Mapping[str, str]] = {"completeness": "CompletenessLevel"}


def dimensions(model: Model) -> Mapping[str, Dimension]:
    """Every dimension of a model by its name, in the order of names."""
    found: dict[str, Dimension] = {}
    for record_class in model.records:
        for route, field in _marked(model, record_class):
            name = _OWN_NAMES.get(field.path, field.path.removeprefix(TERMS))
            known = found.get(name) or _from_field(model, name, field)
            found[name] = _with(known, record_class.name, route)
    for name, by_class in _FURTHER.items():
        if _LISTS.get(name, "") not in ("", *model.lists):
            continue  # its codes are no part of this model
        for class_name, ways in by_class.items():
            for each in (each for each in model.records if class_name in ("*", each.name)):
                for way in ways:
                    route = tuple(way.split("."))
                    if leads(model, each, route):
                        found[name] = _with(found.get(name) or _further(model, name, each, route), each.name, route)
    if "sdg" in found:
        label, text = _WORDS["sdgGoal"]
        goal = replace(found["sdg"], name="sdgGoal", label=label, description=text, fold=Fold.GOAL, order=Order.NATURAL)
        found["sdgGoal"] = goal
    return dict(sorted(found.items()))


def _marked(model: Model, record_class: RecordClass) -> Iterator[tuple[Route, Field]]:
    for field in record_class.fields:
        if field.kind is Kind.PART:
            for inner in model.classes[field.target or ""].fields:
                if comparable(inner) and inner.path not in _TOLD_OTHERWISE:
                    special = inner.path == f"{TERMS}criterion"
                    yield (("!criterion",) if special else (field.name, inner.name)), inner
        elif comparable(field):
            yield (field.name,), field


def _from_field(model: Model, name: str, field: Field) -> Dimension:
    term = _english(model.terms.get(field.path, field.label)) or name
    label, text = _WORDS.get(name, (term, _english(field.description)))
    code_list = field.target if field.kind is Kind.CODE else None
    return Dimension(name, label, text, {}, {}, _order(model, code_list), code_list=code_list)


def _further(model: Model, name: str, record_class: RecordClass, route: Route) -> Dimension:
    label, text = _WORDS[name]
    code_list = _LISTS.get(name) or _target(model, record_class, route)
    order = Order.LIST if name in _LABELS else _order(model, code_list)
    if name in ("startYear", "deadline"):
        order = Order.NATURAL
    fold = Fold.STATUS if name == "status" else None
    return Dimension(name, label, text, {}, {}, order, fold, code_list, _LABELS.get(name, ()))


def _order(model: Model, code_list: str | None) -> Order:
    short = code_list is not None and len(model.lists[code_list].codes) <= _SHORT_LIST
    return Order.LIST if short else Order.COUNT


def _with(known: Dimension, class_name: str, route: Route) -> Dimension:
    ways = (*known.routes.get(class_name, ()), route)
    otherwise = known.otherwise
    if ".".join(route) in _OTHERWISE:
        otherwise = {**otherwise, class_name: tuple(_OTHERWISE[".".join(route)].split("."))}
    return replace(known, routes={**known.routes, class_name: ways}, otherwise=otherwise)


def leads(model: Model, record_class: RecordClass, route: Route) -> bool:
    """Whether the class has that way."""
    name, rest = route[0], route[1:]
    if name.startswith("!"):
        return all(field in record_class.by_name for field in _NEEDS.get(name, ()))
    field = record_class.by_name.get(name)
    if field is None:
        inverse = record_class.inverse_by_name.get(name)
        source = None if inverse is None else model.classes[inverse.source]
        return source is not None and not source.is_part and (not rest or leads(model, source, rest))
    if not rest:
        return field.kind is not Kind.PART
    return field.kind in (Kind.LINK, Kind.PART) and leads(model, model.classes[field.target or ""], rest)


_NEEDS: Final[Mapping[str, Sequence[str]]] = {
    "!startYear": ("startDate",),
    "!period": ("startDate", "endDate"),
    "!deadline": ("deadline",),
    "!target": ("targets",),
    "!criterion": ("criterionAssessments",),
    "!targets": ("targets",),
    "!money": ("amounts", "currency", "startDate"),
}


def _target(model: Model, record_class: RecordClass, route: Route) -> str | None:
    """The code list that a way ends at, if it does."""
    name, rest = route[0], route[1:]
    field = record_class.by_name.get(name)
    if field is None:
        inverse = record_class.inverse_by_name.get(name)
        return _target(model, model.classes[inverse.source], rest) if inverse and rest else None
    if rest:
        return _target(model, model.classes[field.target or ""], rest)
    return field.target if field.kind is Kind.CODE else None


def _english(texts: Mapping[str, str]) -> str:
    return texts.get("en", next(iter(texts.values()), ""))
