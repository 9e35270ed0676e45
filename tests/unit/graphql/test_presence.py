import pytest

from registry.namespaces import CODES, TERMS
from registry.rdf.terms import Iri, Literal, Triple
from tests.unit.graphql.asking import data
from tests.unit.index.small import about, iri, number

MISSION = iri("mission", "m")


def presence(*triples: Triple) -> str:
    answer = data("{ missions { nodes { presence(of: seconds) } } }", triples)
    found: str = answer["missions"]["nodes"][0]["presence"]
    return found


def absence(reason: str, cited: str = "seconds") -> list[Triple]:
    part = f"{MISSION}#absence-1"
    reasons = Iri(f"{CODES}absence-reason/{reason}")
    return [
        *about(MISSION, "Mission", absence=Iri(part)),
        *about(part, "Absence", citedProperty=Iri(TERMS + cited), absenceReason=reasons),
    ]


def test_a_value_is_stated_even_when_it_is_zero() -> None:
    assert presence(*about(MISSION, "Mission", seconds=number("0"))) == "STATED"


def test_a_value_that_cannot_be_read_is_still_stated() -> None:
    assert presence(*about(MISSION, "Mission", seconds=Literal("a while"))) == "STATED"


def test_where_nobody_says_anything_it_is_not_stated() -> None:
    assert presence(*about(MISSION, "Mission")) == "NOT_STATED"


@pytest.mark.parametrize(
    ("reason", "word"), [("not-set", "NOT_SET"), ("unknown", "UNKNOWN"), ("not-applicable", "NOT_APPLICABLE")]
)
def test_an_absence_says_why_there_is_no_value(reason: str, word: str) -> None:
    assert presence(*absence(reason)) == word


def test_an_absence_of_another_field_says_nothing_about_this_one() -> None:
    assert presence(*absence("unknown", cited="amount")) == "NOT_STATED"


def test_an_absence_without_a_known_reason_says_no_more_than_nobody() -> None:
    assert presence(*absence("lost-in-the-post")) == "NOT_STATED"


def test_a_value_outweighs_an_absence() -> None:
    assert presence(*absence("unknown"), *about(MISSION, "Mission", seconds=number("5"))) == "STATED"
