"""Fields and rules of one class, from its property shapes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from registry.errors import ModelError
from registry.model.graph import Graph
from registry.model.spec import Field, Kind, Rule, Severity
from registry.namespaces import RDF_LANG_STRING, SH, SHAPES, TERMS, XSD
from registry.rdf.terms import BlankNode, Iri, Literal, Subject, Term

# What a shape may say that is no constraint: words, order and our own notes.
_NO_CONSTRAINT: Final = frozenset(
    SH + name
    for name in [
        "path",
        "name",
        "description",
        "message",
        "severity",
        "order",
        "group",
        "flags",
        "property",
        "sparql",
        "target",
        "targetClass",
        "targetNode",
        "targetObjectsOf",
        "targetSubjectsOf",
        "deactivated",
        "closed",
        "ignoredProperties",
        "select",
        "prefixes",
    ]
)
_KINDS_BY_DATATYPE: Final = {
    RDF_LANG_STRING: Kind.TEXT,
    XSD + "string": Kind.STRING,
    XSD + "integer": Kind.INTEGER,
    XSD + "decimal": Kind.DECIMAL,
    XSD + "boolean": Kind.BOOLEAN,
    XSD + "date": Kind.DATE,
    XSD + "gYear": Kind.YEAR,
    XSD + "anyURI": Kind.URL,
}
_PROPERTY_USE: Final = "property"


def read_fields(
    graph: Graph, property_shapes: Iterable[Iri], kinds_of_classes: dict[str, tuple[Kind, str]]
) -> tuple[Field, ...]:
    """The fields that these shapes make, in their order.

    A shape named `<Class>-<field>` makes a field; one named `<Class>-<field>-<word>` adds rules to it. Raises
    `ModelError` for a shape without a path, two fields of one name, or a rule for a field that there is not.
    """
    fields: dict[str, Field] = {}
    extra: list[tuple[str, Iri]] = []
    for shape in property_shapes:
        path = graph.iri(shape, SH + "path")
        if path is None:
            raise ModelError(f"The shape {shape.value} has no sh:path that is a single property.")
        _, _, name = shape.value.removeprefix(SHAPES).partition("-")
        if "-" in name:
            extra.append((path, shape))
            continue
        if path in fields or any(known.name == name for known in fields.values()):
            raise ModelError(f"The shape {shape.value} makes a second field {name!r} for {path} in one class.")
        fields[path] = _read_field(graph, shape, path, name, kinds_of_classes)
    for path, shape in extra:
        if path not in fields:
            raise ModelError(f"The shape {shape.value} adds a rule to {path}, which is no field of that class.")
        fields[path] = replace(fields[path], rules=fields[path].rules + read_rules(graph, shape))
    return tuple(sorted(fields.values(), key=lambda field: (field.order, field.name)))


def _read_field(graph: Graph, shape: Iri, path: str, name: str, kinds_of_classes: dict[str, tuple[Kind, str]]) -> Field:
    uses = frozenset(o.lexical for o in graph.objects(shape, TERMS + "use") if isinstance(o, Literal))
    kind, target = _kind(graph, shape, uses, kinds_of_classes)
    rules = read_rules(graph, shape)
    return Field(
        name=name,
        path=path,
        kind=kind,
        target=target,
        many=not any(rule.component == "maxCount" and rule.value == "1" for rule in rules),
        required=any(
            rule.component == "minCount" and rule.value != "0" and rule.severity is Severity.VIOLATION for rule in rules
        ),
        label=graph.texts(shape, SH + "name"),
        description=graph.texts(shape, SH + "description"),
        shape=shape.value,
        order=float(graph.text(shape, SH + "order") or 0),
        group=(graph.iri(shape, SH + "group") or "").removeprefix(SHAPES),
        uses=uses - {_PROPERTY_USE},
        inverse=graph.text(shape, TERMS + "inverseName"),
        rules=rules,
    )


def _kind(
    graph: Graph, shape: Iri, uses: frozenset[str], kinds_of_classes: dict[str, tuple[Kind, str]]
) -> tuple[Kind, str | None]:
    if _PROPERTY_USE in uses:
        return Kind.PROPERTY, None
    target = graph.iri(shape, SH + "class")
    if target is not None:
        if target not in kinds_of_classes:
            raise ModelError(f"The shape {shape.value} names {target}, which is no record, part or code list class.")
        return kinds_of_classes[target]
    datatype = graph.iri(shape, SH + "datatype")
    if datatype is not None:
        if datatype not in _KINDS_BY_DATATYPE:
            raise ModelError(f"The shape {shape.value} has the datatype {datatype}, which no field can have.")
        return _KINDS_BY_DATATYPE[datatype], None
    if graph.objects(shape, SH + "or"):
        return Kind.PARTIAL_DATE, None
    return (Kind.IRI if graph.iri(shape, SH + "nodeKind") == SH + "IRI" else Kind.ANY), None


def read_rules(graph: Graph, shape: Subject) -> tuple[Rule, ...]:
    """The constraints of one shape with the shape's severity and message, by component name."""
    name = shape.value if isinstance(shape, Iri) else ""
    severity = read_severity(graph, shape)
    message = graph.texts(shape, SH + "message")
    rules = [
        Rule(name, predicate.removeprefix(SH), _shown(graph, value), severity, message)
        for predicate in graph.predicates(shape)
        if predicate.startswith(SH) and predicate not in _NO_CONSTRAINT
        for value in graph.objects(shape, predicate)
    ]
    if graph.text(shape, SH + "closed") == "true":
        rules.append(Rule(name, "closed", "true", severity, message))
    rules += [
        Rule(constraint.value, "sparql", "", severity, graph.texts(constraint, SH + "message"))
        for constraint in graph.objects(shape, SH + "sparql")
        if isinstance(constraint, Iri)
    ]
    return tuple(sorted(rules, key=lambda rule: (rule.component, rule.value, rule.shape)))


def read_severity(graph: Graph, shape: Subject) -> Severity:
    """The severity that a shape gives its results; SHACL's default is Violation."""
    given = graph.iri(shape, SH + "severity")
    return Severity((given or SH + "Violation").removeprefix(SH))


def _shown(graph: Graph, value: Term) -> str:
    if isinstance(value, Literal):
        return value.lexical
    members = graph.members(value)
    if members:
        return ", ".join(_shown(graph, member) for member in members)
    if isinstance(value, BlankNode):
        return ", ".join(_shown(graph, o) for p in graph.predicates(value) for o in graph.objects(value, p))
    return value.value
