"""The filter algebra in SPARQL: each operator one query of `queries/`, from the inside out.

What an inner filter finds is bound into the query of the outer one as terms, so no query is ever put together from
pieces of text. Not translated: words, dates (spans of days) and orders, which SPARQL has no short way to say.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from registry.index.columns import NUMBERS, facetables
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
)
from registry.model.spec import Field, Inverse, Kind, Model
from registry.namespaces import PUBLISHED, XSD
from registry.rdf.terms import Iri, Literal, Term
from registry.store.port import Row, Store
from registry.store.queries import Binding, BoundQuery, filled

_QUERIES: Final = Path(__file__).parent / "queries"
_AS_TERMS: Final = frozenset({Kind.CODE, Kind.LINK, Kind.IRI, Kind.PROPERTY})
_BY_MEANING: Final = NUMBERS | {Kind.BOOLEAN}


class Sparql:
    """Asks a store what fits, class by class; what was asked before is remembered."""

    def __init__(self, store: Store, model: Model) -> None:
        self._store = store
        self._model = model
        self._known: dict[tuple[str, Filter], frozenset[str]] = {}

    def fitting(self, class_name: str, where: Filter) -> frozenset[str]:
        """The IRIs of the records or parts of a class that fit; the store must not change meanwhile."""
        if (class_name, where) not in self._known:
            self._known[class_name, where] = _ASKED[type(where)](self, class_name, where)
        return self._known[class_name, where]

    def count(self, iris: Iterable[str]) -> int:
        """How many these are."""
        return int(_shown(self._rows("count", fitting=_iris(iris))[0]["count"]))

    def facet(self, class_name: str, where: Filter, name: str) -> dict[str | None, int]:
        """How many records that fit have each value of a facet, and how many have none."""
        facet = facetables(self._model, self._model.classes[class_name])[name]
        bindings: dict[str, Binding] = {
            "fitting": _iris(self.fitting(class_name, where)),
            "path": Iri(facet.field.path),
        }
        if facet.part is None:
            rows = self._rows("facet", **bindings)
        else:
            rows = self._rows("facet-of-parts", holds=Iri(facet.part.path), **bindings)
        found = {_shown(row["a"]) if "a" in row else None: int(_shown(row["count"])) for row in rows}
        if facet.part is not None and None in found:
            found[None] = self._without(class_name, where, facet.part, facet.field)
        return {key: count for key, count in found.items() if count}

    def _without(self, class_name: str, where: Filter, part: Field, field: Field) -> int:
        """How many records have no part with that value; one that has some with and some without has it."""
        with_value = Linked(part.name, Quantifier.SOME, Stated(field.name))
        return self.count(self.fitting(class_name, AllOf((where, Not(with_value)))))

    def is_own_facet(self, class_name: str, name: str) -> bool:
        """Whether a facet is of the records themselves rather than of their parts."""
        return facetables(self._model, self._model.classes[class_name])[name].part is None

    def crossed(self, class_name: str, where: Filter, names: tuple[str, str]) -> dict[tuple[str | None, ...], int]:
        """How often each combination of values of two own fields occurs."""
        known = self._model.classes[class_name].by_name
        paths = {f"path{n}": Iri(known[name].path) for n, name in enumerate(names, 1)}
        rows = self._rows("crossed", fitting=_iris(self.fitting(class_name, where)), **paths)
        return {
            tuple(_shown(row[key]) if key in row else None for key in ("a", "b")): count
            for row in rows
            if (count := int(_shown(row["count"])))
        }

    def all_of(self, class_name: str, where: AllOf) -> frozenset[str]:
        found = self._found("of-class", class_name)
        for each in where.filters:
            found = self._set("both", one=_iris(found), other=_iris(self.fitting(class_name, each)))
        return found

    def any_of(self, class_name: str, where: AnyOf) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for each in where.filters:
            found = self._set("either", one=_iris(found), other=_iris(self.fitting(class_name, each)))
        return found

    def not_(self, class_name: str, where: Not) -> frozenset[str]:
        return self._found("others", class_name, fitting=_iris(self.fitting(class_name, where.filter)))

    def ids(self, class_name: str, where: Ids) -> frozenset[str]:
        return self._set("both", one=_iris(where.iris), other=_iris(self._found("of-class", class_name)))

    def one_of(self, class_name: str, where: OneOf) -> frozenset[str]:
        field = self._field(class_name, where.field)
        path = Iri(field.path)
        if field.kind in _AS_TERMS:
            return self._found("linked", class_name, path=path, fitting=_iris(map(str, where.values)))
        if field.kind in _BY_MEANING:
            return self._found("same-value", class_name, path=path, values=[_literal(value) for value in where.values])
        return self._found("same-text", class_name, path=path, values=[Literal(str(value)) for value in where.values])

    def starts_with(self, class_name: str, where: StartsWith) -> frozenset[str]:
        path = Iri(self._field(class_name, where.field).path)
        return self._found("starts", class_name, path=path, prefix=Literal(where.prefix))

    def between(self, class_name: str, where: Between) -> frozenset[str]:
        highest, lowest = _double("INF"), _double("-INF")
        return self._found(
            "between",
            class_name,
            path=Iri(self._field(class_name, where.field).path),
            less=highest if where.less is None else _double(where.less),
            most=highest if where.at_most is None else _double(where.at_most),
            greater=lowest if where.greater is None else _double(where.greater),
            least=lowest if where.at_least is None else _double(where.at_least),
        )

    def stated(self, class_name: str, where: Stated) -> frozenset[str]:
        inverse = self._inverse(class_name, where.field)
        if inverse is not None:
            found = self._linked_back(class_name, inverse, EVERYTHING)
        else:
            found = self._found("stated", class_name, path=Iri(self._field(class_name, where.field).path))
        return found if where.stated else self._found("others", class_name, fitting=_iris(found))

    def absent(self, class_name: str, where: Absent) -> frozenset[str]:
        own, absence = self._field(class_name, "absences"), self._model.classes["Absence"].by_name
        return self._found(
            "absent",
            class_name,
            path=Iri(self._field(class_name, where.field).path),
            absences=Iri(own.path),
            property=Iri(absence["property"].path),
            absenceReason=Iri(absence["absenceReason"].path),
            reasons=_iris(where.reasons),
        )

    def in_language(self, class_name: str, where: InLanguage) -> frozenset[str]:
        path = Iri(self._field(class_name, where.field).path)
        return self._found("in-language", class_name, path=path, tags=[Literal(tag) for tag in where.languages])

    def linked(self, class_name: str, where: Linked) -> frozenset[str]:
        match where.quantifier:
            case Quantifier.SOME:
                return self._some(class_name, where.field, where.filter)
            case Quantifier.NONE:
                found = self._some(class_name, where.field, where.filter)
            case Quantifier.EVERY:
                found = self._some(class_name, where.field, Not(where.filter))
        return self._found("others", class_name, fitting=_iris(found))

    def _some(self, class_name: str, name: str, inner: Filter) -> frozenset[str]:
        inverse = self._inverse(class_name, name)
        if inverse is not None:
            return self._linked_back(class_name, inverse, inner)
        field = self._field(class_name, name)
        fitting = _iris(self.fitting(field.target or "", inner))
        return self._found("linked", class_name, path=Iri(field.path), fitting=fitting)

    def _linked_back(self, class_name: str, inverse: Inverse, inner: Filter) -> frozenset[str]:
        owner = inverse.owners[0] if len(inverse.owners) == 1 else RECORD
        source = self._model.classes[inverse.source]
        path, fitting = Iri(source.by_name[inverse.field].path), _iris(self.fitting(owner, inner))
        if not source.is_part:
            return self._found("linked-back", class_name, path=path, fitting=fitting)
        holds = {f.path for r in self._model.records for f in r.fields if f.target == source.name}
        return self._found(
            "linked-back-by-part", class_name, path=path, fitting=fitting, holds=_iris(holds), source=Iri(source.iri)
        )

    def _field(self, class_name: str, name: str) -> Field:
        of_class = self._model.records[0] if class_name == RECORD else self._model.classes[class_name]
        return of_class.by_name[name]

    def _inverse(self, class_name: str, name: str) -> Inverse | None:
        return None if class_name == RECORD else self._model.classes[class_name].inverse_by_name.get(name)

    def _found(self, template: str, class_name: str, **bindings: Binding) -> frozenset[str]:
        classes = self._model.records if class_name == RECORD else (self._model.classes[class_name],)
        return self._set(template, classes=[Iri(each.iri) for each in classes], **bindings)

    def _set(self, template: str, **bindings: Binding) -> frozenset[str]:
        return frozenset(_shown(row["this"]) for row in self._rows(template, **bindings))

    def _rows(self, template: str, **bindings: Binding) -> list[Row]:
        text = filled((_QUERIES / f"{template}.rq").read_text(encoding="utf-8"), bindings)
        return self._store.select(BoundQuery(text, default_graphs=(PUBLISHED,)))


_ASKED: Final[Mapping[type, Callable[[Sparql, str, Any], frozenset[str]]]] = {
    AllOf: Sparql.all_of,
    AnyOf: Sparql.any_of,
    Not: Sparql.not_,
    Ids: Sparql.ids,
    OneOf: Sparql.one_of,
    StartsWith: Sparql.starts_with,
    Between: Sparql.between,
    Stated: Sparql.stated,
    Absent: Sparql.absent,
    InLanguage: Sparql.in_language,
    Linked: Sparql.linked,
}


def _iris(iris: Iterable[str]) -> list[Term]:
    return [Iri(iri) for iri in sorted(set(iris))]


def _literal(value: str | int | bool | Decimal) -> Literal:
    if isinstance(value, bool):
        return Literal(str(value).lower(), f"{XSD}boolean")
    return Literal(f"{Decimal(value):f}", f"{XSD}decimal")


def _double(value: str | int | Decimal) -> Literal:
    return Literal(str(value), f"{XSD}double")


def _shown(term: Term) -> str:
    assert isinstance(term, Iri | Literal)
    return term.value if isinstance(term, Iri) else term.lexical
