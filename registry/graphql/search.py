"""Search over all record classes: what fits the words best, with the places where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from registry.graphql.building import Builder, ReadField, described
from registry.graphql.codes import enum_value
from registry.graphql.conditions import Spot, some_text
from registry.graphql.execution import Item, Level, Request
from registry.graphql.texts import asked_languages, languages_argument
from registry.graphql.where import FilterReader
from registry.index.filters import RECORD, AnyOf
from registry.model.language import by_preference
from registry.model.spec import Model
from registry.services.find import Hit, Hits, SearchRequest, Snippet

_TYPE: Final = "RecordType"
_NOTHING: Final = AnyOf()
"""The filter that no record fits: what a search in no type at all finds."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a page of hits lies, in the words of `PageInfo`."""

    has_next: bool
    has_previous: bool
    cursors: Sequence[str]


@dataclass(frozen=True, slots=True)
class HitPage:
    """A page of what was found; its records form one level."""

    hits: Hits
    level: Level
    page: Neighbours

    @property
    def found(self) -> list["Found"]:
        """The hits with their cursors."""
        pairs = zip(self.hits.hits, self.hits.cursors, strict=True)
        return self.level.request.allowance.spend([Found(hit, cursor, self.level) for hit, cursor in pairs])


@dataclass(frozen=True, slots=True)
class Found:
    """One hit."""

    hit: Hit
    cursor: str
    level: Level

    @property
    def item(self) -> Item:
        """The record."""
        return Item(self.hit.record, self.level)

    @property
    def snippets(self) -> Sequence[Snippet]:
        """Pieces of its texts, those in the reader's languages first."""
        tags = by_preference([(snippet.language, "") for snippet in self.hit.snippets], self.level.request.languages)
        places = {tag: place for place, (tag, _) in enumerate(tags)}
        return sorted(self.hit.snippets, key=lambda snippet: places[snippet.language])


def search_field(builder: Builder, model: Model, where: FilterReader, *, usual: int, largest: int) -> ReadField:
    """The root `search`."""
    names = {enum_name(c.name): (c.name, described(c.description or c.label)) for c in model.records}
    builder.enum(_TYPE, names, "The types of records.")
    _add_types(builder)

    def read(
        request: Request,
        query: str,
        types: Sequence[Enum] | None = None,
        languages: Sequence[str] | None = None,
        **given: Any,
    ) -> HitPage:
        text = some_text(query, Spot("query"))
        wanted = where(given.pop("where", None))
        asked = wanted if types != [] else _NOTHING
        chosen = tuple(dict.fromkeys(str(each.value) for each in types or ()))
        reader = replace(request, languages=tuple(asked_languages(languages, request.languages)))
        hits = request.finder.search(SearchRequest(text, chosen, asked, **given))
        level = Level(reader, [hit.record for hit in hits.hits])
        return HitPage(hits, level, Neighbours(hits.has_next, given.get("after") is not None, hits.cursors))

    size = f"At most {largest}; {usual} when left out."
    arguments = [
        builder.argument(
            "query",
            "str",
            "Words that must all fit: as a form of a word, as its beginning, or with a small misspelling.",
        ),
        builder.argument("types", f"list[{_TYPE}] | None", "Only records of these types; when left out, of all."),
        builder.argument("where", f"{RECORD}Filter | None", "Only the records that fit."),
        builder.argument("first", "int | None", f"How many, best first. {size}"),
        builder.argument("after", "str | None", "Cursor of a hit: only those that follow it."),
        languages_argument(builder),
    ]
    return builder.field("search", "SearchConnection", read, "What fits the words best, over all types.", arguments)


def enum_name(class_name: str) -> str:
    """The name of a class in the enum: `PolicyInitiative` is POLICY_INITIATIVE."""
    return enum_value("", "".join(f"_{c}" if c.isupper() and n else c for n, c in enumerate(class_name)))


def _add_types(builder: Builder) -> None:
    number = "Place in the text, in characters (Unicode code points) from 0"
    builder.object(
        "Highlight",
        [
            builder.field("start", "int", lambda pair: pair[0], f"{number}: of the first character."),
            builder.field("end", "int", lambda pair: pair[1], f"{number}: of the character after the last."),
        ],
        "A word that was looked for, as it stands in a snippet.",
    )
    facts: list[tuple[str, str, Any, str]] = [
        ("field", "str", lambda s: s.field, "The field that the text is of."),
        ("language", "str | None", lambda s: s.language or None, "Language tag; null when the text has none."),
        ("text", "str", lambda s: s.text, "The piece of text, plain: no markup in it."),
        ("highlights", "list[Highlight]", lambda s: s.highlights, "Where in it the words stand."),
    ]
    builder.object(
        "Snippet", [builder.field(*fact) for fact in facts], "A piece of a record's text with what was found."
    )
    facts = [
        ("cursor", "str", lambda found: found.cursor, "Where the hit stands in the list."),
        (
            "score",
            "float",
            lambda found: found.hit.score,
            "How well it fits; more is better. Compare within one search.",
        ),
        ("node", RECORD, lambda found: found.item, "The record."),
        ("snippets", "list[Snippet]", lambda found: found.snippets, "Where the words stand."),
    ]
    builder.object("SearchEdge", [builder.field(*fact) for fact in facts], "A record that was found.")
    facts = [
        ("type", _TYPE, lambda pair: pair[0], "The type."),
        ("count", "int", lambda pair: pair[1], "How many hits are of it."),
    ]
    builder.object("SearchTypeCount", [builder.field(*fact) for fact in facts], "How many hits are of one type.")
    facts = [
        ("totalCount", "int", lambda page: page.hits.total, "How many records were found."),
        ("edges", "list[SearchEdge]", lambda page: page.found, "The hits of the page."),
        ("nodes", f"list[{RECORD}]", lambda page: [found.item for found in page.found], "The records of the page."),
        ("pageInfo", "PageInfo", lambda page: page, "Where the page lies in the list."),
        ("types", "list[SearchTypeCount]", _types, "How many hits each type has, most first."),
    ]
    builder.object(
        "SearchConnection", [builder.field(*fact) for fact in facts], "A page of what was found, best first."
    )


def _types(page: HitPage) -> list[tuple[str, int]]:
    return sorted(page.hits.by_class.items(), key=lambda pair: (-pair[1], pair[0]))
