"""Reads `seed/talk/*.toml` into drafts: records with their entries, every entry with the places that support it.

The notation is described in `seed/talk/README.md`. A word that the notation does not know is an `EntryError`.
Neighbours: `talk_fields` says which fields there are, `talk` writes the drafts as statements.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from seed.conversion.talk_fields import CLASSES, FIELDS, HOMES, PARTS

INTERNATIONAL: Final = "international"
STATED: Final = "stated"
INFERRED: Final = "inferred"

# What `at` may name besides timestamps: the lines above each page's text, and how a citation names them.
HEAD_LINES: Final = {"title": "title line", "video-id": "videoId line", "from": "From line"}

_PLACE: Final = re.compile(r"([12])@(\d{2}:\d{2}:\d{2}|[a-z-]+)")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_MORE_WORDS: Final = frozenset({"at", "status", "note", "read", "shared", "is", "key"})


class EntryError(ValueError):
    """A file of `seed/talk` says something that the notation does not know; the message names record and field."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a text says something: text 1 or 2, and the timestamp as written or the name of a head line."""

    text: int
    mark: str

    @property
    def word(self) -> str:
        """The place as part of a fragment: `t2-01-20-20`."""
        return f"t{self.text}-{self.mark.replace(':', '-')}"


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind an entry: places, status, a remark, and the fields of a part that the curator read."""

    places: tuple[Place, ...]
    status: str
    note: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field, or none if the value stands in another file and is only cited here."""

    field: str
    value: str | None
    language: str | None
    support: Support


@dataclass(frozen=True, slots=True)
class PartDraft:
    """One part: its fragment, and its own fields; no fields if the part stands in another file."""

    field: str
    fragment: str
    fields: Mapping[str, str]
    support: Support | None


@dataclass(frozen=True, slots=True)
class Draft:
    """One record as the files give it."""

    type: str
    segment: str
    slug: str
    home: str
    values: tuple[Value, ...]
    parts: tuple[PartDraft, ...]


def read_drafts(folder: Path) -> list[Draft]:
    """Every record of the folder's files, by class and then in the files' order."""
    drafts = []
    for stem, (type_, segment) in CLASSES.items():
        tables = tomllib.loads((folder / f"{stem}.toml").read_text(encoding="utf-8"))
        drafts += [read_draft(type_, segment, slug, table) for slug, table in tables.items()]
    return drafts


def read_draft(type_: str, segment: str, slug: str, table: Mapping[str, Any]) -> Draft:
    """One record from its table; raises `EntryError`."""
    try:
        first = _places(_listed(table["title"])[0]["at"])[:1]
        values = [value for name in table if name in FIELDS for value in _values(name, table[name], first)]
        parts = [_part(name, entry) for name in table if name in PARTS for entry in _listed(table[name])]
        _refuse(name for name in table if name not in FIELDS and name not in PARTS and name != "home")
    except (KeyError, EntryError) as error:
        raise EntryError(f"{segment}/{slug}: {error}") from error
    country = next((value.value for value in values if value.field == "country" and value.value), "")
    home = table.get("home", HOMES.get(country, INTERNATIONAL))
    return Draft(type_, segment, slug, home, tuple(values), tuple(parts))


def _values(name: str, entries: Any, first: tuple[Place, ...]) -> Iterator[Value]:
    usual = INFERRED if FIELDS[name].inferred else STATED
    for entry in _listed(entries):
        if isinstance(entry, str):
            yield Value(name, entry, None, Support(first, usual))
            continue
        languages = [key for key in entry if _LANGUAGE.fullmatch(key) and key not in _MORE_WORDS]
        _refuse(key for key in entry if key not in _MORE_WORDS and key not in languages)
        support = _support(entry, usual, first)
        if not languages:
            yield Value(name, entry.get("is"), None, support)
        for language in languages:
            yield Value(name, entry[language], language, support)


def _part(name: str, entry: Mapping[str, Any]) -> PartDraft:
    part = PARTS[name]
    support = _support(entry, INFERRED if part.inferred else STATED, ()) if part.cited else None
    if "shared" in entry:
        return PartDraft(name, entry["shared"], {}, support)
    _refuse(key for key in entry if key not in part.fields and key not in _MORE_WORDS)
    fields = {key: entry[key] for key in part.fields if key in entry}
    kind = part.type if part.type != "CriterionAssessment" else "assessment"
    words = [kind, *(entry[key] for key in part.named_by)]
    return PartDraft(name, "talk-" + "-".join(slugified(word) for word in words), fields, support)


def _support(entry: Mapping[str, Any], usual: str, first: tuple[Place, ...]) -> Support:
    places = _places(entry["at"]) if "at" in entry else first
    if not places:
        raise EntryError(f'{dict(entry)} does not say where it is said: add at = "2@01:20:20"')
    return Support(places, entry.get("status", usual), entry.get("note"), entry.get("read"))


def _places(at: str) -> tuple[Place, ...]:
    places = []
    for word in at.split():
        match = _PLACE.fullmatch(word)
        if match is None or (match[2].islower() and match[2] not in HEAD_LINES):
            raise EntryError(f"{word!r} is not a place like 2@01:20:20 or 1@title")
        places.append(Place(int(match[1]), match[2]))
    return tuple(dict.fromkeys(places))


def _listed(entries: Any) -> list[Any]:
    return entries if isinstance(entries, list) else [entries]


def _refuse(unknown: Iterator[str]) -> None:
    for word in unknown:
        raise EntryError(f"{word!r} is not a word of the notation")


def slugified(words: str) -> str:
    """The words as part of an IRI: lower case, everything but letters and digits as a hyphen."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", words)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-")
