"""Names in two languages: which name is a title, which an alternative, and in which language it is written."""

from typing import Final

from seed.conversion.facts_drafts import Draft
from seed.conversion.facts_evidence import Support

# The language in which an organisation of that country bears its original name; elsewhere that name is English.
_LANGUAGE_OF_NAMES: Final = {
    "AT": "de", "BE": "nl", "BR": "pt", "CL": "es", "CO": "es", "CZ": "cs", "DE": "de", "DK": "da", "ES": "es",
    "FI": "fi", "FR": "fr", "JP": "ja", "KR": "ko", "LT": "lt", "NL": "nl", "NO": "no", "PT": "pt", "SE": "sv",
}  # fmt: skip


def language_of_names(country: str) -> str:
    """The language of original names in a country, English where the facts have none other."""
    return _LANGUAGE_OF_NAMES.get(country, "en")


def say_names(draft: Draft, english: str, original: str, language: str, support: list[Support] | None = None) -> None:
    """The English name as title; the original as title of its language, or as alternative when it is English too."""
    draft.text("title", english, "en", support)
    if not original or original == english:
        return
    draft.text("alternativeTitle" if language == "en" else "title", original, language, support)


def say_actor_names(draft: Draft, english: str, original: str, acronym: str, country: str) -> None:
    """As `say_names`; an original that is only the acronym adds none, one inside the English name is short for it."""
    if original.casefold() == acronym.casefold():
        original = ""
    language = "en" if original in english else language_of_names(country)
    say_names(draft, english, original, language)
