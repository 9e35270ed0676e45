"""Words of generated registries: names, titles and sentences in several languages.

Everything here is a function of a number, so a record's address and title can be known without making the record.
Words are drawn with skew, as in real text: a few stand everywhere, most are rare.
"""

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Final

_LISTS: Final = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_TITLE: Final[dict[str, tuple[str, ...]]] = {name: tuple(words.split()) for name, words in _LISTS["title"].items()}
ADJECTIVES: Final = _TITLE["adjectives"]
SUBJECTS: Final = _TITLE["subjects"]
WORDS: Final[dict[str, tuple[str, ...]]] = {
    language: tuple(words.split()) for language, words in _LISTS["words"].items()
}
"""For each language but English, words that stand for themes."""
STRINGS: Final[dict[str, tuple[str, ...]]] = {field: tuple(words.split()) for field, words in _LISTS["strings"].items()}
"""What fields of short strings say."""
LANGUAGES: Final = tuple(WORDS)
_OFFICES: Final = _TITLE["offices"]
_SYLLABLES: Final = _TITLE["syllables"]
_FRAMES: Final[dict[str, str]] = _LISTS["frames"]
_POOL: Final = 500
_PRIMES: Final = (2_654_435_761, 2_246_822_519, 3_266_489_917)


def _scattered(number: int, salt: int) -> float:
    """A fraction between 0 and 1 that neighbouring numbers do not share."""
    mixed = (number + 1) * _PRIMES[salt] & 0xFFFFFFFF
    mixed ^= mixed >> 15
    return (mixed * _PRIMES[(salt + 1) % 3] & 0xFFFFFFFF) / 0x100000000


def _skewed(words: tuple[str, ...], fraction: float) -> str:
    return words[int(len(words) * fraction * fraction)]


@lru_cache(maxsize=1 << 17)
def name(number: int) -> str:
    """A proper name, as of a town or a founder: `Karivo`."""
    count = len(_SYLLABLES)
    first, second, third = number % count, number // count % count, number // count // count % count
    return (_SYLLABLES[first] + _SYLLABLES[(second + first) % count] + _SYLLABLES[third]).capitalize()


@lru_cache(maxsize=1 << 17)
def title(class_name: str, number: int) -> str:
    """The English title of a record: `Climate-neutral cities of Karivo`."""
    adjective = _skewed(ADJECTIVES, _scattered(number, 0))
    subject = _skewed(SUBJECTS, _scattered(number, 1))
    if class_name == "Place":
        return name(number)
    if class_name == "Actor":
        return f"{name(number)} {_OFFICES[int(len(_OFFICES) * _scattered(number, 2))]} for {adjective} {subject}"
    return f"{adjective} {subject} of {name(number)}".capitalize()


@lru_cache(maxsize=1 << 17)
def slug(class_name: str, number: int) -> str:
    """The last part of a record's address: its title's words and its number."""
    return f"{title(class_name, number).lower().replace(' ', '-')}-{number}"


def translated(language: str, number: int) -> str:
    """A title in another language than English."""
    words = WORDS[language]
    first, second = int(len(words) * _scattered(number, 0) ** 2), int(len(words) * _scattered(number, 2))
    return f"{words[first]} {words[second]} {name(number)}"


@cache
def sentences(language: str) -> tuple[str, ...]:
    """Sentences of a language, of which summaries and notes are put together."""
    random = Random(f"sentences {language}")
    words = WORDS.get(language, (*SUBJECTS, *ADJECTIVES))
    chosen = ([_skewed(words, random.random()) for _ in range(3)] for _ in range(_POOL))
    return tuple(f"{_FRAMES[language].format(*three)}, {name(int(random.random() * 9_000))}." for three in chosen)
