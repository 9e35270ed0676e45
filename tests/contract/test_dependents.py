"""Every store finds who links to records, by a property or by a chain of it."""

from datetime import UTC, datetime

from registry.namespaces import PUBLISHED, RECORDS, TERMS
from registry.rdf.terms import Iri, Triple
from registry.store.dependents import descending_from, linking_to
from registry.store.port import Change, GraphChange, Store

COUNTRY, PARENT = TERMS + "country", TERMS + "parentMission"


def link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(Iri(RECORDS + subject), Iri(predicate), Iri(RECORDS + value))


def test_who_links_to_a_record_is_found_by_the_links_named(store: Store) -> None:
    triples = (
        link("mission/a", COUNTRY, "place/x"),
        link("mission/b#part-1", COUNTRY, "place/x"),
        link("mission/c", PARENT, "place/x"),
        link("mission/d", COUNTRY, "place/y"),
        *(link(f"mission/m{n}", COUNTRY, "place/z") for n in range(1_100)),
    )
    store.write(Change(store.head(), "links", datetime.now(UTC), (GraphChange(PUBLISHED, insert=triples),)))
    found = linking_to(store, {RECORDS + "place/x", RECORDS + "place/none"}, {COUNTRY})
    assert (found.records, found.more) == ({RECORDS + "mission/a", RECORDS + "mission/b"}, False)
    crowd = linking_to(store, {RECORDS + "place/z"}, {COUNTRY})
    assert (len(crowd.records), crowd.more) == (1_000, True)


def test_who_descends_from_a_record_is_found_in_a_circle_too(store: Store) -> None:
    triples = tuple(link(f"mission/{one}", PARENT, f"mission/{other}") for one, other in ("ab", "bc", "ca", "da", "xy"))
    store.write(Change(store.head(), "chain", datetime.now(UTC), (GraphChange(PUBLISHED, insert=triples),)))
    found = descending_from(store, {RECORDS + "mission/b"}, PARENT).records
    assert found == {RECORDS + f"mission/{name}" for name in "abcd"}
