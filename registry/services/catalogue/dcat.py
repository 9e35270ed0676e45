"""The catalogue for data portals, in DCAT-AP 3: the whole registry and each country as a dataset, and its services."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.namespaces import CODES, DCTERMS, RDF_TYPE, SITE, SKOS, XSD
from registry.rdf.terms import Iri, Literal, Subject, Triple, text
from registry.services.catalogue.figures import Country, Figures
from registry.services.catalogue.statements import DCAT, FOAF, SPDX, VCARD, link, node, said, titled
from registry.services.dumps.keeping import Kept
from registry.services.dumps.kinds import ALL, DUMP_FORMS, LICENCE, Dump

CATALOGUE: Final = SITE + "catalogue"
TITLE: Final = "Mission Registry"
DESCRIPTION: Final = (
    "Missions, policy initiatives, instruments, actors, projects, barriers and strategies of mission-oriented "
    "innovation policy, with the source of each statement."
)
_EU: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the registry, and where it is found. `contact` may be empty."""

    name: str
    address: str
    contact: str = ""


def dataset_iri(scope: str) -> str:
    """The name of a dataset: the whole registry, or a country's records."""
    return f"{CATALOGUE}#{scope}"


def catalogue(figures: Figures, kept: Mapping[Dump, Kept], publisher: Publisher) -> list[Triple]:
    """The statements of the catalogue; dumps that are made already have size and checksum."""
    return list(_catalogue(figures, kept, publisher))


def _catalogue(figures: Figures, kept: Mapping[Dump, Kept], publisher: Publisher) -> Iterator[Triple]:
    this = Iri(CATALOGUE)
    yield from node(this, DCAT + "Catalog")
    yield from titled(this, TITLE, "What the mission registry offers as data: whole, by country, and by query.")
    yield from _shared(this, figures, publisher)
    yield link(this, DCTERMS + "license", LICENCE)
    yield from node(Iri(LICENCE), DCTERMS + "LicenseDocument")
    yield link(this, FOAF + "homepage", publisher.address + "/")
    yield from node(Iri(publisher.address + "/"), FOAF + "Document")
    yield from _taxonomy(this)
    yield from _publisher(publisher)
    yield from _words()
    yield link(this, DCAT + "dataset", dataset_iri(ALL))
    yield from _dataset(ALL, TITLE, _counted(figures.records), figures, kept, publisher)
    for country in figures.countries:
        yield link(this, DCAT + "dataset", dataset_iri(country.code))
        yield from _country(country, figures, kept, publisher)
    yield from _services(this, publisher)


def _counted(records: int) -> str:
    return f"{DESCRIPTION} {records:,} records."


def _country(country: Country, figures: Figures, kept: Mapping[Dump, Kept], publisher: Publisher) -> Iterator[Triple]:
    title = f"{TITLE}: {country.title}"
    description = f"The {country.records:,} records of {country.title} in the mission registry."
    yield from _dataset(country.code, title, description, figures, kept, publisher)
    yield link(Iri(dataset_iri(country.code)), DCTERMS + "spatial", country.place)
    yield link(Iri(dataset_iri(country.code)), DCTERMS + "isPartOf", dataset_iri(ALL))
    yield from node(Iri(country.place), DCTERMS + "Location")
    yield said(Iri(country.place), SKOS + "prefLabel", text(country.title, "en"))


def _dataset(
    scope: str, title: str, description: str, figures: Figures, kept: Mapping[Dump, Kept], publisher: Publisher
) -> Iterator[Triple]:
    this = Iri(dataset_iri(scope))
    yield from node(this, DCAT + "Dataset")
    yield from titled(this, title, description)
    yield from _shared(this, figures, publisher)
    yield said(this, DCTERMS + "identifier", Literal(this.value))
    yield said(this, DCAT + "version", Literal(f"revision {figures.revision}"))
    yield link(this, DCTERMS + "accrualPeriodicity", _EU + "frequency/IRREG")
    yield link(this, DCAT + "theme", _EU + "data-theme/GOVE")
    yield link(this, DCAT + "theme", _EU + "data-theme/TECH")
    for word in ("mission-oriented innovation policy", "missions", "innovation policy", "linked data"):
        yield said(this, DCAT + "keyword", text(word, "en"))
    yield link(this, DCAT + "landingPage", f"{publisher.address}/catalogue")
    yield from node(Iri(f"{publisher.address}/catalogue"), FOAF + "Document")
    for form in DUMP_FORMS:
        dump = Dump(scope, form)
        yield link(this, DCAT + "distribution", _distribution_iri(dump))
        yield from _distribution(dump, kept.get(dump), publisher)


def _shared(this: Subject, figures: Figures, publisher: Publisher) -> Iterator[Triple]:
    yield link(this, DCTERMS + "publisher", CATALOGUE + "#publisher")
    yield link(this, DCTERMS + "language", _EU + "language/ENG")
    if figures.time is not None:
        time = Literal(figures.time.isoformat(), XSD + "dateTime")
        yield said(this, DCTERMS + "modified", time)
    if publisher.contact:
        yield link(this, DCAT + "contactPoint", CATALOGUE + "#contact")


def _distribution_iri(dump: Dump) -> str:
    return f"{CATALOGUE}#{dump.scope}-{dump.form.name}"


def _distribution(dump: Dump, kept: Kept | None, publisher: Publisher) -> Iterator[Triple]:
    this, form = Iri(_distribution_iri(dump)), dump.form
    address = f"{publisher.address}/dumps/{dump.name}"
    packed = "application/zip" if form.is_zip else "application/gzip"
    yield from node(this, DCAT + "Distribution")
    yield from titled(this, form.title)
    yield link(this, DCAT + "accessURL", f"{publisher.address}/dumps")
    yield link(this, DCAT + "downloadURL", address)
    yield link(this, DCTERMS + "license", LICENCE)
    yield link(this, DCAT + "mediaType", _MEDIA_TYPES + form.media_type)
    yield from node(Iri(_MEDIA_TYPES + form.media_type), DCTERMS + "MediaType")
    yield link(this, DCAT + ("packageFormat" if form.is_zip else "compressFormat"), _MEDIA_TYPES + packed)
    yield from node(Iri(_MEDIA_TYPES + packed), DCTERMS + "MediaType")
    if kept is not None:
        checksum = Iri(this.value + "-checksum")
        yield said(this, DCAT + "byteSize", Literal(str(kept.size), XSD + "nonNegativeInteger"))
        yield link(this, SPDX + "checksum", checksum.value)
        yield from node(checksum, SPDX + "Checksum")
        yield link(checksum, SPDX + "algorithm", SPDX + "checksumAlgorithm_sha256")
        yield from node(Iri(SPDX + "checksumAlgorithm_sha256"), SPDX + "ChecksumAlgorithm")
        yield said(checksum, SPDX + "checksumValue", Literal(kept.sha256, XSD + "hexBinary"))


def _services(this: Subject, publisher: Publisher) -> Iterator[Triple]:
    offered: Sequence[tuple[str, str, str, str, str]] = (
        ("sparql", "SPARQL", "Queries in SPARQL 1.1 over all published records.", "/sparql", "/sparql?format=ttl"),
        ("graphql", "GraphQL", "Lists, filters, counts and search in GraphQL.", "/graphql", "/schema.graphql"),
        ("records", "Linked Data", "Every record by its address, in many forms.", "/id/", "/openapi.json"),
    )
    for name, title, description, path, described in offered:
        service = Iri(f"{CATALOGUE}#{name}")
        yield link(this, DCAT + "service", service.value)
        yield from node(service, DCAT + "DataService")
        yield from titled(service, title, description)
        yield link(service, DCAT + "endpointURL", publisher.address + path)
        yield link(service, DCAT + "endpointDescription", publisher.address + described)
        yield link(service, DCAT + "servesDataset", dataset_iri(ALL))
        yield link(service, DCTERMS + "license", LICENCE)


def _taxonomy(this: Subject) -> Iterator[Triple]:
    scheme = Iri(CODES + "moip-type")
    yield link(this, DCAT + "themeTaxonomy", scheme.value)
    yield from node(scheme, SKOS + "ConceptScheme")
    yield from titled(scheme, "Types of mission-oriented innovation policy")


def _publisher(publisher: Publisher) -> Iterator[Triple]:
    agent = Iri(CATALOGUE + "#publisher")
    yield from node(agent, FOAF + "Agent")
    yield said(agent, FOAF + "name", text(publisher.name, "en"))
    if publisher.contact:
        contact = Iri(CATALOGUE + "#contact")
        name = "hasEmail" if publisher.contact.startswith("mailto:") else "hasURL"
        yield from node(contact, VCARD + "Kind")
        yield said(contact, VCARD + "fn", text(publisher.name, "en"))
        yield link(contact, VCARD + name, publisher.contact)


def _words() -> Iterator[Triple]:
    """What the European authority lists call things, as far as it is used here."""
    yield from node(Iri(_EU + "language/ENG"), DCTERMS + "LinguisticSystem")
    yield from node(Iri(_EU + "frequency/IRREG"), DCTERMS + "Frequency")
    for code, label in (("GOVE", "Government and public sector"), ("TECH", "Science and technology")):
        theme = Iri(f"{_EU}data-theme/{code}")
        yield Triple(theme, Iri(RDF_TYPE), Iri(SKOS + "Concept"))
        yield said(theme, SKOS + "prefLabel", text(label, "en"))
