"""Places: the countries of the facts, groups of countries, and the regions and cities that rows belong to."""

from registry.namespaces import RECORDS
from registry.rdf.terms import Iri, Literal, text
from seed.conversion.country_codes import iso_code
from seed.conversion.facts_drafts import Desk, Draft
from seed.conversion.facts_sources import CURATION
from seed.conversion.facts_tables import Row, several
from seed.conversion.facts_values import code, record


def countries(rows: list[Row]) -> dict[str, Iri]:
    """The place of each ISO code."""
    return {row["iso"]: record(f"place/{row['slug']}") for row in rows if row["iso"]}


def say_country(draft: Draft, written: str) -> None:
    """The country of a record; an empty cell says nothing."""
    draft.say("country", draft.desk.countries[iso_code(written)] if written else None)


def say_local_place(draft: Draft) -> None:
    """The region or city that a sub-national record belongs to, if the curated table has one."""
    place = draft.desk.mappings.local_places.get(draft.facts_id)
    draft.say("place", record(f"place/{place}") if place else None, key=place or "")


def place(desk: Desk, row: Row) -> Draft:
    """The record of one row of `places`."""
    iri = Iri(f"{RECORDS}place/{row['slug']}")
    draft = Draft(desk, f"pla-{row['slug']}", iri, "Place", [CURATION])
    for name in several(row["titles"]):
        language, wording = name.split("=", 1)
        draft.say_uncited("title", text(wording, language))
    draft.cite("title", draft.support("title"))
    draft.say("placeKind", code("place-kind", row["kind"]))
    draft.say("isoCode", Literal(row["iso"]) if row["iso"] else None)
    draft.say("nutsCode", Literal(row["nuts"]) if row["nuts"] else None)
    for larger in several(row["within"]):
        draft.say("within", record(f"place/{larger}"), larger)
    return draft
