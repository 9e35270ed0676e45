"""SHACL Core constraints on values: for each that is known here, whether it surely holds.

A constraint is a function from the values of a property (or the focus node itself) to True (it holds) or False (perhaps
not). Values in unusual forms are left to pySHACL, though they may be right.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from registry.model.graph import Graph
from registry.namespaces import RDF_LANG_STRING, SH, XSD
from registry.rdf.terms import BlankNode, Iri, Literal, Subject, Term
from registry.validation.screening.facts import Facts

Holds: TypeAlias = Callable[[Sequence[Term], Facts], bool]
Superclasses: TypeAlias = Mapping[str, Collection[str]]
"""Of each class (IRI) itself and all that it is a kind of."""

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
_PLAIN_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    XSD + name: re.compile(form, re.ASCII)
    for name, form in {
        "string": r"[\s\S]*",
        "anyURI": r"[\x21-\x7e]+",
        "integer": r"[+-]?[0-9]{1,40}",
        "decimal": r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?",
        "boolean": r"true|false",
        "gYear": r"[12][0-9]{3}",
        "gYearMonth": r"[12][0-9]{3}-(0[1-9]|1[0-2])",
        "date": r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
    }.items()
}
"""Forms that every reader of XML Schema takes for values of the type; there are others."""
_NODE_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "IRI": (Iri,),
    "Literal": (Literal,),
    "BlankNode": (BlankNode,),
    "BlankNodeOrIRI": (BlankNode, Iri),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (Iri, Literal),
}


class Constraints:
    """Reads the constraints of shapes."""

    def __init__(self, shapes: Graph, superclasses: Superclasses) -> None:
        self._shapes = shapes
        self._superclasses = superclasses

    def read(self, shape: Subject, beside: Collection[str] = ()) -> list[Holds] | None:
        """All constraints of a shape; None when there is one that is not known here.

        Properties of the shape that are named `beside` are somebody else's.
        """
        found: list[Holds] = []
        for predicate in self._shapes.predicates(shape):
            name = predicate.removeprefix(SH)
            if name == predicate or name in _SAY_NOTHING or name in beside:
                continue
            read = _READERS.get(name)
            if read is None:
                return None
            for parameter in self._shapes.objects(shape, predicate):
                constraint = read(self, parameter)
                if constraint is None:
                    return None
                found.append(constraint)
        return found

    def _min_count(self, parameter: Term) -> Holds | None:
        least = _integer(parameter)
        return None if least is None else lambda values, _: len(values) >= least

    def _max_count(self, parameter: Term) -> Holds | None:
        most = _integer(parameter)
        return None if most is None else lambda values, _: len(values) <= most

    def _datatype(self, parameter: Term) -> Holds | None:
        if parameter == Iri(RDF_LANG_STRING):
            return lambda values, _: all(isinstance(v, Literal) and v.language for v in values)
        form = _PLAIN_FORMS.get(parameter.value) if isinstance(parameter, Iri) else None
        if form is None or not isinstance(parameter, Iri):
            return None
        datatype, fits = parameter.value, form.fullmatch
        return lambda values, _: all(
            isinstance(v, Literal) and v.datatype == datatype and v.language is None and fits(v.lexical) for v in values
        )

    def _class(self, parameter: Term) -> Holds | None:
        if not isinstance(parameter, Iri):
            return None
        wanted, known = parameter.value, self._superclasses

        def holds(values: Sequence[Term], facts: Facts) -> bool:
            return all(
                any(isinstance(c, Iri) and wanted in known.get(c.value, (c.value,)) for c in facts.classes(v))
                for v in values
            )

        return holds

    def _node_kind(self, parameter: Term) -> Holds | None:
        kinds = _NODE_KINDS.get(parameter.value.removeprefix(SH)) if isinstance(parameter, Iri) else None
        return None if kinds is None else lambda values, _: all(isinstance(v, kinds) for v in values)

    def _pattern(self, parameter: Term) -> Holds | None:
        if not isinstance(parameter, Literal):
            return None
        try:
            found = re.compile(parameter.lexical).search
        except re.error:
            return None
        return lambda values, _: all(not isinstance(v, BlankNode) and found(_text(v)) for v in values)

    def _min_length(self, parameter: Term) -> Holds | None:
        least = _integer(parameter)
        return None if least is None else lambda values, _: all(_length(v, -1) >= least for v in values)

    def _max_length(self, parameter: Term) -> Holds | None:
        most = _integer(parameter)
        return None if most is None else lambda values, _: all(_length(v, most + 1) <= most for v in values)

    def _in(self, parameter: Term) -> Holds | None:
        allowed = frozenset(self._shapes.members(parameter))
        return lambda values, _: all(v in allowed for v in values)

    def _unique_language(self, parameter: Term) -> Holds | None:
        if parameter != Literal("true", XSD + "boolean"):
            return None

        def holds(values: Sequence[Term], _: Facts) -> bool:
            tags = [v.language.lower() for v in values if isinstance(v, Literal) and v.language]
            return len(tags) == len(set(tags))

        return holds

    def _at_least(self, parameter: Term) -> Holds | None:
        bound = number(parameter)
        return (
            None
            if bound is None
            else lambda values, _: all((n := number(v)) is not None and n >= bound for v in values)
        )

    def _at_most(self, parameter: Term) -> Holds | None:
        bound = number(parameter)
        return (
            None
            if bound is None
            else lambda values, _: all((n := number(v)) is not None and n <= bound for v in values)
        )

    def _or(self, parameter: Term) -> Holds | None:
        ways = [self.read(way) for way in self._shapes.members(parameter) if not isinstance(way, Literal)]
        known = [way for way in ways if way is not None]

        def holds(values: Sequence[Term], facts: Facts) -> bool:
            return all(any(all(each((v,), facts) for each in way) for way in known) for v in values)

        return holds


def _text(value: Iri | Literal | BlankNode) -> str:
    if isinstance(value, Literal):
        return value.lexical
    return value.value if isinstance(value, Iri) else value.label


def _length(value: Term, otherwise: int) -> int:
    """How long a text is; for anything else a length that does not fit."""
    return len(value.lexical) if isinstance(value, Literal) else otherwise


def _integer(parameter: Term) -> int | None:
    found = number(parameter)
    return None if found is None or found != int(found) else int(found)


def number(value: Term) -> Decimal | None:
    """The number that a literal is, where it is written plainly."""
    if not isinstance(value, Literal) or value.datatype not in (XSD + "integer", XSD + "decimal"):
        return None
    return Decimal(value.lexical) if _NUMBER.fullmatch(value.lexical) else None


_SAY_NOTHING: Final = frozenset({"path", "name", "description", "message", "severity", "order", "group", "targetClass"})
_READERS: Final[Mapping[str, Callable[[Constraints, Term], Holds | None]]] = {
    "minCount": Constraints._min_count,
    "maxCount": Constraints._max_count,
    "datatype": Constraints._datatype,
    "class": Constraints._class,
    "nodeKind": Constraints._node_kind,
    "pattern": Constraints._pattern,
    "minLength": Constraints._min_length,
    "maxLength": Constraints._max_length,
    "in": Constraints._in,
    "uniqueLang": Constraints._unique_language,
    "minInclusive": Constraints._at_least,
    "maxInclusive": Constraints._at_most,
    "or": Constraints._or,
}
