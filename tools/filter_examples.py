"""Examples of filters: one for each operator, all of which find something in the seed (a test asks them).

By input type and entry: the list that is asked, and the condition.
"""

from collections.abc import Mapping
from typing import Final

_PLACES: Final = "https://w3id.org/mission-registry/id/place"
_SWEDEN, _NORWAY = f'"{_PLACES}/sweden"', f'"{_PLACES}/norway"'

EXAMPLES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "MissionFilter": {
        "and": ("missions", 'and: [{title: {matches: "city"}}, {title: {inLanguage: ["de"]}}]'),
        "or": ("missions", "or: [{targets: {stated: true}}, {sdgs: {stated: true}}]"),
        "not": ("missions", 'not: {deadline: {lte: "2030"}}'),
        "id": ("missions", 'id: {eq: "https://w3id.org/mission-registry/id/mission/redesigning-mobility"}'),
        "text": ("missions", 'text: "climate neutral"'),
        "presence": ("missions", "presence: {of: deadline, in: [NOT_SET, UNKNOWN]}"),
    },
    "IdFilter": {
        "eq": ("places", f"id: {{eq: {_SWEDEN}}}"),
        "in": ("places", f"id: {{in: [{_SWEDEN}, {_NORWAY}]}}"),
    },
    "StringFilter": {
        "eq": ("actors", 'acronyms: {eq: "CSIRO"}'),
        "in": ("places", 'isoCode: {in: ["SE", "NO"]}'),
        "startsWith": ("sources", 'url: {startsWith: "https://www.youtube.com/"}'),
        "stated": ("sources", "publisher: {stated: false}"),
    },
    "TextFilter": {
        "eq": ("missions", 'title: {eq: "Climate-neutral city"}'),
        "in": ("missions", 'title: {in: ["Climate-neutral city", "Drought Resilience Mission"]}'),
        "startsWith": ("missions", 'title: {startsWith: "Climate"}'),
        "matches": ("missions", 'title: {matches: "resilience drought"}'),
        "inLanguage": ("missions", 'title: {inLanguage: ["de", "sv"]}'),
        "stated": ("missions", "alternativeTitles: {stated: true}"),
    },
    "DecimalFilter": {
        "eq": ("instruments", 'amounts: {eq: "100000000"}'),
        "in": ("instruments", 'amounts: {in: ["100000000", "150000000"]}'),
        "lt": ("instruments", 'amounts: {lt: "1000000"}'),
        "lte": ("instruments", 'amounts: {lte: "6000000"}'),
        "gt": ("instruments", 'amounts: {gt: "1000000000"}'),
        "gte": ("instruments", 'amounts: {gte: "50000000", lt: "500000000"}'),
        "stated": ("instruments", "amounts: {stated: true}"),
    },
    "PartialDateFilter": {
        "eq": ("missions", 'startDate: {eq: "2021"}'),
        "in": ("missions", 'deadline: {in: ["2030", "2050"]}'),
        "lt": ("missions", 'deadline: {lt: "2030"}'),
        "lte": ("missions", 'deadline: {lte: "2030"}'),
        "gt": ("missions", 'deadline: {gt: "2040"}'),
        "gte": ("missions", 'startDate: {gte: "2018", lt: "2021"}'),
        "stated": ("missions", "deadline: {stated: false}"),
    },
    "SustainableDevelopmentGoalFilter": {
        "eq": ("missions", "sdgs: {eq: SDG_3}"),
        "in": ("missions", "sdgs: {in: [SDG_2_4, SDG_11_2]}"),
        "within": ("missions", "sdgs: {within: SDG_3}"),
        "stated": ("missions", "sdgs: {stated: true}"),
    },
    "PlaceLinkFilter": {
        "eq": ("missions", f"country: {{eq: {_SWEDEN}}}"),
        "in": ("missions", f"country: {{in: [{_SWEDEN}, {_NORWAY}]}}"),
        "stated": ("actors", "country: {stated: false}"),
        "some": ("missions", 'country: {some: {isoCode: {eq: "SE"}}}'),
        "every": ("places", "missions: {every: {deadline: {stated: true}}}"),
        "none": ("places", "missions: {none: {}}"),
    },
    "ParticipationPartFilter": {
        "stated": ("missions", "participations: {stated: true}"),
        "some": (
            "missions",
            "participations: {some: {function: {eq: OWNER}, actor: {some: {actorKind: {eq: AGENCY}}}}}",
        ),
        "every": ("missions", "targets: {every: {deadline: {stated: true}}}"),
        "none": ("missions", "participations: {none: {function: {eq: FUNDER}}}"),
    },
    "PropertyFilter": {
        "eq": ("missions", 'citations: {some: {property: {eq: "deadline"}}}'),
        "in": ("missions", 'absences: {some: {property: {in: ["deadline", "targets"]}}}'),
        "stated": ("missions", "citations: {some: {property: {stated: true}}}"),
    },
    "AnyValueFilter": {
        "eq": ("missions", 'citations: {some: {value: {eq: "Climate-neutral city"}}}'),
        "in": ("missions", 'citations: {some: {value: {in: ["Climate-neutral city", "2030"]}}}'),
        "stated": ("missions", "citations: {some: {value: {stated: false}}}"),
    },
}


def example(type_name: str, entry: str) -> str:
    """The example for an entry as one would write it; raises `KeyError` where there is none."""
    root, condition = EXAMPLES[type_name][entry]
    return f"{root}(where: {{{condition}}})"
