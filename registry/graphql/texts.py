"""Text in the schema: one in the reader's language, or the same with its language and all translations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from strawberry.types.arguments import StrawberryArgument

from registry.errors import InvalidArgument
from registry.graphql.building import Builder
from registry.model.language import Choice, Text, by_preference, choose, otherwise
from registry.model.spec import Texts

_MOST_LANGUAGES: Final = 20


@dataclass(frozen=True, slots=True)
class Localized:
    """A text that was chosen, and those it was chosen from."""

    choice: Choice
    texts: Sequence[Text]


def localized(texts: Sequence[Text], preferred: Sequence[str]) -> Localized | None:
    """The best of `texts` with its translations, or None where there is none."""
    choice = choose(texts, preferred)
    return None if choice is None else Localized(choice, by_preference(texts, preferred))


def asked_languages(given: Sequence[str] | None, usual: Sequence[str]) -> Sequence[str]:
    """The languages of an argument, then the usual ones; raises `InvalidArgument` for more than anybody reads."""
    if not given:
        return usual
    if len(given) > _MOST_LANGUAGES:
        raise InvalidArgument(f"`languages` has {len(given):,} entries; name at most {_MOST_LANGUAGES}.")
    return otherwise([language.lower() for language in given], usual)


def as_texts(texts: Texts) -> tuple[Text, ...]:
    """A text of the model in the form in which records hold theirs."""
    return tuple(sorted(texts.items()))


def languages_argument(builder: Builder) -> StrawberryArgument:
    """The argument of every field that gives text."""
    return builder.argument(
        "languages",
        "list[str] | None",
        "Language tags, first choice first, e.g. sv; when there is no text in them, one in the languages of the "
        "request's header Accept-Language or the registry's own, else in any other, rather than none.",
    )


def add_text_types(builder: Builder) -> None:
    """The types of a text with its language."""
    tag = "Language tag, e.g. sv or de-ch; null when the text has none."
    builder.object(
        "Translation",
        [
            builder.field("value", "str", lambda text: text[1], "The text."),
            builder.field("language", "str | None", lambda text: text[0] or None, tag),
        ],
        "A text in one language.",
    )
    builder.object(
        "LocalizedText",
        [
            builder.field("value", "str", lambda source: source.choice.value, "The text."),
            builder.field("language", "str | None", lambda source: source.choice.language or None, tag),
            builder.field(
                "isFallback",
                "bool",
                lambda source: source.choice.is_fallback,
                "Whether the text is in none of the languages that were asked for.",
            ),
            builder.field(
                "translations",
                "list[Translation]",
                lambda source: source.texts,
                "The text in every language that there is, preferred languages first.",
            ),
        ],
        "A text in the best language that there is for the reader, which language that is, and all translations.",
    )
