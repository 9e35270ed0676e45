import pytest

from registry.graphql.presence import Absences
from registry.index.filters import Absent, AllOf, AnyOf, Not, Stated
from registry.namespaces import CODES, TERMS
from registry.rdf.terms import Iri, Literal, Triple
from tests.unit.graphql.asking import data, filter_of
from tests.unit.index.small import MODEL, about, iri, number

MISSION = iri("mission", "m")


WORDS = ("STATED", "NOT_STATED", "NOT_SET", "UNKNOWN", "NOT_APPLICABLE")


def presence(*triples: Triple) -> str:
    """What is said of the one mission, and by filters as well."""
    counts = " ".join(
        f"{word}: missions(where: {{presence: {{of: seconds, in: [{word}]}}}}) {{ totalCount }}" for word in WORDS
    )
    answer = data(f"{{ missions {{ nodes {{ presence(of: seconds) }} }} {counts} }}", triples)
    found: str = answer["missions"]["nodes"][0]["presence"]
    assert [word for word in WORDS if answer[word]["totalCount"]] == [found]
    return found


def absence(reason: str, cited: str = "seconds", number: int = 1) -> list[Triple]:
    part = f"{MISSION}#absence-{number}"
    reasons = Iri(f"{CODES}absence-reason/{reason}")
    return [
        *about(MISSION, "Mission", absence=Iri(part)),
        *about(part, "Absence", citedProperty=Iri(TERMS + cited), absenceReason=reasons),
    ]


def test_a_value_is_stated_even_when_it_is_zero() -> None:
    assert presence(*about(MISSION, "Mission", seconds=number("0"))) == "STATED"


def test_a_value_that_cannot_be_read_is_still_stated() -> None:
    triples = about(MISSION, "Mission", seconds=Literal("a while"))

    assert data("{ missions { nodes { presence(of: seconds) } } }", triples) == {
        "missions": {"nodes": [{"presence": "STATED"}]}
    }


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


@pytest.mark.parametrize(("first", "second"), [("not-set", "unknown"), ("unknown", "not-set")])
def test_of_several_reasons_the_same_one_counts_in_whatever_order_they_stand(first: str, second: str) -> None:
    both = [*absence(first), *absence(second, number=2)]

    assert presence(*both) == "NOT_SET"


def test_records_are_asked_for_by_what_is_said_of_a_field() -> None:
    stated, reasons = Stated("seconds", stated=False), [f"{CODES}absence-reason/{r}" for r in ("not-set", "unknown")]

    assert filter_of("{presence: {of: seconds, in: [STATED]}}") == Stated("seconds")
    assert filter_of("{presence: {of: seconds, in: [NOT_SET]}}") == AllOf((stated, Absent("seconds", (reasons[0],))))
    assert filter_of("{presence: {of: seconds, in: [UNKNOWN]}}") == AllOf(
        (stated, Absent("seconds", (reasons[1],)), Not(Absent("seconds", (reasons[0],))))
    )
    assert filter_of("{presence: {of: seconds, in: [STATED, STATED, NOT_SET]}}") == AnyOf(
        (Stated("seconds"), AllOf((stated, Absent("seconds", (reasons[0],)))))
    )
    assert filter_of("{presence: {of: title, in: []}}", "records") == AnyOf(())


def test_where_no_class_has_absences_a_field_is_stated_or_not() -> None:
    absences = Absences(MODEL, MODEL.classes["Citation"])

    assert absences.asking("note", "NOT_STATED") == AllOf((Stated("note", stated=False),))
    assert absences.asking("note", "UNKNOWN") == AllOf((Stated("note", stated=False), Absent("note", ())))
