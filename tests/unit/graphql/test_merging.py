import pytest

from registry.graphql.merging import MOST_COMPARISONS, RULES, BoundedMerging
from tests.unit.graphql.asking import ask, codes


def spread(fragments: int) -> str:
    spreads = " ".join(f"...F{n}" for n in range(fragments))
    made = " ".join(f"fragment F{n} on Mission {{ country {{ id }} title }}" for n in range(fragments))
    return f"{{ missions {{ nodes {{ {spreads} }} }} }} {made}"


REPEATED = [
    spread(100),
    "{ " + "missions { nodes { id } } " * 300 + "}",
    "{ missions { nodes { " + "places { id } " * 400 + "} } }",
]


@pytest.mark.parametrize("query", REPEATED, ids=range(len(REPEATED)))
def test_a_query_that_repeats_itself_too_often_is_told_so(query: str) -> None:
    answer = ask(query)

    assert codes(answer) == ["query-too-long"]
    assert "too often" in answer["errors"][0]["message"]


def test_fragments_that_name_the_same_fields_become_one() -> None:
    assert "errors" not in ask(spread(50))


def test_fields_that_cannot_become_one_are_refused_as_ever() -> None:
    answer = ask("{ missions { nodes { same: id same: title } } }")

    assert codes(answer) == ["query-error"]
    assert "conflict" in answer["errors"][0]["message"]


def test_all_other_rules_stay() -> None:
    assert BoundedMerging in RULES
    assert MOST_COMPARISONS < 500_000
    assert codes(ask("{ nothing }")) == ["query-error"]
