"""Which record a row is: the one of its `id`, else the one of its title that nothing tells apart, else a new one.

What tells two records of one title apart are their country, address on the web and country code, where both say one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.index.filters import OneOf
from registry.index.projection import Projection
from registry.model.spec import RecordClass
from registry.rdf.terms import Iri, Literal, Term
from registry.services.find import Finder, Listing, PageRequest

TELLING: Final = ("country", "url", "isoCode")
"""Fields that tell records of one title apart."""
_PAGE: Final = 100
_MOST_PAGES: Final = 5

Mint = Callable[[RecordClass, str, Collection[str]], str]
"""A new address for a record of a class with that title, none of those given, none that ever was."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a row says that its record can be recognised by."""

    record_class: RecordClass
    titles: tuple[str, ...]
    telling: Mapping[str, tuple[str, ...]]

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The same as a kind and a text for each title: two rows that share one are of one record."""
        told = " ".join(value for name in sorted(self.telling) for value in sorted(self.telling[name]))
        return tuple((f"={self.record_class.name}", f"{title} {told}") for title in self.titles)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The records that a row may be: none, one, or several of which one must be named."""

    records: tuple[str, ...]
    how: str = ""


def described(record_class: RecordClass, values: Mapping[str, Sequence[Term]]) -> Described:
    """What the values of a row, by field name, say to recognise its record by."""
    telling = {name: tuple(map(_text, values.get(name, ()))) for name in TELLING if name in record_class.by_name}
    titles = tuple(value.lexical for value in values.get("title", ()) if isinstance(value, Literal))
    return Described(record_class, titles, telling)


def recognised(finder: Finder, rows: Sequence[Described]) -> list[Recognised]:
    """The records of the same class with the same title, for each row; one look-up a class unless there are many."""
    by_class: dict[str, set[str]] = {}
    for row in rows:
        by_class.setdefault(row.record_class.name, set()).update(row.titles)
    found = {name: _with_titles(finder, name, titles) for name, titles in by_class.items() if titles}
    return [_of(row, found.get(row.record_class.name, {})) for row in rows]


def _with_titles(finder: Finder, class_name: str, titles: Iterable[str]) -> Mapping[str, list[Projection]]:
    wanted = sorted(titles)
    records: dict[str, list[Projection]] = {}
    after: str | None = None
    for _ in range(_MOST_PAGES):
        listing = Listing(class_name, OneOf("title", tuple(wanted)))
        page = finder.page(listing, PageRequest(first=_PAGE, after=after))
        for record in page.records:
            for text in record.many("title"):
                if isinstance(text, tuple):
                    records.setdefault(text[1], []).append(record)
        if not page.has_next:
            break
        after = page.cursors[-1]
    return records


def _of(row: Described, by_title: Mapping[str, list[Projection]]) -> Recognised:
    named = {record.iri: record for title in row.titles for record in by_title.get(title, ())}
    fitting = sorted(iri for iri, record in named.items() if not _is_another(row, record))
    said = [name for name in TELLING if row.telling.get(name)]
    return Recognised(tuple(fitting), " and ".join(["title", *said]) if fitting else "")


def _is_another(row: Described, record: Projection) -> bool:
    for name, mine in row.telling.items():
        theirs = {str(value) for value in record.many(name)}
        if mine and theirs and theirs.isdisjoint(mine):
            return True
    return False


def _text(value: Term) -> str:
    return value.value if isinstance(value, Iri) else value.lexical if isinstance(value, Literal) else value.label
