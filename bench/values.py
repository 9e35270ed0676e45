"""One value of a field, by the field's kind: small functions from a draft of a record to RDF terms.

Terms that come again and again (codes, dates, amounts) are made once and shared, which is what makes this fast.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Final, TypeAlias

from bench.draft import Draft
from bench.habits import COUNTRIES, EVENNESS, USUAL_EVENNESS
from bench.wording import LANGUAGES, STRINGS, WORDS, sentences, slug, title, translated
from registry.model.spec import Field, Kind, Model
from registry.namespaces import RECORDS, XSD
from registry.rdf.terms import Iri, Literal, Term, text

Maker: TypeAlias = Callable[[Draft, int], Sequence[Term]]
"""So many values for a draft; may give fewer."""

FIRST_YEAR: Final = 1995
_YEARS: Final = tuple(Literal(str(year), XSD + "gYear") for year in range(FIRST_YEAR, 2061))
_MONTHS: Final = tuple(f"{month:02}" for month in range(1, 13))
_AMOUNTS: Final = tuple(
    Literal(f"{digits}{'0' * zeros}.0", XSD + "decimal") for zeros in range(3, 9) for digits in range(1, 100)
)
_SMALL: Final = tuple(Literal(f"{number / 10}", XSD + "decimal") for number in range(1, 1000))
_STRINGS: Final = {field: tuple(Literal(word) for word in words) for field, words in STRINGS.items()}
# What integers may be, by field: no moment lies beyond the end of the recording that it is cited from.
_INTEGERS: Final = {"duration": (600, 7_200), "seconds": (0, 600)}


def maker(model: Model, class_name: str, field: Field) -> Maker:
    """How values of that field are made; raises `LookupError` for a kind that records have in no other way."""
    if field.kind is Kind.CODE:
        return partial(_codes, _codes_of(model, class_name, field))
    if field.kind is Kind.LINK:
        return _link_maker(model, class_name, field)
    if field.kind is Kind.TEXT:
        return _titles if field.name in ("title", "alternativeTitles") else _texts
    if field.kind is Kind.STRING:
        return partial(_strings, _STRINGS[field.name]) if field.name in _STRINGS else partial(_labels, field.name)
    if field.kind is Kind.INTEGER:
        return partial(_integers, *_INTEGERS.get(field.name, (1, 100)))
    if field.kind is Kind.PARTIAL_DATE:
        return partial(_partial_date, field.name)
    return _MAKERS[field.kind]


@lru_cache(maxsize=1 << 18)
def record_iri(class_name: str, segment: str, number: int) -> Iri:
    """The address of the record of that number."""
    return Iri(f"{RECORDS}{segment}/{slug(class_name, number)}")


def _codes_of(model: Model, class_name: str, field: Field) -> tuple[Term, ...]:
    codes = model.lists[field.target or ""].codes
    if class_name == "Place":
        # Anything but a country has to lie somewhere, which the draft's number decides.
        wanted = ("region", "municipality", "settlement")
        return tuple(Iri(code.iri) for code in codes if code.notation in ("country", *wanted))
    return tuple(Iri(code.iri) for code in codes)


def _codes(codes: tuple[Term, ...], draft: Draft, count: int) -> Sequence[Term]:
    if draft.class_name == "Place":
        return [codes[0] if draft.number < COUNTRIES else codes[1 + draft.number % (len(codes) - 1)]]
    return [codes[int(len(codes) * draft.random() ** 2)] for _ in range(count)]


def _link_maker(model: Model, class_name: str, field: Field) -> Maker:
    target = model.classes[field.target or ""]
    if target.name == "Place" and (field.name == "country" or class_name == "Place"):
        return partial(_countries, target.segment)
    evenness = EVENNESS.get(target.name, USUAL_EVENNESS)
    return partial(_links, target.name, target.segment, evenness, target.name == class_name)


def _countries(segment: str, draft: Draft, _count: int) -> Sequence[Term]:
    if draft.class_name == "Place" and draft.number < COUNTRIES:
        return ()
    return [record_iri("Place", segment, draft.country)]


def _links(target: str, segment: str, evenness: float, to_own: bool, draft: Draft, count: int) -> Sequence[Term]:
    # Links within a class lead to earlier records, so that no record comes to stand above itself.
    among = draft.number if to_own else draft.counts[target]
    if not among:
        return ()
    random = draft.random
    return [record_iri(target, segment, int(among * random() ** evenness)) for _ in range(count)]


def _titles(draft: Draft, count: int) -> Sequence[Term]:
    own = text(title(draft.class_name, draft.number), "en")
    if count == 1:
        return (own,)
    others = {draft.language} if count == 2 else {draft.language, LANGUAGES[draft.number % len(LANGUAGES)]}
    return [own, *(text(translated(language, draft.number), language) for language in sorted(others))]


def _texts(draft: Draft, count: int) -> Sequence[Term]:
    return [text(_prose(draft, language), language) for language in (("en", draft.language)[:count])]


def _prose(draft: Draft, language: str) -> str:
    pool, random = sentences(language), draft.random
    return f"{pool[int(len(pool) * random())]} {pool[int(len(pool) * random())]}"


def _strings(pool: tuple[Literal, ...], draft: Draft, count: int) -> Sequence[Term]:
    return [pool[int(len(pool) * draft.random() ** 2)] for _ in range(count)]


def _labels(name: str, draft: Draft, count: int) -> Sequence[Term]:
    """Strings of no list: acronyms, publishers, locators."""
    among = len(WORDS["de"])
    return [Literal(f"{WORDS['de'][int(among * draft.random())]} {name[:3].upper()}") for _ in range(count)]


def _integers(lowest: int, below: int, draft: Draft, _count: int) -> Sequence[Term]:
    number = lowest + int((below - lowest) * draft.random())
    return (Literal(str(number), XSD + "integer"),)


def _partial_date(name: str, draft: Draft, _count: int) -> Sequence[Term]:
    """Starts before deadlines before ends, as the draft's years say; as exact as sources are."""
    year = {"endDate": draft.end, "deadline": draft.deadline}.get(name, draft.start)
    exactness = draft.random()
    if exactness < 0.6:
        return (_YEARS[year - FIRST_YEAR],)
    month = _MONTHS[int(12 * draft.random())]
    if exactness < 0.8:
        return (Literal(f"{year}-{month}", XSD + "gYearMonth"),)
    return (Literal(f"{year}-{month}-{1 + int(28 * draft.random()):02}", XSD + "date"),)


def _decimals(draft: Draft, count: int) -> Sequence[Term]:
    pool = _AMOUNTS if draft.class_name == "Instrument" else _SMALL
    return [pool[int(len(pool) * draft.random())] for _ in range(count)]


def _date(draft: Draft, _count: int) -> Sequence[Term]:
    return (Literal(f"2025-{_MONTHS[int(12 * draft.random())]}-{1 + int(28 * draft.random()):02}", XSD + "date"),)


def _year(draft: Draft, _count: int) -> Sequence[Term]:
    return (_YEARS[int(20 * draft.random())],)


def _url(draft: Draft, _count: int) -> Sequence[Term]:
    return (Literal(f"https://{slug(draft.class_name, draft.number)}.example.org/", XSD + "anyURI"),)


def _outside(draft: Draft, _count: int) -> Sequence[Term]:
    return (Iri(f"https://elsewhere.example.org/{draft.class_name}/{draft.number}"),)


def _boolean(draft: Draft, _count: int) -> Sequence[Term]:
    return (Literal("true" if draft.random() < 0.5 else "false", XSD + "boolean"),)


def _property(draft: Draft, _count: int) -> Sequence[Term]:
    """A property that the record states, for a citation; one that it does not, for the note of an absence."""
    if draft.part == "Absence":
        return (draft.silent[int(len(draft.silent) * draft.random())],)
    draft.cited = draft.stated[int(len(draft.stated) * draft.random())]
    return (draft.cited[0],)


def _cited(draft: Draft, _count: int) -> Sequence[Term]:
    return (draft.cited[1],)


_MAKERS: Final[dict[Kind, Maker]] = {
    Kind.DECIMAL: _decimals,
    Kind.DATE: _date,
    Kind.YEAR: _year,
    Kind.URL: _url,
    Kind.IRI: _outside,
    Kind.BOOLEAN: _boolean,
    Kind.PROPERTY: _property,
    Kind.ANY: _cited,
}
