"""A small registry in which everything occurs that may: dangling and wrong links, parts, absences, bad values."""

from registry.namespaces import CODES, TERMS
from registry.rdf.terms import Iri, Triple, text
from tests.unit.index.small import about, iri, number, registry_of


def _rich() -> list[Triple]:
    full, odd, bare = iri("mission", "full"), iri("mission", "odd"), iri("mission", "bare")
    return [
        *about(
            full,
            "Mission",
            title=[text("Full", "en"), text('Hel "och"\nhållen', "sv"), text("空", "ja")],
            alternativeTitle=[text("All of it", "en"), text("Allt", "sv")],
            country=Iri(iri("place", "sweden")),
            place=[Iri(iri("place", "spain")), Iri(iri("place", "nowhere")), Iri(iri("source", "law"))],
            sdg=[Iri(f"{CODES}sdg/3"), Iri(f"{CODES}sdg/3.4")],
            verdict=Iri(f"{CODES}verdict/met"),
            startDate=number("2030-06", "gYearMonth"),
            accessed=number("2024-02-29", "date"),
            year=number("1999", "gYear"),
            seconds=number("90"),
            rounds=[number("1"), number("2"), number("99999999999")],
            amount=[number("95000000.50", "decimal"), number("1", "decimal")],
            running=number("true", "boolean"),
            acronym=[text("F", ""), text("FULL", "")],
            website=number("https://example.org/full", "anyURI"),
            exactMatch=Iri("https://example.org/same"),
            headline=Iri(f"{full}#citation-9"),
            citation=[Iri(f"{full}#citation-1"), Iri(f"{full}#citation-2")],
            absence=Iri(f"{full}#absence-1"),
        ),
        *about(f"{full}#citation-9", "Citation", note=text("front page", "en"), source=Iri(iri("source", "talk"))),
        *about(
            f"{full}#citation-1",
            "Citation",
            citedProperty=Iri(TERMS + "country"),
            citedValue=Iri(iri("place", "sweden")),
            source=Iri(iri("source", "law")),
            note=[text("one", "en"), text("ett", "sv")],
        ),
        *about(f"{full}#citation-2", "Citation", citedProperty=Iri("urn:x:none"), citedValue=text("1 %", "en")),
        *about(
            f"{full}#absence-1",
            "Absence",
            citedProperty=Iri(TERMS + "accessed"),
            absenceReason=Iri(f"{CODES}absence-reason/unknown"),
        ),
        *about(odd, "Mission", country=Iri(iri("source", "law")), seconds=number("oops"), citation=Iri(f"{odd}#gone")),
        *about(bare, "Mission"),
        *about(iri("place", "quiet"), "Place", citation=Iri(f"{iri('place', 'quiet')}#citation-1")),
        *about(f"{iri('place', 'quiet')}#citation-1", "Citation", source=Iri(iri("source", "talk"))),
    ]


RICH: list[Triple] = [*registry_of(6), *_rich()]
