"""Letters made alike before words are looked at: what columns, questions and sort keys share."""

import re
import unicodedata
from typing import Final

# Accents of Latin, Greek and Cyrillic but for the breve, without which the Russian й would be another letter; and the
# vowel signs of Arabic.
_ACCENTS: Final = re.compile("[\u0300-\u0305\u0307-\u036f\u064b-\u065f\u0670]")
# Thai, Lao, Burmese, Khmer, kana and Chinese characters: scripts that have no spaces between words.
_SPACELESS: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def normal(text: str) -> str:
    """The text without accents; where words have no spaces between them, each letter becomes a word.

    Letters keep their places when the text was in Unicode's composed form (NFC) and has no such words.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return _SPACELESS.sub(" \\g<0> ", text)


def folded(text: str) -> str:
    """The text in small letters without diacritics, white space as single spaces: alike is what a reader looks for."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.casefold())
        text = "".join([letter for letter in apart if not unicodedata.combining(letter)])
    if not text.isprintable():  # control characters would sort before every separator
        text = "".join([letter for letter in text if letter.isprintable() or letter.isspace()])
    return " ".join(text.lower().split())
