"""Small registries, and what may be asked of them, for property tests; all made from a model.

Values come from small pools, so that filters meet what is there as often as what is not. There are links that dangle,
lead in circles or to a record of another class, values that do not fit their field, and texts that have hurt somebody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, TypeAlias

from hypothesis import Phase
from hypothesis import strategies as st

from registry.index.columns import DATES, NUMBERS
from registry.model.spec import Kind, Model, RecordClass
from registry.namespaces import RDF_TYPE, RECORDS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple, text
from tests.strategies import AWKWARD_TEXT

Records: TypeAlias = Mapping[str, tuple[Triple, ...]]
"""The statements of each record and its parts, by the record's IRI."""

UNSHRUNK: Final = (Phase.explicit, Phase.reuse, Phase.generate)
"""Failing examples are told as they were found: making them smaller takes minutes where each asks a whole index."""
SLUGS: Final = ("a", "b", "b-2", "c")
MANY_SLUGS: Final = tuple("defghijk")
PARTS: Final = (1, 2, 10)
TEXTS: Final = (
    "Climate neutral cities",
    "climate",
    "Cities and the climate",
    "Klimatneutrala städer",
    "stader",
    "Ciudades climáticamente neutras",
    "Straße der Städte",
    "مدن محايدة مناخيا",
    "気候中立都市",
    "",
    " ",
    "a\x1eb",
    "a\x1fb",
    'He said: "no" \\ {a|b} /x/ [y] (z) * ? + - ~ ^ AND OR',
    "🌍🌱 one mission 👩🏽‍🔬",
    "Ærø Łódź İstanbul",
    "A",
    "a",
    "Á",
    "new\nline\ttab",
    "word " * 400,
    "x" * 300,
    "Å" * 40,
)
LANGUAGES: Final = ("en", "en-gb", "sv", "es", "de", "ar", "ja", "zh-hant")
DATE_TEXTS: Final = (
    "2030", "2030-06", "2030-06-30", "2030-06-01", "2030-02", "2030-02-28", "2028-02", "2028-02-29", "2029-12-31",
    "2031-01-01", "1999", "1999-12", "-0044", "-0044-03", "-0044-03-15", "-0043", "0001-01-01", "12024-05", "2030-06Z",
    "2030-06-30+02:00", "2030-02-31", "2030-01", "2030-01-01", "2030-12-31",
)  # fmt: skip
NUMBER_TEXTS: Final = (
    "0", "1", "01", "2", "-1", "-10", "10", "120", "9007199254740993", "9007199254740992", "-9007199254740993",
    "123456789012345678901234567890",
)  # fmt: skip
DECIMAL_TEXTS: Final = (
    *NUMBER_TEXTS, "1.0", "1.50", "1.5", "-0.5", "0.1", "0.10000000000000000000000001", "-123456789012345678901234.5",
    "2500000.25",
)  # fmt: skip
SHORT: Final = 18
"""Numbers of no more letters are held by every SPARQL engine as they are."""
STRINGS: Final = ("EUR", "eur", "SEK", "", "a b", "a\x1eb", "é", "PI001", "en")
URLS: Final = ("https://example.org/", "https://example.org/a?b=c&d", "http://example.org/é", "urn:x:1")
MALFORMED: Final = (Literal("many"), Literal("2030-13"), Literal("1e5"), Iri("urn:x:unknown"), Literal(""))
_LITERALS: Final[Mapping[Kind, tuple[Sequence[str], str]]] = {
    Kind.STRING: (STRINGS, "string"),
    Kind.URL: (URLS, "anyURI"),
    Kind.INTEGER: (NUMBER_TEXTS, "integer"),
    Kind.DECIMAL: (DECIMAL_TEXTS, "decimal"),
    Kind.BOOLEAN: (("true", "false", "1", "0"), "boolean"),
    Kind.DATE: (tuple(date for date in DATE_TEXTS if date.removeprefix("-").count("-") > 1), "date"),
    Kind.YEAR: (("2030", "2031", "1999", "-0044", "12024"), "gYear"),
    Kind.PARTIAL_DATE: (DATE_TEXTS, "gYearMonth"),
}


@dataclass(frozen=True, eq=False)
class Pattern:
    """The model that registries are drawn by; told apart by identity and shown without it, because models are large."""

    model: Model = field(repr=False)
    tidy: bool = False
    """Only what SPARQL can be asked the same of: values that fit, numbers that it can hold, no days and no words."""


texts = st.one_of(st.sampled_from(TEXTS), AWKWARD_TEXT)


def record_iri(record_class: RecordClass, slug: str) -> str:
    """The IRI of a record."""
    return f"{RECORDS}{record_class.segment}/{slug}"


def part_iri(record: str, name: str, number: int) -> str:
    """The IRI of a part."""
    return f"{record}#{name.lower()}-{number}"


def record_iris(record_class: RecordClass) -> tuple[str, ...]:
    """All IRIs that a record of that class may have."""
    return tuple(record_iri(record_class, slug) for slug in SLUGS)


@cache
def terms(pattern: Pattern, kind: Kind, target: str | None) -> st.SearchStrategy[Term]:
    """Values of a field of that kind, not all of which fit."""
    if kind is Kind.ANY:
        return _any(pattern.model)
    fitting = _fitting(pattern, kind, target)
    return fitting if pattern.tidy else st.one_of(fitting, st.sampled_from(MALFORMED))


def _fitting(pattern: Pattern, kind: Kind, target: str | None) -> st.SearchStrategy[Term]:
    model = pattern.model
    match kind:
        case Kind.TEXT:
            return st.one_of(st.builds(text, texts, st.sampled_from(LANGUAGES)), st.builds(Literal, texts))
        case Kind.CODE:
            return st.sampled_from([Iri(code.iri) for code in model.lists[target or ""].codes[:4]])
        case Kind.LINK:
            other = record_iri(model.records[0], SLUGS[0])
            return st.sampled_from([Iri(iri) for iri in (*record_iris(model.classes[target or ""]), other)])
        case Kind.IRI:
            return st.sampled_from([Iri(url) for url in URLS])
        case Kind.PROPERTY:
            paths = sorted({each.path for record_class in model.records for each in record_class.fields})
            return st.sampled_from([Iri(path) for path in paths])
        case _:
            lexicals, datatype = _LITERALS[kind]
            kept = [each for each in lexicals if len(each) <= (SHORT if pattern.tidy else len(each))]
            return st.builds(Literal, st.sampled_from(kept), st.just(XSD + datatype))


def _any(model: Model) -> st.SearchStrategy[Term]:
    values = [Literal("2030"), Literal("2030", XSD + "gYear"), text("climate", "en"), Literal("1.50", XSD + "decimal")]
    return st.sampled_from([*values, Iri(record_iri(model.records[0], SLUGS[0]))])


@st.composite
def records(draw: st.DrawFn, pattern: Pattern, most: int = 10) -> Records:
    """A registry of a few records, of a class and some of those that it has to do with."""
    class_name = draw(st.sampled_from([each.name for each in pattern.model.records]))
    near = neighbours(pattern.model, class_name)
    classes = (class_name, *draw(st.lists(st.sampled_from(near), max_size=2, unique=True)))
    possible = [(each, slug) for each in classes for slug in SLUGS]
    chosen = draw(st.lists(st.sampled_from(possible), min_size=min(4, most), max_size=most, unique=True))
    return {record_iri(pattern.model.classes[c], slug): draw(record(pattern, c, slug, classes)) for c, slug in chosen}


def neighbours(model: Model, class_name: str) -> list[str]:
    """The record classes that link to a class or that it links to, in parts too; itself where there is none."""
    of_class = model.classes[class_name]
    nodes = [of_class, *(model.classes[each.target or ""] for each in of_class.fields if each.kind is Kind.PART)]
    there = {each.target or "" for node in nodes for each in node.fields if each.kind is Kind.LINK}
    return sorted(there | {owner for inverse in of_class.inverses for owner in inverse.owners}) or [class_name]


@st.composite
def record(
    draw: st.DrawFn, pattern: Pattern, class_name: str, slug: str, classes: tuple[str, ...] = ()
) -> tuple[Triple, ...]:
    """The statements of one record and its parts; links to `classes` are more likely than others."""
    record_class = pattern.model.classes[class_name]
    iri = record_iri(record_class, slug)
    statements = draw(_node(pattern, class_name, iri, classes))
    part_fields = [each.name for each in record_class.fields if each.kind is Kind.PART]
    for name in draw(st.lists(st.sampled_from(part_fields), max_size=3, unique=True)):
        part_field = record_class.by_name[name]
        one = pattern.tidy and not part_field.many
        for number in draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=1 if one else 2, unique=True)):
            part = part_iri(iri, name, number)
            statements.append(Triple(Iri(iri), Iri(part_field.path), Iri(part)))
            statements += draw(_node(pattern, part_field.target or "", part, classes))
    return tuple(statements)


@st.composite
def _node(draw: st.DrawFn, pattern: Pattern, class_name: str, iri: str, classes: tuple[str, ...]) -> list[Triple]:
    """A record or part without its parts. Fields that lists are ordered and counted by are more likely."""
    of_class = pattern.model.classes[class_name]
    plain = {each.name: each for each in of_class.fields if each.kind is not Kind.PART}
    likely = [each.name for each in plain.values() if each.uses or each.target in classes]
    statements = [Triple(Iri(iri), Iri(RDF_TYPE), Iri(of_class.iri))]
    for name in draw(st.lists(st.sampled_from([*plain, *likely, *likely]), min_size=1, max_size=7, unique=True)):
        values = terms(pattern, plain[name].kind, plain[name].target)
        one = pattern.tidy and not plain[name].many
        for term in draw(st.lists(values, min_size=1, max_size=1 if one else 2)):
            statements.append(Triple(Iri(iri), Iri(plain[name].path), term))
    return statements


def flat(registry: Records) -> list[Triple]:
    """All statements of a registry."""
    return [statement for statements in registry.values() for statement in statements]


@st.composite
def records_with(draw: st.DrawFn, pattern: Pattern, class_name: str, name: str) -> Records:
    """Records of a class that say little but one field, and some of those that it may lead to."""
    model = pattern.model
    own = model.classes[class_name].by_name[name]
    made: dict[str, tuple[Triple, ...]] = {}
    if own.kind is Kind.LINK:
        others = [(own.target or "", slug) for slug in SLUGS[:3]] + [(model.records[0].name, SLUGS[0])]
        made = {record_iri(model.classes[each], slug): draw(record(pattern, each, slug)) for each, slug in others}
    for slug in MANY_SLUGS:
        iri = record_iri(model.classes[class_name], slug)
        values = draw(st.lists(terms(pattern, own.kind, own.target), max_size=2))
        typed = Triple(Iri(iri), Iri(RDF_TYPE), Iri(model.classes[class_name].iri))
        made[iri] = (typed, *(Triple(Iri(iri), Iri(own.path), value) for value in values))
    return made


@st.composite
def changes(draw: st.DrawFn, pattern: Pattern, there: tuple[str, ...], most: int = 4) -> Records:
    """What some records are to become, those that are there or new ones like them; without a statement, withdrawn."""
    by_segment = pattern.model.by_segment
    names = [tuple(iri.removeprefix(RECORDS).split("/")) for iri in there]
    segments = sorted({segment for segment, _ in names}) or [pattern.model.records[0].segment]
    possible = [*names, *((segment, slug) for segment in segments for slug in SLUGS)]
    chosen = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=most, unique=True))
    return {
        record_iri(by_segment[segment], slug): draw(
            st.one_of(st.just(()), record(pattern, by_segment[segment].name, slug))
        )
        for segment, slug in chosen
    }


def changed(registry: Records, change: Records) -> Records:
    """The registry after a change."""
    return {iri: statements for iri, statements in {**registry, **change}.items() if statements}


def fully_used(model: Model) -> Model:
    """The same model with every field marked for all that its kind is good for."""
    uses = {Kind.TEXT: {"search", "sort"}, Kind.STRING: {"search", "facet"}, Kind.CODE: {"facet"}, Kind.LINK: {"facet"}}
    uses |= {kind: {"sort"} for kind in (*DATES, *NUMBERS)}

    def marked(of_class: RecordClass) -> RecordClass:
        fields = tuple(replace(each, uses=frozenset(uses.get(each.kind, ()))) for each in of_class.fields)
        return replace(of_class, fields=fields)

    return replace(model, records=tuple(map(marked, model.records)), parts=tuple(map(marked, model.parts)))
