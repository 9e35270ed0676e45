"""Who says so: the citations behind a cell, found in the records that it names and in those that these link to.

A citation counts for a cell when it supports the property, and the value where it names one, over which the record
came into the cell. Where a record has none of these, the citations of its title say at least that it exists.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

import numpy as np

from registry.index.decoding import shown as term_text
from registry.index.facts import canonical
from registry.index.projection import Projection
from registry.index.tables import HAS, Numbers, Table
from registry.model.language import choose
from registry.model.spec import Inverse, Kind, Model
from registry.namespaces import TERMS, XSD
from registry.rdf.terms import BlankNode, Iri, Literal
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import Cited
from registry.services.compare.dimensions import Route
from registry.services.compare.reading import Way
from registry.services.compare.saying import TITLE, parts_of, shown, targets_of_rows

Fits: TypeAlias = Callable[[str], bool]
"""Whether a value is one that a cell is about."""
_ABSENCE: Final = f"{TERMS}absence"
_NUMBERS: Final = frozenset({f"{XSD}decimal", f"{XSD}integer"})
_NUMBER: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_BEHIND: Final[Mapping[str, Sequence[str]]] = {
    "!startYear": ("startDate",),
    "!period": ("startDate", "endDate"),
    "!deadline": ("deadline", "targets"),
    "!target": ("targets", "deadline"),
    "!targets": ("targets", "deadline"),
    "!criterion": ("criterionAssessments",),
    "!money": ("amounts",),
    "!completeness": (),
}
"""The fields that stand behind what is worked out."""


@dataclass(frozen=True, slots=True)
class _Support:
    """A statement: a record's property and, where it is known, the value."""

    owner: Projection
    path: str
    value: str | None
    citation: Projection | None = None
    """The citation itself, where the statement is one about that."""


class Evidence:
    """Finds citations in a few records, which are read with all that they link to in a fixed number of look-ups."""

    def __init__(
        self, model: Model, finder: Compared, table: Table, texts: Sequence[str], languages: Sequence[str]
    ) -> None:
        self._model, self._finder, self._table = model, finder, table
        self._texts, self._languages = texts, languages
        self._records: Mapping[str, Projection] = {}
        self._linked: dict[str, Projection] = {}
        self._linking: dict[tuple[str, str], list[str]] = {}
        self._sources: Mapping[str, Projection] = {}
        self._found: dict[tuple[str, str, str | None], list[Projection]] = {}

    def read(self, rows: Numbers, ways: Collection[Way]) -> None:
        """Reads these records, those that the ways lead to, and the sources that all of them cite."""
        self._records = self._finder.records([self._table.iris[row] for row in rows.tolist()])
        further = {iri for way in ways if len(way.route) > 1 for iri in self._further(rows, way)}
        if further:
            self._linked = dict(self._finder.records(sorted(further)))
        every = [*self._records.values(), *self._linked.values()]
        sources = {str(each.values.get("source")) for record in every for each in parts_of(record, "citations")}
        self._sources = self._finder.records(sorted(sources))

    def _further(self, rows: Numbers, way: Way) -> Iterator[str]:
        """The records that a way leads to from these: over the part's link, or those that it notes itself."""
        first = way.route[0]
        for record in self._records.values():
            field = self._model.classes[record.class_name].by_name.get(first)
            if field is not None and field.kind is Kind.PART and len(way.route) > 2:
                for part in parts_of(record, first):
                    yield from (str(value) for value in part.many(way.route[1]))
            elif field is not None and field.kind is Kind.LINK:
                yield from (str(value) for value in record.many(first))
        near = way.column.where(np.isin(way.column.rows, rows) & (way.column.ways == HAS))
        if self._records and first not in self._model.classes[next(iter(self._records.values())).class_name].by_name:
            for row, part in set(zip(near.rows.tolist(), near.parts.tolist(), strict=True)):
                iri = self._texts[part]
                self._linking.setdefault((self._table.iris[row], first), []).append(iri)
                yield iri

    def labels(self) -> Mapping[str, str]:
        """The titles of the records that were read, and of those that they link to."""
        read = (*self._records.values(), *self._linked.values())
        return {record.iri: title_of(record, self._languages) for record in read}

    def behind(
        self, iris: Sequence[str], asked: Sequence[tuple[Route, Fits]], measured: Sequence[Route] = ()
    ) -> tuple[Cited, ...]:
        """The citations behind what a cell says of these records, each once, by the ways and values that count.

        `measured` are the ways to what is measured. Where a cell counts records for what others say that are linked
        with them, the way there begins with themselves: the citations of their titles come first.
        """
        found: dict[tuple[str, str, str], Cited] = {}
        for iri in iris:
            record = self._records.get(iri)
            if record is None:
                continue
            said = [support for route, fits in asked for support in self._supports(record, route, fits)]
            said += self._measured(record, asked, measured, {each.owner.iri for each in said})
            said += [each for route in (*(way for way, _ in asked), *measured) for each in self._denials(record, route)]
            citations = [(each, cited) for each in said for cited in self._citing(each)]
            if all(support.owner is not record for support, _ in citations):
                title = _Support(record, TITLE, None)
                citations = [*((title, each) for each in self._citing(title)), *citations]
            for support, cited in citations:
                key = (iri, support.owner.iri, cited.iri)
                if key not in found:
                    found[key] = self._cited(iri, support.owner, cited)
        return tuple(found.values())

    def _measured(
        self,
        record: Projection,
        asked: Sequence[tuple[Route, Fits]],
        measured: Sequence[Route],
        owners: Collection[str],
    ) -> Iterator[_Support]:
        """What supports the measure, of the linked records that the cell is about where it is about some of them."""
        shared = {route[0] for route, _ in asked}
        for route in measured:
            if route == ("!targets",) and "!target" in shared:
                continue  # the row says of which targets it is
            for support in self._supports(record, route, lambda _: True):
                if route[0] not in shared or support.owner.iri in owners:
                    yield support

    def _supports(self, record: Projection, route: Route, fits: Fits) -> Iterator[_Support]:
        """The statements over which a record comes into a cell."""
        owner, name, rest = self._model.classes[record.class_name], route[0], route[1:]
        field = owner.by_name.get(name)
        if name.startswith("!"):
            yield from self._worked_out(record, name, fits)
        elif field is None:
            inverse = owner.inverse_by_name.get(name)
            if inverse is not None:  # a link may lead to a record of another class than it should
                yield from self._linking_back(record, inverse, rest, fits)
        elif field.kind is Kind.PART:
            for part in parts_of(record, name):
                own = part if name == "citations" else None
                yield from self._in_part(_Support(record, field.path, part.iri, own), part, rest, fits)
        else:
            for value in map(shown, record.many(name)):
                link = _Support(record, field.path, value)
                if rest:
                    yield from self._over(link, value, rest, fits)
                elif fits(value):
                    yield link

    def _linking_back(self, record: Projection, inverse: Inverse, rest: Route, fits: Fits) -> Iterator[_Support]:
        path = self._model.classes[inverse.source].by_name[inverse.field].path
        for iri in self._linking.get((record.iri, inverse.name), ()):
            other = self._linked.get(iri)
            if other is not None and (rest or fits(iri)):
                yield from self._over(_Support(other, path, record.iri), iri, rest, fits)

    def _in_part(self, link: _Support, part: Projection, rest: Route, fits: Fits) -> Iterator[_Support]:
        if not rest:
            yield link
        elif len(rest) > 1:
            for value in part.many(rest[0]):
                yield from self._over(link, str(value), rest[1:], fits)
        else:
            path = self._model.classes[part.class_name].by_name[rest[0]].path
            values = [shown(value) for value in part.many(rest[0])]
            yield from (each for value in values if fits(value) for each in (link, _Support(link.owner, path, value)))

    def _over(self, link: _Support, iri: str, rest: Route, fits: Fits) -> Iterator[_Support]:
        """A link and what the record at its other end says, if that fits."""
        other = self._linked.get(iri)
        there = list(self._supports(other, rest, fits)) if other is not None and rest else []
        if there or not rest:
            yield link
            yield from there

    def _worked_out(self, record: Projection, name: str, fits: Fits) -> Iterator[_Support]:
        owner = self._model.classes[record.class_name]
        mine = targets_of_rows(record) if name == "!target" else {}
        for field in (owner.by_name[each] for each in _BEHIND[name] if each in owner.by_name):
            if mine and field.name == "targets":
                parts = parts_of(record, field.name)
                numbers = sorted({number for key, some in mine.items() if fits(key) for number in some if number >= 0})
                yield from (_Support(record, field.path, parts[number].iri) for number in numbers)
            elif name == "!criterion":
                parts = [part for part in parts_of(record, field.name) if fits(str(part.values.get("criterion")))]
                yield from (_Support(record, field.path, part.iri) for part in parts)
            else:
                yield from (_Support(record, field.path, shown(value)) for value in record.many(field.name))

    def _denials(self, record: Projection, route: Route) -> Iterator[_Support]:
        """What the record says of why there is no value."""
        owner = self._model.classes[record.class_name]
        names = _BEHIND[route[0]] if route[0].startswith("!") else route[:1]
        paths = {owner.by_name[name].path for name in names if name in owner.by_name}
        if len(route) > 1 and route[0] in owner.by_name:
            target = self._model.classes[owner.by_name[route[0]].target or ""]
            paths |= {target.by_name[route[1]].path} if target.is_part and route[1] in target.by_name else set()
        for each in parts_of(record, "absences"):
            path = each.values.get("property")
            if path in paths:
                yield _Support(record, _ABSENCE, each.iri)
                yield _Support(record, str(path), None)

    def _citing(self, support: _Support) -> list[Projection]:
        """The citations of a statement; of one about a citation, of its status or its source, that one."""
        if support.citation is not None:
            return [support.citation]
        key = (support.owner.iri, support.path, support.value)
        if key not in self._found:
            self._found[key] = [
                each
                for each in parts_of(support.owner, "citations")
                if each.values.get("property") == support.path
                and (
                    support.value is None or "value" not in each.values or _text(each.values["value"]) == support.value
                )
            ]
        return self._found[key]

    def _cited(self, counted: str, owner: Projection, citation: Projection) -> Cited:
        values = citation.values
        source = str(values.get("source", ""))
        of_source = self._sources.get(source)
        kind = None if of_source is None else of_source.values.get("sourceKind")
        path = str(values.get("property"))
        seconds = values.get("seconds")
        return Cited(
            record=owner.iri,
            record_label=title_of(owner, self._languages),
            property=self._model.field_names.get(path, path),
            citation=citation.iri,
            source=source,
            source_label=title_of(of_source, self._languages) if of_source else source,
            source_kind=self._notation(kind),
            status=self._notation(values.get("status")),
            locator=_string(values.get("locator")),
            seconds=seconds if isinstance(seconds, int) else None,
            link=_string(values.get("link")),
            counted=counted,
        )

    def _notation(self, code: object) -> str | None:
        known = self._model.codes.get(str(code)) if code is not None else None
        return None if known is None else known.notation


def title_of(record: Projection, languages: Sequence[str]) -> str:
    """A record's title for a reader; its address where it has none."""
    choice = choose([text for text in record.many("title") if isinstance(text, tuple)], languages)
    return record.iri if choice is None else choice.value


def _string(value: object) -> str | None:
    return None if value is None else str(value)


def _text(value: object) -> str:
    """A cited value as values of fields are shown: numbers in the one spelling of equal numbers."""
    if isinstance(value, Literal) and value.datatype in _NUMBERS and _NUMBER.fullmatch(value.lexical):
        return canonical(Decimal(value.lexical))
    return term_text(value) if isinstance(value, Iri | Literal | BlankNode) else str(value)
