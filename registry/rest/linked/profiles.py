"""How much of a record is told: all with its evidence, or the core without (W3C Content Negotiation by Profile).

Asked for by `?_profile=core` or the header Accept-Profile with the profile's IRI; without either, all is told.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from registry.errors import NotAcceptable
from registry.model.spec import Kind, Model
from registry.namespaces import RDF_TYPE, SITE
from registry.rdf.terms import Iri, Triple

PROFILES_PATH: Final = "/profile"
_PROFILES: Final = SITE + "profile/"
_ENTRY: Final = re.compile(r"\s*<([^<>\s]*)>\s*(?:;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?\s*", re.IGNORECASE)
_MOST_ENTRIES: Final = 50


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to tell of a record."""

    token: str
    """Its short name, for `?_profile=`."""
    title: str
    meaning: str

    @property
    def iri(self) -> str:
        """Its name in headers."""
        return _PROFILES + self.token


WITH_CITATIONS: Final = Profile(
    "with-citations",
    "With citations",
    "All that is published of a record: its values, its parts, the citations that say where each statement comes from, "
    "and what is said to be absent and why.",
)
CORE: Final = Profile(
    "core", "Core", "The values and parts of a record, without citations and without notes on what is absent."
)
PROFILES: Final = (WITH_CITATIONS, CORE)
"""The first is the one that nobody has to ask for."""


def wanted_profile(parameter: str | None, header: str | None) -> Profile:
    """The profile that a request asks for, by its token or IRI in the address before the header Accept-Profile.

    A header that names none of ours gets the usual one. Raises `NotAcceptable` for an unknown name in the address.
    """
    if parameter is not None:
        found = next((each for each in PROFILES if parameter in (each.token, each.iri)), None)
        if found is None:
            raise NotAcceptable(parameter, [f"_profile={each.token}" for each in PROFILES])
        return found
    qualities = dict(_read_header(header or ""))
    best = max(PROFILES, key=lambda each: qualities.get(each.iri, 0.0))  # the first of those that are equal
    return best if qualities.get(best.iri, 0.0) > 0 else WITH_CITATIONS


def _read_header(header: str) -> Iterable[tuple[str, float]]:
    for entry in header.split(",")[:_MOST_ENTRIES]:
        if found := _ENTRY.fullmatch(entry):
            yield found[1], float(found[2] or 1)


def told(model: Model, profile: Profile, triples: Sequence[Triple]) -> Sequence[Triple]:
    """Those of a record's statements that the profile tells."""
    if profile == WITH_CITATIONS:
        return triples
    evidence = evidence_classes(model)
    nodes = {t.subject for t in triples if t.predicate.value == RDF_TYPE and t.object in evidence}
    return [t for t in triples if t.subject not in nodes and t.object not in nodes]


def evidence_classes(model: Model) -> set[Iri]:
    """The classes of parts that speak of the record's other statements: citations and absences."""
    return {Iri(part.iri) for part in model.parts if any(field.kind is Kind.PROPERTY for field in part.fields)}
