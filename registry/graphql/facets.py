"""How the records of a list spread: over the values of fields, over pairs of them, and over time.

Counted under the list's own filter. Only lists at the root can be counted so; a way back says how to ask there.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Any, Final

from registry.errors import InvalidArgument
from registry.graphql.building import Builder, ReadField, described
from registry.graphql.classes import any_record
from registry.graphql.execution import ItemPage, WayBack
from registry.graphql.keys import FacetSource, Keys, KeySource, add_facet_types
from registry.index.columns import DATES, Facetable, facetables
from registry.model.spec import Field, Model, RecordClass
from registry.services.find import Bin, Listing

MOST_VALUES: Final = 1_000
"""How many values of a facet may be asked for."""
_USUAL_VALUES: Final = 20
_CROSSED: Final = (2, 3)
_INTERVALS: Final = {
    "YEAR": ("year", "Each year on its own."),
    "MONTH": ("month", "Each month on its own; dates that say only the year are counted in January."),
    "DECADE": ("decade", "Each ten years together, named by the first: 2030 for 2030 to 2039."),
}


def add_counting_types(builder: Builder, model: Model, classes: Sequence[RecordClass]) -> None:
    """The types that counting answers with, and for each class the enums of what can be counted by."""
    add_facet_types(builder)
    builder.enum("HistogramInterval", _INTERVALS, "How wide the steps of a histogram are.")
    builder.object(
        "HistogramBin",
        [
            builder.field("start", "PartialDate", lambda each: each.start, "The year or month with which it begins."),
            builder.field("count", "int", lambda each: each.count, "How many records have a date that begins in it."),
        ],
        "One step of a histogram; steps without a record are left out.",
    )
    for record_class in classes:
        name = record_class.name
        facets = {f.name: (f.name, _facet_text(f)) for f in facetables(model, record_class).values()}
        dates = {f.name: (f.name, described(f.description or f.label)) for f in _dates(record_class)}
        if facets:
            builder.enum(f"{name}Facet", facets, f"What records of type {name} can be counted by.")
        if dates:
            builder.enum(f"{name}DateField", dates, f"The dates that records of type {name} have.")


def _facet_text(facet: Facetable) -> str:
    field = described(facet.field.description or facet.field.label)
    return field if facet.part is None else f"`{facet.field.name}` of its `{facet.part.name}`. {field}"


def _dates(record_class: RecordClass) -> list[Field]:
    return [field for field in record_class.fields if field.kind in DATES]


def counting_fields(builder: Builder, model: Model, record_class: RecordClass) -> list[ReadField]:
    """The fields by which the lists of a class are counted."""
    counting = _Counting(builder, model, record_class)
    fields = [counting.facets(), counting.crossed()] if facetables(model, record_class) else []
    return [*fields, counting.histogram()] if _dates(record_class) else fields


class _Counting:
    """Makes the fields of one class's connection."""

    def __init__(self, builder: Builder, model: Model, record_class: RecordClass) -> None:
        self._builder = builder
        self._model = model
        self._name = record_class.name
        self._facetables = facetables(model, record_class)

    def facets(self) -> ReadField:
        def read(page: ItemPage, by: Sequence[Enum], size: int | None = None) -> list[FacetSource]:
            listing = self._listing(page)
            size = _USUAL_VALUES if size is None else size
            if not 1 <= size <= MOST_VALUES:
                raise InvalidArgument(f"`size` is {size:,}; it lies between 1 and {MOST_VALUES:,}.")
            names = _names(by)
            found = page.level.request.finder.facets(listing.class_name, listing.where, names, size) if names else []
            keys = self._keys(page, [(f.name, value.key) for f in found for value in f.values])
            return [FacetSource(facet, self._facetables[facet.name].field, keys) for facet in found]

        size = f"How many values of each, most frequent first. From 1 to {MOST_VALUES:,}."
        text = "How many records of the whole list have each value of these fields. In lists at the root alone."
        arguments = [self._by("By what to count."), self._builder.argument("size", "int | None", size, _USUAL_VALUES)]
        return self._builder.field("facets", "list[Facet]", read, text, arguments)

    def crossed(self) -> ReadField:
        def read(page: ItemPage, by: Sequence[Enum]) -> list[tuple[list[KeySource | None], int]]:
            listing = self._listing(page)
            names = _names(by)
            if len(names) not in _CROSSED or len(names) != len(by):
                raise InvalidArgument(f"`by` has {len(by)} names; cross two or three different ones.")
            cells = page.level.request.finder.crossed(listing.class_name, listing.where, names)
            named = [[(n, k) for n, k in zip(names, cell.keys, strict=True)] for cell in cells]
            keys = self._keys(page, [(name, key) for pairs in named for name, key in pairs if key is not None])
            return [
                (
                    [None if k is None else KeySource(self._facetables[n].field, n, k, keys) for n, k in pairs],
                    cell.count,
                )
                for pairs, cell in zip(named, cells, strict=True)
            ]

        text = "How many records of the whole list have each combination of values. In lists at the root alone."
        by = self._by("By what to count: two or three different fields.")
        return self._builder.field("crossedFacets", "list[FacetCell]", read, text, [by])

    def histogram(self) -> ReadField:
        def read(page: ItemPage, of: Enum, interval: Enum) -> Sequence[Bin]:
            listing = self._listing(page)
            finder = page.level.request.finder
            bins = finder.histogram(listing.class_name, listing.where, str(of.value), str(interval.value))
            return page.level.request.allowance.spend(bins)

        year: Any = self._builder.namespace["HistogramInterval"]["value_YEAR"]
        arguments = [
            self._builder.argument("of", f"{self._name}DateField", "By which date."),
            self._builder.argument("interval", "HistogramInterval", "In which steps.", year),
        ]
        text = "How many records of the whole list begin in each step of time. In lists at the root alone."
        return self._builder.field("histogram", "list[HistogramBin]", read, text, arguments)

    def _by(self, text: str) -> Any:
        return self._builder.argument("by", f"list[{self._name}Facet]", text)

    def _listing(self, page: ItemPage) -> Listing:
        if isinstance(page.listing, WayBack):
            raise InvalidArgument(root_advice(self._model, page.listing))
        return page.listing

    def _keys(self, page: ItemPage, pairs: Sequence[tuple[str, str]]) -> Keys:
        page.level.request.allowance.spend(pairs)
        links = [key for name, key in pairs if self._model.classes.get(self._facetables[name].field.target or "")]
        return Keys(page.level.request, self._model, links)


def _names(by: Sequence[Enum]) -> list[str]:
    return list(dict.fromkeys(str(each.value) for each in by))


def root_advice(model: Model, way: WayBack) -> str:
    """How to count at the root what a way back leads to."""
    source = model.classes[way.inverse.source]
    condition = f'{way.inverse.field}: {{eq: "{way.iri}"}}'
    plural = source.plural
    if source.is_part:
        # A list over all classes where all have such parts, or else the first of those that do.
        owners = [any_record(model), *(model.classes[name] for name in way.inverse.owners)]
        plural, part = next((o.plural, f.name) for o in owners for f in o.fields if f.target == source.name)
        condition = f"{part}: {{some: {{{condition}}}}}"
    return (
        f"`{way.inverse.name}` cannot be counted inside a record; ask at the root, "
        f"as in `{plural}(where: {{{condition}}})`."
    )
