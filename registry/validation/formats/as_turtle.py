"""A report for SHACL tools: a `sh:ValidationReport` (SHACL section 3.6) in Turtle.

Remarks of the intake, which no shape makes, have component IRIs in our own shapes namespace.
"""

from collections.abc import Iterator
from typing import Final

from registry.model.report import Finding, Report
from registry.namespaces import RDF_TYPE, SH, SHAPES, XSD
from registry.rdf.terms import BlankNode, Iri, Literal, Term, Triple
from registry.rdf.writing import write_turtle

_OWN: Final = frozenset({"owner", "graph"})


def as_turtle(report: Report) -> str:
    """The report as Turtle; the same report always gives the same text."""
    return write_turtle(_statements(report))


def _statements(report: Report) -> Iterator[Triple]:
    top = BlankNode("report")
    yield _says(top, RDF_TYPE, Iri(SH + "ValidationReport"))
    # SHACL counts every result; ours stands in the way only when it is a violation.
    yield _says(top, SH + "conforms", Literal(str(not report.findings).lower(), XSD + "boolean"))
    for number, finding in enumerate(report.findings, start=1):
        node = BlankNode(f"result-{number}")
        yield _says(top, SH + "result", node)
        for predicate, value in _result(finding):
            yield _says(node, predicate, value)


def _says(subject: BlankNode, predicate: str, value: Term) -> Triple:
    return Triple(subject, Iri(predicate), value)


def _result(finding: Finding) -> Iterator[tuple[str, Term]]:
    yield RDF_TYPE, Iri(SH + "ValidationResult")
    yield SH + "resultSeverity", Iri(SH + finding.severity.value)
    yield SH + "focusNode", Iri(finding.focus) if finding.focus else BlankNode("input")
    yield SH + "sourceConstraintComponent", Iri(_component(finding.constraint))
    yield SH + "resultMessage", Literal(f"{finding.message} {finding.advice}".strip())
    if finding.rdf_path:
        yield SH + "resultPath", Iri(finding.rdf_path[-1])
    if finding.value is not None:
        yield SH + "value", finding.value
    if finding.shape:
        yield (SH + ("sourceConstraint" if finding.constraint == "sparql" else "sourceShape")), Iri(finding.shape)


def _component(constraint: str) -> str:
    name = "SPARQL" if constraint == "sparql" else constraint[:1].upper() + constraint[1:]
    return (SHAPES if constraint in _OWN else SH) + name + "ConstraintComponent"
