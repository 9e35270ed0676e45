"""A small registry that people contribute to: real store, real judge, real history; and the people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from registry.identity.person import Person, Role
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.namespaces import PEOPLE, PUBLISHED, RECORDS, SUBMISSIONS
from registry.rdf.parsing import parse
from registry.rdf.terms import Triple
from registry.services.contribute.contributions import Contributions
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.verdict import Judging, Verdict
from registry.services.history import History
from registry.settings import Settings
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange, Store
from registry.store.records import record_triples
from registry.validation.validator import Validator

PREFIXES = """
@base <https://w3id.org/mission-registry/id/> .
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix code: <https://w3id.org/mission-registry/code/> .
"""
PLACES = """
<place/sweden> a mr:Place ; mr:title "Sweden"@en ; mr:isoCode "SE" ;
    mr:placeKind <../code/place-kind/country> ; mr:within <place/european-union> .
<place/spain> a mr:Place ; mr:title "Spain"@en ; mr:isoCode "ES" ; mr:placeKind <../code/place-kind/country> .
<place/madrid> a mr:Place ; mr:title "Madrid"@en ; mr:placeKind <../code/place-kind/municipality> ;
    mr:within <place/spain> .
<place/european-union> a mr:Place ; mr:title "European Union"@en ; mr:placeKind <../code/place-kind/supranational> .
<place/school> a mr:Place ; mr:title "School"@en ; mr:placeKind <../code/place-kind/kind-of-place> .
<actor/vinnova> a mr:Actor ; mr:title "Vinnova"@en ; mr:actorType <../code/actor-type/organisation> .
<actor/enisa> a mr:Actor ; mr:title "ENISA"@en ; mr:actorType <../code/actor-type/organisation> .
"""


def person(name: str, *roles: Role, countries: str = "", organisations: str = "") -> Person:
    """Somebody with roles, limited to countries (`ES SE`) and to actors (`vinnova`) where these are given."""
    return Person(
        f"{PEOPLE}{name.lower()}",
        name,
        frozenset(roles),
        frozenset(countries.split()) if countries else None,
        frozenset(f"{RECORDS}actor/{each}" for each in organisations.split()) if organisations else None,
    )


ANA = person("Ana", Role.CONTRIBUTOR)
BEN = person("Ben", Role.CONTRIBUTOR)
RITA = person("Rita", Role.REVIEWER)
RUI = person("Rui", Role.REVIEWER)
ADA = person("Ada", Role.ADMIN)


@cache
def the_model() -> Model:
    """The model, read once a test process."""
    return read_model()


@cache
def the_validator() -> Validator:
    """The judge, made once a test process."""
    return Validator.read(the_model())


def statements(turtle: str) -> tuple[Triple, ...]:
    """The statements of Turtle without its prefixes; records are written as `<mission/streets>`."""
    return tuple(quad.triple for quad in parse((PREFIXES + turtle).encode()))


def record(name: str) -> str:
    """The IRI of a record: `mission/streets`."""
    return RECORDS + name


def mission(name: str, title: str = "Streets", more: str = "", country: str = "sweden") -> tuple[Triple, ...]:
    """A mission that breaks no rule."""
    return statements(f'<mission/{name}> a mr:Mission ; mr:title "{title}"@en ; mr:country <place/{country}> {more} .')


def creation(name: str, title: str = "Streets", more: str = "", country: str = "sweden") -> Proposal:
    """To make a mission."""
    return Proposal(Action.CREATE, record(f"mission/{name}"), mission(name, title, more, country), message="New")


def update(name: str, base: int | None, title: str = "Roads", more: str = "", country: str = "sweden") -> Proposal:
    """To change a mission."""
    return Proposal(Action.UPDATE, record(f"mission/{name}"), mission(name, title, more, country), base, "Better")


def withdrawal(name: str, base: int | None, reason: str = "It was a test") -> Proposal:
    """To withdraw a mission."""
    return Proposal(Action.WITHDRAW, record(f"mission/{name}"), base=base, message=reason)


def restoration(name: str, base: int | None) -> Proposal:
    """To restore a mission."""
    return Proposal(Action.RESTORE, record(f"mission/{name}"), base=base, message="It was none")


@dataclass
class Place:
    """A registry that is contributed to."""

    store: Store
    settings: Settings = field(default_factory=Settings)
    refreshed: list[int] = field(default_factory=list)
    """The head whenever readers were made to see what was written."""

    def __post_init__(self) -> None:
        self.history = History(self.store, the_model())
        self.judging = Judging(the_validator(), self.store, history=self.history)
        self.contributions = Contributions(
            self.store, self.history, self.judging, the_model(), self.settings, self._refresh
        )

    def _refresh(self, _: int) -> None:
        self.refreshed.append(self.store.head())

    def load(self, turtle: str = PLACES) -> int:
        """Publishes statements as they are."""
        part = GraphChange(PUBLISHED, insert=statements(turtle))
        return self.store.write(Change(self.store.head(), "Loaded", datetime.now(UTC), (part,)))

    def published(self, name: str) -> set[Triple]:
        """What is published of a record."""
        return set(record_triples(self.store, record(name)))

    def waiting(self) -> set[Triple]:
        """All that the graph of submissions says."""
        return {quad.triple for quad in self.store.quads(SUBMISSIONS)}


class Interrupted:
    """A judge that, right after its first verdict, lets somebody else write."""

    def __init__(self, place: Place, write: Callable[[], object]) -> None:
        self._place, self._write = place, write
        self.times = 0

    def verdict(self, proposals: Sequence[Proposal]) -> Verdict:
        """The place's own verdict."""
        verdict = self._place.judging.verdict(proposals)
        self.times += 1
        if self.times == 1:
            self._write()
        return verdict

    def contributions(self) -> Contributions:
        """Contributing to the place before this judge."""
        place = self._place
        return Contributions(place.store, place.history, self, the_model(), place.settings, lambda _: None)


def in_memory(**settings: object) -> Place:
    """An empty registry but for some places and actors."""
    place = Place(EmbeddedStore(None), Settings(**settings))  # type: ignore[arg-type]
    place.load()
    return place
