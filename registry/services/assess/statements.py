"""Projections back to statements, for rules that are queries: what the index keeps says all that the rules ask."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from registry.index.projection import Projection
from registry.model.spec import Kind, Model
from registry.namespaces import RDF_TYPE, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple, text

_TYPE: Final = Iri(RDF_TYPE)
_PARTIAL: Final = ("gYear", "gYearMonth", "date")
"""Datatype of a date by how many hyphens stand between its parts."""
_SIGN_AND_ZONE: Final = re.compile(r"^-|(?:Z|[+-][0-9]{2}:[0-9]{2})$")


class Statements:
    """Writes projections of one model as statements."""

    def __init__(self, model: Model) -> None:
        self._classes = {c.name: Iri(c.iri) for c in model.classes.values()}
        self._fields: Mapping[str, Mapping[str, tuple[Iri, Callable[[Any], Term] | None]]] = {
            c.name: {f.name: (Iri(f.path), _TERMS.get(f.kind)) for f in c.fields} for c in model.classes.values()
        }

    def __call__(self, projections: Iterable[Projection], without: Container[str] = ()) -> Iterator[Triple]:
        """All statements of these records and their parts, but for those of the fields `without`."""
        for projection in projections:
            yield from self._node(projection, without)

    def _node(self, projection: Projection, without: Container[str]) -> Iterator[Triple]:
        subject = Iri(projection.iri)
        yield Triple(subject, _TYPE, self._classes[projection.class_name])
        fields = self._fields[projection.class_name]
        for name in projection.values:
            if name in without:
                continue
            path, term_of = fields[name]
            for value in projection.many(name):
                if isinstance(value, Projection):
                    yield Triple(subject, path, Iri(value.iri))
                    yield from self._node(value, without)
                elif term_of is not None:
                    yield Triple(subject, path, term_of(value))


def _text(value: tuple[str, str]) -> Term:
    language, words = value
    return text(words, language) if language else Literal(words)


def _literal(datatype: str, value: object) -> Term:
    return Literal(format(value, "f") if datatype == "decimal" else str(value), XSD + datatype)


def _partial_date(value: str) -> Term:
    return Literal(value, XSD + _PARTIAL[_SIGN_AND_ZONE.sub("", value).count("-")])


def _boolean(value: bool) -> Term:
    return Literal("true" if value else "false", XSD + "boolean")


def _any(value: Term) -> Term:
    return value


_TERMS: Final[Mapping[Kind, Callable[[Any], Term]]] = {
    Kind.TEXT: _text,
    Kind.STRING: partial(_literal, "string"),
    Kind.URL: partial(_literal, "anyURI"),
    Kind.INTEGER: partial(_literal, "integer"),
    Kind.DECIMAL: partial(_literal, "decimal"),
    Kind.BOOLEAN: _boolean,
    Kind.DATE: partial(_literal, "date"),
    Kind.YEAR: partial(_literal, "gYear"),
    Kind.PARTIAL_DATE: _partial_date,
    Kind.ANY: _any,
    Kind.IRI: Iri,
    Kind.LINK: Iri,
    Kind.CODE: Iri,
    Kind.PROPERTY: Iri,
}
