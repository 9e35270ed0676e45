from pathlib import Path

import pytest

from registry.index.folder import Folder


def test_a_new_folder_has_no_build_in_use(tmp_path: Path) -> None:
    assert Folder(tmp_path / "index").current() is None


def test_a_build_is_in_use_once_that_is_said_and_the_one_before_goes(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "index")
    first = folder.fresh()
    assert folder.current() is None
    folder.use(first)
    assert folder.current() == first
    second = folder.fresh()
    assert folder.current() == first
    assert first.is_dir()
    folder.use(second)
    assert (folder.current(), first.exists()) == (second, False)


def test_what_builds_that_were_cut_short_left_behind_goes(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "index")
    cut_short = folder.fresh()
    (cut_short / "piece").write_text("x")
    used = folder.fresh()
    folder.use(used)
    assert [path.name for path in sorted(folder.path.iterdir())] == sorted([used.name, "current"])


@pytest.mark.parametrize("content", [b"", b"\n", b"../elsewhere", b"/etc", b"\xff", b"a/b"])
def test_a_file_that_names_no_build_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "current").write_bytes(content)
    assert Folder(tmp_path).current() is None
