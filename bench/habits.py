"""What real registries look like, as numbers: how many records of each class, how often a field is stated, and how
unevenly links fall. The generator takes classes and fields from the model, and from here only how often.
"""

from dataclasses import dataclass
from typing import Final

from registry.model.spec import Field, Kind, Model

COUNTRIES: Final = 60
"""The first places are countries; the others lie in them."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How a field is used."""

    chance: float
    """The part of all records that state it."""
    more: float = 0.0
    """The chance of each further value, where there may be several."""
    most: int = 6


@dataclass(frozen=True, slots=True)
class Share:
    """How many records a class has: a part of all, but not more than some number."""

    part: float
    most: int = 1 << 62


_SHARES: Final = {
    "Place": Share(0.05, 300),
    "Challenge": Share(0.03, 300),
    "Barrier": Share(0.01, 60),
    "Strategy": Share(0.01, 80),
    "Principle": Share(0.01, 40),
    "Mission": Share(0.20),
    "Actor": Share(0.30),
    "PolicyInitiative": Share(0.04),
    "Project": Share(0.06),
    "Event": Share(0.02),
    "Source": Share(0.06),
}
_OTHERS: Final = Share(0.01, 1_000)
_THE_REST: Final = "Instrument"

_BY_NAME: Final = {
    "Place.summary": Habit(0.1),
    "Place.within": Habit(1.0),
    "Mission.initiatives": Habit(0.7, 0.1),
    "Mission.parentMission": Habit(0.15),
    "Mission.challenges": Habit(0.9, 0.45, 4),
    "Mission.sdgs": Habit(0.7, 0.5, 4),
    "Mission.targets": Habit(0.4, 0.2, 3),
    "Mission.participations": Habit(0.95, 0.8, 10),
    "Mission.criterionAssessments": Habit(0.1, 0.6, 5),
    "Instrument.country": Habit(0.85),
    "Instrument.instrumentTypes": Habit(1.0, 0.3, 4),
    "Instrument.missions": Habit(0.95, 0.55, 6),
    "Instrument.amounts": Habit(0.36, 0.05, 2),
    "Actor.country": Habit(0.9),
    "Actor.places": Habit(0.15),
    "Actor.acronyms": Habit(0.35),
    "Citation.value": Habit(0.3),
    "Source.accessed": Habit(0.6),
    "currency": Habit(1.0),
    "unit": Habit(1.0),
    "title": Habit(1.0, 0.35, 3),
    "alternativeTitles": Habit(0.08),
    "summary": Habit(0.45, 0.15, 2),
    "startDate": Habit(0.6),
    "endDate": Habit(0.2),
    "deadline": Habit(0.5),
    "country": Habit(1.0),
    "places": Habit(0.2, 0.2, 3),
    "challenges": Habit(0.5, 0.3, 3),
    "citations": Habit(0.9, 0.4, 5),
    "absences": Habit(0.06),
    "figures": Habit(0.02),
    "exactMatches": Habit(0.05),
    "barrierReports": Habit(0.02),
    "principles": Habit(0.05),
    "strategies": Habit(0.05),
    # A timestamp that may be read in two ways is for the person who watches the recording to say.
    "reading": Habit(0.0),
    "alternativeSeconds": Habit(0.0),
}
_BY_KIND: Final = {
    Kind.TEXT: Habit(0.1),
    Kind.URL: Habit(0.5),
    Kind.LINK: Habit(0.4, 0.25, 4),
    Kind.CODE: Habit(0.7, 0.25, 3),
    Kind.PART: Habit(0.1, 0.2, 3),
}
_USUALLY: Final = Habit(0.4, 0.2, 3)

NEEDS: Final = {
    "Target.unit": "value",
    "Target.baseline": "value",
    "Target.baselineYear": "baseline",
    "Instrument.currency": "amounts",
}
"""Fields that only make sense beside another one of the same record or part."""

EVENNESS: Final = {"Mission": 1.6, "Instrument": 1.6, "PolicyInitiative": 2.0, "Source": 2.5, "Actor": 4.0}
"""How links to a class fall: 1 evenly; the larger the number, the more of them on few records."""
USUAL_EVENNESS: Final = 2.5


def habit_of(class_name: str, field: Field) -> Habit:
    """How that field is used: by its own name, else by its kind; a required one is always there."""
    name = f"{class_name}.{field.name}"
    found = _BY_NAME.get(name) or _BY_NAME.get(field.name) or _BY_KIND.get(field.kind, _USUALLY)
    chance = 1.0 if field.required else found.chance
    return Habit(chance, found.more if field.many else 0.0, found.most if field.many else 1)


def counts(model: Model, size: int) -> dict[str, int]:
    """How many records of each class a registry of `size` records has; at least one of each.

    Raises `ValueError` for a size at which that does not fit.
    """
    if size < 100:
        raise ValueError(f"{size} records are too few for a registry with every class; make 100 or more")
    names = [c.name for c in model.records if c.name != _THE_REST]
    shares = {name: _SHARES.get(name, _OTHERS) for name in names}
    found = {name: max(1, min(int(size * share.part), share.most)) for name, share in shares.items()}
    return {**found, _THE_REST: size - sum(found.values())}
