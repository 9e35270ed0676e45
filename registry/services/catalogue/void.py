"""Statistics for Linked Data tools (VoID): how much there is, of what, and where to get it."""

from collections.abc import Iterator
from typing import Final

from registry.namespaces import DCTERMS, RECORDS, TERMS
from registry.rdf.terms import BlankNode, Iri, Literal, Triple
from registry.services.catalogue.dcat import DESCRIPTION, TITLE, dataset_iri
from registry.services.catalogue.figures import Counts, Figures
from registry.services.catalogue.statements import FOAF, VOID, link, node, number, said, titled
from registry.services.dumps.kinds import ALL, DUMP_FORMS, LICENCE, Dump

_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FEATURES: Final = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")


def statistics(
    figures: Figures, counts: Counts | None, address: str, path: str, record_base: str = RECORDS
) -> list[Triple]:
    """The statements of the document at `path` of the server at `address`."""
    return list(_statistics(figures, counts, address, path, record_base))


def _statistics(figures: Figures, counts: Counts | None, address: str, path: str, record_base: str) -> Iterator[Triple]:
    document, dataset = Iri(address + path), Iri(dataset_iri(ALL))
    yield from node(document, VOID + "DatasetDescription")
    yield from titled(document, "Statistics of the mission registry")
    yield link(document, FOAF + "primaryTopic", dataset.value)
    yield from node(dataset, VOID + "Dataset")
    yield from titled(dataset, TITLE, DESCRIPTION)
    yield link(dataset, DCTERMS + "license", LICENCE)
    yield link(dataset, FOAF + "homepage", f"{address}/catalogue")
    yield link(dataset, VOID + "vocabulary", TERMS)
    yield said(dataset, VOID + "entities", number(figures.records))
    yield from _access(dataset, address, record_base)
    if counts is not None:
        yield from _counted(dataset, counts)
    else:
        for place, (iri, count) in enumerate(figures.by_class.items(), 1):
            yield from _partition(dataset, "class", f"class-{place}", iri, "entities", count)
    for country in figures.countries:
        subset = Iri(dataset_iri(country.code))
        yield link(dataset, VOID + "subset", subset.value)
        yield from node(subset, VOID + "Dataset")
        yield from titled(subset, f"{TITLE}: {country.title}")
        yield said(subset, VOID + "entities", number(country.records))
        yield link(subset, DCTERMS + "spatial", country.place)
        yield from _dumps(subset, country.code, address)


def _access(dataset: Iri, address: str, record_base: str) -> Iterator[Triple]:
    yield link(dataset, VOID + "sparqlEndpoint", f"{address}/sparql")
    yield said(dataset, VOID + "uriSpace", Literal(record_base))
    yield from _dumps(dataset, ALL, address)
    for name in _FEATURES:
        yield link(dataset, VOID + "feature", _FORMATS + name)


def _dumps(dataset: Iri, scope: str, address: str) -> Iterator[Triple]:
    for form in DUMP_FORMS:
        if not form.is_zip:  # void:dataDump leads to RDF
            yield link(dataset, VOID + "dataDump", f"{address}/dumps/{Dump(scope, form).name}")


def _counted(dataset: Iri, counts: Counts) -> Iterator[Triple]:
    yield said(dataset, VOID + "triples", number(counts.triples))
    yield said(dataset, VOID + "classes", number(len(counts.classes)))
    yield said(dataset, VOID + "properties", number(len(counts.properties)))
    for place, (iri, count) in enumerate(counts.classes.items(), 1):
        yield from _partition(dataset, "class", f"class-{place}", iri, "entities", count)
    for place, (iri, count) in enumerate(counts.properties.items(), 1):
        yield from _partition(dataset, "property", f"property-{place}", iri, "triples", count)


def _partition(dataset: Iri, kind: str, name: str, iri: str, what: str, count: int) -> Iterator[Triple]:
    part = BlankNode(name)  # it needs no name: it is there only where it is counted
    yield said(dataset, f"{VOID}{kind}Partition", part)
    yield link(part, f"{VOID}{kind}", iri)
    yield said(part, VOID + what, number(count))
