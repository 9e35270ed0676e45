"""A record as it is read: decoded once from its statements into plain values, its parts inside it.

Made from the store's published statements; the index keeps projections (`registry.index.documents`), the faces read
them. What does not fit its field is left out and noted as malformed: bad data in a store must not take the server down.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias, Union

from registry.index.decoding import Decoder, decoder_of, shown
from registry.model.codes import natural
from registry.model.spec import Field, Kind, Model
from registry.namespaces import RDF_TYPE
from registry.rdf.terms import Iri, Quad, Term, Triple

Value: TypeAlias = Union[str, int, bool, Decimal, Term, tuple[str, str], "Projection"]
Values: TypeAlias = Mapping[str, Value | tuple[Value, ...]]
Statements: TypeAlias = dict[str, dict[str, list[Term]]]
"""Values by subject and property, both as IRI strings."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A record or part: its class and its values by field name; a field without a value is absent.

    A field that may have many values, and every text, holds a tuple; any other holds the value itself.
    """

    iri: str
    class_name: str
    values: Values
    malformed: tuple[tuple[str, str], ...] = ()
    """Field name and the text of each value that could not be kept."""

    def many(self, name: str) -> tuple[Value, ...]:
        """The values of a field that holds a tuple; empty where there are none."""
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else (value,)


class Projector:
    """Makes projections by one model; keeps what it worked out about the model's fields."""

    def __init__(self, model: Model) -> None:
        self._records = {c.iri: c.name for c in model.records}
        self._fields: dict[str, dict[str, tuple[Field, Decoder | None]]] = {
            c.name: {field.path: (field, decoder_of(field, model.lists)) for field in c.fields}
            for c in model.classes.values()
        }

    def __call__(self, statements: Iterable[Triple | Quad]) -> Iterator[Projection]:
        """The projection of every record that these statements describe, in order of first appearance."""
        nodes = by_subject(statements)
        for iri, node in nodes.items():
            class_name = self._class_of(node)
            if class_name is not None:
                yield self._project(iri, class_name, node, nodes, frozenset())

    def _class_of(self, node: Mapping[str, list[Term]]) -> str | None:
        types = node.get(RDF_TYPE, ())
        known = [t.value for t in types if isinstance(t, Iri) and t.value in self._records]
        return self._records[min(known)] if known else None

    def _project(
        self, iri: str, class_name: str, node: Mapping[str, list[Term]], nodes: Statements, inside: frozenset[str]
    ) -> Projection:
        values: dict[str, Value | tuple[Value, ...]] = {}
        malformed: list[tuple[str, str]] = []
        fields = self._fields[class_name]
        for path, terms in node.items():
            if path not in fields:
                continue
            field, decode = fields[path]
            kept, refused = decode(terms) if decode else self._decode_parts(field, terms, nodes, inside | {iri})
            if kept and (field.many or field.kind is Kind.TEXT):
                values[field.name] = tuple(kept)
            elif kept:
                values[field.name] = kept[0]
                refused += [_shown(value) for value in kept[1:]]
            malformed += [(field.name, text) for text in refused]
        return Projection(iri, class_name, values, tuple(malformed))

    def _decode_parts(
        self, field: Field, terms: list[Term], nodes: Statements, inside: frozenset[str]
    ) -> tuple[list[Any], list[str]]:
        """Parts, by IRI with their numbers in natural order; a part that holds itself is refused."""
        iris = {term.value for term in terms if isinstance(term, Iri) and term.value in nodes} - inside
        in_order = sorted(iris, key=natural) if len(iris) > 1 else iris
        parts = [self._project(iri, field.target or "", nodes[iri], nodes, inside) for iri in in_order]
        return parts, [shown(term) for term in terms if not (isinstance(term, Iri) and term.value in iris)]


def _shown(value: object) -> str:
    return value.iri if isinstance(value, Projection) else str(value)


def by_subject(statements: Iterable[Triple | Quad]) -> Statements:
    """The statements about each subject that has an IRI; what blank nodes say belongs to no record."""
    nodes: Statements = {}
    for statement in statements:
        subject = statement.subject
        if not isinstance(subject, Iri):
            continue
        node = nodes.get(subject.value)
        if node is None:
            node = nodes[subject.value] = {}
        terms = node.get(statement.predicate.value)
        if terms is None:
            node[statement.predicate.value] = [statement.object]
        else:
            terms.append(statement.object)
    return nodes
