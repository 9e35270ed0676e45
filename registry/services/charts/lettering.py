"""Labels that fit and can be read: broken into lines, cleaned of what steers, in letters that some font has.

In SVG the letters stay letters and the reader's own fonts show them. In PNG a letter that no font of this server has
becomes a white square, and the picture says so.
"""

import re
import textwrap
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

FIRST_FONT: Final = "DejaVu Sans"
"""Comes with matplotlib: Latin, Greek, Cyrillic, Arabic, Hebrew and more."""
MISSING: Final = "\N{WHITE SQUARE}"
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f")
_ELLIPSIS: Final = "…"


def clean(text: str) -> str:
    """One line without anything that steers."""
    return re.sub(r"\s+", " ", _CONTROLS.sub(" ", text)).strip() or "(no name)"


def fitted(text: str, width: int, lines: int = 2) -> str:
    """The text in at most so many lines of about `width` letters; what is cut off ends in an ellipsis."""
    broken = textwrap.wrap(clean(text), width, max_lines=lines, placeholder=_ELLIPSIS, break_on_hyphens=False)
    return "\n".join(broken)


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
