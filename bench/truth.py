"""What a generated registry holds, as far as questions need it: which countries have missions, and in which order.

Made from the generator's missions alone, and kept beside the registry. So every server is asked the same questions,
and where a page begins is known without asking one of them.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from bench.generator import Generator
from bench.kept import Kept
from bench.values import record_iri
from registry.model.spec import Model
from registry.rdf.terms import Iri

PAGE: Final = 20
"""Records on a page of the benchmark."""
PAGES: Final = 50
"""How many pages into a list the questions go."""
EVERYWHERE: Final = ""
"""Stands for the missions of all countries."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The missions by country: how many, and the IRIs of the first of them in order."""

    size: int
    counts: dict[str, int]
    """By IRI of the country, most missions first."""
    first: dict[str, list[str]]
    """By IRI of the country or `EVERYWHERE`."""
    challenges: list[str]
    """IRIs of the challenges, those that most missions address first."""

    def pages(self, country: str) -> int:
        """How many full pages there are to ask for; at least one."""
        return max(1, len(self.first[country]) // PAGE)

    def before(self, country: str, page: int) -> str:
        """The IRI after which the page begins; empty for the first page."""
        return self.first[country][page * PAGE - 1] if page else ""


def truth_of(kept: Kept, model: Model, size: int) -> Truth:
    """What is in the registry of that size; worked out once."""
    path = kept.folder("truth") / f"{size}.json"
    if not path.is_file():
        path.write_text(json.dumps(_worked_out(model, size)))
    found = json.loads(path.read_text())
    return Truth(size, found["counts"], found["first"], found["challenges"])


def _worked_out(model: Model, size: int) -> dict[str, object]:
    generator = Generator(model, size)
    country_of = model.classes["Mission"].by_name["country"].path
    missions: dict[str, list[str]] = defaultdict(list)
    for chunk in (chunk for chunk in generator.chunks() if chunk.class_name == "Mission"):
        for record in generator.records(chunk):
            country = next(
                t.object for t in record if t.predicate.value == country_of and t.subject == record[0].subject
            )
            if isinstance(country, Iri) and isinstance(record[0].subject, Iri):
                missions[country.value].append(record[0].subject.value)
    ranked = sorted(missions, key=lambda iri: (-len(missions[iri]), iri))
    most = PAGE * PAGES
    first = {iri: sorted(missions[iri])[:most] for iri in ranked}
    first[EVERYWHERE] = sorted(iri for iris in missions.values() for iri in iris)[:most]
    challenge = model.classes["Challenge"]
    challenges = [
        record_iri("Challenge", challenge.segment, number).value for number in range(generator.counts["Challenge"])
    ]
    return {"counts": {iri: len(missions[iri]) for iri in ranked}, "first": first, "challenges": challenges}
