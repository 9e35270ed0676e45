"""Labels that can be read whole: measured, broken into lines, cleaned of what steers, in letters that some font has.

In SVG the letters stay letters and the reader's own fonts show them. In PNG a letter that no font of this server has
becomes a white square, and the picture says so.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FIRST_FONT: Final = "DejaVu Sans"
"""Comes with matplotlib: Latin, Greek, Cyrillic, Arabic, Hebrew and more."""
MISSING: Final = "\N{WHITE SQUARE}"
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f")
_POINT: Final = 1 / 72
_ROOM: Final = 1.05
"""Other fonts than ours are a little wider."""
_BOLD: Final = 1.13
_SQUARE: Final = 1.0
"""Width by height of a letter of another font, such as a Chinese one."""
_LINE: Final = 1.25
"""Height of a line by that of its letters."""


def clean(text: str) -> str:
    """One line without anything that steers."""
    return re.sub(r"\s+", " ", _CONTROLS.sub(" ", text)).strip() or "(no name)"


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is, in inches, at a size in points."""
    return sum(map(_advance, text)) * size * _POINT * _ROOM * (_BOLD if bold else 1.0)


def height_of(lines: int, size: float) -> float:
    """How high so many lines are, in inches."""
    return lines * size * _POINT * _LINE


def broken(text: str, wide: float, size: float, *, bold: bool = False) -> list[str]:
    """The whole text in lines of at most that width in inches: broken between words, and in a word that is wider."""
    lines, line = [], ""
    for word in clean(text).split(" "):
        for number, piece in enumerate(_pieces(word, wide, size, bold=bold)):
            joined = f"{line} {piece}" if line and not number else piece
            if line and (number or width_of(joined, size, bold=bold) > wide):
                lines.append(line)
                joined = piece
            line = joined
    return [*lines, line]


def widest_word(text: str, size: float) -> float:
    """The width of the widest word: in a column that narrow no word is broken."""
    return max(width_of(word, size) for word in clean(text).split(" "))


def families(texts: Iterable[str]) -> tuple[list[str], frozenset[str]]:
    """The fonts of this server that have the letters of these texts, best first, and the letters that none has."""
    wanted = frozenset("".join(texts)) - _INVISIBLE - {"\n"}
    chosen, missing = [FIRST_FONT], wanted - _letters(_path_of(FIRST_FONT))
    if missing:
        for name, path in _installed():
            found = missing & _letters(path)
            if found:
                chosen.append(name)
                missing -= found
            if not missing:
                break
    return chosen, missing


def without(text: str, missing: frozenset[str]) -> str:
    """The text with a white square in place of each letter that no font has."""
    return "".join(MISSING if letter in missing else letter for letter in text)


def missing_note(missing: frozenset[str]) -> tuple[str, ...]:
    """A sentence for a picture that lacks letters."""
    if not missing:
        return ()
    return (f"This server has no font for {len(missing)} of the letters; {MISSING} stands for each. The SVG has them.",)


def _pieces(word: str, wide: float, size: float, *, bold: bool) -> list[str]:
    """A word in pieces that fit; most words are one."""
    if width_of(word, size, bold=bold) <= wide:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and width_of(piece + letter, size, bold=bold) > wide:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    """The width of a letter by its height."""
    if letter in _INVISIBLE:
        return 0.0
    font = _first_font()
    place = font.get_char_index(ord(letter))
    return font.load_glyph(place).linearHoriAdvance / 65_536 / 100 if place else _SQUARE


@lru_cache(maxsize=1)
def _first_font() -> "FT2Font":
    from matplotlib.ft2font import FT2Font

    font = FT2Font(_path_of(FIRST_FONT))
    font.set_size(100, 72)
    return font


def _path_of(family: str) -> str:
    from matplotlib.font_manager import FontProperties, fontManager

    return str(fontManager.findfont(FontProperties(family=family)))


@lru_cache(maxsize=1)
def _installed() -> tuple[tuple[str, str], ...]:
    """Upright fonts of usual weight, by name; not the one that only draws boxes."""
    from matplotlib.font_manager import fontManager

    usual = [
        each for each in fontManager.ttflist if each.style == "normal" and each.weight in (400, "normal", "regular")
    ]
    return tuple(sorted({(each.name, each.fname) for each in usual if not each.name.startswith("Last Resort")}))


@lru_cache(maxsize=512)
def _letters(path: str) -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    return frozenset(map(chr, FT2Font(path).get_charmap()))
