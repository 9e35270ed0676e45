"""The piece of a record's texts that shows best why it was found, with the places of what was looked for."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from registry.index.columns import WORDS, analysis_of, searchables
from registry.index.letters import normal
from registry.index.projection import Projection
from registry.index.searching import may_begin, mistakes
from registry.model.spec import Kind, RecordClass

_LENGTH: Final = 160
"""How many letters a piece has, about."""
_MOST: Final = 3
# Letters and digits, with the marks that may stand on them one by one.
_RUN: Final = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u064b-\u065f\u0670])*")


class Piece(NamedTuple):
    """A piece of a text, and where in it (start, end) there is something that was looked for."""

    field: str
    language: str
    text: str
    highlights: tuple[tuple[int, int], ...]


class _Found(NamedTuple):
    start: int
    end: int
    word: int
    """Which of the words that were looked for it is."""


class Snippets:
    """Cuts pieces out of records that were found by these words (folded, as `Texts.words` gives them)."""

    def __init__(self, words: Sequence[str], analyse: Callable[[str, str], list[str]]) -> None:
        self._words = words
        self._analyse = analyse
        self._stems: dict[str, Mapping[str, int]] = {}
        self._known: dict[str, int | None] = {}

    def of(self, record: Projection, record_class: RecordClass) -> tuple[Piece, ...]:
        """The best piece of each of the first fields in which something was found."""
        pieces: list[Piece] = []
        for field in searchables(record_class):
            values = record.many(field.name)
            texts = values if field.kind is Kind.TEXT else [("", str(value)) for value in values]
            best = self._best(field.name, texts)  # type: ignore[arg-type]
            if best is not None:
                pieces.append(best)
            if len(pieces) == _MOST:
                break
        return tuple(pieces)

    def _best(self, field: str, texts: Sequence[tuple[str, str]]) -> Piece | None:
        """Of several texts the first in which most of the words stand."""
        most, best = 0, None
        for language, text in texts:
            found = self._found(language, text)
            count = len({each.word for each in found})
            if count > most:
                most, best = count, (language, text, found)
        return None if best is None else _cut(field, *best)

    def _found(self, language: str, text: str) -> list[_Found]:
        analysis = analysis_of(language)
        stems = self._stems_of(analysis)
        found = []
        for start, end, stem, word in self._tokens(analysis, text):
            number = stems.get(stem)
            if number is None:
                number = self._like(word)
            if number is not None:
                found.append(_Found(start, end, number))
        return found

    def _stems_of(self, analysis: str) -> Mapping[str, int]:
        stems = self._stems.get(analysis)
        if stems is None:
            stems = {stem: n for n, word in enumerate(self._words) for stem in self._analyse(analysis, word)}
            self._stems[analysis] = stems
        return stems

    def _tokens(self, analysis: str, text: str) -> list[tuple[int, int, str, str]]:
        """Start, end, stem and folded form of each word of a text."""
        spans = _spans(text)
        stems, words = self._analyse(analysis, text), self._analyse(WORDS, text)
        if not len(spans) == len(stems) == len(words):  # words that an analysis leaves out, or divides
            stems, words = (
                [" ".join(self._analyse(name, text[start:end])) for start, end in spans] for name in (analysis, WORDS)
            )
        return [(start, end, stem, word) for (start, end), stem, word in zip(spans, stems, words, strict=True)]

    def _like(self, token: str) -> int | None:
        """Which word a token is: as it is, by its beginning, or but for a few letters."""
        if token not in self._known:
            ways = (self._begins, self._resembles)
            found = (number for fits in ways for number in range(len(self._words)) if fits(token, number))
            self._known[token] = next(found, None)
        return self._known[token]

    def _begins(self, token: str, number: int) -> bool:
        word = self._words[number]
        last = number == len(self._words) - 1
        return token == word or (token.startswith(word) and may_begin(word, last=last))

    def _resembles(self, token: str, number: int) -> bool:
        word = self._words[number]
        return _within(word, token, mistakes(word))


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text begin and end; where words have no spaces between them, each letter."""
    spans: list[tuple[int, int]] = []
    for run in _RUN.finditer(text):
        if run[0].isascii() or " " not in normal(run[0]):
            spans.append(run.span())
        else:
            spans += [(place, place + 1) for place in range(*run.span())]
    return spans


def _within(one: str, other: str, changes: int) -> bool:
    """Whether so many letters changed, left out, put in or swapped with the next make one word of the other."""
    if not changes or abs(len(one) - len(other)) > changes:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > changes:
            return False
    return row[-1] <= changes


def _cut(field: str, language: str, text: str, found: Sequence[_Found]) -> Piece:
    first, last = _densest(found)
    spare = max(0, _LENGTH - (found[last].end - found[first].start)) // 2
    start = max(0, found[first].start - spare)
    end = min(len(text), max(found[last].end + spare, start + _LENGTH))
    start = max(0, min(start, end - _LENGTH))
    start, end = _whole_words(text, start, end, found[first].start, found[last].end)
    inside = [each for each in found if each.start >= start and each.end <= end]
    highlights = tuple((each.start - start, each.end - start) for each in inside)
    return Piece(field, language, text[start:end], highlights)


def _densest(found: Sequence[_Found]) -> tuple[int, int]:
    """First and last of neighbouring places that fit into one piece and show most of the words."""
    best, most = (0, 0), 0
    for first in range(len(found)):
        last, words = first, {found[first].word}
        while last + 1 < len(found) and found[last + 1].end - found[first].start <= _LENGTH:
            last += 1
            words.add(found[last].word)
        if len(words) > most:
            best, most = (first, last), len(words)
    return best


def _whole_words(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The same piece without the halves of words at its ends; what lies from `first` to `last` stays in it."""
    if start > 0 and not text[start - 1].isspace():
        space = next((place for place in range(start, first) if text[place].isspace()), None)
        start = first if space is None else space + 1
    if end < len(text) and not text[end].isspace():
        space = next((place for place in range(end - 1, last - 1, -1) if text[place].isspace()), None)
        end = last if space is None else space
    while start < first and text[start].isspace():
        start += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return start, end
