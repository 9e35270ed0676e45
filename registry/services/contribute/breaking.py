"""What a change would break: published records that link to what is changed, judged as they would be after it.

Rules read little of the records next door, so a change of what no rule reads asks nothing of the store. Who does depend
on a change is found by following links back, and judged, up to a number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from registry.model.report import Finding
from registry.model.spec import Kind, Model, Severity
from registry.namespaces import RDF_TYPE, TERMS
from registry.rdf.terms import Iri, Literal, Quad, Term, Triple
from registry.store.dependents import Linking, descending_from, linking_to
from registry.store.port import Store
from registry.store.records import statements_of
from registry.validation.intake import submission_of
from registry.validation.neighbourhood import Neighbours
from registry.validation.overlaid import OverlaidNeighbours
from registry.validation.reach import Reach
from registry.validation.submission import Submission

# Whoever only speaks of verdicts need not wait for pySHACL and rdflib: see `registry.bootstrap`.
if TYPE_CHECKING:
    from registry.validation.validator import Validator

MOST_JUDGED: Final = 200
"""So many records that depend on a change are judged; where there are more, the verdict says so."""
_TITLE: Final = TERMS + "title"


@dataclass(frozen=True, slots=True)
class Broken:
    """What a change does to records that it does not touch."""

    findings: tuple[Finding, ...] = ()
    """Rules that published records would break, and do not break now."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What those records are called."""
    judged: frozenset[str] = frozenset()
    """The records (IRIs) that depend on the change and were judged."""
    more: bool = False
    """Whether more records depend on it than were judged."""
    looked: bool = False
    """Whether anybody was looked for: then a link made meanwhile may matter too."""


@dataclass(frozen=True, slots=True)
class _Changes:
    """Which links back to which records matter."""

    by_link: Mapping[str, frozenset[str]]
    """Records (IRIs) of which something was changed that others read by that link."""
    by_chain: Mapping[str, frozenset[str]]
    """Records whose own link of that property was changed, which others follow."""


class Breaking:
    """Finds what changes break, by the rules of a validator among the records of a store."""

    def __init__(self, validator: "Validator", store: Store) -> None:
        self._validator = validator
        self._store = store
        self._links = _links(validator.model)

    def of(self, after: Submission, gone: Collection[str], neighbours: Neighbours) -> Broken:
        """What is broken when the records of `after` are as they are there and those of `gone` are not at all."""
        changed = frozenset((*(record.iri for record in after.records), *gone))
        changes = self._changes(after, changed, neighbours)
        if not changes.by_link and not changes.by_chain:
            return Broken()
        found = self._dependents(changes)
        others = sorted(found.records - changed)
        judged = others[:MOST_JUDGED]
        more = found.more or len(others) > len(judged)
        if not judged:
            return Broken(more=more, looked=True)
        broken = self._judged(judged, OverlaidNeighbours(neighbours, changed, after.triples), neighbours, gone)
        return replace(broken, judged=frozenset(judged), more=more, looked=True)

    def _changes(self, after: Submission, changed: Collection[str], neighbours: Neighbours) -> _Changes:
        reach = self._validator.reach
        read = {RDF_TYPE, *reach.facts, *reach.chains}
        before = _values(neighbours.facts_of(sorted(changed), sorted(read)))
        now = _values(t for t in after.triples if t.predicate.value in read)
        by_link: dict[str, set[str]] = defaultdict(set)
        by_chain: dict[str, set[str]] = defaultdict(set)
        for iri in changed:
            for path in read:
                if before.get((iri, path)) == now.get((iri, path)):
                    continue
                if path in reach.chains:
                    by_chain[path].add(iri)
                for link in self._read_by(path, (iri, path) in before, reach):
                    by_link[link].add(iri)
        return _Changes(_frozen(by_link), _frozen(by_chain))

    def _read_by(self, path: str, was_there: bool, reach: Reach) -> Collection[str]:
        if path == RDF_TYPE:
            # Whoever links to what is not there yet breaks that rule already.
            return self._links if was_there else ()
        return self._links if reach.by_any_link and path in reach.facts else reach.links.get(path, ())

    def _dependents(self, changes: _Changes) -> Linking:
        found: list[Linking] = []
        if changes.by_link:
            things = frozenset[str]().union(*changes.by_link.values())
            found.append(linking_to(self._store, things, changes.by_link.keys()))
        found += [descending_from(self._store, things, link) for link, things in sorted(changes.by_chain.items())]
        records = frozenset[str]().union(*(each.records for each in found))
        return Linking(records, any(each.more for each in found))

    def _judged(self, records: Collection[str], after: Neighbours, before: Neighbours, gone: Collection[str]) -> Broken:
        triples = statements_of(self._store, records)
        submission = submission_of((Quad(*triple) for triple in triples), self._validator.model)
        then = _violations(self._validator.validate(submission, after).findings)
        if not then:
            return Broken()
        hit = {finding.record for finding in then.values()}
        only = _only(submission, hit)
        now = _violations(self._validator.validate(only, before).findings)
        findings = tuple(finding for key, finding in then.items() if key not in now)
        titles = _titles(triples, {finding.record for finding in findings})
        return Broken(tuple(_of_link(finding, titles, gone) for finding in findings), titles)


def _links(model: Model) -> frozenset[str]:
    """The properties that lead to records, of whatever class or part."""
    return frozenset(f.path for c in model.classes.values() for f in c.fields if f.kind is Kind.LINK)


def _of_link(finding: Finding, titles: Mapping[str, str], gone: Collection[str]) -> Finding:
    """The finding in words that fit, where a link leads to a record that is to be withdrawn."""
    if not isinstance(finding.value, Iri) or finding.value.value not in gone:
        return finding
    named = titles.get(finding.record) or finding.record
    return replace(
        finding,
        message=f"The link {finding.field_path} of {named} names this record; change it first.",
        advice=f"Edit {finding.record}, or withdraw both.",
    )


def _values(triples: Iterable[Triple]) -> Mapping[tuple[str, str], set[Term]]:
    found: dict[tuple[str, str], set[Term]] = defaultdict(set)
    for subject, predicate, value in triples:
        if isinstance(subject, Iri):
            found[subject.value, predicate.value].add(value)
    return found


def _frozen(sets: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(found) for key, found in sets.items()}


def _violations(findings: Iterable[Finding]) -> Mapping[tuple[object, ...], Finding]:
    """By what is wrong and where, whatever the advice."""
    return {
        (f.focus, f.shape, f.constraint, f.rdf_path, f.value): f for f in findings if f.severity is Severity.VIOLATION
    }


def _only(submission: Submission, records: Collection[str]) -> Submission:
    kept = tuple(record for record in submission.records if record.iri in records)
    return Submission(kept, (), {iri: each for record in kept for iri, each in record.positions.items()})


def _titles(triples: Iterable[Triple], records: Collection[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for subject, predicate, value in triples:
        if not isinstance(subject, Iri) or not isinstance(value, Literal) or predicate.value != _TITLE:
            continue
        if subject.value in records and (subject.value not in found or value.language == "en"):
            found[subject.value] = value.lexical
    return found
