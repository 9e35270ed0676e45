"""Organisations and named groups of organisations as actors."""

from registry.rdf.terms import Literal
from seed.conversion.facts_drafts import Desk, Draft
from seed.conversion.facts_places import say_country, say_local_place
from seed.conversion.facts_tables import Row, several
from seed.conversion.facts_values import code, slug, url
from seed.conversion.facts_wordings import say_actor_names


def actor(desk: Desk, row: Row) -> Draft:
    """The record of one row of `actors`; "not stated" as helix role gives no value, never a zero or a guess."""
    facts_id, mappings = row["actor_id"], desk.mappings
    draft = Draft(desk, facts_id, desk.iri(facts_id), "Actor", several(row["source_ids"]))
    say_actor_names(draft, row["name_en"], row["name_original"], row["acronym"], row["country"])
    is_group = facts_id in mappings.stakeholder_groups
    draft.say("actorType", code("actor-type", "stakeholder-group" if is_group else "organisation"))
    draft.say("actorKind", code("actor-kind", mappings.code("actor-kind", row["kind"])))
    if helix_role := mappings.code("helix-role", row["helix_role"]):
        draft.say("helixRole", code("helix-role", helix_role))
    if row["acronym"]:
        draft.say("acronym", Literal(row["acronym"]), slug(row["acronym"]))
    say_country(draft, row["country"])
    say_local_place(draft)
    draft.say("website", url(row["website"]) if row["website"] else None)
    return draft
