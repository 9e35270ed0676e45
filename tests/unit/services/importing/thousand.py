"""A table of missions as a ministry might hand it in, some of its rows wrong, in twenty ways."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

HEADER = (
    "title@en", "country", "startDate", "endDate", "deadline", "challenges", "sdgs", "website",
    "targets[0].indicator@en", "targets[0].value", "targets[0].unit", "targets[0].direction",
    "participations[0].actor", "participations[0].function",
    "citations[0].property", "citations[0].source", "citations[0].status",
)  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True)
class Mistake:
    """A way in which a row is wrong: how it gets so, and the column and a word that are to be told."""

    name: str
    make: Callable[[Row], Mapping[str, str]]
    column: str
    word: str


def _sets(**cells: str) -> Callable[[Row], Mapping[str, str]]:
    return lambda row: cells


def _at(column: str, cell: str) -> Callable[[Row], Mapping[str, str]]:
    return lambda row: {column: cell}


MISTAKES: Sequence[Mistake] = (
    Mistake("no title", _at("title@en", ""), "title@en", "title"),
    Mistake("title too long", _at("title@en", "long " * 70), "title@en", "300"),
    Mistake("no country", _sets(country=""), "country", "country"),
    Mistake("country misspelt", _sets(country="Swedn"), "country", "Did you mean Sweden"),
    Mistake("place that is no country code", _sets(country="ZZ"), "country", "ZZ"),
    Mistake("no date", _sets(startDate="soon"), "startDate", "date"),
    Mistake("date of two readings", _sets(startDate="1/3/2024"), "startDate", "2024-03-01 or 2024-01-03"),
    Mistake("end before start", _sets(endDate="1999"), "endDate", "before"),
    Mistake("deadline before start", _sets(deadline="1999"), "deadline", "before"),
    Mistake("goal that there is not", _sets(sdgs="3.99"), "sdgs", "3.99"),
    Mistake("challenge that there is not", _sets(challenges="perpetual motion"), "challenges", "perpetual motion"),
    Mistake("formula", _sets(challenges="=A1&A2"), "challenges", "formula"),
    Mistake("value that is no number", _at("targets[0].value", "many"), "targets[0].value", "number"),
    Mistake("number of two readings", _at("targets[0].value", "1,500"), "targets[0].value", "1500 or 1.500"),
    Mistake("value without unit", _at("targets[0].unit", ""), "targets[0].unit", "unit"),
    Mistake("no indicator", _at("targets[0].indicator@en", ""), "targets[0].indicator@en", "indicator"),
    Mistake("direction of no list", _at("targets[0].direction", "sideways"), "targets[0].direction", "sideways"),
    Mistake("actor that nobody knows", _at("participations[0].actor", "Vinova"), "participations[0].actor", "Vinnova"),
    Mistake("no function", _at("participations[0].function", ""), "participations[0].function", "function"),
    Mistake("source that is not there", _at("citations[0].source", "No page"), "citations[0].source", "No page"),
)  # fmt: skip


def rows(many: int, wrong: int) -> tuple[list[Row], dict[int, tuple[Row, Mistake]]]:
    """So many rows, of which `wrong` are, spread evenly; and of each wrong one, by its place, what is right."""
    every = [_row(number) for number in range(many)]
    right: dict[int, tuple[Row, Mistake]] = {}
    for nth in range(wrong):
        place = nth * many // wrong
        mistake = MISTAKES[nth % len(MISTAKES)]
        right[place] = dict(every[place]), mistake
        every[place].update(mistake.make(every[place]))
    return every, right


def _row(number: int) -> Row:
    return {
        "title@en": f"Quiet street number {number}",
        "country": ("Sweden", "ES", "Nederland", "UK")[number % 4],
        "startDate": ("2021", "2021-03", "01.03.2021")[number % 3],
        "endDate": "2030",
        "deadline": "2030",
        "challenges": ("Climate change", "ageing|Climate change")[number % 2],
        "sdgs": "11|13",
        "website": f"https://example.org/streets/{number}",
        "targets[0].indicator@en": "share of quiet streets",
        "targets[0].value": ("95.5", "80,25", "70")[number % 3],
        "targets[0].unit": "%",
        "targets[0].direction": "increase",
        "participations[0].actor": ("Vinnova", "ENISA")[number % 2],
        "participations[0].function": "owner",
        "citations[0].property": "title",
        "citations[0].source": "source/missies-voor-de-toekomst",
        "citations[0].status": "stated",
    }
