"""Policy frameworks and programmes."""

from collections.abc import Iterable
from typing import Final

from seed.conversion.facts_drafts import Desk, Draft
from seed.conversion.facts_participations import say_participations
from seed.conversion.facts_places import say_country, say_local_place
from seed.conversion.facts_tables import Row, several
from seed.conversion.facts_values import code, partial_date
from seed.conversion.facts_wordings import say_names

# The only source of the type, and a source of nothing else.
_SOURCE_OF_TYPES: Final = "src-oecd-01"


def initiative(desk: Desk, row: Row, participations: Iterable[Row], roles: dict[str, str]) -> Draft:
    """The record of one row of `initiatives` with the rows of `participations` that belong to it."""
    facts_id = row["initiative_id"]
    sources = [source_id for source_id in several(row["source_ids"]) if source_id != _SOURCE_OF_TYPES]
    draft = Draft(desk, facts_id, desk.iri(facts_id), "PolicyInitiative", sources)
    say_names(draft, row["name_en"], row["name_original"], row["original_lang"])
    draft.text("summary", row["summary_en"])
    say_country(draft, row["country"])
    say_local_place(draft)
    if row["moip_type"]:
        notation = desk.mappings.code("moip-type", row["moip_type"])
        support = draft.support("moipType", sources=[_SOURCE_OF_TYPES])
        draft.say("moipType", code("moip-type", notation), support=support)
    draft.say("lead", desk.iri(row["lead_actor_id"]) if row["lead_actor_id"] else None)
    draft.say("startDate", partial_date(row["start_year"]) if row["start_year"] else None)
    draft.say("endDate", partial_date(row["end_year"]) if row["end_year"] else None)
    say_participations(draft, participations, roles)
    return draft
