"""From records to the records they are linked with, by keys: what one query gave becomes the terms of the next.

A link field has a column of keys (`registry.index.columns.link_column`). A column of numbers gives its first value for
each document at once; documents with more than one say so in their facts, and are looked at apart.
"""

from registry.index import columns
from registry.index.asking import Columns, Query, Reading, all_of
from registry.index.facts import many_fact


def keys_of(reading: Reading, query: Query) -> list[int]:
    """The keys of the records or parts that the query gives."""
    return _numbers(reading, query, columns.KEY)


def owners_of(reading: Reading, query: Query) -> list[int]:
    """The keys of the records or parts that directly hold the parts which the query gives, each once."""
    return list(dict.fromkeys(_numbers(reading, query, columns.OWNER)))


def targets_of(reading: Reading, make: Columns, query: Query, source: str, field: str) -> list[int]:
    """The keys of everything that a link field leads to from the records which the query gives, each once."""
    column = columns.link_column(source, field)
    found = dict.fromkeys(_numbers(reading, query, column))
    several = all_of([query, make.term(columns.FACTS, many_fact(source, field))])
    if reading.count(several):
        found.update(dict.fromkeys(reading.values(several, column)))
    return list(found)


def _numbers(reading: Reading, query: Query, column: str) -> list[int]:
    numbers = reading.numbers(column, reading.addresses(query))
    return [number for number in numbers if number is not None]
