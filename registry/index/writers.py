"""How a field's values become facts and columns: one small function a kind, made once for each field of each class.

`registry.index.documents` runs them; `registry.index.facts` and `columns` say what they write.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from registry.index import columns
from registry.index.facts import (
    canonical,
    hash_of,
    key_of,
    language_fact,
    link_base,
    stated_fact,
    value_base,
    value_prefix,
)
from registry.index.letters import normal
from registry.index.sorting import as_float, date_span
from registry.model.spec import Field, Kind, RecordClass

Document: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Node:
    """The document of a record or part in the making."""

    iri: str
    key: int
    document: Document
    facts: list[int]
    documents: list[Document]
    """All that the record around it has made so far."""
    record: "Node | None"
    """The record around a part; None for the record itself."""
    links: dict[str, list[int]] = field(default_factory=dict)
    """Keys of what it leads to, by link column."""


Writer: TypeAlias = Callable[[Node, Any], None]
"""Writes what a projection holds in one field: a value, or a tuple of at least one."""

_BEGUN_WITH: Final = frozenset({Kind.STRING, Kind.URL, Kind.IRI})
_FEW_VALUES: Final = frozenset({Kind.CODE, Kind.BOOLEAN, Kind.PROPERTY})
_MOST_KEPT: Final = 10_000


def writer_of(owner: RecordClass, each: Field) -> Writer:
    """What writes a field of that class; parts are `documents`' own."""
    if each.kind is Kind.TEXT:
        return _texts(owner, each)
    if each.kind in _FEW_VALUES and not each.many:
        return _code(owner, each)
    if each.kind in _FEW_VALUES:
        return _codes(owner, each)
    write = _links if each.kind is Kind.LINK else _dates if each.kind in columns.DATES else _exact
    return _as_tuple(each, (_numbers if each.kind in columns.NUMBERS else write)(owner, each))


def _as_tuple(each: Field, write: Writer) -> Writer:
    """Hands on a single value as a tuple of one."""
    return write if each.many else lambda node, value: write(node, (value,))


class _Facts(dict[Any, tuple[int, int]]):
    """That a field has a value, and which: worked out once for each value, of which there are few."""

    def __init__(self, owner: RecordClass, each: Field) -> None:
        self._stated, self._base = stated_fact(owner.name, each.name), value_base(owner.name, each.name)

    def __missing__(self, value: Any) -> tuple[int, int]:
        facts = (self._stated, self._base ^ key_of(canonical(value)))
        if len(self) < _MOST_KEPT:
            self[value] = facts
        return facts


def _facet(owner: RecordClass, each: Field) -> str | None:
    """The column that records are counted by; parts are counted with their record."""
    if owner.is_part or not each.uses & columns.FACET_USES:
        return None
    return columns.Facetable(each.name, None, each).column


def _texts(owner: RecordClass, each: Field) -> Writer:
    stated, base = stated_fact(owner.name, each.name), value_base(owner.name, each.name)
    searched = not owner.is_part and "search" in each.uses
    by_language: dict[str, tuple[str, list[int]]] = {}

    def write(node: Node, texts: tuple[tuple[str, str], ...]) -> None:
        facts, document = node.facts, node.document
        facts.append(stated)
        for language, text in texts:
            known = by_language.get(language)
            if known is None:
                column = columns.text_column(each.name, columns.analysis_of(language))
                known = by_language[language] = (column, _language_facts(owner.name, each.name, language))
            facts.append(base ^ hash_of(text))
            facts.extend(known[1])
            plain = normal(text)
            document.setdefault(known[0], []).append(plain)
            document.setdefault(columns.BEGINNINGS, []).append(value_prefix(owner.name, each.name, text))
            if searched:
                document.setdefault(columns.WORDS, []).append(plain)

    return write


def _language_facts(class_name: str, name: str, tag: str) -> list[int]:
    """One for the tag and one for each shorter tag that takes it in."""
    pieces = tag.split("-")
    return [language_fact(class_name, name, "-".join(pieces[:length])) for length in range(len(pieces), 0, -1)]


def _links(owner: RecordClass, each: Field) -> Writer:
    stated, base = stated_fact(owner.name, each.name), link_base(owner.name, each.name)
    column, facet = columns.link_column(owner.name, each.name), _facet(owner, each)

    def write(node: Node, iris: tuple[str, ...]) -> None:
        keys = list(map(key_of, iris))
        node.facts.append(stated)
        for key in keys:
            node.facts.append(base ^ key)
        node.links[column] = keys
        if facet is not None:
            node.document[facet] = list(iris)
        record = node.record
        if record is None:
            return
        of_record = record.links.get(column)
        if of_record is None:
            of_record = record.links[column] = []
        for key in keys:
            if key not in of_record:
                of_record.append(key)
                record.facts.append(base ^ key)

    return write


def _code(owner: RecordClass, each: Field) -> Writer:
    facts, facet = _Facts(owner, each), _facet(owner, each)

    def write(node: Node, value: Any) -> None:
        node.facts += facts[value]
        if facet is not None:
            node.document[facet] = canonical(value)

    return write


def _codes(owner: RecordClass, each: Field) -> Writer:
    facts, facet = _Facts(owner, each), _facet(owner, each)

    def write(node: Node, values: tuple[Any, ...]) -> None:
        node.facts += facts[values[0]]
        for value in values[1:]:
            node.facts.append(facts[value][1])
        if facet is not None:
            node.document[facet] = list(map(canonical, values))

    return write


def _exact(owner: RecordClass, each: Field) -> Writer:
    stated, base = stated_fact(owner.name, each.name), value_base(owner.name, each.name)
    searched, facet = not owner.is_part and "search" in each.uses, _facet(owner, each)
    begun_with = each.kind in _BEGUN_WITH

    def write(node: Node, values: tuple[Any, ...]) -> None:
        texts = [canonical(value) for value in values]
        node.facts.append(stated)
        for text in texts:
            node.facts.append(base ^ hash_of(text))
        if facet is not None:
            node.document[facet] = texts
        if begun_with:
            beginnings = node.document.setdefault(columns.BEGINNINGS, [])
            for text in texts:
                beginnings.append(value_prefix(owner.name, each.name, text))
        if searched:
            node.document.setdefault(columns.WORDS, []).extend(map(normal, texts))

    return write


def _numbers(owner: RecordClass, each: Field) -> Writer:
    stated, base = stated_fact(owner.name, each.name), value_base(owner.name, each.name)
    column = columns.number_column(each.name)

    def write(node: Node, values: tuple[Any, ...]) -> None:
        node.facts.append(stated)
        node.facts.extend([base ^ key_of(canonical(value)) for value in values])
        node.document[column] = [as_float(value) for value in values]

    return write


def _dates(owner: RecordClass, each: Field) -> Writer:
    stated = stated_fact(owner.name, each.name)
    low, high = columns.low_column(each.name), columns.high_column(each.name)

    def write(node: Node, dates: tuple[str, ...]) -> None:
        node.facts.append(stated)
        spans = [date_span(date) for date in dates]
        node.document[low] = [span[0] for span in spans]
        node.document[high] = [span[1] for span in spans]

    return write
