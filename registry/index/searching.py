"""What somebody types into a search box as one query over all records, and its hits in order.

Every word must fit, each in the best way that it does: by its stem in a text of some language, as it is, as the
beginning of a word, or with letters wrong; the further down this list, the less it counts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from registry.errors import InvalidArgument
from registry.index import columns
from registry.index.asking import Address, Query, all_of, best_of, scoring, weighing
from registry.index.columns import searchables
from registry.index.facts import class_fact
from registry.index.filters import RECORD, Filter
from registry.index.projection import Projection
from registry.index.snapshot import Snapshot
from registry.model.spec import Kind, Model

MOST_HITS: Final = 1_000
"""How many hits are put in order; the others are only counted."""

_TITLE_WEIGHT: Final = 3.0
"""What records are sorted by says more about them than their other texts."""
_AS_IT_IS: Final = 0.7
_LAST_BEGINNING: Final = 0.5
"""The last word may not be finished yet."""
_BEGINNING: Final = 0.3
_MISTAKEN: Final = {1: 0.2, 2: 0.1}
"""By how many letters are wrong."""
_SHORTEST_BEGINNING: Final = {True: 2, False: 3}
"""How long a word must be to be taken for a beginning, if it is the last one, and else."""
_HIT_BYTES: Final = 250


def mistakes(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def may_begin(word: str, *, last: bool) -> bool:
    """Whether words that begin with this one fit too."""
    return len(word) >= _SHORTEST_BEGINNING[last]


class Hit(NamedTuple):
    """A record that was found, and how well it fits."""

    score: float
    record: Projection


@dataclass(slots=True)
class Ranking:
    """Everything that was found: the best hits in order of their scores, and how many each class has."""

    hits: list[tuple[float, Address]]
    by_class: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many records were found."""
        return sum(self.by_class.values())


class Searching:
    """Searches the records of one state of the index."""

    def __init__(self, model: Model, snapshot: Snapshot) -> None:
        self._model = model
        self._snapshot = snapshot

    def ranking(self, text: str, class_names: Sequence[str], where: Filter) -> Ranking:
        """What is found, in all classes or in these; raises `InvalidArgument`."""
        key = ("search", text, class_names, where)
        found: Ranking | None = self._snapshot.answers.get(key)
        if found is None:
            found = self._rank(self._query(text, class_names, where))
            self._snapshot.answers.keep(key, found, _HIT_BYTES * (1 + len(found.hits)))
        return found

    def _rank(self, query: Query) -> Ranking:
        reading = self._snapshot.reading
        names = {class_fact(each.name): each.name for each in self._model.records}
        counts = reading.tally(query, columns.CLASS)
        by_class = {names[fact]: count for fact, count in sorted(counts.items(), key=lambda item: names[item[0]])}
        return Ranking(reading.best(query, MOST_HITS), by_class)

    def page(self, ranking: Ranking, after: tuple[float, str] | None, size: int) -> tuple[list[Hit], bool]:
        """The hits that follow a place in the ranking, best first, ties by IRI; and whether there are more.

        A place is a score and an IRI. Raises `InvalidArgument` where the ranking ends before the hits do.
        """
        scores = [-score for score, _ in ranking.hits]
        start = 0 if after is None else bisect_left(scores, -after[0])
        found: list[Hit] = []
        while start < len(scores) and len(found) <= size:
            end = bisect_right(scores, scores[start])
            passed = after[1] if after is not None and after[0] == -scores[start] else None
            tied = self._tied([address for _, address in ranking.hits[start:end]], passed, size + 1 - len(found))
            found += [Hit(-scores[start], record) for record in tied]
            start = end
        if not found and len(scores) < ranking.total:
            raise InvalidArgument(f"Only the first {MOST_HITS:,} hits can be read; search for more words.")
        return found[:size], len(found) > size or len(scores) < ranking.total

    def _tied(self, addresses: list[Address], after: str | None, limit: int) -> list[Projection]:
        """Of records that fit equally well the first ones after an IRI; they are put in order before they are read."""
        if len(addresses) > 1:
            return self._snapshot.at(self._snapshot.by_iri(addresses).window(limit, after, None, last=False).addresses)
        return [record for record in self._snapshot.at(addresses) if after is None or record.iri > after]

    def _query(self, text: str, class_names: Sequence[str], where: Filter) -> Query:
        for name in class_names:
            if self._snapshot.conditions.classes(name)[0].is_part:
                raise InvalidArgument(f"{name} is no class of records.")
        one = class_names[0] if len(class_names) == 1 else RECORD
        fitting = [self._snapshot.conditions.fitting(one, where)]
        if len(class_names) > 1:
            facts = [class_fact(name) for name in class_names]
            fitting.append(self._snapshot.make.terms(columns.FACTS, facts))
        weights = self._weights(class_names)
        words = self._snapshot.texts.words(text)
        sought = [self._word(word, weights, last=number == len(words)) for number, word in enumerate(words, start=1)]
        return all_of([*sought, scoring(all_of(fitting), 0.0)])

    def _weights(self, class_names: Collection[str]) -> Mapping[str, float]:
        """The text fields that are searched in some of the classes, and what a word in them counts."""
        return {
            field.name: _TITLE_WEIGHT if "sort" in field.uses else 1.0
            for each in self._model.records
            if not class_names or each.name in class_names
            for field in searchables(each)
            if field.kind is Kind.TEXT
        }

    def _word(self, word: str, weights: Mapping[str, float], *, last: bool) -> Query:
        make, texts = self._snapshot.make, self._snapshot.texts
        ways = [
            weighing(texts.stems(field, analysis, word), weight)
            for field, weight in weights.items()
            for analysis in texts.analyses(field)
        ]
        ways.append(weighing(make.term(columns.WORDS, word, counting=True), _AS_IT_IS))
        if may_begin(word, last=last):
            ways.append(scoring(make.starting(columns.WORDS, word), _LAST_BEGINNING if last else _BEGINNING))
        ways += [
            scoring(make.alike(columns.WORDS, word, changes), _MISTAKEN[changes])
            for changes in range(1, mistakes(word) + 1)
        ]
        return best_of(ways)
