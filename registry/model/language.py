"""Which of a text's languages to give: an ordered preference with an honest fallback.

A text in the wrong language is given rather than none, and the language that was given is always said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Text: TypeAlias = tuple[str, str]
"""Language tag in lower case (empty where the text has none) and the text itself."""

UNTAGGED = ""
OTHERWISE = "*"
"""Stands in a preference between the languages that were asked for and those that are next best."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The text that was chosen, in which language it is, and whether that is a language that was asked for."""

    value: str
    language: str
    is_fallback: bool


def choose(texts: Sequence[Text], preferred: Sequence[str]) -> Choice | None:
    """The best of `texts` for a reader of these languages, or None where there is no text at all.

    For each preferred language in turn an exact tag, then a shorter one (en for en-GB), then a longer one (en-GB for
    en); if none is there, the untagged text; if there is none, the first by language tag. What stands behind
    `OTHERWISE` was not asked for and is a fallback.
    """
    if not texts:
        return None
    place, text = min(((_place(language, preferred), (language, text)) for language, text in texts))
    return Choice(text[1], text[0], is_fallback=place[0] >= _asked(preferred))


def otherwise(asked: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    """The languages that were asked for, then those of `own` as the next best; `own` where none was."""
    rest = [language for language in own if language not in (*asked, OTHERWISE)]
    return (*asked, OTHERWISE, *rest) if asked and rest else tuple(asked) or tuple(own)


def _asked(preferred: Sequence[str]) -> int:
    return preferred.index(OTHERWISE) if OTHERWISE in preferred else len(preferred)


def by_preference(texts: Sequence[Text], preferred: Sequence[str]) -> list[Text]:
    """All texts, those that `choose` would take first in front."""
    return sorted(texts, key=lambda text: (_place(text[0], preferred), text))


def _place(language: str, preferred: Sequence[str]) -> tuple[int, int]:
    """Where a language stands in a preference: which of them it fits, then how well; smaller is better."""
    for rank, wanted in enumerate(preferred):
        wanted = wanted.lower()
        if language == wanted:
            return rank, 0
        if language and wanted.startswith(language + "-"):
            return rank, len(wanted) - len(language)
        if wanted and language.startswith(wanted + "-"):
            return rank, len(wanted) + len(language)
    return len(preferred), 0 if language == UNTAGGED else 1
