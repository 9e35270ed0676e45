"""Societal challenges: the themes that missions are filed under, ordered from broad to narrow by the curator."""

from registry.rdf.terms import Iri, text
from seed.conversion.facts_drafts import Desk, Draft
from seed.conversion.facts_sources import CURATION
from seed.conversion.facts_tables import Row, several
from seed.conversion.facts_values import goal, record, slug


def challenges_by_theme(rows: list[Row]) -> dict[str, Iri]:
    """The challenge that each theme word of the facts stands for."""
    return {theme: record(f"challenge/{row['slug']}") for row in rows for theme in several(row["themes"])}


def challenge(desk: Desk, row: Row) -> Draft:
    """The record of one row of `challenges`; its links to goals of the 2030 Agenda are the curator's."""
    draft = Draft(desk, f"cha-{row['slug']}", record(f"challenge/{row['slug']}"), "Challenge", [CURATION])
    draft.text("title", row["title"])
    # A summary that another part of the seed gives is the curator's too, so a second one adds nothing.
    if draft.say_uncited("summary", text(row["summary"], "en")):
        draft.cite("summary", draft.support("summary"))
    for theme in several(row["themes"]):
        if theme.casefold() != row["title"].casefold():
            draft.text("alternativeTitle", theme)
    for broader in several(row["broader"]):
        draft.say("broader", record(f"challenge/{broader}"), broader)
    for number in several(row["sdgs"]):
        draft.say("sdg", goal(number), slug(number))
    return draft
