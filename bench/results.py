"""The results of a run as a file: every figure with its ratio to the registry's own."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.measure import Notes

FOLDER: Final = Path(__file__).with_name("results")
LATEST: Final = "latest.json"
OWN: Final = "registry"
_SAME: Final = ("case", "size", "when", "connections")


def document(
    notes: Notes, machine: Mapping[str, Any], versions: Mapping[str, Any], seconds: float, began: datetime
) -> dict[str, Any]:
    """Everything that a run has found out so far."""
    return {
        "made": began.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "seconds_per_load": seconds,
        "machine": dict(machine),
        "versions": dict(versions),
        "loads": with_ratios(notes.loads),
        "facts": notes.facts,
        "skipped": notes.skipped,
    }


def with_ratios(loads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The loads, each with how many times the registry's rate is of it, under the same case, size and connections."""
    own = {tuple(load[name] for name in _SAME): load for load in loads if load["peer"] == OWN}
    return [{**load, "registry_is_times": _times(own.get(tuple(load[name] for name in _SAME)), load)} for load in loads]


def _times(own: Mapping[str, Any] | None, load: Mapping[str, Any]) -> float | None:
    return None if own is None or not load["rate"] else round(own["rate"] / load["rate"], 3)


def write(found: Mapping[str, Any], folder: Path = FOLDER) -> Path:
    """Writes the run's own file and the latest one; gives the path of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    path = folder / f"{found['made'][:16].replace(':', '')}.json"
    for file in (path, folder / LATEST):
        file.write_text(text, encoding="utf-8")
    return path


def read(path: Path = FOLDER / LATEST) -> dict[str, Any]:
    """The results in a file."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
