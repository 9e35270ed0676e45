"""From what pySHACL says to findings: one for each problem, with its place in the input, in words that help.

The message is the shape's own; what to do comes from `advice`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from rdflib import BNode, Literal, URIRef

from registry.model.report import Finding
from registry.model.spec import Field, Model, Rule
from registry.namespaces import RDF_TYPE
from registry.rdf.terms import Iri, Term, Triple
from registry.validation.advice import Adviser, Case
from registry.validation.neighbourhood import Neighbours
from registry.validation.problems import constraint_of, in_order, one_for_each_problem, severity_of, value_of
from registry.validation.rdflib_terms import from_rdflib
from registry.validation.remarks import below
from registry.validation.results import Result
from registry.validation.spelling import preferred, short
from registry.validation.submission import Position, Submission

MOST_NAMES: Final = 20
"""So many unknown names are looked up for one report: a long report is no reason for many queries."""


class Words:
    """The words of the model's rules, ready to look up."""

    def __init__(self, model: Model, languages: Sequence[str]) -> None:
        self.model = model
        self.languages = languages
        rules = [rule for c in model.classes.values() for rules in _rule_lists(c.rules, c.fields) for rule in rules]
        self.rules: Mapping[tuple[str, str], Rule] = {(rule.shape, rule.component): rule for rule in rules}

    def findings(
        self, results: Iterable[Result], submission: Submission, around: Collection[Triple], neighbours: Neighbours
    ) -> list[Finding]:
        """One finding a problem, those of the intake among them, in order; `around` is what was judged."""
        names = _Names(submission, neighbours)
        adviser = Adviser(self.model, self.languages, _classes(around), names.near, names.with_name)
        # Every blank node that stands as a value has a remark of the intake already.
        kept = one_for_each_problem(r for r in results if not isinstance(r.value, BNode))
        found = [self._finding(result, submission, adviser) for result in kept]
        said = {(f.focus, f.rdf_path, f.value) for f in found}
        remarks = [f for f in submission.findings if f.value is None or (f.focus, f.rdf_path, f.value) not in said]
        return in_order([*remarks, *found], submission)

    def _finding(self, result: Result, submission: Submission, adviser: Adviser) -> Finding:
        focus = str(result.focus)
        position = submission.positions[focus]
        path = str(result.path) if isinstance(result.path, URIRef) else None
        field = position.record_class.by_path.get(path) if path else None
        at_fault = value_of(result)
        value = None if at_fault is None else from_rdflib(at_fault)
        constraint, shape = constraint_of(result), str(result.rule or result.shape)
        rule = self.rules.get((shape, constraint))
        parameter = rule.value if rule else ""
        advice = adviser.advise(Case(constraint, parameter, position.record_class, field, path, value, focus))
        return Finding(
            severity=severity_of(result),
            record=position.record,
            field_path=_field_path(position, path, field, value, submission),
            rdf_path=(*position.rdf_path, path) if path else position.rdf_path,
            value=value,
            constraint=constraint,
            message=self._message(result, rule),
            advice=advice.text,
            shape=shape,
            focus=focus,
            allowed=advice.allowed,
            suggestion=advice.suggestion,
        )

    def _message(self, result: Result, rule: Rule | None) -> str:
        """The rule's words in the preferred language; what a query put into its words stands there already."""
        said = {message.language or "": str(message) for message in result.messages if isinstance(message, Literal)}
        words = rule.message if rule and rule.message else said
        text = preferred(words, self.languages)
        return preferred(said, self.languages) if "{?" in text or "{$" in text else text


def _rule_lists(rules: tuple[Rule, ...], fields: tuple[Field, ...]) -> Iterable[tuple[Rule, ...]]:
    return (rules, *(field.rules for field in fields))


class _Names:
    """IRIs of records by class and word, each asked for once: those of the submission first."""

    def __init__(self, submission: Submission, neighbours: Neighbours) -> None:
        self._submission = submission
        self._neighbours = neighbours
        self._known: dict[tuple[str, str], Sequence[str]] = {}
        self._named: dict[tuple[str, str], Collection[str]] = {}

    def near(self, class_iri: str, word: str) -> Sequence[str]:
        """The records whose addresses may end nearly so; no more words than `MOST_NAMES` are looked up."""
        if (class_iri, word) not in self._known:
            if len(self._known) >= MOST_NAMES:
                return ()
            mine = [r.iri for r in self._submission.records if r.record_class.iri == class_iri]
            self._known[class_iri, word] = [*mine, *self._neighbours.near(class_iri, word)]
        return self._known[class_iri, word]

    def with_name(self, class_iri: str, name: str) -> Collection[str]:
        """The records that bear a name; each name is asked for once, and no more names than `MOST_NAMES`."""
        if (class_iri, name) not in self._named:
            if len(self._named) >= MOST_NAMES:
                return ()
            self._named[class_iri, name] = self._neighbours.named(class_iri, name)
        return self._named[class_iri, name]


def _classes(around: Iterable[Triple]) -> Mapping[str, list[str]]:
    by_iri: dict[str, list[str]] = {}
    for triple in around:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.subject, Iri) and isinstance(triple.object, Iri):
            by_iri.setdefault(triple.subject.value, []).append(triple.object.value)
    return by_iri


def _field_path(
    position: Position, path: str | None, field: Field | None, value: Term | None, submission: Submission
) -> str:
    """Where it is in the input; a finding on a part as a value leads to the part."""
    if path is None:
        return position.field_path
    part = submission.positions.get(value.value) if isinstance(value, Iri) else None
    if part and part.record == position.record and part.rdf_path == (*position.rdf_path, path):
        return part.field_path
    return below(position, field.name if field else short(path))
