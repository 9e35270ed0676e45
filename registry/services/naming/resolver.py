"""Records by their names: title in any language, other titles, acronym, country code. Several names in one look-up.

A name is never guessed: what two records bear gives both, and what none bears gives those that are nearly called so.
Importing and reconciliation ask here; the index answers, and what was found is kept for as long as the resolver is.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from registry.errors import InvalidArgument
from registry.index.filters import AnyOf, OneOf
from registry.index.projection import Projection
from registry.model.language import choose
from registry.model.spec import Model
from registry.namespaces import RECORDS
from registry.services.find import Finder, Listing, PageRequest, SearchRequest
from registry.services.naming.codes import alike, in_full
from registry.services.naming.country_codes import is_country_code, iso_code
from registry.validation.spelling import last_name

NAMING: Final = ("title", "alternativeTitles", "acronyms", "isoCode", "nutsCode")
"""The fields that tell what a record is called, as far as its class has them."""
MOST_KEPT: Final = 20_000
_AT_ONCE: Final = 40
_MOST_PAGES: Final = 5
_PAGE: Final = 50
_HITS: Final = 10
_NEARLY: Final = 0.6
_MOST_WORDS: Final = 16
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WITH_COUNTRY: Final = re.compile(r"(.+?)\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Name:
    """What somebody calls a record of a class."""

    class_name: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may stand for."""

    iri: str
    title: str
    country: str | None
    """IRI of its country, where it has one."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name stands for: one record, several, or none; then those that are nearly called so."""

    candidates: tuple[Candidate, ...]
    near: tuple[Candidate, ...] = ()

    @property
    def iri(self) -> str | None:
        """The record, if there is just one."""
        return self.candidates[0].iri if len(self.candidates) == 1 else None


NOTHING: Final = Resolution(())


class Resolver:
    """Looks names up. For one thread."""

    def __init__(
        self,
        finder: Finder,
        model: Model,
        languages: Sequence[str],
        record_base: str = RECORDS,
        aliases: Mapping[str, str] | None = None,
        most_kept: int = MOST_KEPT,
    ) -> None:
        """`aliases` are names of the asker's own, e.g. the numbers of a list, each with the record's address."""
        self._most_kept = most_kept
        self._finder = finder
        self._model = model
        self._languages = languages
        self._base = record_base
        self._aliases = aliases or {}
        self._kept: dict[Name, Resolution] = {}
        self.lookups = 0
        """Look-ups of the index so far."""

    def forget_missing(self) -> None:
        """From now on look again for what was not found: records have come."""
        self._kept = {name: found for name, found in self._kept.items() if found.candidates}

    def resolve(self, names: Collection[Name]) -> Mapping[Name, Resolution]:
        """What each of the names stands for."""
        if len(self._kept) > self._most_kept:
            self._kept.clear()
        finder = self._finder.pinned()
        wanted = [name for name in dict.fromkeys(names) if name not in self._kept]
        for name in wanted:
            address = self.address(name)
            if address is not None:
                self._kept[name] = Resolution((Candidate(address, last_name(address), None),))
        by_class: dict[str, list[Name]] = {}
        for name in wanted:
            if name not in self._kept:
                by_class.setdefault(name.class_name, []).append(name)
        for class_name, some in by_class.items():
            for start in range(0, len(some), _AT_ONCE):
                self._look_up(finder, class_name, some[start : start + _AT_ONCE])
        return {name: self._kept[name] for name in names}

    def address(self, name: Name) -> str | None:
        """The record's IRI where the name is one: in full, `actor/vinnova`, or a name of the asker's own."""
        text = self._aliases.get(name.text, name.text)
        segment, slash, slug = text.partition("/")
        if slash and slug and segment in self._model.by_segment:
            return self._base + text
        full = in_full(text)
        return full if full.startswith(("http://", "https://")) and " " not in full else None

    def _look_up(self, finder: Finder, class_name: str, names: Sequence[Name]) -> None:
        found: dict[str, list[Projection]] = {}
        for record in self._exactly(finder, class_name, [self._spelling(name) for name in names]):
            for each in names_of(record):
                found.setdefault(each, []).append(record)
        addresses = {name: self._by_slug(name) for name in names if self._spelling(name) not in found}
        by_slug = self._records(finder, [address for address in addresses.values() if address])
        for name in names:
            records = found.get(self._spelling(name)) or by_slug.get(addresses[name] or "", [])
            self._kept[name] = Resolution(self._candidates(records)) if records else self._by_words(finder, name)

    def _by_slug(self, name: Name) -> str | None:
        """The address of the record of that class whose own name, the end of its address, this is."""
        segment = self._model.classes[name.class_name].segment
        return f"{self._base}{segment}/{name.text}" if _SLUG.fullmatch(name.text) else None

    def _records(self, finder: Finder, iris: Sequence[str]) -> Mapping[str, list[Projection]]:
        if not iris:
            return {}
        self.lookups += 1
        return {iri: [record] for iri, record in finder.records(iris).items()}

    def _spelling(self, name: Name) -> str:
        """The name as records have it."""
        return iso_code(name.text) if name.class_name == "Place" and is_country_code(name.text) else name.text

    def _exactly(self, finder: Finder, class_name: str, texts: Sequence[str]) -> Iterator[Projection]:
        """The records that bear one of these names letter by letter."""
        fields = [name for name in NAMING if name in self._model.classes[class_name].by_name]
        where = AnyOf(tuple(OneOf(name, tuple(dict.fromkeys(texts))) for name in fields))
        after: str | None = None
        for _ in range(_MOST_PAGES):
            self.lookups += 1
            page = finder.page(Listing(class_name, where), PageRequest(first=_PAGE, after=after))
            yield from page.records
            if not page.has_next:
                return
            after = page.cursors[-1]

    def _by_words(self, finder: Finder, name: Name) -> Resolution:
        """The records that bear the name but for case and accents; else those that are nearly called so.

        `ENISA (ES)` is the one of that name in that country.
        """
        hits = self.similar(finder, name.class_name, name.text)
        same = [record for record in hits if alike(name.text) in {alike(each) for each in names_of(record)}]
        if same:
            return Resolution(self._candidates(same))
        qualified = _WITH_COUNTRY.fullmatch(name.text)
        if qualified and "country" in self._model.classes[name.class_name].by_name:
            return self._in_country(name, qualified[1], qualified[2])
        near = [(likeness(name.text, record), record) for record in hits]
        best = sorted((each for each in near if each[0] >= _NEARLY), key=lambda each: (-each[0], each[1].iri))
        return Resolution((), self._candidates([record for _, record in best[:3]]))

    def similar(self, finder: Finder, class_name: str, text: str, most: int = _HITS) -> Sequence[Projection]:
        """The records of a class whose texts fit the words best."""
        self.lookups += 1
        words = " ".join(text.split()[:_MOST_WORDS])
        try:
            hits = finder.search(SearchRequest(words, (class_name,), first=most)).hits
        except InvalidArgument:  # a name without a word in it
            return ()
        return [hit.record for hit in hits]

    def _in_country(self, name: Name, text: str, country: str) -> Resolution:
        both = self.resolve((Name(name.class_name, text), Name("Place", country)))
        named, place = both[Name(name.class_name, text)], both[Name("Place", country)].iri
        there = tuple(each for each in named.candidates if each.country == place) if place else ()
        return Resolution(there, named.candidates if not there else ()) if named.candidates else named

    def _candidates(self, records: Sequence[Projection]) -> tuple[Candidate, ...]:
        return tuple({record.iri: self.candidate(record) for record in records}.values())

    def candidate(self, record: Projection) -> Candidate:
        """The record as one of several to choose from."""
        titles = [text for text in record.many("title") if isinstance(text, tuple)]
        choice = choose(titles, self._languages)
        country = record.values.get("country")
        return Candidate(
            record.iri, choice.value if choice else record.iri, country if isinstance(country, str) else None
        )


def names_of(record: Projection) -> Sequence[str]:
    """All that the record is called."""
    values = (value for name in NAMING for value in record.many(name))
    return [value[1] if isinstance(value, tuple) else str(value) for value in values]


def likeness(text: str, record: Projection) -> float:
    """How much the text is like the name of the record that it is most like, from 0 to 1."""
    wanted = alike(text)
    return max((SequenceMatcher(None, wanted, alike(each)).ratio() for each in names_of(record)), default=0.0)


def described(candidates: Sequence[Candidate]) -> str:
    """Candidates in words, with what tells them apart."""
    return "; ".join(
        f"{each.title} ({', '.join(filter(None, (last_name(each.country or ''), each.iri)))})" for each in candidates
    )
