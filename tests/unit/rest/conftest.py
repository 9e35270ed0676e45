"""A small registry behind the REST face: two records in memory, described by a dictionary."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI, HTTPException

from registry.errors import RegistryError
from registry.model.reader import read_model
from registry.model.report import Report
from registry.model.spec import Model
from registry.namespaces import PREFIXES, SKOS
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Triple
from registry.rest.addresses import Addresses
from registry.rest.bodies import Bodies
from registry.rest.health import Readiness, health_router
from registry.rest.html import Pages
from registry.rest.problems import install_problems
from registry.rest.record_view import RecordViewer
from registry.rest.records import Descriptions, description_router
from registry.rest.validate import validation_router
from registry.rest.words import Words
from registry.services.find import PageLimits
from registry.services.indexed import IndexFinder
from tests.asking import Client

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


@dataclass
class Site:
    """The face under test, and what it stands on."""

    client: Client
    app: FastAPI
    describer: DictionaryDescriber
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
        site = Site(Client(app), app, describer)

        def probe() -> Readiness:
            if site.not_ready:
                raise site.not_ready
            return Readiness("embedded", finder.revision, finder.total)

        def check(data: bytes, rdf_format: str) -> Report:
            site.checked.append((data, rdf_format))
            if site.refused:
                raise site.refused
            return Report(findings=(), records=(MISSION,), levels={MISSION: "minimal"})

        install_problems(app)
        app.include_router(description_router(Descriptions(model, describer, Addresses(), pages)))
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
