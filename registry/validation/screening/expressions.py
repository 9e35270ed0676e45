"""Expressions of SPARQL filters: what one is worth for a row, where that is surely known."""

import operator
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, TypeAlias

import rdflib
from rdflib.plugins.sparql.parserutils import CompValue

from registry.rdf.terms import Iri, Literal, Term
from registry.validation.rdflib_terms import from_rdflib
from registry.validation.screening.facts import Facts
from registry.validation.screening.values import number


class Odd(Enum):
    """What an expression is worth when it has no value that is known."""

    ERROR = "an error"
    """As of a variable that is not bound; a filter on it does not hold."""
    PERHAPS = "perhaps"
    """There is a value, or an error, and it is not known which."""


Value: TypeAlias = Term | str | int | bool | Odd
Row: TypeAlias = Mapping[str, Value]
Expression: TypeAlias = Callable[[Row, Facts], Value]
Existence: TypeAlias = Callable[[CompValue], tuple[Callable[[Row, Facts], Iterator[Row]], bool]]
"""Makes of the pattern inside an EXISTS what gives its rows, and tells whether those are exactly the right ones."""

ERROR: Final = Odd.ERROR
PERHAPS: Final = Odd.PERHAPS
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq, "!=": operator.ne,
}  # fmt: skip


def read_expression(expression: Any, existence: Existence) -> Expression:
    """What gives the worth of an expression of rdflib's algebra."""
    if isinstance(expression, rdflib.Variable):
        name = str(expression)
        return lambda row, _: row.get(name, ERROR)
    if isinstance(expression, rdflib.URIRef | rdflib.Literal):
        constant = from_rdflib(expression)
        return lambda _, __: constant
    reader = _READERS.get(getattr(expression, "name", ""))
    return (lambda _, __: PERHAPS) if reader is None else reader(expression, existence)


def _exists(expression: CompValue, existence: Existence) -> Expression:
    rows, is_exact = existence(expression.graph)

    def worth(row: Row, facts: Facts) -> Value:
        there = any(True for _ in rows(row, facts))
        return PERHAPS if there and not is_exact else there

    return worth


def _exists_not(expression: CompValue, existence: Existence) -> Expression:
    exists = _exists(expression, existence)

    def worth(row: Row, facts: Facts) -> Value:
        found = exists(row, facts)
        return found if found is PERHAPS else not found

    return worth


def _and(expression: CompValue, existence: Existence) -> Expression:
    return _logical(expression, existence, decisive=False)


def _or(expression: CompValue, existence: Existence) -> Expression:
    return _logical(expression, existence, decisive=True)


def _logical(expression: CompValue, existence: Existence, *, decisive: bool) -> Expression:
    """One decisive part decides; else an error or doubt of any part remains."""
    parts = [read_expression(each, existence) for each in (expression.expr, *expression.other)]

    def worth(row: Row, facts: Facts) -> Value:
        odd: Value = not decisive
        for part in parts:
            value = part(row, facts)
            if value is decisive:
                return decisive
            if value is ERROR:
                odd = odd if odd is PERHAPS else ERROR
            elif not isinstance(value, bool):
                odd = PERHAPS
        return odd

    return worth


def _relation(expression: CompValue, existence: Existence) -> Expression:
    left, operation = read_expression(expression.expr, existence), str(expression.op)
    if operation in ("IN", "NOT IN"):
        options = [read_expression(each, existence) for each in expression.other]
        return lambda row, facts: _among(left(row, facts), [each(row, facts) for each in options], operation == "IN")
    right = read_expression(expression.other, existence)
    return lambda row, facts: _compared(left(row, facts), operation, right(row, facts))


def _among(value: Value, options: list[Value], inside: bool) -> Value:
    if value is ERROR:
        return ERROR
    if not isinstance(value, Iri) or not all(isinstance(each, Iri) for each in options):
        return PERHAPS
    return (value in options) is inside


def _compared(left: Value, operation: str, right: Value) -> Value:
    if left is ERROR or right is ERROR:
        return ERROR
    compare = _COMPARISONS.get(operation)
    if compare is None or isinstance(left, Odd) or isinstance(right, Odd):
        return PERHAPS
    if isinstance(left, str) and isinstance(right, str):
        return compare(left, right)
    numbers = [_as_number(left), _as_number(right)]
    if None not in numbers:
        return compare(*numbers)
    if operation in ("=", "!=") and (left == right or (isinstance(left, Iri) and isinstance(right, Iri))):
        return (left == right) is (operation == "=")
    return PERHAPS


def _as_number(value: Term | str | int) -> Any:
    if isinstance(value, str):
        return None
    return value if isinstance(value, int) else number(value)


def _string(expression: CompValue, existence: Existence) -> Expression:
    argument = read_expression(expression.arg, existence)

    def worth(row: Row, facts: Facts) -> Value:
        value = argument(row, facts)
        if isinstance(value, Iri):
            return value.value
        if isinstance(value, Literal):
            return value.lexical
        return ERROR if value is ERROR else PERHAPS

    return worth


def _string_length(expression: CompValue, existence: Existence) -> Expression:
    argument = read_expression(expression.arg, existence)

    def worth(row: Row, facts: Facts) -> Value:
        value = argument(row, facts)
        if isinstance(value, str):
            return len(value)
        return ERROR if value is ERROR else PERHAPS

    return worth


def _substring(expression: CompValue, existence: Existence) -> Expression:
    places = (expression.arg, expression.start, expression.length)
    parts = [read_expression(each, existence) for each in places]

    def worth(row: Row, facts: Facts) -> Value:
        text, start, length = (part(row, facts) for part in parts)
        if ERROR in (text, start, length):
            return ERROR
        first, many = _as_whole(start), _as_whole(length)
        if not isinstance(text, str) or first is None or many is None or first < 1:
            return PERHAPS
        return text[first - 1 : first - 1 + many]

    return worth


def _as_whole(value: Value) -> int | None:
    found = None if isinstance(value, Odd) else _as_number(value)
    return None if found is None else int(found)


def _if(expression: CompValue, existence: Existence) -> Expression:
    condition, then, otherwise = (
        read_expression(each, existence) for each in (expression.arg1, expression.arg2, expression.arg3)
    )

    def worth(row: Row, facts: Facts) -> Value:
        value = condition(row, facts)
        if isinstance(value, bool):
            return (then if value else otherwise)(row, facts)
        return ERROR if value is ERROR else PERHAPS

    return worth


def _is_bound(expression: CompValue, _: Existence) -> Expression:
    name = str(expression.arg)
    return lambda row, _: name in row


_READERS: Final[Mapping[str, Callable[[CompValue, Existence], Expression]]] = {
    "Builtin_EXISTS": _exists,
    "Builtin_NOTEXISTS": _exists_not,
    "ConditionalAndExpression": _and,
    "ConditionalOrExpression": _or,
    "RelationalExpression": _relation,
    "Builtin_STR": _string,
    "Builtin_STRLEN": _string_length,
    "Builtin_SUBSTR": _substring,
    "Builtin_IF": _if,
    "Builtin_BOUND": _is_bound,
}
