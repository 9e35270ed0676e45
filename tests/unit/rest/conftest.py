"""A small registry behind the REST face: two records in memory, described by a dictionary."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI, HTTPException

from registry.errors import RegistryError
from registry.model.reader import read_model
from registry.model.report import Report
from registry.model.spec import Model
from registry.namespaces import PREFIXES, PUBLISHED, SKOS, TERMS, VOCABULARY
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Triple
from registry.rest.addresses import Addresses
from registry.rest.bodies import Bodies
from registry.rest.health import Readiness, health_router
from registry.rest.html import Pages
from registry.rest.linked.opening import open_descriptions
from registry.rest.problems import install_problems
from registry.rest.record_view import RecordViewer
from registry.rest.records import description_router
from registry.rest.validate import validation_router
from registry.rest.words import Words
from registry.services.contribute.verdict import Verdict
from registry.services.find import PageLimits
from registry.services.history import Standing
from registry.services.indexed import IndexFinder
from registry.services.revisions import Revision, Touched
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange
from registry.store.versions import Happening
from tests.asking import Client
from tests.contract.changes import NOON

MISSION = "https://w3id.org/mission-registry/id/mission/school-food"
PLACE = "https://w3id.org/mission-registry/id/place/sweden"
RECORDS = """
<id/mission/school-food> a mr:Mission ;
    mr:title "School food"@en, "Skolmat"@sv ;
    mr:alternativeTitle "وجبات مدرسية"@ar ;
    mr:country <id/place/sweden> ;
    mr:sdg sdg:12, sdg:3 ;
    mr:website "https://example.org/food"^^xsd:anyURI ;
    mr:startDate "2020-05"^^xsd:gYearMonth ;
    mr:target <id/mission/school-food#target-10>, <id/mission/school-food#target-2> ;
    mr:citation <id/mission/school-food#citation-1> .
<id/mission/school-food#target-2> a mr:Target ; mr:indicator "meals"@en ; mr:value 2.5 ; mr:unit "million" .
<id/mission/school-food#target-10> a mr:Target ; mr:indicator "share of local food"@en .
<id/mission/school-food#citation-1> a mr:Citation ;
    mr:citedProperty mr:title ;
    mr:citedValue "School food"@en ;
    mr:source <id/source/talk> ;
    mr:locator "07:44:00" ;
    mr:link "https://www.youtube.com/watch?v=-KQokCATILo&t=464s"^^xsd:anyURI ;
    mr:claimStatus <code/claim-status/stated> .
<id/place/sweden> a mr:Place ; mr:title "Sweden"@en ; mr:placeKind <code/place-kind/country> .
<id/source/talk> a mr:Source ; mr:title "A recorded talk"@en ; mr:url "https://example.org/v"^^xsd:anyURI .
<def/Mission> a owl:Class ; rdfs:label "Mission"@en ; skos:definition "An objective."@en .
<def/> a owl:Ontology ; dcterms:title "Ontology"@en .
<shape/Mission-title> a sh:PropertyShape ; sh:path mr:title ; sh:name "title"@en ; sh:in ( "a" "b" ) .
<code/helix-role> a skos:ConceptScheme ; skos:prefLabel "Helix role"@en .
<code/helix-role/business> a skos:Concept ; skos:inScheme <code/helix-role> ;
    skos:notation "business" ; skos:prefLabel "companies"@en .
"""


def statements(turtle: str) -> list[Triple]:
    """The statements of Turtle whose relative addresses are the registry's own."""
    prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())
    text = f"@base <https://w3id.org/mission-registry/> .\n{prefixes}{turtle}"
    return [quad.triple for quad in parse(text.encode())]


def about(triples: list[Triple], iri: str) -> list[Triple]:
    """Those of the statements that are about the thing or its parts."""
    return [t for t in triples if isinstance(t.subject, Iri) and t.subject.value.partition("#")[0] == iri]


@dataclass
class DictionaryDescriber:
    """Describes from statements at hand; fails with `error` where one is set."""

    triples: list[Triple]
    error: Exception | None = None
    asked: list[str] = field(default_factory=list)

    def describe(self, iri: str) -> list[Triple]:
        self.asked.append(iri)
        if self.error:
            raise self.error
        found = about(self.triples, iri)
        if "/shape/" in iri and found:
            found += [t for t in self.triples if isinstance(t.subject, BlankNode)]
        codes = {t.subject for t in self.triples if t.object == Iri(iri) and t.predicate.value == SKOS + "inScheme"}
        return found + [t for t in self.triples if t.subject in codes]


def revision(number: int, *records: str, message: str = "", kind: Happening = Happening.CHANGED) -> Revision:
    """A revision of noon on a day of May 2024, the day being its number."""
    return Revision(
        number=number,
        time=datetime(2024, 5, number, 12, tzinfo=UTC),
        message=message,
        author="https://example.org/people/1",
        author_name="A Curator",
        judged_by=None,
        report='{"secret": "report"}',
        submission="https://w3id.org/mission-registry/submission/secret",
        based_on=number - 1,
        records=tuple(Touched(record, kind) for record in records),
    )


@dataclass
class FakePast:
    """A history at hand: revisions, and what each record was after which of them."""

    known: dict[int, Revision] = field(default_factory=dict)
    states: dict[str, dict[int, list[Triple]]] = field(default_factory=dict)
    asked: int = 0

    def add(self, number: int, iri: str, triples: list[Triple], message: str = "") -> None:
        """A record became this in a revision."""
        kind = Happening.CHANGED if triples else Happening.WITHDRAWN
        self.known[number] = revision(number, iri, message=message, kind=kind)
        self.states.setdefault(iri, {})[number] = triples

    def revisions(self, record: str | None = None, *, first: int = 20, before: int | None = None) -> list[Revision]:
        numbers = self.known if record is None else self.states.get(record, {})
        found = [self.known[number] for number in sorted(numbers, reverse=True) if before is None or number < before]
        return found[:first]

    def revision(self, number: int) -> Revision | None:
        self.asked += 1
        return self.known.get(number)

    def revision_at(self, when: datetime) -> int:
        return max((number for number, each in self.known.items() if each.time <= when), default=0)

    def last_change(self, iris: Iterable[str]) -> dict[str, int]:
        return {iri: max(self.states.get(iri, {}), default=0) for iri in iris}

    def record_at(self, iri: str, revision: int) -> list[Triple]:
        state = max((number for number in self.states.get(iri, {}) if number <= revision), default=None)
        return [] if state is None else self.states[iri][state]

    def standing(self, iri: str) -> Standing:
        states = self.states.get(iri, {})
        last = max(states, default=0)
        if last and not states[last]:
            return Standing("withdrawn", last, self.known[last].time, self.known[last].message)
        return Standing("published" if last else "unknown", last, None)


@dataclass
class Site:
    """The face under test, and what it stands on."""

    client: Client
    app: FastAPI
    describer: DictionaryDescriber
    past: FakePast
    checked: list[tuple[bytes, str]] = field(default_factory=list)
    not_ready: Exception | None = None
    refused: RegistryError | None = None


@pytest.fixture(scope="session")
def model() -> Model:
    return read_model()


@pytest.fixture
def site_of(model: Model) -> Callable[[str], Site]:
    def make(turtle: str) -> Site:
        triples = statements(turtle)
        finder = IndexFinder.over(model, triples, 7, PageLimits(usual=20, largest=100))
        describer = DictionaryDescriber(triples)
        words = Words(model, Addresses(), ("en",))
        pages = Pages(RecordViewer(words, finder), stylesheet="/static/pages.css")
        app = FastAPI(docs_url=None, redoc_url=None)
        past = FakePast()
        past.add(2, MISSION, [])
        past.add(3, MISSION, about(triples, MISSION), "a better title")
        site = Site(Client(app), app, describer, past)
        store = EmbeddedStore(None)
        terms = tuple(t for t in triples if isinstance(t.subject, Iri) and t.subject.value.startswith(TERMS))
        graphs = (GraphChange(PUBLISHED, insert=tuple(triples)), GraphChange(VOCABULARY, insert=terms))
        store.write(Change(0, "all", NOON, graphs))
        addresses = Addresses()
        described = open_descriptions(model, store, finder, past, pages, addresses, largest=3, describer=describer)

        def probe() -> Readiness:
            if site.not_ready:
                raise site.not_ready
            return Readiness("embedded", finder.revision, finder.total)

        def check(data: bytes, rdf_format: str) -> Verdict:
            site.checked.append((data, rdf_format))
            if site.refused:
                raise site.refused
            return Verdict(Report(findings=(), records=(MISSION,), levels={MISSION: "minimal"}))

        install_problems(app)
        app.include_router(description_router(described))
        app.include_router(health_router(probe))
        app.include_router(validation_router(check, Bodies(limit=1000, seconds=10)))

        @app.get("/boom")
        def boom() -> None:
            raise RuntimeError("a secret that nobody may read")

        @app.get("/number/{value}")
        def number(value: int) -> int:
            return value

        @app.get("/teapot")
        def teapot() -> None:
            raise HTTPException(418, "short and stout")

        return site

    return make


@pytest.fixture
def site(site_of: Callable[[str], Site]) -> Site:
    return site_of(RECORDS)
