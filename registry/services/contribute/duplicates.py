"""Published records that may be the same as a proposed one: two look-ups of the index for each proposed record.

One finds who bears exactly one of its names, acronyms or addresses, the other who has all words of a name but for its
year or number. What is found is compared by `likeness`; how many records there are makes no difference.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from registry.errors import QueryError
from registry.index.decoding import shown
from registry.index.filters import AnyOf, Filter, OneOf, Words
from registry.index.projection import Projection
from registry.model.spec import Field, Kind, RecordClass
from registry.namespaces import SKOS, TERMS
from registry.rdf.terms import BlankNode, Iri, Literal, Term
from registry.services.contribute.likeness import ENOUGH, Called, Likeness, Name, compare
from registry.services.find import Finder, Listing, PageRequest
from registry.validation.submission import Record

MOST: Final = 5
"""So many likenesses of a record are told."""
_CANDIDATES: Final = 25
_NAMES: Final = 6
"""So many names of a record are looked up."""
_NAME_PATHS: Final = (TERMS + "title", TERMS + "alternativeTitle")
_ACRONYM: Final = TERMS + "acronym"
_COUNTRY: Final = TERMS + "country"
_THING_PATHS: Final = (SKOS + "exactMatch", TERMS + "url")
_PAGE: Final = TERMS + "website"


class Duplicates:
    """Finds likenesses in one state of the index."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def of(self, records: Sequence[Record]) -> tuple[Likeness, ...]:
        """What each record is like, best first; records of this submission are compared by their names too."""
        called = {record.iri: _called(record) for record in records}
        published = (each for record in records for each in self._published(record, called))
        return (*published, *_each_other(records, called))

    def _published(self, record: Record, called: dict[str, Called]) -> list[Likeness]:
        mine = called[record.iri]
        # What is proposed beside it takes the place of what is published; it is compared as it is proposed.
        found = {each.iri: each for each in self._candidates(record.record_class, mine) if each.iri not in called}
        likenesses = [_likeness(record.iri, each, mine, record.record_class) for each in found.values()]
        enough = [each for each in likenesses if each.score >= ENOUGH]
        return sorted(enough, key=lambda each: (-each.score, each.other))[:MOST]

    def _candidates(self, record_class: RecordClass, mine: Called) -> Iterator[Projection]:
        for conditions in (_exact(record_class, mine), _by_words(record_class, mine)):
            if conditions:
                listing = Listing(record_class.name, AnyOf(tuple(conditions)))
                try:
                    yield from self._finder.page(listing, PageRequest(first=_CANDIDATES)).records
                except QueryError:
                    continue  # names without a word in them, or with too many


def _likeness(iri: str, other: Projection, mine: Called, record_class: RecordClass) -> Likeness:
    theirs = _called_as(other, record_class)
    score, reason = compare(mine, theirs)
    return Likeness(iri, other.iri, theirs.names[0].text if theirs.names else other.iri, score, reason)


def _each_other(records: Sequence[Record], called: dict[str, Called]) -> Iterator[Likeness]:
    """Records of one submission and class that bear the same name: each is told of the one before it."""
    first: dict[tuple[str, str], str] = {}
    for record in records:
        seen: set[str] = set()
        for name in called[record.iri].names:
            other = first.setdefault((record.record_class.name, name.plain), record.iri)
            if name.plain and other != record.iri and other not in seen:
                seen.add(other)
                score, reason = compare(called[record.iri], called[other])
                if score >= ENOUGH:
                    yield Likeness(record.iri, other, called[other].names[0].text, score, reason)


def _exact(record_class: RecordClass, mine: Called) -> list[Filter]:
    texts = tuple(dict.fromkeys(name.text for name in mine.names[:_NAMES]))
    wanted = {
        **dict.fromkeys(_NAME_PATHS, (*texts, *sorted(mine.acronyms))),
        **dict.fromkeys(_THING_PATHS, tuple(sorted(mine.things))),
        _PAGE: tuple(sorted(mine.pages)),
        _ACRONYM: (*sorted(mine.acronyms | mine.initials),),
    }
    fields = ((record_class.by_path[path], values) for path, values in wanted.items() if path in record_class.by_path)
    return [OneOf(each.name, values) for each, values in fields if values]


def _by_words(record_class: RecordClass, mine: Called) -> list[Filter]:
    texts = dict.fromkeys(name.without_edition or name.plain for name in mine.names[:_NAMES])
    fields = [record_class.by_path[path].name for path in _NAME_PATHS if path in record_class.by_path]
    return [Words(text, each) for text in texts if text for each in fields]


def _called(record: Record) -> Called:
    """What a proposed record is called."""
    values: dict[str, list[Term]] = {}
    for subject, predicate, value in record.triples:
        if subject == Iri(record.iri):
            values.setdefault(predicate.value, []).append(value)
    return Called(
        tuple(
            Name.of(value.lexical, value.language or "")
            for path in _NAME_PATHS
            for value in values.get(path, ())
            if isinstance(value, Literal)
        ),
        frozenset(_texts(values.get(_ACRONYM, ()))),
        frozenset(text for path in _THING_PATHS for text in _texts(values.get(path, ()))),
        frozenset(_texts(values.get(_PAGE, ()))),
        frozenset(_texts(values.get(_COUNTRY, ()))),
    )


def _texts(values: Iterable[Term]) -> list[str]:
    return [shown(value) for value in values if not isinstance(value, BlankNode)]


def _called_as(record: Projection, record_class: RecordClass) -> Called:
    """What a published record is called."""
    return Called(
        tuple(Name.of(text, language) for path in _NAME_PATHS for language, text in _pairs(record, record_class, path)),
        frozenset(_strings(record, record_class, (_ACRONYM,))),
        frozenset(_strings(record, record_class, _THING_PATHS)),
        frozenset(_strings(record, record_class, (_PAGE,))),
        frozenset(_strings(record, record_class, (_COUNTRY,))),
    )


def _pairs(record: Projection, record_class: RecordClass, path: str) -> list[tuple[str, str]]:
    known = _field(record_class, path, Kind.TEXT)
    return [value for value in record.many(known.name) if isinstance(value, tuple)] if known else []


def _strings(record: Projection, record_class: RecordClass, paths: Iterable[str]) -> list[str]:
    fields = [record_class.by_path[path] for path in paths if path in record_class.by_path]
    return [value for each in fields for value in record.many(each.name) if isinstance(value, str)]


def _field(record_class: RecordClass, path: str, kind: Kind) -> Field | None:
    found = record_class.by_path.get(path)
    return found if found is not None and found.kind is kind else None
