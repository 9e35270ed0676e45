"""A small model made by hand, with a field of every kind, and statements of a small registry that follows it."""

from collections.abc import Iterable
from dataclasses import replace

from registry.model.spec import Code, CodeList, Field, Inverse, Kind, Model, RecordClass, Rule, Severity
from registry.namespaces import CODES, RDF_TYPE, RECORDS, SHAPES, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple, text


def field(
    name: str,
    kind: Kind,
    *,
    of: str = "Record",
    path: str = "",
    target: str | None = None,
    many: bool = False,
    required: bool = False,
    inverse: str | None = None,
    unique_language: bool = False,
    uses: tuple[str, ...] = (),
) -> Field:
    """A field with the little that readers look at."""
    rules = (Rule("", "uniqueLang", "true", Severity.VIOLATION, {}),) if unique_language else ()
    return Field(
        name=name,
        path=TERMS + (path or name),
        kind=kind,
        target=target,
        many=many,
        required=required,
        label={"en": name},
        description={"en": f"What {name} is."},
        shape=f"{SHAPES}{of}-{name}",
        order=0,
        group="",
        uses=frozenset(uses),
        inverse=inverse,
        rules=rules,
    )


SHARED = (
    field("title", Kind.TEXT, many=True, required=True, unique_language=True, uses=("search", "sort")),
    field("alternativeTitles", Kind.TEXT, path="alternativeTitle", many=True, uses=("search",)),
    field("citations", Kind.PART, path="citation", target="Citation", many=True),
    field("absences", Kind.PART, path="absence", target="Absence", many=True),
)


def record_class(
    name: str, segment: str, plural: str, *fields: Field, inverses: tuple[Inverse, ...] = ()
) -> RecordClass:
    """A class of records with the shared fields and its own."""
    return _class(name, segment, plural, SHARED + fields, inverses, is_part=False)


def part_class(name: str, *fields: Field) -> RecordClass:
    """A class of parts."""
    return _class(name, "", "", fields, (), is_part=True)


def _class(
    name: str, segment: str, plural: str, fields: tuple[Field, ...], inverses: tuple[Inverse, ...], *, is_part: bool
) -> RecordClass:
    label, description = {"en": name}, {"en": f"What a {name} is."}
    return RecordClass(
        name, TERMS + name, SHAPES + name, is_part, segment, plural, label, description, fields, inverses, ()
    )


def code_list(name: str, scheme: str, *notations: str, broader: dict[str, str] | None = None) -> CodeList:
    """A code list whose labels are its notations, in English and Swedish."""
    codes = tuple(
        Code(
            f"{CODES}{scheme}/{notation}",
            notation,
            {"en": f"{notation} in English", "sv": f"{notation} på svenska"},
            {"en": f"What {notation} means."},
            f"{CODES}{scheme}/{(broader or {})[notation]}" if notation in (broader or {}) else None,
        )
        for notation in notations
    )
    return CodeList(name, CODES + scheme, {"en": name}, {}, codes)


MODEL = Model(
    version="1.2.3",
    digest="d1",
    records=(
        record_class(
            "Mission",
            "mission",
            "missions",
            field(
                "country",
                Kind.LINK,
                of="Mission",
                target="Place",
                required=True,
                inverse="missions",
                uses=("facet", "compare"),
            ),
            field("places", Kind.LINK, of="Mission", path="place", target="Place", many=True, inverse="localMissions"),
            field(
                "sdgs",
                Kind.CODE,
                of="Mission",
                path="sdg",
                target="SustainableDevelopmentGoal",
                many=True,
                uses=("facet",),
            ),
            field("verdict", Kind.CODE, of="Mission", target="Verdict", required=True, uses=("facet", "compare")),
            field("startDate", Kind.PARTIAL_DATE, of="Mission", uses=("sort",)),
            field("accessed", Kind.DATE, of="Mission"),
            field("year", Kind.YEAR, of="Mission"),
            field("seconds", Kind.INTEGER, of="Mission"),
            field("rounds", Kind.INTEGER, of="Mission", many=True),
            field("amounts", Kind.DECIMAL, of="Mission", path="amount", many=True),
            field("running", Kind.BOOLEAN, of="Mission"),
            field("acronyms", Kind.STRING, of="Mission", path="acronym", many=True, uses=("facet", "search")),
            field("website", Kind.URL, of="Mission"),
            field("exactMatches", Kind.IRI, of="Mission", path="exactMatch", many=True),
            field("headline", Kind.PART, of="Mission", target="Citation"),
        ),
        record_class(
            "Place",
            "place",
            "places",
            inverses=(
                Inverse("localMissions", "Mission", "places", ("Mission",)),
                Inverse("missions", "Mission", "country", ("Mission",)),
            ),
        ),
        record_class(
            "Source",
            "source",
            "sources",
            inverses=(Inverse("citedIn", "Citation", "source", ("Mission", "Place", "Source")),),
        ),
    ),
    parts=(
        part_class(
            "Citation",
            field("property", Kind.PROPERTY, of="Citation", path="citedProperty", required=True),
            field("value", Kind.ANY, of="Citation", path="citedValue"),
            field("source", Kind.LINK, of="Citation", target="Source", required=True, inverse="citedIn"),
            field("note", Kind.TEXT, of="Citation", many=True),
        ),
        part_class(
            "Absence",
            field("property", Kind.PROPERTY, of="Absence", path="citedProperty", required=True),
            field("absenceReason", Kind.CODE, of="Absence", target="AbsenceReason", required=True, uses=("facet",)),
        ),
    ),
    code_lists=(
        code_list("AbsenceReason", "absence-reason", "not-applicable", "not-set", "unknown"),
        code_list("SustainableDevelopmentGoal", "sdg", "3", "3.4", "3.10", broader={"3.4": "3", "3.10": "3"}),
        code_list("Verdict", "verdict", "met", "not-met"),
    ),
)

NESTED = replace(
    MODEL,
    parts=tuple(
        replace(each, fields=(*each.fields, field("absences", Kind.PART, path="absence", target="Absence", many=True)))
        if each.name == "Citation"
        else each
        for each in MODEL.parts
    ),
)
"""The same with parts inside parts."""


def iri(segment: str, slug: str) -> str:
    """The IRI of a record, or of a part when the slug has a `#`."""
    return f"{RECORDS}{segment}/{slug}"


def about(subject: str, class_name: str, **values: Term | Iterable[Term]) -> list[Triple]:
    """Statements about one record or part; each keyword is the local name of a property."""
    triples = [Triple(Iri(subject), Iri(RDF_TYPE), Iri(TERMS + class_name))]
    for name, given in values.items():
        terms = [given] if isinstance(given, Iri | Literal) else list(given)  # type: ignore[arg-type]
        triples += [Triple(Iri(subject), Iri(TERMS + name), term) for term in terms]
    return triples


def number(value: str, datatype: str = "integer") -> Literal:
    """A literal of an XML Schema datatype."""
    return Literal(value, XSD + datatype)


def registry_of(missions: int) -> list[Triple]:
    """A registry with so many missions: half in Sweden, half in Spain, each citing one of two sources."""
    triples = [
        *about(iri("place", "sweden"), "Place", title=[text("Sweden", "en"), text("Sverige", "sv")]),
        *about(iri("place", "spain"), "Place", title=text("Spain", "en")),
        *about(iri("source", "talk"), "Source", title=text("A talk", "en")),
        *about(iri("source", "law"), "Source", title=text("A law", "en")),
    ]
    for n in range(missions):
        mission = iri("mission", f"m-{n:03}")
        triples += about(
            mission,
            "Mission",
            title=text(f"Mission {n}", "en"),
            country=Iri(iri("place", "sweden" if n % 2 else "spain")),
            place=[Iri(iri("place", "sweden")), Iri(iri("place", "spain"))],
            citation=Iri(f"{mission}#citation-1"),
        )
        triples += about(
            f"{mission}#citation-1",
            "Citation",
            citedProperty=Iri(TERMS + "title"),
            source=Iri(iri("source", "talk" if n % 3 else "law")),
        )
    return triples
