"""A small registry that proposals are judged in: written as Turtle, kept in memory, its store queries counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from registry.model.reader import read_model
from registry.model.spec import Model
from registry.namespaces import PUBLISHED, RECORDS
from registry.rdf.parsing import parse
from registry.rdf.terms import Triple
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.verdict import Judging, Verdict
from registry.services.find import PageLimits
from registry.services.history import History
from registry.services.indexed import IndexFinder
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange, Row
from registry.store.queries import BoundQuery
from registry.validation.validator import Validator

PREFIXES = """
@base <https://w3id.org/mission-registry/id/> .
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix code: <https://w3id.org/mission-registry/code/> .
@prefix kind: <https://w3id.org/mission-registry/code/place-kind/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
WORLD = """
<place/sweden> a mr:Place ; mr:title "Sweden"@en ; mr:placeKind kind:country ; mr:isoCode "SE" .
<place/spain> a mr:Place ; mr:title "Spain"@en, "España"@es ; mr:placeKind kind:country ; mr:isoCode "ES" .
<place/skane> a mr:Place ; mr:title "Skåne"@sv ; mr:placeKind kind:region ; mr:within <place/sweden> .
<source/talk> a mr:Source ; mr:title "Talk"@en ; mr:sourceKind <../code/source-kind/video> ; mr:duration 600 ;
    mr:url "https://example.org/talk"^^xsd:anyURI .
<mission/parent> a mr:Mission ; mr:title "Clean harbours 2021-2025"@en ; mr:country <place/sweden> .
<mission/child> a mr:Mission ; mr:title "Clean boats"@en, "Rena båtar"@sv ; mr:country <place/sweden> ;
    mr:parentMission <mission/parent> ; mr:citation <mission/child#citation-1> .
<mission/child#citation-1> a mr:Citation ; mr:citedProperty mr:title ; mr:source <source/talk> ; mr:seconds 500 ;
    mr:claimStatus <../code/claim-status/stated> .
<mission/spanish> a mr:Mission ; mr:title "Puertos limpios"@es ; mr:alternativeTitle "Clean boats"@en ;
    mr:country <place/spain> ; skos:exactMatch <http://www.wikidata.org/entity/Q1> .
<actor/vinnova> a mr:Actor ; mr:title "Sweden's Innovation Agency"@en ; mr:acronym "SIA" ;
    mr:actorType <../code/actor-type/organisation> ; mr:website "https://www.vinnova.se/"^^xsd:anyURI .
"""


class CountingStore(EmbeddedStore):
    """A store in memory that counts what it is asked."""

    def __init__(self) -> None:
        super().__init__(None)
        self.asked = 0

    def select(self, query: BoundQuery) -> list[Row]:
        self.asked += 1
        return super().select(query)

    def ask(self, query: BoundQuery) -> bool:
        self.asked += 1
        return super().ask(query)

    def construct(self, query: BoundQuery) -> Iterator[Triple]:
        self.asked += 1
        return super().construct(query)


def statements(turtle: str) -> list[Triple]:
    """What Turtle says that may leave out the prefixes."""
    return [quad.triple for quad in parse((PREFIXES + turtle).encode())]


def record(path: str, turtle: str, action: Action = Action.UPDATE, **more: Any) -> Proposal:
    """A proposal for the record at that path, in Turtle."""
    return Proposal(action, RECORDS + path, tuple(statements(turtle)), 1, **more)


def withdrawal(path: str) -> Proposal:
    """A proposal to withdraw the record at that path."""
    return Proposal(Action.WITHDRAW, RECORDS + path, (), 1)


@cache
def shared_model() -> Model:
    """The model, read once."""
    return read_model()


@cache
def shared_validator() -> Validator:
    """The validator, made once."""
    return Validator.read(shared_model())


@dataclass
class Registry:
    """The registry and what judges in it."""

    store: CountingStore
    finder: IndexFinder
    judging: Judging

    @classmethod
    def of(cls, turtle: str) -> "Registry":
        """The registry that holds what the Turtle says."""
        store, triples, model = CountingStore(), tuple(statements(turtle)), shared_model()
        store.write(Change(0, "made", datetime.now(UTC), (GraphChange(PUBLISHED, insert=triples),)))
        finder = IndexFinder.over(model, triples, 1, PageLimits(20, 100))
        return cls(store, finder, Judging(shared_validator(), store, finder, history=History(store, model)))

    def verdict(self, *proposals: Proposal) -> Verdict:
        """The verdict on proposals."""
        return self.judging.verdict(proposals)
