"""The Tantivy index itself: its schema made from the model, its text analyses, opening, reading and writing it.

Beside `registry.index.asking` the only module that knows Tantivy. What stands in a document is `documents`' idea, what
is asked `queries`'; when an index is written, and again, `following`'s.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self, TypeAlias

import msgspec
import tantivy
from tantivy import Filter, Index, Query, Schema, SchemaBuilder, Searcher, TextAnalyzer, Tokenizer

from registry.errors import IndexNotWritten
from registry.index import columns
from registry.index.facts import class_fact, key_of
from registry.index.filters import RECORD
from registry.index.letters import normal
from registry.model.spec import Kind, Model

Values: TypeAlias = Mapping[str, Any]
"""A document: by column a value or a list of values."""

_ENCODER: Final = msgspec.json.Encoder()
META_ID: Final = "meta:index"
_META: Final = "meta"
_RAW: Final = "raw"
_WORDS: Final = "words"
_THREAD_BYTES: Final = 100_000_000
"""What each indexing thread may keep before it writes a piece of the index; Tantivy wants 15 MB at least."""
_FOLLOWING_BYTES: Final = 30_000_000

_UNSEARCHED: Final = "unsearched"
"""Columns that are sorted and counted by, not looked up: no word of theirs is indexed, which makes writing quicker."""

# Letters with all their marks, which the simple tokenizer takes for gaps between words.
_MARKED_WORD: Final = r"[\w--_]+"
_OF_MARKED_WORDS: Final = frozenset({columns.OTHER_LANGUAGE, "tamil"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What an index is of: the store's revision, the token of that revision, and by what rules it was made."""

    revision: int
    token: str | None
    stamp: str


class Engine:
    """An open index, on disk or in memory. Readers take `searcher()`; `reload` moves that to the last commit."""

    def __init__(self, index: Index, directory: Path | None = None) -> None:
        self._index = index
        self.directory = directory
        """Where it lies; None in memory."""
        self._analysers = {name: _analyser(name) for name in (*columns.ANALYSES, _WORDS)}
        for name, analyser in self._analysers.items():
            index.register_tokenizer(name, analyser)
        no_words = tantivy.TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.remove_long(0))
        index.register_tokenizer(_UNSEARCHED, no_words.build())
        index.register_fast_field_tokenizer(_UNSEARCHED, tantivy.TextAnalyzerBuilder(Tokenizer.raw()).build())
        index.config_reader("manual", 0)
        index.reload()

    @classmethod
    def create(cls, model: Model, directory: Path | None = None) -> Self:
        """A new and empty index in an empty folder, or in memory."""
        with _told():
            return cls(Index(schema_of(model), None if directory is None else str(directory)), directory)

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The index in that folder; raises `ValueError` or `OSError` when there is none, or it is damaged."""
        return cls(Index.open(str(directory)), directory)

    @property
    def schema(self) -> Schema:
        """What columns there are."""
        return self._index.schema

    def searcher(self) -> Searcher:
        """The index as it stood at the last `reload`, for as long as the searcher is held."""
        return self._index.searcher()

    def reload(self) -> None:
        """From now on `searcher` gives the last commit, of whatever process."""
        self._index.reload()

    def become(self, other: Self) -> None:
        """From now on `searcher` gives the other engine's index, which has the same columns."""
        self._index, self.directory = other._index, other.directory

    def record_count(self) -> int:
        """How many records there are."""
        any_record = Query.term_query(self.schema, columns.FACTS, class_fact(RECORD), "basic")
        return int(self.searcher().search(any_record, 1).count)  # type: ignore[attr-defined]  # it has one

    def stored(self, iri: str) -> bytes | None:
        """A record as `registry.index.packing` wrote it, if there is one of that IRI."""
        searcher = self.searcher()
        hits = searcher.search(Query.term_query(self.schema, columns.KEY, key_of(iri), "basic"), 1, count=False).hits
        return searcher.doc(hits[0][1]).get_first(columns.PROJECTION) if hits else None

    def analyse(self, analysis: str, text: str) -> list[str]:
        """The words of a text as they stand in columns of that analysis: a stemmer's name, `other` or `words`."""
        return self._analysers[analysis].analyze(normal(text))

    def mark(self) -> Mark | None:
        """What the index is of, at the last `reload`; None before the first commit. Raises `ValueError` for damage."""
        return mark_of(self.searcher(), self.schema)

    def writing(self, threads: int = 1) -> "Writing":
        """A writer; there can be one at a time. More `threads` than one are for building an index."""
        size = _FOLLOWING_BYTES if threads == 1 else threads * _THREAD_BYTES
        return Writing(self._index, size, threads)


def mark_of(searcher: Searcher, schema: Schema) -> Mark | None:
    """What the searcher's index is of."""
    hits = searcher.search(Query.term_query(schema, columns.KEY, key_of(META_ID), "basic"), 1, count=False).hits
    if not hits:
        return None
    try:
        return Mark(**json.loads(searcher.doc(hits[0][1]).get_first(_META) or b""))
    except TypeError as error:
        raise ValueError("the index does not say of what it is") from error


class Writing:
    """Changes to an index that become visible together. Raises `IndexNotWritten`; the last commit stays."""

    def __init__(self, index: Index, heap_bytes: int, threads: int) -> None:
        self._index = index
        self._schema = index.schema
        with _told():
            self._writer = index.writer(heap_bytes, threads)
            # What a killed writer left of a commit has the names that the next commit would choose.
            self._writer.garbage_collect_files()

    def add(self, documents: Iterable[Values]) -> None:
        """Adds documents."""
        # As JSON: Tantivy takes a document so twice as quickly as it takes one apart that is a dict.
        add, encode = self._writer.add_json, _ENCODER.encode
        with _told():
            for document in documents:
                add(encode(document).decode())

    def delete(self, records: Iterable[str]) -> None:
        """Takes out these records (IRIs) and their parts, so far as they were added before."""
        # By query: for a column of numbers Tantivy's Python binding looks for a term of another type (0.27).
        keys = [key_of(iri) for iri in records]
        with _told():
            for column in (columns.KEY, columns.OWNER, columns.RECORD):
                self._writer.delete_documents_by_query(Query.term_set_query(self._schema, column, keys))

    def commit(self, mark: Mark) -> None:
        """Makes all changes durable and says what the index is of now; `Engine.reload` shows them."""
        self.delete([META_ID])
        self.add([{columns.KEY: key_of(META_ID), _META: json.dumps(asdict(mark)).encode()}])
        with _told():
            self._writer.commit()

    def settle(self) -> None:
        """Waits until pieces are merged, and ends writing."""
        with _told():
            self._writer.wait_merging_threads()

    def close(self) -> None:
        """Ends writing; what is not committed is dropped, also after a failure."""
        with suppress(ValueError, OSError, RuntimeError):
            self._writer.rollback()
        with suppress(ValueError, OSError, RuntimeError):
            self._writer.wait_merging_threads()


class _told:  # noqa: N801  # reads as a phrase: with _told()
    """What Tantivy says of a failed write, as our error; it has but one kind for everything."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValueError | OSError | RuntimeError):
            raise IndexNotWritten(str(error)) from error


def _analyser(name: str) -> TextAnalyzer:
    """Small letters, then no diacritics, then the stem: whoever leaves out an accent finds the same words."""
    tokenizer = Tokenizer.regex(_MARKED_WORD) if name in _OF_MARKED_WORDS else Tokenizer.simple()
    builder = tantivy.TextAnalyzerBuilder(tokenizer).filter(Filter.remove_long(100))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    if name not in (columns.OTHER_LANGUAGE, _WORDS):
        builder = builder.filter(Filter.stemmer(name))
    return builder.build()


def schema_of(model: Model) -> Schema:
    """The columns that the model's classes need; those of the same name are one."""
    builder = SchemaBuilder()
    builder.add_text_field(columns.ID, fast=True, tokenizer_name=_UNSEARCHED, index_option="basic")
    _add_chunks(builder, columns.ID)
    builder.add_text_field(columns.BEGINNINGS, tokenizer_name=_RAW, index_option="basic")
    for name in (columns.RECORD, columns.FACTS):
        builder.add_unsigned_field(name, indexed=True)
    builder.add_unsigned_field(columns.CLASS, fast=True)
    for name in (columns.KEY, columns.OWNER):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in (columns.PROJECTION, _META):
        builder.add_bytes_field(name, stored=True)
    builder.add_text_field(columns.WORDS, tokenizer_name=_WORDS, index_option="freq")
    for name, kind in sorted(_field_columns(model).items()):
        if kind in ("facet", "sort"):
            builder.add_text_field(name, fast=True, tokenizer_name=_UNSEARCHED, index_option="basic")
            if kind == "sort":
                _add_chunks(builder, name)
        elif kind == "link":
            builder.add_unsigned_field(name, indexed=True, fast=True)
        elif kind == "day":
            builder.add_integer_field(name, fast=True)
        elif kind == "number":
            builder.add_float_field(name, fast=True)
        else:
            builder.add_text_field(name, tokenizer_name=kind, index_option="position")
    return builder.build()


def _add_chunks(builder: SchemaBuilder, column: str) -> None:
    for name in columns.chunk_columns(column):
        builder.add_unsigned_field(name, fast=True)


def _field_columns(model: Model) -> dict[str, str]:
    """What each column is: `facet`, `sort`, `link`, `day`, `number`, or the analysis of its words."""
    found: dict[str, str] = {}
    for each in model.classes.values():
        for field in each.fields:
            if field.kind is Kind.TEXT:
                found |= {columns.text_column(field.name, analysis): analysis for analysis in columns.ANALYSES}
            elif field.kind is Kind.LINK:
                found[columns.link_column(each.name, field.name)] = "link"
            elif field.kind in columns.DATES:
                found |= {columns.low_column(field.name): "day", columns.high_column(field.name): "day"}
            elif field.kind in columns.NUMBERS:
                found[columns.number_column(field.name)] = "number"
    for record_class in model.records:
        found |= {each.column: "facet" for each in columns.facetables(model, record_class).values()}
        found |= {columns.sort_column(field.name): "sort" for field in columns.sortables(record_class)}
    return found
