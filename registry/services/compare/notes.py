"""What a reader of a comparison must know, in sentences: what is left out, what is thin, that nothing was found."""

from collections.abc import Iterator

from registry.services.compare.comparison import Amounts, Comparison, Measure, State
from registry.services.compare.reading import FOUR


def notes_of(answer: Comparison, uncited: int) -> Iterator[str]:
    """The notes of an answer in which so many cells have no citations because there were too many."""
    yield from _nothing(answer)
    for side in answer.sides:
        yield from side.coverage.thin
    if answer.row_count > len(answer.rows):
        yield f"The first {len(answer.rows)} of {answer.row_count} rows are shown; totals of sides count all of them."
    if answer.crossed and answer.column_count > len(answer.columns):
        shown = f"{len(answer.columns)} of {answer.column_count}"
        yield f"The first {shown} columns are shown; totals of rows count all of them."
    if uncited:
        yield f"{uncited} cells come without citations, there being too many; ask for fewer rows or sides to have them."
    if any(dimension.name == "helixRole" for dimension in answer.dimensions):
        roles = answer.request.helix_roles
        yield f"The helix is counted with {'four roles, without the third sector' if roles == FOUR else 'five roles'}."
    if any(dimension.name == "status" for dimension in answer.dimensions):
        yield f"Status as of {answer.request.day}."
    yield from _money(answer)
    if answer.revision != answer.newest:
        yield f"As the registry stood at revision {answer.revision}; the newest is {answer.newest}."


def _nothing(answer: Comparison) -> Iterator[str]:
    plural = f"records of type {answer.class_name}"
    if not any(side.coverage.backing.records for side in answer.sides):
        fitting = " that fit the filter" if answer.request.where_text else ""
        yield f"Nothing to compare: no side has {plural}{fitting} on record. That does not say that there are none."
        return
    if all(cell.state is State.NOT_STATED for row in answer.rows for column in row.cells for cell in column):
        names = " and ".join(dimension.label for dimension in answer.dimensions)
        yield f"No side has {plural} that say anything of {names}.{_others(answer)}"


def _others(answer: Comparison) -> str:
    """Of which other records the same can be asked."""
    classes = [set(each.classes) for each in answer.dimensions]
    others = sorted(set.intersection(*classes) - {answer.class_name})
    return f" The same can be asked of {', '.join(others)}." if others else ""


def _money(answer: Comparison) -> Iterator[str]:
    if answer.request.measure is not Measure.AMOUNTS or not isinstance(answer.total, Amounts):
        return
    yield "Amounts are as stated: never converted, never added across currencies or years."
    disputed = sum(len(amount.disputed) for amount in answer.total.amounts)
    if disputed:
        yield f"{disputed} instruments have several amounts because sources disagree; they are shown, and in no sum."
    if answer.total.silent:
        yield f"{answer.total.silent} instruments state no amount; that is not an amount of zero."
