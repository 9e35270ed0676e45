"""The results of a run as Markdown tables, for README and documentation.

    python -m bench.report            all tables of the latest run
    python -m bench.report --short    the one table of README
    python -m bench.report --targets  what was aimed at beside what was found

Ratios come first: they hold on another machine, where requests a second do not.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bench.cases.all import CASES
from bench.results import FOLDER, LATEST, OWN, read
from bench.targets import targets

PEERS: Final = {
    OWN: "Mission Registry",
    "postgraphile": "PostGraphile on PostgreSQL",
    "strawberry": "Strawberry, DataLoaders",
    "oxigraph": "Oxigraph, raw SPARQL",
    "empty": "FastAPI, empty answer",
}
_SHORT_SIZE: Final = 100_000
_BUSY: Final = 0.5
_OTHERS: Final = ("postgraphile", "strawberry", "oxigraph")

Load = Mapping[str, Any]


def whole(found: Mapping[str, Any]) -> str:
    """Every table, under headings."""
    parts = [made_on(found)]
    for size in sizes(found):
        parts += [f"### {size:,} records", ratios(found, size), absolute(found, size)]
    parts += ["### Growth", growth(found), "### Other figures", facts(found)]
    if found["skipped"]:
        parts += ["### Left out", left_out(found)]
    return "\n\n".join(parts) + "\n"


def short(found: Mapping[str, Any]) -> str:
    """The table of README: the ratios at a hundred thousand records, or at the smallest size that there is."""
    present = sizes(found)
    size = _SHORT_SIZE if _SHORT_SIZE in present else present[0]
    return f"At {size:,} records:\n\n{ratios(found, size)}\n\n{made_on(found)}\n"


def made_on(found: Mapping[str, Any]) -> str:
    """When, on what and with which versions."""
    machine, versions = found["machine"], found["versions"]
    made = {name: version for peer in versions.values() for name, version in peer.items()}
    busy = f" (busy with other work: load {machine['load_before']:g})" if machine["load_before"] > _BUSY else ""
    return (
        f"Measured {found['made'][:10]} on {machine['cores']} cores ({machine['cpu']}){busy}, "
        f"{machine['memory_gb']} GB, {found['seconds_per_load']:g} s a load; "
        + ", ".join(f"{name} {made[name]}" for name in sorted(made))
        + "."
    )


def sizes(found: Mapping[str, Any]) -> list[int]:
    """The sizes that were measured, in order."""
    return sorted({load["size"] for load in found["loads"]})


def ratios(found: Mapping[str, Any], size: int) -> str:
    """How many times as many requests a second the registry answers as each other, at that size."""
    others = [peer for peer in _OTHERS if any(load["peer"] == peer for load in found["loads"])]
    rows = []
    for case in CASES:
        own = settled(found, OWN, case.name, size)
        if own is not None:
            times = [
                _times(settled(found, peer, case.name, size) or slow(found, peer, case.name, size)) for peer in others
            ]
            rows.append([case.label, *times, f"{own['rate']:,.0f}"])
    heads = ["question", *(f"times {PEERS[peer]}" for peer in others), "requests/s"]
    return table(heads, rows)


def absolute(found: Mapping[str, Any], size: int) -> str:
    """Everybody's own figures at that size."""
    rows = []
    for case in CASES:
        for peer, label in PEERS.items():
            loads = [
                load for load in found["loads"] if (load["peer"], load["case"], load["size"]) == (peer, case.name, size)
            ]
            rows += [_row(case.label, label, load) for load in loads]
    heads = ["question", "server", "connections", "requests/s", "p50 ms", "p99 ms", "bytes", "times"]
    return table(heads, rows)


def _row(case: str, peer: str, load: Load) -> list[str]:
    connections = f"{load['connections']}{', fresh' if load['when'] == 'fresh' else ''}"
    figures = [f"{load['rate']:,.0f}", f"{load['p50_ms']:.2f}", f"{load['p99_ms']:.2f}", f"{load['bytes']:,}"]
    return [case, peer, connections, *figures, _times(load)]


def growth(found: Mapping[str, Any]) -> str:
    """The registry's median answer to fresh questions by size, and the largest against the smallest."""
    present = sizes(found)
    rows = []
    for case in CASES:
        medians = [_median(found, case.name, size) for size in present]
        if any(medians):
            ratio = f"{medians[-1] / medians[0]:.2f}" if medians[0] and medians[-1] else ""
            rows.append([case.label, *(f"{ms:.2f}" if ms else "" for ms in medians), ratio])
    return table(
        ["p50 in ms, fresh questions, one connection", *(f"{size:,}" for size in present), "last / first"], rows
    )


def _median(found: Mapping[str, Any], case: str, size: int) -> float | None:
    load = one(found["loads"], peer=OWN, case=case, size=size, when="fresh", connections=1)
    return None if load is None else load["p50_ms"]


def facts(found: Mapping[str, Any]) -> str:
    """Figures that are no load."""
    rows = [[fact["words"], f"{fact['size']:,}", f"{fact['value']:,.2f} {fact['unit']}"] for fact in found["facts"]]
    return table(["figure", "records", "value"], rows)


def left_out(found: Mapping[str, Any]) -> str:
    """What was not measured and why."""
    rows = [[PEERS[s["peer"]], f"{s['size']:,}", s["case"], s["reason"].replace("|", "/")] for s in found["skipped"]]
    return table(["server", "records", "question", "reason"], rows)


def aims(found: Mapping[str, Any]) -> str:
    """What was aimed at beside what was found."""
    rows = [[target.words, target.aim, target.shown, target.verdict] for target in targets(found)]
    return table(["figure", "aim", "found", ""], rows)


def settled(found: Mapping[str, Any], peer: str, case: str, size: int) -> Load | None:
    """The load of the most connections with questions asked again and again."""
    loads = [x for x in found["loads"] if (x["peer"], x["case"], x["size"], x["when"]) == (peer, case, size, "again")]
    return max(loads, key=lambda load: load["connections"], default=None)


def slow(found: Mapping[str, Any], peer: str, case: str, size: int) -> Load | None:
    """The load of a server that takes so long that each question was put to it once only."""
    return one(found["loads"], peer=peer, case=case, size=size, when="fresh")


def one(loads: Iterable[Load], **wanted: object) -> Load | None:
    """The load with these properties, if there is one."""
    return next((load for load in loads if all(load[name] == value for name, value in wanted.items())), None)


def _times(load: Load | None) -> str:
    times = None if load is None else load["registry_is_times"]
    return "" if times is None else f"{times:,.1f}" if times < 100 else f"{times:,.0f}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Prints what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.report", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--results", type=Path, default=FOLDER / LATEST, help="file of another run")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--short", action="store_const", dest="made", const=short, help="the table of README")
    which.add_argument("--targets", action="store_const", dest="made", const=aims, help="aims beside figures")
    parser.set_defaults(made=whole)
    options = parser.parse_args()
    print(options.made(read(options.results)), end="\n" if options.made is aims else "")


if __name__ == "__main__":
    main()
