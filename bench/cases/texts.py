"""Finding missions by words: in the order of the list with a total, and by relevance."""

from random import Random
from typing import Any

from bench.cases.case import Case, popular
from bench.peers.peer import Draw
from bench.truth import Truth
from bench.wording import SUBJECTS, name


def _words(_: Truth, random: Random) -> Draw:
    """One or two words, as people type them: a theme, or a theme and a name."""
    theme = popular(SUBJECTS, random)
    return {"words": theme if random.random() < 0.5 else f"{theme} {name(int(5_000 * random.random()))}", "page": 0}


def _listed(answer: Any) -> Any:
    (missions,) = answer["data"].values()
    return [missions["totalCount"], [[node["title"], node["country"]["title"]] for node in missions["nodes"]]]


def _found(answer: Any) -> Any:
    (found,) = answer["data"].values()
    return bool(found["edges"])


TEXT = Case(
    "text",
    "Missions with words, in order, with their number",
    _words,
    {"registry": _listed, "postgraphile": _listed},
    alike=0.8,
)
# What is most relevant is a matter of taste, and the registry alone forgives misspellings: all that is compared is
# whether anything is found.
SEARCH = Case(
    "search", "Missions by relevance to words", _words, {"registry": _found, "postgraphile": _found}, alike=0.8
)
