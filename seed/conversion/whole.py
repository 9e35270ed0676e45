"""Both parts of the seed as Turtle files in which every record stands whole.

A record that the talk and the facts both describe is written to the file of the facts; what the talk alone describes
goes to `talk.ttl` in its country's folder. The same tables always give the same bytes.
"""

from collections import defaultdict
from pathlib import Path
from typing import Final

from registry.rdf.terms import Iri, Triple
from registry.rdf.writing import write_turtle
from seed.conversion import facts, talk
from seed.conversion.facts_elsewhere import Elsewhere
from seed.conversion.facts_identities import written

_HEADER: Final = "# Made by `python -m seed.conversion` from seed/facts and seed/talk: change those, not this file.\n"


def run(root: Path) -> None:
    """Mints missing identities and writes every file of the seed under `root/seed`."""
    for name, content in converted(root).items():
        path = root / "seed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")


def converted(root: Path) -> dict[str, str]:
    """The text of each file by its path under `seed/`, the table of identities brought up to date among them."""
    folder, spoken = root / "seed" / "facts", talk.triples_by_home(root)
    elsewhere = Elsewhere(triple for triples in spoken.values() for triple in triples)
    files = together(facts.filed(folder, elsewhere), spoken)
    texts = {name: _HEADER + write_turtle(files[name]) for name in sorted(files)}
    return {f"facts/{facts.IDENTITIES}": written(facts.identities_of(folder, elsewhere)), **texts}


def together(filed: dict[str, list[Triple]], spoken: dict[str, list[Triple]]) -> dict[str, list[Triple]]:
    """The statements of each file, those of the talk put where their record is."""
    homes = {_record(triple): name for name, triples in filed.items() for triple in triples}
    files: dict[str, list[Triple]] = defaultdict(list, {name: list(triples) for name, triples in filed.items()})
    for home, triples in spoken.items():
        for triple in triples:
            files[homes.get(_record(triple), f"{home}/talk.ttl")].append(triple)
    return dict(files)


def _record(triple: Triple) -> str:
    return triple.subject.value.partition("#")[0] if isinstance(triple.subject, Iri) else ""
