import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from registry.errors import IndexNotWritten, Misuse, StoreUnreachable
from registry.index.building import BATCH, build
from registry.index.following import Index, reading
from registry.namespaces import VOCABULARY
from registry.rdf.terms import Iri, Triple, text
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Store
from registry.store.queries import BoundQuery
from registry.store.revisions import MOST_NAMED, position
from tests.contract.changes import CountingStore
from tests.unit.index.following import RECIPE, agrees, mission, store_of, titles, write
from tests.unit.index.small import about, iri


@pytest.fixture
def store() -> Iterator[Store]:
    with store_of("a", "b") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "index"


def opened(store: Store, folder: Path | None, watch: Callable[..., object] | None = None) -> Index:
    if watch is None:
        return Index.open(RECIPE, store, folder)
    return Index.open(RECIPE, store, folder, watch)  # type: ignore[arg-type]


class Seen:
    """Counts the records that a build passes by."""

    def __init__(self) -> None:
        self.records = 0
        self.totals: list[int] = []

    def __call__(self, items: Iterator[str], what: str, total: int) -> Iterator[str]:
        self.totals.append(total)
        for item in items:
            self.records += 1
            yield item


class WritingStore(CountingStore):
    """A store that somebody else writes to while records are read from it."""

    def __init__(self, store: Store, *writes: Callable[[Store], object]) -> None:
        super().__init__(store)
        self._writes = list(writes)

    def construct(self, query: BoundQuery) -> Iterator[Triple]:
        found = list(super().construct(query))
        if self._writes and "?record ?link" in query.text:
            self._writes.pop(0)(self._store)
        return iter(found)


def test_a_new_index_has_every_record_and_stands_where_the_store_does(store: Store, folder: Path) -> None:
    seen = Seen()
    with opened(store, folder, seen) as index:
        assert agrees(index.engine, store)
        assert index.mark == RECIPE.mark(position(store))
    assert (seen.records, seen.totals) == (2, [2])


def test_an_index_that_is_there_is_not_built_again(store: Store, folder: Path) -> None:
    opened(store, folder).close()
    seen = Seen()
    counting = CountingStore(store)
    with opened(counting, folder, seen) as index:
        assert titles(index.engine, "a", "b", "c") == ["a", "b", ""]
    assert seen.totals == []
    assert not any("CONSTRUCT" in query.text for query in counting.queries)


def test_more_records_than_a_batch_are_all_there(folder: Path) -> None:
    slugs = [f"m-{number}" for number in range(2 * BATCH + 1)]
    with store_of(*slugs) as store, opened(store, folder) as index:
        assert agrees(index.engine, store)
        assert index.engine.record_count() == len(slugs)


def test_what_was_written_is_seen_when_catching_up_returns(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        write(store, mission("c", "c"))
        assert titles(index.engine, "c") == [""]
        assert index.catch_up() == {iri("mission", "c")}
        assert titles(index.engine, "c") == ["c"]
        assert agrees(index.engine, store)
        assert index.catch_up() == ()


def test_only_what_was_touched_is_read(folder: Path) -> None:
    with store_of(*(f"m-{number}" for number in range(50))) as inner, opened(CountingStore(inner), folder) as index:
        store = index._store
        assert isinstance(store, CountingStore)
        store.queries.clear()
        write(inner, mission("m-1", "Changed"), mission("m-1", "m-1"))
        index.catch_up()
        [reading] = [query for query in store.queries if "CONSTRUCT" in query.text]
        assert reading.text.count("/mission/m-") == 2  # in each branch of the query once
        assert len(store.queries) < 10
        assert agrees(index.engine, inner)


def test_a_withdrawn_record_and_its_parts_are_gone(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        write(store, delete=mission("a", "a"))
        assert index.catch_up() == {iri("mission", "a")}
        assert titles(index.engine, "a", "b") == ["", "b"]
        assert index.engine.searcher().num_docs == 3


def test_a_change_of_a_part_is_a_change_of_its_record(store: Store, folder: Path) -> None:
    note = Triple(
        Iri(iri("mission", "a") + "#citation-1"), Iri("https://w3id.org/mission-registry/def/note"), text("Ny", "sv")
    )
    with opened(store, folder) as index:
        write(store, [note])
        assert index.catch_up() == {iri("mission", "a")}
        assert agrees(index.engine, store)


def test_several_revisions_are_caught_up_with_at_once(store: Store, folder: Path) -> None:
    opened(store, folder).close()
    for number in range(5):
        write(store, mission(f"c-{number}", "c"))
    write(store, delete=mission("c-0", "c"))
    with opened(store, folder) as index:
        assert agrees(index.engine, store)
        assert index.mark.revision == 7


def test_a_change_of_the_vocabulary_moves_the_revision_alone(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        write(store, about("urn:term", "Thing"), graph=VOCABULARY)
        assert index.catch_up() == set()
        assert agrees(index.engine, store)


def test_a_change_of_very_many_records_makes_the_index_anew(store: Store, folder: Path) -> None:
    many = [triple for number in range(MOST_NAMED + 1) for triple in about(iri("place", f"p-{number}"), "Place")]
    with opened(store, folder) as index:
        write(store, many)
        assert index.catch_up() is None
        assert agrees(index.engine, store)
        assert titles(index.engine, "a") == ["a"]


def test_emptying_the_published_graph_empties_the_index(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        write(store, mission("c", "c"), clear=True)
        assert iri("mission", "c") in (index.catch_up() or ())
        assert agrees(index.engine, store)
        assert titles(index.engine, "a") == [""]


def test_an_index_of_another_store_is_made_anew(store: Store, folder: Path) -> None:
    opened(store, folder).close()
    with store_of("x") as other, opened(other, folder) as index:
        assert agrees(index.engine, other)
        assert titles(index.engine, "a", "x") == ["", "x"]


def test_an_index_of_a_later_revision_than_the_store_s_is_made_anew(store: Store, folder: Path) -> None:
    with store_of("x") as other:
        write(other, mission("y", "y"))
        opened(other, folder).close()
    with opened(store, folder) as index:
        assert agrees(index.engine, store)


@pytest.mark.parametrize(
    "recipe",
    [
        replace(RECIPE, languages=("sv", "en")),
        replace(RECIPE, record_base="https://w3id.org/mission-registry/"),
        replace(RECIPE, model=replace(RECIPE.model, digest="d2")),
    ],
)
def test_an_index_made_by_other_rules_is_made_anew(store: Store, folder: Path, recipe: type[RECIPE]) -> None:  # type: ignore[valid-type]
    opened(store, folder).close()
    seen = Seen()
    with Index.open(recipe, store, folder, seen) as index:  # type: ignore[arg-type]
        assert agrees(index.engine, store)
    assert seen.totals == [2]


def test_a_store_that_was_never_written_to_has_an_empty_index(folder: Path) -> None:

    with EmbeddedStore(None) as store, opened(store, folder) as index:
        assert (index.mark.revision, index.engine.record_count(), index.catch_up()) == (0, 0, ())
        write(store, mission("a", "a"))
        index.catch_up()
        assert agrees(index.engine, store)


def test_an_index_in_memory_follows_too(store: Store) -> None:
    with opened(store, None) as index:
        write(store, mission("c", "c"))
        index.catch_up()
        assert agrees(index.engine, store)


def test_records_of_another_base_than_the_setting_s_are_told(store: Store, folder: Path) -> None:
    with pytest.raises(Misuse, match=r"https://example\.org/"):
        Index.open(replace(RECIPE, record_base="https://example.org/"), store, folder)
    assert [path.name for path in folder.iterdir()] == []


def test_what_is_written_while_the_index_is_built_is_in_it(store: Store, folder: Path) -> None:
    writing = WritingStore(store, lambda s: write(s, mission("a", "Changed"), mission("a", "a")), _adds_c)
    with opened(writing, folder) as index:
        assert agrees(index.engine, store)
        assert titles(index.engine, "a", "c") == ["Changed", "c"]


def test_what_is_written_while_the_index_catches_up_is_in_it(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        write(store, mission("d", "d"))
        index._store = WritingStore(store, _adds_c)
        assert index.catch_up() == {iri("mission", "c"), iri("mission", "d")}
        assert agrees(index.engine, store)


def test_a_store_that_never_rests_is_caught_up_with_the_next_time(store: Store, folder: Path) -> None:
    def adds(store: Store) -> None:
        write(store, mission(f"n-{store.head()}", "n"))

    with opened(store, folder) as index:
        write(store, mission("d", "d"))
        index._store = WritingStore(store, *[adds] * 5)
        index.catch_up()
        assert index.mark.revision < store.head()
        index.catch_up()
        assert agrees(index.engine, store)


def _adds_c(store: Store) -> None:
    write(store, mission("c", "c"))


def test_a_record_that_changes_to_another_class_is_there_once(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        write(store, about(iri("mission", "a"), "Place", title=text("A place", "en")), mission("a", "a"))
        index.catch_up()
        assert agrees(index.engine, store)


def test_threads_that_catch_up_together_all_see_the_last_revision(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        seen: list[int] = []

        def follow() -> None:
            index.catch_up()
            seen.append(index.mark.revision)

        for number in range(3):
            write(store, mission(f"c-{number}", "c"))
        threads = [threading.Thread(target=follow) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert seen == [4] * 4


def test_a_store_out_of_reach_leaves_the_index_as_it_was(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        store.close()
        with pytest.raises(StoreUnreachable):
            index.catch_up()
        assert titles(index.engine, "a") == ["a"]


def test_a_folder_that_cannot_be_made_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "index"):
        with pytest.raises(IndexNotWritten):
            Index.open(RECIPE, store, path)


def test_an_index_can_be_made_anew_at_any_time(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        write(store, mission("c", "c"))
        assert index.rebuild() == 2
        assert agrees(index.engine, store)


def test_an_index_that_is_closed_can_be_closed_again_and_opened_by_another(store: Store, folder: Path) -> None:
    index = opened(store, folder)
    write(store, mission("c", "c"))
    index.catch_up()
    index.close()
    index.close()
    with opened(store, folder) as other:
        assert agrees(other.engine, store)


def test_whoever_reads_once_takes_the_index_on_disk_when_it_is_up_to_date(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        assert reading(RECIPE, store, folder).directory == index.engine.directory
        write(store, mission("c", "c"))
        engine = reading(RECIPE, store, folder)  # another one writes the index, and does not follow
        assert engine.directory is None
        assert agrees(engine, store)


def test_whoever_reads_once_leaves_the_index_to_the_next_one(store: Store, folder: Path) -> None:
    first = reading(RECIPE, store, folder)
    assert agrees(first, store)
    seen = Seen()
    assert reading(RECIPE, store, folder, seen).directory == first.directory is not None
    assert seen.totals == []
    write(store, mission("c", "c"))
    assert agrees(reading(RECIPE, store, folder, seen), store)
    assert seen.totals == []  # brought up to date, not built
    with opened(store, folder) as index:  # nobody is kept from writing it
        assert index.engine.directory == first.directory


def test_whoever_reads_where_nothing_can_be_written_has_an_index_in_memory(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    engine = reading(RECIPE, store, tmp_path / "file" / "index")
    assert engine.directory is None
    assert agrees(engine, store)


def test_an_empty_store_makes_no_folder(folder: Path) -> None:
    with EmbeddedStore(None) as empty:
        assert agrees(reading(RECIPE, empty, folder), empty)
    assert not folder.exists()


def test_a_build_that_fails_says_why(store: Store) -> None:
    def stops(items: object, what: str, total: int) -> Iterator[str]:
        raise KeyboardInterrupt
        yield ""

    with pytest.raises(KeyboardInterrupt):
        build(RECIPE, store, position(store), None, stops)  # type: ignore[arg-type]


def test_a_damaged_index_is_made_anew(store: Store, folder: Path) -> None:
    with opened(store, folder) as index:
        kinds = sorted({path.suffix for path in files_of(index) if path.name != "meta.json"})
    assert {".fast", ".idx", ".store", ".term"} <= set(kinds)
    damages = [*zip(["meta.json"] * 3, DAMAGES, strict=True), *zip(kinds, cycle(DAMAGES), strict=False)]
    for end, damage in damages:
        with opened(store, folder) as index:
            path = next(path for path in files_of(index) if path.name.endswith(end))
        damage(path)
        with opened(store, folder) as index:
            assert agrees(index.engine, store), (end, damage.__name__)
            write(store, mission("z", "z"))
            index.catch_up()
            write(store, delete=mission("z", "z"))
            index.catch_up()
            assert agrees(index.engine, store), (end, damage.__name__)


def test_a_damaged_index_is_told_in_the_log(store: Store, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with opened(store, folder) as index:
        path = next(path for path in files_of(index) if path.name == "meta.json")
    path.write_text("{}")
    with caplog.at_level(logging.WARNING), opened(store, folder) as index:
        assert agrees(index.engine, store)
    assert "is damaged" in caplog.text


def test_an_index_whose_folder_names_a_build_that_is_gone_is_made_anew(store: Store, folder: Path) -> None:
    opened(store, folder).close()
    (folder / "current").write_text("build-of-yesterday")
    with opened(store, folder) as index:
        assert agrees(index.engine, store)


def files_of(index: Index) -> list[Path]:
    directory = index.engine.directory
    assert directory is not None
    return sorted(directory.iterdir())


def _remove(path: Path) -> None:
    path.unlink()


def _halve(path: Path) -> None:
    _exchange(path, path.read_bytes()[: path.stat().st_size // 2])


def _scribble(path: Path) -> None:
    _exchange(path, b"\xaa" * max(64, path.stat().st_size))


def _exchange(path: Path, content: bytes) -> None:
    """Another file of that name: who has the old one open keeps it."""
    path.unlink()
    path.write_bytes(content)


DAMAGES = (_remove, _halve, _scribble)


def test_what_a_killed_process_left_of_a_commit_does_not_stand_in_the_way_of_the_next(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    opened(store, folder).close()
    shutil.copytree(folder, tmp_path / "before")
    write(store, mission("a", "A new title"), mission("a", "a"))
    opened(store, folder).close()
    left = [*folder.rglob("*.del"), *folder.rglob(".managed.json")]
    assert len(left) > 1
    for path in left:  # written before the file that makes a commit of them
        shutil.copy(path, tmp_path / "before" / path.relative_to(folder))
    with opened(store, tmp_path / "before") as index:
        assert agrees(index.engine, store)
        assert index.mark.revision == store.head()
