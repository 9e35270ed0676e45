"""The queries of rules, made ready to be run so that nothing true is missed: a row may be too many, none too few.

Works on the algebra that rdflib reads a query into. What it does not know, and whatever depends on it, might be so.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import rdflib
from rdflib.paths import MulPath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query

from registry.rdf.terms import BlankNode, Iri, Subject, Term
from registry.validation.rdflib_terms import from_rdflib
from registry.validation.screening.expressions import ERROR, PERHAPS, Row, Value, read_expression
from registry.validation.screening.facts import Facts

Pattern: TypeAlias = Callable[[Row, Facts], Iterator[Row]]
"""Gives the solutions that go on from a row."""
Ask: TypeAlias = Callable[[Subject, Facts], bool]

_BOUND_BY_SHACL: Final = frozenset({"currentShape", "shapesGraph", "PATH"})


class UnknownPattern(Exception):
    """Something in a query that is not known here; the query is then pySHACL's."""


def asking(query: Query) -> Ask:
    """Whether the query may give a row with `$this` as that node; the answer is no only when it surely gives none."""
    try:
        rows = _read(query.algebra.p)
    except UnknownPattern:
        return lambda _, __: True

    def ask(focus: Subject, facts: Facts) -> bool:
        try:
            return any(True for _ in rows({"this": focus}, facts))
        except UnknownPattern:
            return True

    return ask


def _read(node: CompValue) -> Pattern:
    reader = _READERS.get(node.name)
    if reader is None:
        raise UnknownPattern
    return reader(node)


def _inner(node: CompValue) -> Pattern:
    return _read(node.p)


def _join(node: CompValue) -> Pattern:
    first, second = _read(node.p1), _read(node.p2)
    return lambda row, facts: (both for left in first(row, facts) for both in second(left, facts))


def _filter(node: CompValue) -> Pattern:
    inner, expression = _read(node.p), read_expression(node.expr, _existence)

    def rows(row: Row, facts: Facts) -> Iterator[Row]:
        for found in inner(row, facts):
            value = expression(found, facts)
            if value is not False and value is not ERROR:
                yield found

    return rows


def _extend(node: CompValue) -> Pattern:
    inner, expression, name = _read(node.p), read_expression(node.expr, _existence), str(node.var)

    def rows(row: Row, facts: Facts) -> Iterator[Row]:
        for found in inner(row, facts):
            value = expression(found, facts)
            yield found if value is ERROR else {**found, name: value}

    return rows


def _left_join(node: CompValue) -> Pattern:
    if not _is_exact(node.p2) or getattr(node.expr, "name", "") != "TrueFilter":
        raise UnknownPattern
    first, second = _read(node.p1), _read(node.p2)

    def rows(row: Row, facts: Facts) -> Iterator[Row]:
        for left in first(row, facts):
            yield from list(second(left, facts)) or [left]

    return rows


def _existence(graph: CompValue) -> tuple[Pattern, bool]:
    """The pattern inside an EXISTS, and whether it is exact."""
    return _read(graph), _is_exact(graph)


def _is_exact(node: CompValue) -> bool:
    """Whether exactly the solutions of this pattern are found, and not too many."""
    if node.name in ("BGP", "TriplesBlock"):
        return True
    if node.name == "Join":
        return _is_exact(node.p1) and _is_exact(node.p2)
    is_nested = node.name == "Filter" and getattr(node.expr, "name", "") == "Builtin_EXISTS"
    return is_nested and _is_exact(node.p) and _is_exact(node.expr.graph)


def _basic(node: CompValue) -> Pattern:
    triples = [_Triple(*each) for each in _triples(node.get("triples") or [])]
    return lambda row, facts: _joined(triples, row, facts)


def _triples(terms: list[Any]) -> list[tuple[Any, Any, Any]]:
    """A pattern's triples; inside EXISTS rdflib keeps them in one flat list."""
    found: list[tuple[Any, Any, Any]] = []
    for term in terms:
        found += [tuple(term)] if len(term) == 3 else zip(term[::3], term[1::3], term[2::3], strict=True)
    return found


class _Triple:
    """One triple of a pattern: of each place the variable's name, or the term that stands there."""

    __slots__ = ("_link", "_predicate", "_predicate_name", "_subject", "_value", "_value_name")

    def __init__(self, subject: Any, predicate: Any, value: Any) -> None:
        """Raises `UnknownPattern` for what cannot be looked up."""
        names = [str(each) for each in (subject, predicate, value) if isinstance(each, rdflib.Variable)]
        if not isinstance(subject, rdflib.Variable) or not _BOUND_BY_SHACL.isdisjoint(names):
            raise UnknownPattern
        self._subject = str(subject)
        self._value_name = str(value) if isinstance(value, rdflib.Variable) else None
        self._value: Term | None = None if self._value_name is not None else _constant(value)
        self._predicate_name = str(predicate) if isinstance(predicate, rdflib.Variable) else None
        self._predicate = str(predicate) if isinstance(predicate, rdflib.URIRef) else None
        self._link: tuple[str, bool] | None = None
        if self._predicate_name is None and self._predicate is None:
            self._link = _repeated(predicate)

    def _sought(self, row: Row) -> Value | None:
        return self._value if self._value_name is None else row.get(self._value_name)

    def distance(self, row: Row) -> int:
        """How far it is from being looked up: subject known, else its value, else nothing."""
        return 0 if self._subject in row else 1 if self._sought(row) is not None else 2

    def matches(self, row: Row, facts: Facts) -> Iterator[Row]:
        """The row with what fits in it."""
        subject, sought = row.get(self._subject), self._sought(row)
        if sought is PERHAPS or subject is PERHAPS:
            raise UnknownPattern
        if subject is None:
            yield from self._backwards(row, sought, facts)
            return
        if not isinstance(subject, Iri | BlankNode):
            raise UnknownPattern  # rdflib takes a literal that is 0 or empty for any node at all
        name = self._value_name
        for predicate, each in self._steps(subject, row, facts):
            if name is not None and sought is None:
                yield {**row, **predicate, name: each}
            elif each == sought:
                yield {**row, **predicate} if predicate else row

    def _backwards(self, row: Row, sought: Value | None, facts: Facts) -> Iterator[Row]:
        if self._predicate is None or not isinstance(sought, Iri | BlankNode):
            raise UnknownPattern
        return ({**row, self._subject: each} for each in facts.subjects(self._predicate, sought))

    def _steps(self, subject: Subject, row: Row, facts: Facts) -> Iterator[tuple[Row, Term]]:
        if self._predicate is not None:
            return (({}, each) for each in facts.values(subject, self._predicate))
        if self._link is not None:
            return (({}, each) for each in _reached(subject, *self._link, facts))
        name = self._predicate_name or ""
        known = row.get(name)
        if known is PERHAPS:
            raise UnknownPattern
        return (
            ({name: Iri(predicate)} if known is None else {}, each)
            for predicate, values in facts.of(subject).items()
            if known is None or known == Iri(predicate)
            for each in values
        )


def _constant(term: Any) -> Term:
    if not isinstance(term, rdflib.URIRef | rdflib.Literal):
        raise UnknownPattern
    return from_rdflib(term)


def _repeated(predicate: Any) -> tuple[str, bool]:
    """The property that a path repeats, and whether it may be taken no time at all."""
    if not isinstance(predicate, MulPath) or not isinstance(predicate.path, rdflib.URIRef) or not predicate.more:
        raise UnknownPattern
    return str(predicate.path), bool(predicate.zero)


def _reached(subject: Subject, link: str, with_itself: bool, facts: Facts) -> list[Term]:
    reached: dict[Term, None] = {subject: None} if with_itself else {}
    ahead: list[Term] = [subject]
    while ahead:
        steps = [each for each in facts.values(ahead.pop(), link) if each not in reached]
        reached |= dict.fromkeys(steps)
        ahead += steps
    return list(reached)


def _joined(triples: list[_Triple], row: Row, facts: Facts) -> Iterator[Row]:
    if not triples:
        yield row
    elif len(triples) == 1:
        yield from triples[0].matches(row, facts)
    else:
        chosen = min(triples, key=lambda triple: triple.distance(row))
        rest = [each for each in triples if each is not chosen]
        for found in chosen.matches(row, facts):
            yield from _joined(rest, found, facts)


_READERS: Final[Mapping[str, Callable[[CompValue], Pattern]]] = {
    "Project": _inner,
    "Distinct": _inner,
    "BGP": _basic,
    "TriplesBlock": _basic,
    "Join": _join,
    "Filter": _filter,
    "Extend": _extend,
    "LeftJoin": _left_join,
}
