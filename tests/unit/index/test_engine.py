import subprocess
import sys
from pathlib import Path

import pytest
from tantivy import Document, FieldType, Index, Order, Query

from registry.errors import IndexNotWritten
from registry.index import columns
from registry.index.documents import Documents
from registry.index.engine import META_ID, Engine, Mark, schema_of
from registry.index.facts import class_fact, key_of
from registry.index.projection import Projection
from registry.namespaces import RECORDS
from tests.unit.index.small import MODEL, NESTED

ROOT = Path(__file__).parents[3]
DOCUMENTS = Documents(MODEL, ("en",), RECORDS)
FIRST = Mark(1, "urn:uuid:1", "rules")


def mission(slug: str, *notes: str) -> Projection:
    iri = f"{RECORDS}mission/{slug}"
    citations = tuple(
        Projection(f"{iri}#citation-{n}", "Citation", {"note": (("en", note),)}) for n, note in enumerate(notes)
    )
    return Projection(iri, "Mission", {"title": (("en", slug),), **({"citations": citations} if citations else {})})


def write(engine: Engine, mark: Mark, *records: Projection, withdrawn: tuple[str, ...] = ()) -> None:
    writing = engine.writing()
    writing.delete([*withdrawn, *(record.iri for record in records)])
    for record in records:
        writing.add(DOCUMENTS(record))
    writing.commit(mark)
    writing.settle()


def found(engine: Engine, column: str, value: str | int) -> int:
    query = Query.term_query(engine.schema, column, value, "basic")
    return int(engine.searcher().search(query, 10).count)  # type: ignore[attr-defined]


def test_a_new_index_is_of_nothing() -> None:
    engine = Engine.create(MODEL)
    assert engine.mark() is None
    assert engine.record_count() == 0


def test_content_and_mark_are_seen_together_and_only_after_a_reload() -> None:
    engine = Engine.create(MODEL)
    write(engine, FIRST, mission("a"))
    assert (engine.mark(), engine.record_count()) == (None, 0)
    engine.reload()
    assert (engine.mark(), engine.record_count()) == (FIRST, 1)


def test_whoever_holds_a_searcher_goes_on_seeing_what_it_saw() -> None:
    engine = Engine.create(MODEL)
    write(engine, FIRST, mission("a"))
    engine.reload()
    before = engine.searcher()
    write(engine, Mark(2, "urn:uuid:2", "rules"), mission("b"))
    engine.reload()
    assert (before.num_docs, engine.searcher().num_docs) == (2, 3)


def test_writing_a_record_again_replaces_it_and_its_parts() -> None:
    engine = Engine.create(MODEL)
    write(engine, FIRST, mission("a", "once", "twice"), mission("b", "thrice"))
    write(engine, Mark(2, None, "rules"), mission("a", "anew"), withdrawn=(mission("b").iri,))
    engine.reload()
    assert engine.mark() == Mark(2, None, "rules")
    assert engine.record_count() == 1
    assert [found(engine, "text_note_english", word) for word in ("onc", "twice", "thrice", "anew")] == [0, 0, 0, 1]
    assert engine.searcher().num_docs == 3  # the record, its part, and what says what the index is of


def test_a_record_that_goes_takes_the_parts_of_its_parts_along() -> None:
    engine, documents = Engine.create(NESTED), Documents(NESTED, ("en",), RECORDS)
    iri = mission("a").iri
    inner = Projection(f"{iri}#absence-1", "Absence", {})
    outer = Projection(f"{iri}#citation-1", "Citation", {"absences": (inner,)})
    writing = engine.writing()
    writing.add(documents(Projection(iri, "Mission", {"citations": (outer,)})))
    writing.commit(FIRST)
    engine.reload()
    assert engine.searcher().num_docs == 4
    writing.delete([iri])
    writing.commit(FIRST)
    engine.reload()
    assert engine.searcher().num_docs == 1


def test_a_record_is_read_as_it_was_written() -> None:
    engine = Engine.create(MODEL)
    write(engine, FIRST, mission("a"), mission("b"))
    engine.reload()
    assert engine.stored(mission("a").iri) == DOCUMENTS(mission("a"))[0][columns.PROJECTION]
    assert engine.stored(mission("c").iri) is None


def test_what_is_on_disk_is_there_after_opening_it_again(tmp_path: Path) -> None:
    write(Engine.create(MODEL, tmp_path), FIRST, mission("städer"))
    engine = Engine.open(tmp_path)
    assert (engine.mark(), engine.directory) == (FIRST, tmp_path)
    assert found(engine, columns.FACTS, class_fact("Mission")) == 1
    write(engine, Mark(2, None, "rules"), mission("räder"))  # every analysis is there again
    engine.reload()
    assert found(engine, columns.WORDS, "rader") == 1


def test_an_engine_can_become_another() -> None:
    engine, other = Engine.create(MODEL), Engine.create(MODEL)
    write(other, FIRST, mission("a"))
    other.reload()
    engine.become(other)
    assert engine.mark() == FIRST


def test_nothing_is_no_index(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises((ValueError, OSError)):
            Engine.open(path)


def test_records_can_be_ordered_and_begun_anywhere_by_their_sort_columns() -> None:
    engine = Engine.create(MODEL)
    records = [mission(slug) for slug in ("b", "c", "a")]
    write(engine, FIRST, *records)
    engine.reload()
    schema, first_chunk = engine.schema, columns.chunk_columns("sort_title")[0]
    start = DOCUMENTS(mission("b"))[0][first_chunk]
    query = Query.range_query(schema, first_chunk, FieldType.Unsigned, start, None)
    hits = engine.searcher().search(query, 10, order_by_field="sort_title", order=Order.Desc).hits
    assert [str(text)[0] for text, _ in hits] == ["c", "b"]


def test_what_is_only_sorted_by_is_not_looked_up() -> None:
    engine = Engine.create(MODEL)
    write(engine, FIRST, mission("a"))
    engine.reload()
    assert found(engine, "sort_title", "a\x1fmission/a") == 0


@pytest.mark.parametrize(
    ("analysis", "asked", "written"),
    [
        ("english", "cities", "City"),
        ("swedish", "stad", "städerna"),
        ("german", "Hauser", "Häuser"),
        ("german", "strasse", "Straße"),
        ("spanish", "energias", "energía"),
        ("spanish", "innovación", "innovaciones"),
        ("dutch", "gemeenten", "gemeente"),
        ("greek", "πολεις", "πόλη"),
        ("russian", "города", "город"),
        ("turkish", "şehirler", "sehir"),
        ("tamil", "நகரங்கள்", "நகரங்கள்"),
        ("other", "stader", "Städer"),
        ("words", "AERO", "Ærø"),
        ("arabic", "مدن", "مُدُن"),
    ],
)
def test_words_are_alike_by_stem_and_without_diacritics(analysis: str, asked: str, written: str) -> None:
    engine = Engine.create(MODEL)
    assert engine.analyse(analysis, asked) == engine.analyse(analysis, written) != []


def test_what_is_analysed_is_what_stands_in_the_index() -> None:
    engine = Engine.create(MODEL)
    iri = f"{RECORDS}mission/a"
    texts = (("de", "Häuser der Straße"), ("es", "energías"), ("ja", "都市"), ("nl", "één gemeente"), ("sv", "städer"))
    writing = engine.writing()
    writing.add(DOCUMENTS(Projection(iri, "Mission", {"title": texts})))
    writing.commit(FIRST)
    engine.reload()
    for language, text in texts:
        analysis = columns.analysis_of(language)
        for word in engine.analyse(analysis, text):
            assert found(engine, columns.text_column("title", analysis), word) == 1, (analysis, word)
        for word in engine.analyse("words", text):
            assert found(engine, columns.WORDS, word) == 1, word


def test_the_words_of_scripts_without_spaces_are_their_letters() -> None:
    assert Engine.create(MODEL).analyse("other", "気候2030計画") == ["気", "候", "2030", "計", "画"]


def test_a_word_of_any_length_is_taken() -> None:
    engine = Engine.create(MODEL)
    assert engine.analyse("other", "x" * 5_000 + " short") == ["short"]


def test_there_is_one_writer_at_a_time() -> None:
    engine = Engine.create(MODEL)
    writing = engine.writing()
    with pytest.raises(IndexNotWritten):
        engine.writing()
    writing.close()
    writing.close()
    engine.writing().close()


def test_what_is_abandoned_is_not_there() -> None:
    engine = Engine.create(MODEL)
    writing = engine.writing()
    writing.add(DOCUMENTS(mission("a")))
    writing.close()
    write(engine, FIRST)
    engine.reload()
    assert engine.record_count() == 0


@pytest.mark.parametrize("meta", [b"", b"[1]", b'{"revision": 1}', b"\xff"])
def test_an_index_that_does_not_say_what_it_is_of_is_damaged(meta: bytes) -> None:
    index = Index(schema_of(MODEL))
    engine = Engine(index)
    writer = index.writer(15_000_000, 1)
    writer.add_document(Document.from_dict({columns.KEY: key_of(META_ID), "meta": meta}, index.schema))
    writer.commit()
    engine.reload()
    with pytest.raises(ValueError, match=r".+"):
        engine.mark()


FULL = """
import resource, signal, sys
from pathlib import Path
from registry.errors import IndexNotWritten
from registry.index.engine import Engine, Mark
from tests.unit.index.small import MODEL
from tests.unit.index.test_engine import DOCUMENTS, FIRST, mission, write

engine = Engine.create(MODEL, Path(sys.argv[1]))
write(engine, FIRST, mission("a"))
engine.reload()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
for attempt in range(2):
    try:
        write(engine, Mark(2, None, "rules"), *(mission(f"m-{n}", "note " * 50) for n in range(2000)))
    except IndexNotWritten as error:
        print(error.message)
engine.reload()
print(engine.mark().revision, engine.record_count())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
write(engine, Mark(3, None, "rules"), mission("b"))
engine.reload()
print(engine.mark().revision, engine.record_count())
"""


def test_a_full_disk_is_told_and_what_was_there_is_still_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    first, second, before, after = done.stdout.splitlines()
    assert first.startswith("The index could not be written: ")
    assert second.startswith("The index could not be written: ")
    assert (before, after) == ("1 1", "3 2")
