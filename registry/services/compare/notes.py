"""What a reader of a comparison must know, in sentences: what is left out, what is thin, that nothing was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registry.services.compare.comparison import Amounts, Comparison, Measure, State
from registry.services.compare.containing import Together
from registry.services.compare.dimensions import ABOUT
from registry.services.compare.reading import FOUR

MOST_TOGETHER: Final = 50
_MOST_NAMED: Final = 6
"""So many sets of amounts are named, and so many amounts of each."""


@dataclass(frozen=True, slots=True)
class Found:
    """What only a look at the records beyond the cells can tell."""

    elsewhere: Sequence[tuple[str, str, int]] = ()
    """For an answer of which nobody says anything: other classes whose records do, how these are called, how many."""
    differing: Sequence[tuple[str, int]] = ()
    """Criteria, as people read them, with how many missions show them as met where no curator judged so."""
    differing_missions: int = 0
    """How many missions these are, each once."""
    together: Sequence[Together] = ()
    """Amounts that may contain one another."""
    says_something: bool = False
    """Whether something is said though it may stand in no row, the rows being chosen."""


def notes_of(answer: Comparison, uncited: int, found: Found) -> Iterator[str]:
    """The notes of an answer in which so many cells have no citations because there were too many."""
    yield from _nothing(answer, found)
    for side in answer.sides:
        yield from side.coverage.thin
    if answer.row_count > len(answer.rows):
        yield f"{_first(len(answer.rows), answer.row_count, 'row')}; totals of sides count all of them."
    if answer.crossed and answer.column_count > len(answer.columns):
        yield f"{_first(len(answer.columns), answer.column_count, 'column')}; totals of rows count all of them."
    if uncited:
        come = "1 cell comes" if uncited == 1 else f"{uncited} cells come"
        yield f"{come} without citations, there being too many; ask for fewer rows or sides to have them."
    if any(dimension.name == "helixRole" for dimension in answer.dimensions):
        roles = answer.request.helix_roles
        yield f"The helix is counted with {'four roles, without the third sector' if roles == FOUR else 'five roles'}."
    if any(dimension.name == "status" for dimension in answer.dimensions):
        yield from _status(answer)
    yield from _criteria(answer, found)
    if {dimension.name for dimension in answer.dimensions} == {"barrier", "strategy"}:
        yield (
            "A cell counts the records that name both the barrier and the strategy, which does not say that the one "
            "answers the other. What answers a barrier, or that nothing does, is told by the assessment of the barrier "
            "(`assess`)."
        )
    yield from _money(answer, found)
    if answer.revision != answer.newest:
        yield f"As the registry stood at revision {answer.revision}; the newest is {answer.newest}."


def _first(shown: int, count: int, noun: str) -> str:
    return f"The first {f'{shown} {noun}s' if shown > 1 else noun} of {count} {'are' if shown > 1 else 'is'} shown"


def _nothing(answer: Comparison, found: Found) -> Iterator[str]:
    plural = f"records of the kind {answer.class_label.lower()}"
    if not any(side.coverage.backing.records for side in answer.sides):
        there = sum(side.coverage.on_record for side in answer.sides)
        if there:
            yield f"Nothing to compare: no side has {plural} that fit the filter."
        else:
            yield f"Nothing to compare: no side has {plural} on record. That does not say that there are none."
        return
    if not found.says_something and all(
        cell.state is State.NOT_STATED for row in answer.rows for column in row.cells for cell in column
    ):
        names = " and ".join(dimension.label for dimension in answer.dimensions)
        yield f"No side has {plural} that say anything of {names}.{_others(answer, found)}"


def _others(answer: Comparison, found: Found) -> str:
    """Which other records of these sides do say something, and how to ask of them."""
    if not found.elsewhere:
        return " Nor do other records of these sides."
    told = " and ".join(f"{plural} ({count:,})" for _, plural, count in found.elsewhere)
    names = " or ".join(name for name, _, _ in found.elsewhere)
    unfiltered = ", whatever the filter" if answer.request.where_text else ""
    return (
        f" Other records of these sides do{unfiltered}: {told}. To ask of them give {names} as `class` in an address, "
        "as `of` in GraphQL, or after `--of` on the command line."
    )


def _criteria(answer: Comparison, found: Found) -> Iterator[str]:
    if not any(dimension.name == "criterion" for dimension in answer.dimensions):
        return
    yield "Verdicts on criteria are those of curators; what the records themselves show is told by `assess`."
    if found.differing:
        told = ", ".join(f"{label}: {count:,}" for label, count in found.differing)
        missions = "1 mission shows" if found.differing_missions == 1 else f"{found.differing_missions:,} missions show"
        yield (
            f"{missions} a criterion as met by rules that no curator judged met ({told}); the "
            "assessment of each tells both (`assess`)."
        )


def _status(answer: Comparison) -> Iterator[str]:
    yield f"Status as of {answer.request.day}."
    about = (
        cells
        for row in answer.rows
        for column, cells in zip(answer.columns, row.cells, strict=True)
        if ABOUT in (row.heading.key, column.key)
    )
    if any(cell.state is State.PRESENT or cell.count for cells in about for cell in cells):
        yield (
            "A year or month may mean any of its days: planned is what begins later whichever day is meant, begun what "
            "has begun whichever is meant, and ended the same. What lies in between begins or ends about then."
        )


def _money(answer: Comparison, found: Found) -> Iterator[str]:
    if answer.request.measure is not Measure.AMOUNTS or not isinstance(answer.total, Amounts):
        return
    yield "Amounts are as stated: never converted, never added across currencies or years."
    yield "The year is that of the instrument's start date; where it states none, the year is not stated."
    yield (
        "Amounts of one currency and year may contain one another: a whole and its parts, an amount a year or for each "
        "recipient, a need beside what is paid. Read the single amounts (`stated`) before a sum."
    )
    for each in found.together[:MOST_TOGETHER]:
        stated = ", ".join(f"{_short(iri)} ({amount:,f})" for iri, amount in each.stated[:_MOST_NAMED])
        more = len(each.stated) - _MOST_NAMED
        also = f" and {more} more" if more > 0 else ""
        year = "year not stated" if each.amount.year is None else str(each.amount.year)
        currency = each.amount.currency or "currency not stated"
        what = f"({currency}, {year}), as all belong to {_short(each.common)}"
        yield f"These may contain one another {what}: {stated}{also}."
    if len(found.together) > MOST_TOGETHER:
        yield (
            f"{len(found.together) - MOST_TOGETHER:,} more sets of amounts may contain one another; fewer sides, or a "
            "filter (`where`) on currency or start date, have them named."
        )
    disputed = sum(len(amount.disputed) for amount in answer.total.amounts)
    if disputed:
        have = "1 instrument has" if disputed == 1 else f"{disputed} instruments have"
        yield f"{have} several amounts because sources disagree; all of them are shown, and are in no sum."
    if answer.total.silent:
        state = "1 instrument states" if answer.total.silent == 1 else f"{answer.total.silent} instruments state"
        yield f"{state} no amount; that is not an amount of zero."


def _short(iri: str) -> str:
    """A record's address without what all have in common: `instrument/seeds`."""
    return "/".join(iri.rsplit("/", 2)[-2:])
