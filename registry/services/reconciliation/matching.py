"""Candidates for a name: how like it they are called, and how many of the clues fit.

A candidate is a match only when nothing is left to choose: it is called so, no other one is, and no clue speaks against
it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from registry.errors import QueryError
from registry.index.filters import AllOf, OneOf
from registry.index.projection import Projection
from registry.model.spec import Kind, Model, RecordClass
from registry.namespaces import RECORDS
from registry.services.find import Finder, Listing, PageRequest
from registry.services.naming.codes import CodeNames, alike
from registry.services.naming.resolver import Name, Resolver, likeness
from registry.services.reconciliation.questions import Clue, Question
from registry.services.reconciliation.values import as_text, values_at

_WEIGHT_OF_CLUES: Final = 0.4
_MOST_FOUND: Final = 25


@dataclass(frozen=True, slots=True)
class Match:
    """A record that may be meant."""

    record: Projection
    name: str
    likeness: float
    """How like its name is to the one that was asked for, from 0 to 1."""
    fitting: float | None
    """Which share of the clues fits; None where there was none."""
    is_certain: bool

    @property
    def score(self) -> float:
        """From 0 to 100."""
        if self.fitting is None:
            return round(100 * self.likeness, 1)
        return round(100 * ((1 - _WEIGHT_OF_CLUES) * self.likeness + _WEIGHT_OF_CLUES * self.fitting), 1)


class Matcher:
    """Finds candidates. For one request."""

    def __init__(self, finder: Finder, model: Model, languages: Sequence[str], record_base: str = RECORDS) -> None:
        self._finder = finder.pinned()
        self._model = model
        self._base = record_base
        self._codes = CodeNames(model)
        self._resolver = Resolver(self._finder, model, languages, record_base)

    def matches(self, question: Question) -> list[Match]:
        """The best candidates, best first."""
        found = self._found(question)
        called = [record for record in found if question.text and self._likeness(question, record) == 1.0]
        matches = []
        for record in found:
            fitting = self._fitting(record, question.clues)
            sure = len(called) == 1 and called[0].iri == record.iri and fitting in (None, 1.0)
            name = self._resolver.candidate(record).title
            matches.append(Match(record, name, self._likeness(question, record), fitting, sure))
        matches.sort(key=lambda match: (-match.score, match.record.iri))
        return matches[: question.limit]

    def _likeness(self, question: Question, record: Projection) -> float:
        return likeness(question.text, record) if question.text else 1.0

    def _found(self, question: Question) -> Sequence[Projection]:
        found: dict[str, Projection] = {}
        for record_class in question.classes:
            if question.text:
                found |= {record.iri: record for record in self._called(record_class, question.text)}
            else:
                found |= {record.iri: record for record in self._with_clues(record_class, question.clues)}
        return list(found.values())

    def _called(self, record_class: RecordClass, text: str) -> Sequence[Projection]:
        name = Name(record_class.name, text)
        resolution = self._resolver.resolve((name,))[name]
        named = self._finder.records([each.iri for each in (*resolution.candidates, *resolution.near)])
        similar = self._resolver.similar(self._finder, record_class.name, text, _MOST_FOUND)
        both = [*named.values(), *similar]
        return [record for record in both if record.class_name == record_class.name]

    def _with_clues(self, record_class: RecordClass, clues: Sequence[Clue]) -> Sequence[Projection]:
        """The records that have all those values, letter by letter; fields of parts cannot be asked for alone."""
        conditions = []
        for clue in clues:
            field = record_class.by_name.get(clue.path)
            if field is None or field.kind in (Kind.PART, Kind.ANY):
                return ()
            values = tuple(value for each in clue.values for value in self._exact(field.kind, field.target, each))
            conditions.append(OneOf(clue.path, values))
        try:
            page = self._finder.page(
                Listing(record_class.name, AllOf(tuple(conditions))), PageRequest(first=_MOST_FOUND)
            )
        except QueryError:  # a value that the field cannot have
            return ()
        return page.records

    def _exact(self, kind: Kind, target: str | None, value: str) -> Sequence[str]:
        """The value as the index has it: what is a name becomes the addresses of what bears it."""
        if kind is Kind.CODE:
            return [code.iri for code in self._codes.codes(target or "", value)]
        if kind is Kind.LINK:
            name = Name(target or "", value)
            return [each.iri for each in self._resolver.resolve((name,))[name].candidates]
        return [value]

    def _fitting(self, record: Projection, clues: Sequence[Clue]) -> float | None:
        if not clues:
            return None
        return sum(self._fits(record, clue) for clue in clues) / len(clues)

    def _fits(self, record: Projection, clue: Clue) -> bool:
        name, _, inner = clue.path.partition(".")
        field = self._model.classes[record.class_name].by_name.get(name)
        if field is not None and inner:
            field = self._model.classes[field.target or ""].by_name.get(inner) if field.kind is Kind.PART else None
        if field is None:
            return False
        have = {as_text(value) for value in values_at(record, clue.path)}
        for value in clue.values:
            wanted = {value, *self._exact(field.kind, field.target, value)}
            if wanted & have or alike(value) in {alike(each) for each in have}:
                return True
        return False
