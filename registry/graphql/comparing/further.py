"""The types of what follows from comparisons: overlaps, gaps, likeness, neighbours and change over time."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from registry.graphql.building import Builder
from registry.graphql.comparing.objects import add_object
from registry.graphql.comparing.sources import Answered, CellSource, Shown, paid
from registry.graphql.execution import Allowance
from registry.services.compare.changes import CellChange, Change
from registry.services.compare.comparison import Cell, Side
from registry.services.compare.overlaps import Similarity


def pairs(similarity: Similarity) -> list[tuple[Side, Side, float | None, int, str | None]]:
    """Each two sides with their score, how many values both have, and why there is no score."""
    sides = similarity.comparison.sides
    return [
        (sides[one], sides[other], similarity.matrix[one][other], similarity.common[one][other],
         similarity.reason(one, other))
        for one, other in combinations(range(len(sides)), 2)
    ]  # fmt: skip


def add_further_types(builder: Builder) -> None:
    """All of them."""

    def sides(answered: Answered, places: Sequence[int]) -> list[Any]:
        return [answered.comparison.sides[place] for place in places]

    def cell(answered: Answered, change: CellChange, of: Cell) -> CellSource:
        return CellSource(answered, of, change.side, change.column)

    def changed(change: Change, allowance: Allowance) -> list[Any]:
        cells = [(each, change.after, change.before, allowance, change.labels) for each in change.cells]
        return allowance.spend(cells)

    def named(labels: Mapping[str, str], allowance: Allowance, iris: Sequence[str]) -> list[Any]:
        return allowance.spend([(iri, labels.get(iri, iri)) for iri in iris])

    add_object(
        builder, "ComparedOverlap", "A value, and who has it.",
        ("key", "str", lambda o: o[1].row.heading.key, "IRI of a code or record, or a short word."),
        ("label", "str", lambda o: o[1].row.heading.label, "As people read it."),
        ("sharedBy", "SharedBy", lambda o: o[1].shared.value, "By how many sides it is had."),
        ("sides", "list[ComparedSide]", lambda o: sides(o[0], o[1].sides), "Those that have it."),
        ("cells", "list[ComparedCell]", lambda o: Shown(o[0], o[1].row).cells(stated=True), "The evidence."),
    )  # fmt: skip
    add_object(
        builder, "Overlaps", "What all sides, some or one have of a dimension.",
        ("overlaps", "list[ComparedOverlap]", lambda o: paid(o[0].overlaps, Answered(o[0].comparison, o[1])),
         "As many as rows are asked for, those with most records first."),
        ("count", "int", lambda o: o[0].count, "How many there are, listed or not."),
        ("notes", "list[str]", lambda o: list(o[0].comparison.notes),
         "What a reader must know: why none is listed, what is left out or thin."),
    )  # fmt: skip
    add_object(
        builder, "Gaps", "What some sides do on a subject that others address without.",
        ("gaps", "list[ComparedGap]", lambda g: paid(g[0].gaps, Answered(g[0].comparison, g[1])),
         "Those first that most sides say they lack, then those of which most say nothing."),
        ("count", "int", lambda g: g[0].count, "How many there are, listed or not."),
        ("notes", "list[str]", lambda g: list(g[0].comparison.notes),
         "What a reader must know: why none is listed, what is left out or thin."),
    )  # fmt: skip
    add_object(
        builder, "ComparedGap", "Something that some sides do on a subject, and others that address it do not.",
        ("subject", "ComparedHeading", lambda g: g[1].subject, "The subject: a value of the first dimension."),
        ("done", "ComparedHeading", lambda g: g[1].done, "What is done: a value of the second dimension."),
        ("doing", "list[ComparedSide]", lambda g: sides(g[0], g[1].doing), "Those that do it."),
        ("without", "list[ComparedSide]", lambda g: sides(g[0], g[1].without),
         "Those that address it and say that they have none of it, or that it does not apply."),
        ("notStated", "list[ComparedSide]", lambda g: sides(g[0], g[1].silent),
         "Those that address it and say nothing of it: whether they do it is not known."),
        ("cells", "list[ComparedCell]", lambda g: g[0].cells_of(g[1].done, g[1].cells), "What each side says."),
    )  # fmt: skip
    add_object(
        builder, "SimilarPair", "How alike two sides are.",
        ("one", "ComparedSide", lambda p: p[0], "The one."),
        ("other", "ComparedSide", lambda p: p[1], "The other."),
        ("score", "float | None", lambda p: p[2], "From 0 to 1; null where one of them has no value."),
        ("common", "int", lambda p: p[3], "How many values both have."),
        ("reason", "str | None", lambda p: p[4], "Why there is no score; null where there is one."),
    )  # fmt: skip
    add_object(
        builder, "Similarity", "How alike sides are by one dimension.",
        ("measure", "str", lambda s: s[0].measure, "What the scores mean."),
        ("sides", "list[ComparedSide]", lambda s: list(s[0].comparison.sides),
         "The sides, in the order of the matrix."),
        ("matrix", "list[list[float | None]]", lambda s: [list(row) for row in s[0].matrix],
         "A score for each two; null where one of them has no value, which is not a likeness of 0."),
        ("pairs", "list[SimilarPair]", lambda s: s[1].spend(pairs(s[0])), "Each two sides once."),
        ("notes", "list[str]", lambda s: list(s[0].comparison.notes), "Who has no value, and what is thin."),
    )  # fmt: skip
    add_object(
        builder, "NearReason", "What two records have in common.",
        ("dimension", "str", lambda r: r.dimension, "Name of the dimension."),
        ("label", "str", lambda r: r.label, "The dimension as people read it."),
        ("values", "list[ComparedHeading]", lambda r: r.headings, "The values that both have."),
        ("score", "float", lambda r: r.score, "Jaccard's measure of the values of the two records, from 0 to 1."),
    )  # fmt: skip
    add_object(
        builder, "NearRecord", "A mission of another country that is like one.",
        ("id", "ID", lambda n: n.iri, "IRI of the mission."),
        ("label", "str", lambda n: n.label, "Its title."),
        ("countries", "list[str]", lambda n: list(n.country_labels), "The countries that it belongs to."),
        ("score", "float", lambda n: n.score, "From 0 to 1; `nearestMissions` says how it is made."),
        ("reasons", "list[NearReason]", lambda n: list(n.reasons), "Why, the weightiest first."),
    )  # fmt: skip
    add_object(
        builder, "ComparedChange", "A cell that says something else than it did, or says it of other records.",
        ("row", "ComparedHeading", lambda c: c[0].row, "Its row."),
        ("column", "ComparedHeading | None", lambda c: c[0].column if c[0].column.key else None, "Its column, if any."),
        ("side", "ComparedSide", lambda c: c[1].sides[c[0].side], "Whose it is."),
        ("before", "ComparedCell", lambda c: cell(Answered(c[2], c[3]), c[0], c[0].before), "What it said."),
        ("after", "ComparedCell", lambda c: cell(Answered(c[1], c[3]), c[0], c[0].after), "What it says."),
        ("came", "list[ComparedRecord]", lambda c: named(c[4], c[3], c[0].came),
         "The first records behind it that were not, as many as asked for as evidence."),
        ("cameCount", "int", lambda c: c[0].came_count, "How many these are, named or not."),
        ("went", "list[ComparedRecord]", lambda c: named(c[4], c[3], c[0].went), "The first that no longer are."),
        ("wentCount", "int", lambda c: c[0].went_count, "How many these are, named or not."),
    )  # fmt: skip
    add_object(
        builder, "ComparisonChange", "What became otherwise between two moments.",
        ("before", "Comparison", lambda c: Answered(c[0].before, c[1]), "Then."),
        ("after", "Comparison", lambda c: Answered(c[0].after, c[1]), "Later."),
        ("cells", "list[ComparedChange]", lambda c: changed(*c), "Cells that differ."),
        ("notes", "list[str]", lambda c: list(c[0].notes), "What a reader must know."),
    )  # fmt: skip
