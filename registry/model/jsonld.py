"""JSON-LD as people write it: the context printed from the model, and a record as one nested document.

Every class has a context of its own (JSON-LD 1.1, type-scoped), so that a name such as `value` can mean one thing in a
target and another in a citation. Reading a document back gives the same statements.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from registry.model.graph import Graph
from registry.model.spec import CodeList, Field, Kind, Model, RecordClass
from registry.namespaces import RDF_TYPE, SITE, TERMS, XSD, XSD_STRING
from registry.rdf.terms import BlankNode, Iri, Literal, Subject, Term, Triple

CONTEXT_ADDRESS: Final = SITE + "context.jsonld"
"""Where the context lives; documents that name it are read without opening it."""

_DATATYPES: Final = {
    Kind.INTEGER: XSD + "integer",
    Kind.DECIMAL: XSD + "decimal",
    Kind.BOOLEAN: XSD + "boolean",
    Kind.DATE: XSD + "date",
    Kind.YEAR: XSD + "gYear",
    Kind.URL: XSD + "anyURI",
}
_PARTIAL_DATES: Final = ("date", "gYearMonth", "gYear")
_REFERENCES: Final = frozenset({Kind.LINK, Kind.IRI, Kind.PROPERTY, Kind.PART})
_IRIS: Final = _REFERENCES | {Kind.CODE}


def context(model: Model) -> dict[str, Any]:
    """The value of `@context` for documents about records of this model.

    A key that no class has becomes a term that does not exist: so the rules can find it, where it would be dropped.
    """
    terms: dict[str, Any] = {"@version": 1.1, "@vocab": TERMS, "id": "@id", "type": "@type"}
    terms |= {name: XSD + name for name in _PARTIAL_DATES}
    for record_class in (*model.records, *model.parts):
        fields = {field.name: _term(field, model) for field in record_class.fields}
        terms[record_class.name] = {"@id": record_class.iri, "@context": fields}
    return terms


def contexts(model: Model) -> Mapping[str, object]:
    """The contexts that a document may name by address."""
    return {CONTEXT_ADDRESS: context(model)}


def _term(field: Field, model: Model) -> dict[str, Any]:
    term: dict[str, Any] = {"@id": field.path}
    if field.kind is Kind.TEXT:
        term["@container"] = "@language"
    elif field.kind is Kind.CODE and field.target:
        term |= {"@type": "@vocab", "@context": {"@vocab": code_prefix(model.lists[field.target])}}
    elif field.kind in _REFERENCES:
        term["@type"] = "@id"
    elif field.kind in _DATATYPES:
        term["@type"] = _DATATYPES[field.kind]
    return term


def code_prefix(code_list: CodeList) -> str:
    """What the IRI of each code of the list begins with, before its notation."""
    first = code_list.codes[0]
    return first.iri.removesuffix(first.notation)


def document(model: Model, iri: str, triples: Iterable[Triple]) -> dict[str, Any]:
    """One record with its parts nested in it, for `json.dumps`.

    Statements that the model has no field for stand under their full IRI, so nothing is lost.
    """
    graph = Graph(triples)
    return {"@context": CONTEXT_ADDRESS, **_node(model, graph, Iri(iri), frozenset())}


def _node(model: Model, graph: Graph, subject: Subject, above: frozenset[Subject]) -> dict[str, Any]:
    classes = [o.value for o in graph.objects(subject, RDF_TYPE) if isinstance(o, Iri)]
    known = next((model.by_iri[c] for c in classes if c in model.by_iri), None)
    node: dict[str, Any] = {"id": subject.value if isinstance(subject, Iri) else f"_:{subject.label}"}
    if classes:
        names = [model.by_iri[c].name if c in model.by_iri else c for c in classes]
        node["type"] = names[0] if len(names) == 1 else names
    for path in sorted(graph.predicates(subject), key=lambda p: _order(known, p)):
        if path == RDF_TYPE:
            continue
        field = known.by_path.get(path) if known else None
        values = graph.objects(subject, path)
        fitting = [value for value in values if field is not None and _fits(field, value)]
        if len(fitting) < len(values):
            node[path] = [_expanded(value) for value in values if value not in fitting]
        if field is not None and fitting:
            shown = [_value(model, graph, field, value, above | {subject}) for value in fitting]
            many = field.many or len(shown) > 1
            node[field.name] = _by_language(fitting) if field.kind is Kind.TEXT else shown if many else shown[0]
    return node


def _fits(field: Field, value: Term) -> bool:
    """Whether the field's term in the context can say this value; what it cannot say stands under the full IRI."""
    if field.kind is Kind.TEXT:
        return isinstance(value, Literal) and (value.language is not None or value.datatype == XSD_STRING)
    if field.kind in _IRIS:
        return isinstance(value, Iri) or (field.kind in _REFERENCES and isinstance(value, BlankNode))
    return True


def _order(record_class: RecordClass | None, path: str) -> tuple[float, str]:
    field = record_class.by_path.get(path) if record_class else None
    return (field.order, field.name) if field else (float("inf"), path)


def _value(model: Model, graph: Graph, field: Field, value: Term, above: frozenset[Subject]) -> Any:
    if (
        field.kind is Kind.PART
        and not isinstance(value, Literal)
        and value not in above
        and any(graph.predicates(value))
    ):
        return _node(model, graph, value, above)
    if field.kind is Kind.CODE and field.target and isinstance(value, Iri):
        prefix = code_prefix(model.lists[field.target])
        return value.value.removeprefix(prefix) if value.value in model.codes else value.value
    if field.kind in _REFERENCES:
        return _expanded(value)["@id"]
    plain = isinstance(value, Literal) and (value.language, value.datatype) == (None, _coerced(field))
    return value.lexical if plain and isinstance(value, Literal) else _expanded(value, field.kind is Kind.PARTIAL_DATE)


def _coerced(field: Field) -> str:
    return _DATATYPES.get(field.kind, XSD_STRING)


def _expanded(value: Term, short: bool = False) -> dict[str, Any]:
    if isinstance(value, Literal):
        if value.language is not None:
            return {"@value": value.lexical, "@language": value.language}
        datatype = value.datatype.removeprefix(XSD)
        return {"@value": value.lexical, "@type": datatype if short and datatype in _PARTIAL_DATES else value.datatype}
    return {"@id": value.value if isinstance(value, Iri) else f"_:{value.label}"}


def _by_language(values: Iterable[Term]) -> dict[str, Any]:
    texts: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Literal):
            texts.setdefault(value.language or "@none", []).append(value.lexical)
    return {language: found[0] if len(found) == 1 else found for language, found in sorted(texts.items())}
