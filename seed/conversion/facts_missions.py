"""Missions with their targets and participations."""

from collections.abc import Iterable

from registry.rdf.terms import Iri, Literal, text
from seed.conversion.facts_drafts import Desk, Draft
from seed.conversion.facts_evidence import Support
from seed.conversion.facts_participations import say_participations
from seed.conversion.facts_places import say_country, say_local_place
from seed.conversion.facts_tables import Row, several
from seed.conversion.facts_values import code, decimal, goal, partial_date, slug
from seed.conversion.facts_wordings import say_names


def mission(
    desk: Desk,
    row: Row,
    targets: Iterable[Row],
    participations: Iterable[Row],
    challenges: dict[str, Iri],
    roles: dict[str, str],
) -> Draft:
    """The record of one row of `missions` with the rows of `targets` and `participations` that belong to it.

    `challenges` gives the record of each theme word, `roles` the helix role notation of each actor that has one.
    """
    draft = Draft(desk, row["mission_id"], desk.iri(row["mission_id"]), "Mission", several(row["source_ids"]))
    say_names(draft, row["name_en"], row["name_original"], row["lang"], _support_of_name(draft, row["initiative_id"]))
    draft.text("summary", row["summary_en"])
    say_country(draft, row["country"])
    say_local_place(draft)
    initiative = desk.iri(row["initiative_id"])
    draft.say("initiative", initiative, initiative.value.rpartition("/")[2])
    draft.say("parentMission", desk.iri(row["parent_mission_id"]) if row["parent_mission_id"] else None)
    draft.say("startDate", partial_date(row["start_year"]) if row["start_year"] else None)
    draft.say("deadline", partial_date(row["deadline_year"]) if row["deadline_year"] else None)
    for theme in several(row["challenge_themes"]):
        draft.say("challenge", challenges[theme], challenges[theme].value.rpartition("/")[2])
    for number in several(row["sdg_goals_stated"]):
        draft.say("sdg", goal(number), slug(number))
    for target in targets:
        _say_target(draft, target)
    say_participations(draft, participations, roles)
    return draft


def _support_of_name(draft: Draft, initiative_id: str) -> list[Support] | None:
    """Says at the name where no source calls this a mission."""
    note = draft.desk.mappings.not_called_missions.get(initiative_id)
    return [Support(source_id, "stated", note) for source_id in draft.sources] if note else None


def _say_target(draft: Draft, row: Row) -> None:
    number = int(row["target_id"].rpartition("-")[2])
    part = draft.part(
        "target",
        "Target",
        f"target-{number}",
        {
            "statement": text(row["statement_en"], "en"),
            "indicator": text(row["indicator"], "en"),
            "value": decimal(row["value"]) if row["value"] else None,
            "baseline": decimal(row["baseline"]) if row["baseline"] else None,
            "unit": Literal(row["unit"]) if row["unit"] else None,
            "baselineYear": partial_date(row["baseline_year"]) if row["baseline_year"] else None,
            "direction": code("direction", draft.desk.mappings.code("direction", row["direction"])),
            "deadline": partial_date(row["deadline_year"]) if row["deadline_year"] else None,
        },
    )
    draft.cite("target", draft.support("target", row["target_id"], several(row["source_ids"])), f"{number}", part)
