"""The roots that compare. Dimensions, classes and filters come from the model."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final

from strawberry.types.arguments import StrawberryArgument

from registry.errors import NotComparable
from registry.graphql.building import Builder, ReadField
from registry.graphql.comparing.filters import NAME, ComparedFilters
from registry.graphql.comparing.sources import Answered
from registry.graphql.comparing.types import add_comparison_types
from registry.graphql.execution import Request
from registry.graphql.texts import asked_languages, languages_argument
from registry.services.compare.changes import Change
from registry.services.compare.compare import MOST_COLUMNS, MOST_EVIDENCE, MOST_ROWS
from registry.services.compare.comparison import MOST_SIDES, ComparisonRequest, Measure
from registry.services.compare.days import read_day
from registry.services.compare.desk import MOST_NEAR, ComparisonDesk
from registry.services.compare.nearest import FIRST, MEASURE, Near
from registry.services.compare.overlaps import Gaps, Overlaps, Shared, Similarity

_SIDES: Final = (
    f"Two to {MOST_SIDES} countries (ISO code or name), groups of countries (EU, Nordic, OECD), missions or policy "
    "initiatives (IRI, mission/NAME or NAME)."
)


class ComparisonRoots:
    """Makes the roots."""

    def __init__(self, builder: Builder, desk: ComparisonDesk, filters: ComparedFilters) -> None:
        self._builder, self._desk, self._filters = builder, desk, filters
        add_comparison_types(builder)

    def fields(self) -> list[ReadField]:
        """All of them."""
        asking = [self._compare(), self._overlaps(), self._gaps(), self._similarity(), self._change(), self._nearest()]
        known = list(self._desk.comparing.dimensions.values())
        text = "Everything that records can be compared by: what the shapes mark, and what is worked out."
        return [
            *asking,
            self._builder.field("comparisonDimensions", "list[ComparisonDimension]", lambda _: known, text),
        ]

    def _compare(self) -> ReadField:
        def read(request: Request, sides: Sequence[str], by: Sequence[str], **given: Any) -> Answered:
            asked, as_of = self._asked(request, sides, by, given)
            return Answered(self._desk.compare(request.finder, asked, as_of), request.allowance)

        text = "Countries, groups of countries, missions or initiatives side by side, with a source behind every cell."
        return self._field("compare", "Comparison", read, text)

    def _overlaps(self) -> ReadField:
        def read(
            request: Request, sides: Sequence[str], by: Sequence[str], only: Enum | None = None, **given: Any
        ) -> tuple[Overlaps, Any]:
            asked, as_of = self._asked(request, sides, by, given)
            wanted = None if only is None else Shared(only.value)
            return self._desk.overlaps(request.finder, asked, as_of, wanted), request.allowance

        only = self._builder.argument("only", "SharedBy | None", "Only what so many sides have.")
        text = "What all sides, some or one have of a dimension."
        return self._builder.field("overlaps", "Overlaps", read, text, [*self._arguments(), only])

    def _gaps(self) -> ReadField:
        def read(request: Request, sides: Sequence[str], by: Sequence[str], **given: Any) -> tuple[Gaps, Any]:
            asked, as_of = self._asked(request, sides, by, given)
            return self._desk.gaps(request.finder, asked, as_of), request.allowance

        text = (
            "What some sides do on a subject (the first dimension) that others address without (the second one): "
            "who says that there is none, and who says nothing, are told apart."
        )
        return self._field("gaps", "Gaps", read, text)

    def _similarity(self) -> ReadField:
        def read(request: Request, sides: Sequence[str], by: Sequence[str], **given: Any) -> tuple[Similarity, Any]:
            asked, as_of = self._asked(request, sides, by, given)
            return self._desk.similarity(request.finder, asked, as_of), request.allowance

        return self._field("similarity", "Similarity", read, "How alike sides are by one dimension, each to each.")

    def _change(self) -> ReadField:
        def read(
            request: Request,
            sides: Sequence[str],
            by: Sequence[str],
            from_: str,
            to: str | None = None,
            **given: Any,
        ) -> tuple[Change, Any]:
            asked, _ = self._asked(request, sides, by, given)
            return self._desk.change(request.finder, asked, from_, to), request.allowance

        moment = "Number of a revision, a day (to its end, UTC) or a moment."
        more = [
            self._builder.argument("from", "str", moment, python_name="from_"),
            self._builder.argument("to", "str | None", f"{moment} The newest when left out."),
        ]
        arguments = [*self._arguments()[:-1], *more]
        text = "What became otherwise between two moments: the cells that say something else."
        return self._builder.field("comparisonChange", "ComparisonChange", read, text, arguments)

    def _nearest(self) -> ReadField:
        def read(
            request: Request, id: str, first: int | None = None, languages: Sequence[str] | None = None
        ) -> Sequence[Near]:
            preferred = tuple(asked_languages(languages, request.languages))
            return request.allowance.spend(
                self._desk.nearest(request.finder, id, FIRST if first is None else first, preferred)
            )

        arguments = [
            self._builder.argument("id", "ID", "IRI of the mission, or short: mission/NAME or NAME."),
            self._builder.argument("first", "int | None", f"How many; at most {MOST_NEAR}.", FIRST),
            languages_argument(self._builder),
        ]
        text = f"The missions of other countries that are most like this one, with the reasons. {MEASURE}."
        return self._builder.field("nearestMissions", "list[NearRecord]", read, text, arguments)

    def _field(self, name: str, type_: str, read: Any, text: str) -> ReadField:
        return self._builder.field(name, type_, read, text, self._arguments())

    def _arguments(self) -> list[StrawberryArgument]:
        argument: Any = self._builder.argument
        records: Any = self._builder.namespace["ComparisonMeasure"]["value_RECORDS"]
        return [
            argument("sides", "list[str]", _SIDES),
            argument(
                "by", "list[str]", "By which dimension (`comparisonDimensions` lists them); a second one makes columns."
            ),
            argument(
                "of", "RecordType | None", "Of which records; when left out, of the first that have the dimensions."
            ),
            argument("where", f"{NAME} | None", "Only the records that fit."),
            argument("measure", "ComparisonMeasure", "What is told of the records in a cell.", records),
            argument("helixRoles", "int", "Four roles of the helix, without the third sector, or five.", 5),
            argument("day", "Date | None", "On which day a status holds; today when left out."),
            argument("rows", "int", f"So many rows, those with most records first. At most {MOST_ROWS}.", 100),
            argument("columns", "int", f"So many columns. At most {MOST_COLUMNS}.", 50),
            argument("evidence", "int", f"So many records a cell are named and cited. At most {MOST_EVIDENCE}.", 3),
            languages_argument(self._builder),
            argument("asOf", "str | None", "Number of a revision, a day (to its end, UTC) or a moment; else now."),
        ]

    def _asked(
        self, request: Request, sides: Sequence[str], by: Sequence[str], given: Mapping[str, Any]
    ) -> tuple[ComparisonRequest, str | None]:
        of = str(given["of"].value) if given.get("of") is not None else None
        class_name, where, text = self._filters.of_input(given.get("where"))
        if of is not None and class_name not in (None, of):
            raise NotComparable(f"`of` is {of}, and `where` is a filter of {class_name}; both name the same class.")
        day = None if given.get("day") is None else read_day(str(given["day"])[:10])
        languages = asked_languages(given.get("languages"), request.languages)
        asked = ComparisonRequest(
            sides=tuple(sides),
            by=tuple(by),
            class_name=of or class_name,
            measure=Measure(given["measure"].value),
            where=where,
            where_text=text,
            helix_roles=given["helixRoles"],
            day=day,
            rows=given["rows"],
            columns=given["columns"],
            evidence=given["evidence"],
            languages=tuple(languages),
        )
        return asked, given.get("asOf")
