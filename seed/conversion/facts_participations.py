"""Who does what: parts of a mission or an initiative, one for each actor and function."""

from collections.abc import Iterable

from seed.conversion.facts_drafts import Draft
from seed.conversion.facts_tables import Row, several
from seed.conversion.facts_values import code


def say_participations(draft: Draft, rows: Iterable[Row], roles: dict[str, str]) -> None:
    """States and cites each participation; one that is said elsewhere is cited there instead of said twice.

    `roles` gives the helix role notation of each actor that has one; an actor without one takes part without a role.
    """
    for row in rows:
        actor = draft.desk.iri(row["actor_id"])
        notation = draft.desk.mappings.code("function", row["role"])
        function, role = code("function", notation), roles.get(row["actor_id"])
        key = f"{actor.value.rpartition('/')[2]}-{notation}"
        part = draft.desk.elsewhere.participation(draft.iri, actor, function) or draft.part(
            "participation",
            "Participation",
            f"participation-{key}",
            {"actor": actor, "function": function, "helixRole": code("helix-role", role) if role else None},
        )
        support = draft.support("participation", row["participation_id"], several(row["source_ids"]))
        draft.cite("participation", support, key, part)
