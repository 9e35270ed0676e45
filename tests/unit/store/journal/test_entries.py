"""What an entry looks like on the disk, and that nothing that is not whole is ever taken for one."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from registry.store.journal.entries import Entry, places, written
from tests.strategies import AWKWARD_TEXT

ENTRIES = st.builds(Entry, st.integers(1, 2**40), st.just("urn:uuid:1"), AWKWARD_TEXT)


def put(folder: Path, data: bytes) -> Path:
    path = folder / "000000000000.log"
    path.write_bytes(data)
    return path


@given(st.lists(ENTRIES, max_size=4))
def test_entries_are_read_as_they_were_written(tmp_path_factory, entries: list[Entry]) -> None:  # type: ignore[no-untyped-def]
    path = put(tmp_path_factory.mktemp("entries"), b"".join(map(written, entries)))
    found = list(places(path))
    assert [place.read() for place in found] == entries
    assert [place.start for place in found[1:]] == [place.end for place in found[:-1]]


def test_a_file_that_ends_anywhere_gives_the_entries_before(tmp_path: Path) -> None:
    whole = [written(Entry(number, "urn:x", "text " * number)) for number in (1, 2, 3)]
    data = b"".join(whole)
    for length in range(len(data)):
        found = [place.revision for place in places(put(tmp_path, data[:length]))]
        assert found == [1, 2, 3][: sum(length >= len(b"".join(whole[: n + 1])) for n in range(3))]


def test_an_entry_with_any_byte_changed_ends_the_reading(tmp_path: Path) -> None:
    first, second = written(Entry(1, "urn:x", "one")), written(Entry(2, "urn:x", "two"))
    for at in range(len(second)):
        changed = bytearray(second)
        changed[at] ^= 0x40
        assert [place.revision for place in places(put(tmp_path, first + bytes(changed)))] == [1]
