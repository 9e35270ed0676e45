"""Asking an index: queries put together from plain values, and what one state of the index answers to them.

The only reading module that knows Tantivy. What the columns hold is said in `registry.index.columns`; which queries a
filter makes is the idea of `registry.index.queries`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import tantivy
from tantivy import FieldType, Occur, Schema, Searcher

from registry.index.columns import KEY

Query: TypeAlias = tantivy.Query
Address: TypeAlias = tantivy.DocAddress
"""Where a document lies; good for the state of the index that gave it."""

EVERYTHING: Final[Query] = Query.all_query()
NOTHING: Final[Query] = Query.empty_query()

_BASIC: Final = "basic"
_COUNTED: Final = "freq"
_OTHERS: Final = 0.1
"""What the ways in which a document fits less well count beside the best one."""
_FEW: Final = 512
"""So many terms are quicker asked one by one than as a set."""
_MOST_BUCKETS: Final = 65_000
"""Tantivy's limit on the buckets of one aggregation."""
_TOO_MUCH: Final = "Aborting aggregation"
"""What Tantivy says of an aggregation that takes more than it may."""
_SMALLER: Final = 4
_KEYS: Final = 1 << 63
"""Keys are below this."""
_NO_VALUE: Final = "\0"
"""What documents without a value are counted under; no value is this."""


def all_of(queries: Iterable[Query]) -> Query:
    """What all queries give; everything when there are none."""
    asked = [query for query in queries if query is not EVERYTHING]
    if any(query is NOTHING for query in asked):
        return NOTHING
    if len(asked) < 2:
        return asked[0] if asked else EVERYTHING
    return Query.boolean_query([(Occur.Must, query) for query in asked])


def any_of(queries: Iterable[Query]) -> Query:
    """What at least one of the queries gives; nothing when there are none."""
    asked = [query for query in queries if query is not NOTHING]
    if any(query is EVERYTHING for query in asked):
        return EVERYTHING
    if len(asked) < 2:
        return asked[0] if asked else NOTHING
    return Query.boolean_query([(Occur.Should, query) for query in asked])


def all_but(excluded: Query) -> Query:
    """What the query does not give."""
    if excluded is NOTHING:
        return EVERYTHING
    if excluded is EVERYTHING:
        return NOTHING
    return Query.boolean_query([(Occur.Must, EVERYTHING), (Occur.MustNot, excluded)])


def best_of(queries: Iterable[Query]) -> Query:
    """What at least one of the queries gives, scored as the one that fits best."""
    asked = [query for query in queries if query is not NOTHING]
    return Query.disjunction_max_query(asked, _OTHERS) if asked else NOTHING


def weighing(query: Query, weight: float) -> Query:
    """The same, its score multiplied."""
    return query if query is NOTHING else Query.boost_query(query, weight)


def scoring(query: Query, score: float) -> Query:
    """The same, every document with that score."""
    return query if query is NOTHING else Query.const_score_query(query, score)


class Columns:
    """Makes queries of the columns of one index."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def term(self, column: str, value: str | int, *, counting: bool = False) -> Query:
        """Documents that have this value, or word, in the column; scored by how often, or just by how rare it is."""
        if isinstance(value, str) and not _is_unicode(value):
            return NOTHING
        return Query.term_query(self._schema, column, value, _COUNTED if counting else _BASIC)

    def terms(self, column: str, values: Collection[str] | Collection[int]) -> Query:
        """Documents that have one of these values in the column."""
        if len(values) <= _FEW:
            return any_of([self.term(column, value) for value in values])
        kept = [value for value in values if not isinstance(value, str) or _is_unicode(value)]
        return Query.term_set_query(self._schema, column, kept)

    def within(self, column: str, low: int | None, high: int | None) -> Query:
        """Documents with a whole number of the column that lies between the bounds, themselves included."""
        return Query.range_query(self._schema, column, FieldType.Integer, low, high)

    def among(
        self, column: str, *, less: float | None, at_most: float | None, greater: float | None, at_least: float | None
    ) -> Query:
        """Documents with one floating point number of the column that fits all bounds."""
        low, above = _tighter(at_least, greater, max)
        high, below = _tighter(at_most, less, min)
        return Query.range_query(self._schema, column, FieldType.Float, low, high, not above, not below)

    def equal(self, column: str, number: int) -> Query:
        """Documents that have this number in a column of chunks."""
        return Query.range_query(self._schema, column, FieldType.Unsigned, number, number)

    def beyond(self, column: str, number: int, *, downwards: bool, inclusive: bool) -> Query:
        """Documents that have a larger number (or, downwards, a smaller one) in a column of chunks, or the number."""
        if downwards:
            return Query.range_query(self._schema, column, FieldType.Unsigned, None, number, include_upper=inclusive)
        return Query.range_query(self._schema, column, FieldType.Unsigned, number, None, include_lower=inclusive)

    def starting(self, column: str, prefix: str) -> Query:
        """Documents with a value, or word, that begins so; all with the same score."""
        return self.alike(column, prefix, 0, prefix=True)

    def alike(self, column: str, word: str, changes: int, *, prefix: bool = False) -> Query:
        """Documents with a word that so many letters changed, left out, put in or swapped make of this one."""
        if not _is_unicode(word):
            return NOTHING
        return Query.fuzzy_term_query(self._schema, column, word, changes, True, prefix)


def _is_unicode(text: str) -> bool:
    """Lone surrogates can be sent in JSON, but stand in no text that is kept."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text) if not text.isascii() else True


def _tighter(inclusive: float | None, exclusive: float | None, pick: Any) -> tuple[float | None, bool]:
    """The bound that counts of two, and whether it is itself left out."""
    if exclusive is None:
        return inclusive, False
    if inclusive is None:
        return exclusive, True
    bound = pick(inclusive, exclusive)
    return bound, bound == exclusive


class Reading:
    """One state of an index, which stays as it is whatever is written."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self._searcher.num_docs

    def first(
        self, query: Query, limit: int, column: str, *, descending: bool = False
    ) -> list[tuple[str | None, Address]]:
        """The first documents in the order of a column with their value in it; those without a value come last."""
        order = tantivy.Order.Desc if descending else tantivy.Order.Asc
        return self._searcher.search(query, limit, count=False, order_by_field=column, order=order).hits

    def best(self, query: Query, limit: int) -> list[tuple[float, Address]]:
        """The documents with the highest scores, in descending order."""
        return self._searcher.search(query, limit, count=False).hits

    def addresses(self, query: Query, limit: int | None = None) -> list[Address]:
        """All documents, or so many of them, in no order."""
        most = max(1, self.size) if limit is None else limit
        return [address for _, address in self._searcher.search(scoring(query, 1.0), most, count=False).hits]

    def count(self, query: Query) -> int:
        """How many documents the query gives."""
        if query is NOTHING:
            return 0
        return int(self._searcher.search(query, 1).count)  # type: ignore[attr-defined]

    def numbers(self, column: str, addresses: list[Address]) -> list[int | None]:
        """The first number of each document in a column."""
        return self._searcher.fast_field_values(column, addresses)  # type: ignore[return-value]

    def stored(self, address: Address, column: str) -> bytes | None:
        """The bytes that a document keeps."""
        return self._searcher.doc(address).get_first(column)

    def knows(self, column: str, value: int) -> bool:
        """Whether a document has this number in the column, or had it not long ago."""
        return self._searcher.doc_freq(column, value) > 0

    def counts(self, query: Query, column: str) -> dict[str | None, int]:
        """How many documents have each value of a column of whole values; under None those without one.

        Where there are more values than can be counted at once, the documents are counted in ever smaller shares.
        """
        shares = 1
        while True:
            found: Counter[str | None] = Counter()
            for number in range(shares):
                counted = self.combinations(all_of([query, self._share(number, shares)]), [column])
                if counted is None and shares < self.size:
                    break
                found.update({keys[0]: count for keys, count in (counted or {}).items()})
            else:
                return found
            shares *= _SMALLER

    def _share(self, number: int, shares: int) -> Query:
        """One of so many equal shares of all documents: keys are as good as drawn by lot."""
        if shares == 1:
            return EVERYTHING
        first, past = number * _KEYS // shares, (number + 1) * _KEYS // shares
        return Query.range_query(
            self._schema, KEY, FieldType.Unsigned, first, past, include_lower=True, include_upper=False
        )

    def combinations(self, query: Query, columns: Sequence[str]) -> dict[tuple[str | None, ...], int] | None:
        """How many documents have each combination of values; None stands for no value.

        None instead of all that when there are more combinations than can be counted at once.
        """
        wanted: dict[str, Any] = {}
        for column in reversed(columns):
            terms = {"field": column, "size": _MOST_BUCKETS, "missing": _NO_VALUE}
            wanted = {"of": {"terms": terms, **({"aggs": wanted} if wanted else {})}}
        try:
            found: dict[tuple[str | None, ...], int] = {}
            whole = _unfold(self._searcher.aggregate(query, wanted)["of"], (), len(columns), found)
        except ValueError as error:
            if _TOO_MUCH not in str(error):
                raise
            return None
        return found if whole else None

    def tally(self, query: Query, column: str) -> dict[int, int]:
        """How many documents have each of a few numbers in a column."""
        wanted = {"of": {"terms": {"field": column, "size": _MOST_BUCKETS}}}
        return {
            bucket["key"]: bucket["doc_count"] for bucket in self._searcher.aggregate(query, wanted)["of"]["buckets"]
        }

    def bins(self, query: Query, column: str, width: int) -> dict[int, int]:
        """How many documents have a number in each interval of that width, by the interval's first number."""
        wanted = {"of": {"histogram": {"field": column, "interval": width, "min_doc_count": 1}}}
        buckets = self._searcher.aggregate(query, wanted)["of"]["buckets"]
        return {int(bucket["key"]): bucket["doc_count"] for bucket in buckets}

    def values(self, query: Query, column: str) -> list[int]:
        """Every whole number that a document has in the column, each once."""
        found: list[int] = []
        after: Mapping[str, str] = {}
        while True:
            source = {"of": {"terms": {"field": column}}}
            paged = {"sources": [source], "size": _MOST_BUCKETS, **({"after": after} if after else {})}
            page = self._searcher.aggregate(query, {"of": {"composite": paged}})["of"]
            found += [bucket["key"]["of"] for bucket in page["buckets"]]
            if len(page["buckets"]) < _MOST_BUCKETS:
                return found
            after = page["after_key"]


def _unfold(
    level: Mapping[str, Any], keys: tuple[str | None, ...], deep: int, found: dict[tuple[str | None, ...], int]
) -> bool:
    """Notes the buckets of an aggregation, and of those inside it; False when some are left out of it."""
    for bucket in level["buckets"]:
        here = (*keys, None if bucket["key"] == _NO_VALUE else bucket["key"])
        if len(here) == deep:
            found[here] = bucket["doc_count"]
        elif not _unfold(bucket["of"], here, deep, found):
            return False
    return bool(level["sum_other_doc_count"] == 0)
