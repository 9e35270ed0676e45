"""Sources of the facts as records: pages that were read, each cited for what it says of itself."""

from typing import Final

from registry.namespaces import SITE, XSD
from registry.rdf.terms import Literal
from seed.conversion.facts_drafts import Desk, Draft
from seed.conversion.facts_tables import Row
from seed.conversion.facts_values import code, partial_date, url

CURATION: Final = "src-registry-curation"
CURATION_ROW: Final[Row] = {
    "source_id": CURATION,
    "title": "Curator's reading, Mission Registry",
    "publisher": "Mission Registry",
    "url": SITE,
    "published": "",
    "accessed": "2026-11-21",
    "language": "en",
    "kind": "report",
    "licence_if_known": "CC BY 4.0",
}


def source(desk: Desk, row: Row) -> Draft:
    """The record of one row of `sources`."""
    draft = Draft(desk, row["source_id"], desk.iri(row["source_id"]), "Source", [row["source_id"]])
    # Some titles are the curator's description, in English, of a page in another language.
    draft.text("title", row["title"], desk.mappings.title_languages.get(row["source_id"], row["language"]))
    draft.say("sourceKind", code("source-kind", desk.mappings.code("source-kind", row["kind"])))
    draft.say("publisher", Literal(row["publisher"]))
    draft.say_uncited("url", url(row["url"]))
    draft.say_uncited("accessed", Literal(row["accessed"], XSD + "date"))
    draft.say_uncited("language", Literal(row["language"]))
    draft.say("published", partial_date(row["published"]) if row["published"] else None)
    draft.say("licence", Literal(row["licence_if_known"]) if row["licence_if_known"] else None)
    return draft
