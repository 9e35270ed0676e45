"""Filters (`registry.index.filters`) as queries of one state of the index.

A filter is read against the classes it may stand for: one, or all record classes for `RECORD`. Each condition becomes
the documents of these classes that fit; negations are taken within the class. Conditions on linked records first ask
which of those fit, and then which records lead there (`registry.index.joins`).
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from registry.errors import InvalidArgument
from registry.index import columns, joins
from registry.index.asking import Columns, Query, Reading, all_but, all_of, any_of
from registry.index.caching import Cache
from registry.index.columns import searchables
from registry.index.facts import absent_fact, class_fact, key_of, part_fact, stated_fact
from registry.index.filters import (
    EVERYTHING,
    RECORD,
    Absent,
    AllOf,
    AnyOf,
    Between,
    Filter,
    Ids,
    InLanguage,
    Linked,
    Not,
    OneOf,
    Quantifier,
    StartsWith,
    Stated,
    Words,
)
from registry.index.matching import begins, has_value, in_language, lies_between
from registry.index.words import Texts
from registry.model.spec import Field, Inverse, Kind, Model, RecordClass

_Classes: TypeAlias = Sequence[RecordClass]
_Leaf: TypeAlias = Callable[[RecordClass, Field], Query]

_QUERY_BYTES = 1_000
_KEY_BYTES = 100


class Conditions:
    """Makes queries of filters; keeps those that took other queries to make."""

    def __init__(self, model: Model, make: Columns, reading: Reading, texts: Texts, kept: Cache[object, Query]) -> None:
        self._model = model
        self._make = make
        self._reading = reading
        self._texts = texts
        self._kept = kept

    def fitting(self, class_name: str, where: Filter = EVERYTHING) -> Query:
        """The records (or parts) of a class that fit; raises `InvalidArgument`."""
        classes = self.classes(class_name)
        return all_of([self._fact(class_fact(class_name)), self._fits(classes, where)])

    def linking(self, inverse: Inverse, where: Filter) -> Query:
        """The records that could come back over an inverse and fit, whatever they link to."""
        if len(inverse.owners) == 1:
            return self.fitting(inverse.owners[0], where)
        owners = self._make.terms(columns.FACTS, [class_fact(name) for name in inverse.owners])
        return all_of([owners, self.fitting(RECORD, where)])

    def stating(self, class_name: str, field: str) -> Query:
        """The records of a class that have a value in that field."""
        return any_of([self._fact(stated_fact(each.name, field)) for each in self.classes(class_name)])

    def classes(self, class_name: str) -> Sequence[RecordClass]:
        """The classes that a name stands for; raises `InvalidArgument` when there is none."""
        if class_name == RECORD:
            return self._model.records
        if class_name not in self._model.classes:
            raise InvalidArgument(f"There is no class {class_name!r}.")
        return (self._model.classes[class_name],)

    def _fact(self, fact: int) -> Query:
        return self._make.term(columns.FACTS, fact)

    def _fits(self, classes: _Classes, asked: Filter) -> Query:
        match asked:
            case AllOf():
                return all_of([self._fits(classes, each) for each in asked.filters])
            case AnyOf():
                return any_of([self._fits(classes, each) for each in asked.filters])
            case Not():
                return all_but(self._fits(classes, asked.filter))
            case Ids():
                return self._make.terms(columns.KEY, [key_of(iri) for iri in asked.iris])
            case Linked():
                return self._linked(classes, asked)
            case Words():
                return self._words(classes, asked)
            case Stated():
                stated = self._stated(classes, asked.field)
                return stated if asked.stated else all_but(stated)
            case _:
                return self._each(classes, asked.field, self._leaf(asked))

    def _leaf(self, asked: OneOf | StartsWith | Between | InLanguage | Absent) -> _Leaf:
        make = self._make
        match asked:
            case OneOf():
                return lambda owner, field: has_value(make, owner, field, asked)
            case StartsWith():
                return lambda owner, field: begins(make, owner, field, asked)
            case Between():
                return lambda owner, field: lies_between(make, owner, field, asked)
            case InLanguage():
                return lambda owner, field: in_language(make, owner, field, asked)
            case Absent():
                return partial(self._absent, asked)

    def _absent(self, asked: Absent, owner: RecordClass, field: Field) -> Query:
        return self._make.terms(columns.FACTS, [absent_fact(owner.name, field.name, iri) for iri in asked.reasons])

    def _each(self, classes: _Classes, name: str, leaf: _Leaf) -> Query:
        return any_of([leaf(owner, field) for owner, field in self._fields(classes, name)])

    def _fields(self, classes: _Classes, name: str) -> Sequence[tuple[RecordClass, Field]]:
        """The field of that name in each class; of several classes only what they share has a name."""
        found = [(owner, owner.by_name[name]) for owner in classes if name in owner.by_name]
        if len(found) < len(classes) or len({field.shape for _, field in found}) > 1:
            raise InvalidArgument(f"{_named(classes)} has no field {name!r}.")
        return found

    def _stated(self, classes: _Classes, name: str) -> Query:
        inverse = self._inverse(classes, name)
        if inverse is not None:
            return self._coming_back(inverse, EVERYTHING)
        return self._each(classes, name, lambda owner, field: self._fact(stated_fact(owner.name, field.name)))

    def _words(self, classes: _Classes, asked: Words) -> Query:
        if asked.field is not None:
            return self._texts.in_field(self._fields(classes, asked.field)[0][1], asked.text)
        by_fields: dict[tuple[str, ...], list[RecordClass]] = {}
        for each in classes:
            names = tuple(field.name for field in searchables(each) if field.kind is Kind.TEXT)
            by_fields.setdefault(names, []).append(each)
        if classes[0].is_part:
            raise InvalidArgument(f"{_named(classes)} is searched by field; name one.")
        if len(by_fields) == 1:
            return self._texts.anywhere(next(iter(by_fields)), asked.text)
        return any_of(
            [
                all_of(
                    [
                        self._make.terms(columns.FACTS, [class_fact(c.name) for c in some]),
                        self._texts.anywhere(names, asked.text),
                    ]
                )
                for names, some in by_fields.items()
            ]
        )

    def _linked(self, classes: _Classes, asked: Linked) -> Query:
        failing = asked.quantifier is Quantifier.EVERY
        found = self._some(classes, asked.field, Not(asked.filter) if failing else asked.filter)
        return found if asked.quantifier is Quantifier.SOME else all_but(found)

    def _some(self, classes: _Classes, name: str, where: Filter) -> Query:
        inverse = self._inverse(classes, name)
        if inverse is not None:
            return self._coming_back(inverse, where)
        return self._each(classes, name, lambda owner, field: self._leading(owner, field, where))

    def _inverse(self, classes: _Classes, name: str) -> Inverse | None:
        """The inverse of that name, where no field has it; several classes share none."""
        return classes[0].inverse_by_name.get(name) if len(classes) == 1 and name not in classes[0].by_name else None

    def _leading(self, owner: RecordClass, field: Field, where: Filter) -> Query:
        """Records of a class with a record or part that fits in a field."""
        if field.kind is Kind.LINK:
            return self._keep(("to", owner.name, field.name, where), lambda: self._leading_to(owner, field, where))
        if field.kind is Kind.PART:
            return self._keep(("in", owner.name, field.name, where), lambda: self._holding(owner, field, where))
        raise InvalidArgument(f"`{field.name}` is of kind {field.kind.value}; it leads to no record or part.")

    def _leading_to(self, owner: RecordClass, field: Field, where: Filter) -> tuple[str, list[int]]:
        keys = joins.keys_of(self._reading, self.fitting(field.target or "", where))
        return columns.link_column(owner.name, field.name), keys

    def _holding(self, owner: RecordClass, field: Field, where: Filter) -> tuple[str, list[int]]:
        inside = self._fact(part_fact(owner.name, field.name))
        keys = joins.owners_of(self._reading, all_of([inside, self.fitting(field.target or "", where)]))
        return columns.KEY, keys

    def _coming_back(self, inverse: Inverse, where: Filter) -> Query:
        def targets() -> tuple[str, list[int]]:
            sources = self.linking(inverse, where)
            return columns.KEY, joins.targets_of(self._reading, self._make, sources, inverse.source, inverse.field)

        return self._keep(("back", inverse, where), targets)

    def _keep(self, key: object, work_out: Callable[[], tuple[str, list[int]]]) -> Query:
        found = self._kept.get(key)
        if found is None:
            column, keys = work_out()
            found = self._make.terms(column, keys)
            self._kept.keep(key, found, _QUERY_BYTES + _KEY_BYTES * len(keys))
        return found


def _named(classes: _Classes) -> str:
    return classes[0].name if len(classes) == 1 else RECORD
