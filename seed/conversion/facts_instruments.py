"""Policy instruments with their amounts."""

from registry.rdf.terms import Literal
from seed.conversion.facts_drafts import Desk, Draft
from seed.conversion.facts_evidence import Support
from seed.conversion.facts_places import say_country, say_local_place
from seed.conversion.facts_tables import Row, several
from seed.conversion.facts_values import code, decimal, partial_date, slug


def instrument(desk: Desk, row: Row) -> Draft:
    """The record of one row of `instruments`; no amount on record stays without a value."""
    facts_id = row["instrument_id"]
    draft = Draft(desk, facts_id, desk.iri(facts_id), "Instrument", several(row["source_ids"]))
    draft.text("title", row["name"])
    draft.text("summary", row["summary_en"])
    say_country(draft, row["country"])
    say_local_place(draft)
    _say_types(draft, row)
    if row["demand_or_supply"]:
        draft.say("side", code("policy-side", desk.mappings.code("policy-side", row["demand_or_supply"])))
    for served in several(row["serves"]):
        field = "mission" if served.startswith("mis-") else "initiative"
        draft.say(field, desk.iri(served), desk.identities[served].rpartition("/")[2])
    draft.say("provider", desk.iri(row["provider_actor_id"]) if row["provider_actor_id"] else None)
    if row["amount"]:
        _say_amounts(draft, row)
    draft.say("startDate", partial_date(row["year_from"]) if row["year_from"] else None)
    draft.say("endDate", partial_date(row["year_to"]) if row["year_to"] else None)
    return draft


def _say_types(draft: Draft, row: Row) -> None:
    """The codes for the wording of the facts; the wording and the code that came with it stay as a note."""
    wording, given = row["instrument_type"], row["stip_code"]
    for notation in draft.desk.mappings.instrument_types[wording, given]:
        came = " with this code" if notation == given else ""
        note = f'The curator\'s classing of the measure, described as "{wording}"{came}.'
        support = [Support(source_id, "inferred", note) for source_id in draft.sources]
        draft.say("instrumentType", code("instrument-type", notation), slug(notation), support)


def _say_amounts(draft: Draft, row: Row) -> None:
    """One amount, or every amount that the sources disagree on, each with those sources that give it."""
    rivals = draft.desk.evidence.rival_values(draft.facts_id, "amount")
    for amount, sources in (rivals or {row["amount"]: draft.sources}).items():
        draft.say("amount", decimal(amount), slug(amount), draft.support("amount", sources=sources))
    draft.say("currency", Literal(row["currency"]))
