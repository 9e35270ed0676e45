"""What the index keeps of each class, worked out from the model once: the names that writing and reading share.

A record is one document; each of its parts is a document beside it, so that conditions on a part can be asked of the
same part. `registry.index.documents` fills the columns, `registry.index.queries` asks them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.model.spec import Field, Kind, Model, RecordClass

ID: Final = "id"
"""IRI of the record, whole; on records only, and not looked up, which `KEY` is for. Orders lists that have no other
order; what its chunks are of is said in `registry.index.iris`."""
RECORD: Final = "record"
"""`key_of` the record around a part that stands inside another part. What belongs to a record has its key here, or as
`KEY` or `OWNER`."""
KEY: Final = "key"
"""`key_of` the record's or part's own IRI: one document each. Records are joined by it."""
OWNER: Final = "owner"
"""`key_of` the record or part that directly holds this part."""
CLASS: Final = "class"
"""`class_fact` of the record, on records only: what is found in all classes is counted by it."""
FACTS: Final = "facts"
"""Every exact thing that can be asked, as numbers (`registry.index.facts`)."""
BEGINNINGS: Final = "beginnings"
"""The beginnings of texts, strings and addresses, each with its field (`registry.index.facts.value_prefix`)."""
PROJECTION: Final = "projection"
"""The record as `registry.index.packing` writes it; stored, on records only."""
WORDS: Final = "words"
"""The words of all searchable fields, folded but not stemmed, for prefixes and misspellings; without positions."""
SORT_CHUNKS: Final = 4
"""How many 8-byte pieces of a sort key are kept as numbers, to begin a page in the middle of a list."""

DATES: Final = frozenset({Kind.DATE, Kind.YEAR, Kind.PARTIAL_DATE})
NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL})
TEXT_LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "arabic", "da": "danish", "nl": "dutch", "en": "english", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hu": "hungarian", "it": "italian", "no": "norwegian", "nb": "norwegian", "nn": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "es": "spanish", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
"""Language tag (its first part) to the Snowball stemmer that its words are cut down by."""
OTHER_LANGUAGE: Final = "other"
"""Texts in all other languages, and without one: folded, not stemmed."""


def analysis_of(language: str) -> str:
    """The name of the text analysis for a language tag: a stemmer's name, or `other`."""
    return TEXT_LANGUAGES.get(language.partition("-")[0], OTHER_LANGUAGE)


ANALYSES: Final = (*sorted(set(TEXT_LANGUAGES.values())), OTHER_LANGUAGE)


def low_column(field: str) -> str:
    """First day of a date as the number yyyymmdd."""
    return f"low_{field}"


def high_column(field: str) -> str:
    """Last day of a date as the number yyyymmdd."""
    return f"high_{field}"


def number_column(field: str) -> str:
    """A number as a 64-bit floating point number."""
    return f"number_{field}"


def text_column(field: str, analysis: str) -> str:
    """The words of a text field's values in one language."""
    return f"text_{field}_{analysis}"


def link_column(source: str, field: str) -> str:
    """Keys of what a link field of a class leads to; on the class's own documents and on the records that hold them."""
    return f"link_{source}_{field}"


def sort_column(field: str) -> str:
    """What records are sorted by: the field's value, then the IRI, as one text (`registry.index.sorting`).

    Records can be put in its order, but not looked up by it.
    """
    return f"sort_{field}"


def chunk_columns(column: str) -> Sequence[str]:
    """The numbers that the first bytes of a sort column's text make."""
    return [f"{column}_{number}" for number in range(SORT_CHUNKS)]


@dataclass(frozen=True, slots=True)
class Facetable:
    """What records can be counted by: a field of theirs, or a field of their parts."""

    name: str
    """As callers name it: `country`, or for a field of a part both names, `citationsStatus`."""
    part: Field | None
    """The part field that leads there; None for a field of the record itself."""
    field: Field

    @property
    def column(self) -> str:
        """The column of its values, an IRI or a string each: for counting, the values are looked up as facts."""
        return f"facet_{self.name}"


FACET_USES: Final = frozenset({"facet", "compare"})


def facetables(model: Model, record_class: RecordClass) -> Mapping[str, Facetable]:
    """What the records of a class can be counted by, by name."""
    own = [Facetable(f.name, None, f) for f in record_class.fields if f.uses & FACET_USES]
    of_parts = [
        Facetable(f"{part.name}{f.name[0].upper()}{f.name[1:]}", part, f)
        for part in record_class.fields
        if part.kind is Kind.PART
        for f in model.classes[part.target or ""].fields
        if f.uses & FACET_USES
    ]
    return {each.name: each for each in (*own, *of_parts)}


def sortables(record_class: RecordClass) -> Sequence[Field]:
    """The fields by which the records of a class can be ordered."""
    return [field for field in record_class.fields if "sort" in field.uses]


def searchables(record_class: RecordClass) -> Sequence[Field]:
    """The fields whose words are searched."""
    return [field for field in record_class.fields if "search" in field.uses]
