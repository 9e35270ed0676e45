"""One result for one problem, and findings in the order in which a reader meets them in the input."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rdflib.term import Node

from registry.model.report import Finding
from registry.model.spec import Severity
from registry.namespaces import SH
from registry.rdf.terms import to_ntriples
from registry.validation.results import Result
from registry.validation.submission import Submission

# Of several rules that one value breaks, the first of these says what is wrong; the others follow from it.
_MOST_BASIC_FIRST: Final = ("nodeKind", "datatype", "or", "class", "in", "pattern")
_SEVERITIES: Final = (Severity.VIOLATION, Severity.WARNING, Severity.INFO)
_QUERY: Final = "sparql"


def constraint_of(result: Result) -> str:
    """The name of the parameter that the shape gives, e.g. `minCount` for `MinCountConstraintComponent`."""
    name = result.component.removesuffix("ConstraintComponent")
    return _QUERY if name == "SPARQL" else name[:1].lower() + name[1:]


def severity_of(result: Result) -> Severity:
    """How much it matters."""
    return Severity(str(result.severity).removeprefix(SH))


def value_of(result: Result) -> Node | None:
    """The value at fault; pySHACL gives the focus node itself where a rule names none."""
    return None if result.value == result.focus else result.value


def one_for_each_problem(results: Iterable[Result]) -> list[Result]:
    """Without results that only follow from another one on the same value, or say the same less severely."""
    alike: dict[tuple[Node | str | None, ...], list[Result]] = defaultdict(list)
    for result in _without_idle_advice(list(results)):
        alike[_problem(result)].append(result)
    return [result for group in alike.values() for result in _to_keep(group)]


def _without_idle_advice(results: list[Result]) -> list[Result]:
    """Advice to give a value says nothing new where a rule already demands one."""
    demanded = {(r.focus, r.path) for r in results if constraint_of(r) == _QUERY and severity_of(r) is _SEVERITIES[0]}
    return [
        result
        for result in results
        if constraint_of(result) != "minCount"
        or severity_of(result) is _SEVERITIES[0]
        or (result.focus, result.path) not in demanded
    ]


def _problem(result: Result) -> tuple[Node | str | None, ...]:
    constraint = constraint_of(result)
    about_value = value_of(result) is not None and constraint != "closed"
    return (result.focus, result.path, result.value) if about_value else (result.focus, result.path, None, constraint)


def _to_keep(group: list[Result]) -> list[Result]:
    """The most telling one; of several queries that say different things, all."""
    group = sorted(group, key=lambda r: (_rank(constraint_of(r)), _SEVERITIES.index(severity_of(r)), str(r.shape)))
    if constraint_of(group[0]) != _QUERY:
        return group[:1]
    return list({result.rule: result for result in group}.values())


def _rank(constraint: str) -> int:
    if constraint in _MOST_BASIC_FIRST:
        return _MOST_BASIC_FIRST.index(constraint)
    return len(_MOST_BASIC_FIRST) + (constraint == _QUERY)


def in_order(findings: Iterable[Finding], submission: Submission) -> list[Finding]:
    """By record, then field, both as in the input and the forms; then by severity. What is of no record comes last."""
    records = {record.iri: number for number, record in enumerate(submission.records)}

    def key(finding: Finding) -> tuple[object, ...]:
        return (
            records.get(finding.record, len(records)),
            _place(finding, submission),
            _SEVERITIES.index(finding.severity),
            finding.field_path,
            finding.constraint,
            finding.shape,
            to_ntriples(finding.value) if finding.value else "",
            finding.record,
        )

    return sorted(dict.fromkeys(findings), key=key)


def _place(finding: Finding, submission: Submission) -> tuple[float, ...]:
    position = submission.positions.get(finding.focus)
    if position is None:
        return (float("inf"),)
    if len(finding.rdf_path) <= len(position.rdf_path):
        return position.order
    field = position.record_class.by_path.get(finding.rdf_path[-1])
    return (*position.order, field.order if field else float("inf"))
