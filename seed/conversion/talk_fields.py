"""Which words the files of `seed/talk` may use: classes, fields and parts, and how each value becomes an RDF term.

The names are the API's; a test holds that each is a property of the shapes. Neighbours: `talk_entries` reads the files
with this table, `talk` writes the statements.
"""

from dataclasses import dataclass
from typing import Final

from registry.namespaces import CODES, RDF_LANG_STRING, RECORDS, SDG, SKOS, TERMS, XSD, XSD_STRING
from registry.rdf.terms import Iri, Literal, Term

LANGUAGE: Final = "en"  # of notes and reasons, which the files write as plain strings

# File stem: class, segment of its IRIs.
CLASSES: Final = {
    "actors": ("Actor", "actor"),
    "barriers": ("Barrier", "barrier"),
    "challenges": ("Challenge", "challenge"),
    "events": ("Event", "event"),
    "instruments": ("Instrument", "instrument"),
    "missions": ("Mission", "mission"),
    "places": ("Place", "place"),
    "policy-initiatives": ("PolicyInitiative", "policy-initiative"),
    "principles": ("Principle", "principle"),
    "projects": ("Project", "project"),
    "sources": ("Source", "source"),
    "strategies": ("Strategy", "strategy"),
}

# Folder of a record by its country; every other record is international.
HOMES: Final = {
    "denmark": "dk",
    "france": "fr",
    "netherlands": "nl",
    "spain": "es",
    "sweden": "se",
    "united-kingdom": "gb",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record or part: its property, the kind of its values, and the segment or scheme that they name.

    `many` says whether a citation must name the value; `inferred` is the status of citations that do not say theirs.
    """

    path: str
    kind: str
    range: str = ""
    many: bool = False
    inferred: bool = False

    @property
    def word(self) -> str:
        """The field as part of a fragment: `alternative-title` for `alternativeTitle`."""
        local = self.path.removeprefix(TERMS).removeprefix(SKOS)
        return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in local)

    def term(self, value: str, language: str | None = None) -> Term:
        """The value as an RDF term."""
        match self.kind:
            case "text":
                return Literal(value, RDF_LANG_STRING, language or LANGUAGE)
            case "link":
                return Iri(f"{RECORDS}{self.range}/{value}")
            case "code":
                return Iri(f"{SDG}{value}" if self.range == "sdg" else f"{CODES}{self.range}/{value}")
            case "property":
                return Iri(TERMS + value)
            case "date":
                return Literal(value, XSD + ("gYear", "gYearMonth", "date")[value.count("-")])
            case "decimal":
                return Literal(value if "." in value else f"{value}.0", XSD + "decimal")
            case "string":
                return Literal(value, XSD_STRING)
        return Literal(value, XSD + self.kind)


def _text(name: str) -> Field:
    return Field(TERMS + name, "text", many=True)


def _link(name: str, segment: str, many: bool = False) -> Field:
    return Field(TERMS + name, "link", segment, many)


def _code(name: str, scheme: str, many: bool = False) -> Field:
    return Field(TERMS + name, "code", scheme, many, inferred=True)


FIELDS: Final = {
    "title": _text("title"),
    "alternativeTitles": _text("alternativeTitle"),
    "summary": _text("summary"),
    "condition": _text("condition"),
    "country": _link("country", "place"),
    "places": _link("place", "place", many=True),
    "within": _link("within", "place", many=True),
    "initiatives": _link("initiative", "policy-initiative", many=True),
    "parentMission": _link("parentMission", "mission"),
    "missions": _link("mission", "mission", many=True),
    "challenges": _link("challenge", "challenge", many=True),
    "broader": Field(SKOS + "broader", "link", "challenge", many=True),
    "principles": _link("principle", "principle", many=True),
    "strategies": _link("strategy", "strategy", many=True),
    "answers": Field(TERMS + "answer", "link", "barrier", many=True, inferred=True),
    "instruments": _link("instrument", "instrument", many=True),
    "lead": _link("lead", "actor"),
    "provider": _link("provider", "actor"),
    "beneficiaries": _link("beneficiary", "actor", many=True),
    "memberOf": _link("memberOf", "actor", many=True),
    "recording": _link("recording", "source"),
    "partOf": _link("partOf", "source"),
    "sdgs": _code("sdg", "sdg", many=True),
    "dimensions": _code("dimension", "moip-dimension", many=True),
    "instrumentTypes": _code("instrumentType", "instrument-type", many=True),
    "side": _code("side", "policy-side"),
    "actorType": _code("actorType", "actor-type"),
    "actorKind": _code("actorKind", "actor-kind"),
    "helixRole": _code("helixRole", "helix-role"),
    "placeKind": _code("placeKind", "place-kind"),
    "sourceKind": _code("sourceKind", "source-kind"),
    "acronyms": Field(TERMS + "acronym", "string", many=True),
    "languages": Field(TERMS + "language", "string", many=True),
    "publisher": Field(TERMS + "publisher", "string"),
    "videoId": Field(TERMS + "videoId", "string"),
    "url": Field(TERMS + "url", "anyURI"),
    "startDate": Field(TERMS + "startDate", "date"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a record: the property that holds it, its class, the fields that name it, and all its fields."""

    path: str
    type: str
    named_by: tuple[str, ...]
    fields: dict[str, Field]
    inferred: bool = False
    cited: bool = True


_NOTE: Final = _text("note")

PARTS: Final = {
    "participations": Part(
        TERMS + "participation",
        "Participation",
        ("actor", "function"),
        {
            "actor": _link("actor", "actor"),
            "function": _code("function", "function"),
            "helixRole": _code("helixRole", "helix-role"),
            "note": _NOTE,
        },
    ),
    "criterionAssessments": Part(
        TERMS + "criterionAssessment",
        "CriterionAssessment",
        ("criterion",),
        {
            "criterion": _code("criterion", "criterion"),
            "verdict": _code("verdict", "verdict"),
            "reason": _text("reason"),
        },
        inferred=True,
    ),
    "barrierReports": Part(
        TERMS + "barrierReport",
        "BarrierReport",
        ("barrier",),
        {"barrier": _link("barrier", "barrier"), "reporter": _link("reporter", "actor"), "note": _NOTE},
    ),
    "figures": Part(
        TERMS + "figure",
        "Figure",
        ("key",),
        {
            "indicator": _text("indicator"),
            "value": Field(TERMS + "value", "decimal"),
            "unit": Field(TERMS + "unit", "string"),
        },
    ),
    "absences": Part(
        TERMS + "absence",
        "Absence",
        ("property",),
        {
            "property": Field(TERMS + "citedProperty", "property"),
            "reason": _code("absenceReason", "absence-reason"),
            "note": _NOTE,
        },
        cited=False,
    ),
}
