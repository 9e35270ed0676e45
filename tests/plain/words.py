"""The words of a text, cut down to their stems.

Stemming is Tantivy's here as it is in the index: what is held against each other is where words must stand, not how
Swedish is stemmed.
"""

import unicodedata
from functools import cache

import tantivy

from registry.errors import InvalidArgument
from registry.index.columns import OTHER_LANGUAGE, analysis_of, searchables
from registry.index.projection import Projection
from registry.model.spec import Field, Kind
from tests.plain.world import World


@cache
def _analyzer(analysis: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    builder = builder.filter(tantivy.Filter.ascii_fold())
    return (builder if analysis == OTHER_LANGUAGE else builder.filter(tantivy.Filter.stemmer(analysis))).build()


def stems(text: str, analysis: str) -> list[str]:
    """The stems of a text's words in their order; every Chinese character is a word."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _analyzer(analysis).analyze("".join(f" {c} " if "\u3040" <= c <= "\u9fff" else c for c in plain))


def texts_of(node: Projection, field: Field) -> list[tuple[str, str]]:
    """Language and text of each value of a field."""
    if field.kind is Kind.TEXT:
        return [value for value in node.many(field.name) if isinstance(value, tuple)]
    return [("", str(value)) for value in node.many(field.name)]


def stand_together(texts: list[tuple[str, str]], wanted: str) -> bool:
    """Whether all words stand in the texts of one language; those that are stemmed alike, or not at all, are one."""
    by_analysis = {analysis_of(language): set[str]() for language, _ in texts}
    for language, text in texts:
        by_analysis[analysis_of(language)].update(stems(text, analysis_of(language)))
    return any(set(_wanted(wanted, analysis)) <= found for analysis, found in by_analysis.items())


def stand_somewhere(texts: list[tuple[str, str]], wanted: str) -> bool:
    """Whether each word stands in one of the texts, whichever."""
    places = [(analysis_of(language), stems(text, analysis_of(language))) for language, text in texts]
    number = len(_wanted(wanted, OTHER_LANGUAGE))
    return all(any(stems(wanted, analysis)[word] in found for analysis, found in places) for word in range(number))


def _wanted(text: str, analysis: str) -> list[str]:
    found = stems(text, analysis)
    if not found:
        raise InvalidArgument(f"There is no word in {text!r}.")
    return found


def searched(world: World, node: Projection) -> list[tuple[Field, str, str]]:
    """Field, language and text of all that is searched in a record."""
    fields = searchables(world.class_of(node))
    return [(field, language, text) for field in fields for language, text in texts_of(node, field)]


def folded(text: str) -> str:
    """A text as it is sorted: without regard to case, diacritics, control characters and how much space there is."""
    letters = [c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)]
    return " ".join("".join(c for c in letters if c.isprintable() or c.isspace()).lower().split())
