"""A comparison as a table in the terminal: columns as wide as their characters are shown, never wider than the screen.

Chinese, Japanese and Korean characters take two columns, marks over letters none. Texts that run from right to left
are set apart, so that they do not turn the line around.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from wcwidth import wcswidth, wcwidth

from registry.services.compare.comparison import Comparison
from registry.services.tables.imprint import Imprint, title
from registry.services.tables.wide import heading, wide_lines

NARROWEST: Final = 40
_LEAST_COLUMN: Final = 8
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]+")


def as_terminal(comparison: Comparison, imprint: Imprint, width: int = 80) -> str:
    """The table in at most `width` columns, with what must be said below it; ends with a newline."""
    width = max(width, NARROWEST)
    table = [[printable(name) for name in heading(comparison)]]
    for line in wide_lines(comparison):
        entries = (f"{each:,}" if isinstance(each, int) else each for each in (*line.entries, line.total))
        table.append([printable(text) for text in (*line.labels, *entries)])
    lines = [*wrapped(printable(title(comparison)), width), ""]
    for number, block in enumerate(_columns_that_fit(table, len(comparison.dimensions), width)):
        lines += [*([""] if number else []), *_block(block, width)]
    if not comparison.rows:
        lines += wrapped("(no row: none of the records that are compared says anything of this dimension)", width)
    lines.append("")
    for name, text in imprint.lines(comparison):
        if name not in ("Title", "Dimension"):
            lines += wrapped(printable(f"{name}: {text}"), width, indent="  ")
    return "\n".join(lines) + "\n"


def shown_width(text: str) -> int:
    """How many columns a terminal takes to show it; what it cannot know counts one a character."""
    width = wcswidth(text)
    return width if width >= 0 else sum(max(wcwidth(letter), 0) for letter in text)


def printable(text: str) -> str:
    """One line without anything that steers a terminal; right-to-left text set apart."""
    clean = re.sub(r"\s+", " ", _CONTROLS.sub(" ", text)).strip()
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in clean):
        return f"{_FIRST_STRONG_ISOLATE}{clean}{_POP_ISOLATE}"
    return clean


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """The text in lines of at most that many columns, broken between words where it can be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        for number, piece in enumerate(_pieces(word, width - shown_width(indent))):
            joined = f"{line} {piece}" if line and number == 0 else line + piece
            if line and (number > 0 or shown_width(joined) > width):
                lines.append(line)
                joined = indent + piece
            line = joined
    return [*lines, line]


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word in pieces that fit; most words are one, and addresses stay whole so that they can be copied."""
    piece = ""
    if word.startswith(("http://", "https://")):
        width = len(word) * 2
    for letter in word:
        if piece and shown_width(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _columns_that_fit(table: Sequence[Sequence[str]], labels: int, width: int) -> Iterator[list[list[str]]]:
    """The table cut into tables side by side, each with the labels in front and as many columns as fit at least."""
    per_block = max(1, width // (_LEAST_COLUMN + 2) - 2 * labels)
    columns = range(labels, len(table[0]))
    for start in range(labels, len(table[0]), per_block):
        chosen = [*range(labels), *columns[start - labels : start - labels + per_block]]
        yield [[line[place] for place in chosen] for line in table]


def _block(table: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    widths = _widths(table, width)
    for number, line in enumerate(table):
        columns = [wrapped(text, each) for text, each in zip(line, widths, strict=True)]
        for height in range(max(map(len, columns))):
            yield _joined((column[height] if height < len(column) else "" for column in columns), widths)
        if number == 0:
            yield "  ".join("-" * each for each in widths)


def _joined(texts: Iterable[str], widths: Sequence[int]) -> str:
    padded = (text + " " * max(0, each - shown_width(text)) for text, each in zip(texts, widths, strict=True))
    return "  ".join(padded).rstrip()


def _widths(table: Sequence[Sequence[str]], width: int) -> list[int]:
    """As wide as the texts want; the widest give way until all fit."""
    widths = [max(1, *(shown_width(line[place]) for line in table)) for place in range(len(table[0]))]
    room = width - 2 * (len(widths) - 1)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= 1:
            break
        widths[widest] -= 1
    return widths
