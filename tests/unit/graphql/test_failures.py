import logging
from collections.abc import Collection, Mapping

import pytest

from registry.graphql.schema import build_schema, execute
from registry.index.projection import Projection
from tests.plain_finder import PlainFinder
from tests.unit.graphql.asking import LIMITS, SETTINGS, ask, codes
from tests.unit.index.small import MODEL


class BrokenFinder(PlainFinder):
    """A finder with a mistake in it."""

    def pinned(self) -> "BrokenFinder":
        return self

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        raise KeyError("/secret/path")


def test_what_nobody_foresaw_is_logged_and_shown_without_its_cause(caplog: pytest.LogCaptureFixture) -> None:
    schema = build_schema(MODEL, BrokenFinder.over(MODEL, [], 1, LIMITS), SETTINGS)
    with caplog.at_level(logging.ERROR):
        answer = execute(schema, '{ node(id: "urn:x") { id } }').as_json()

    assert codes(answer) == ["internal-error"]
    assert "secret" not in str(answer)
    assert answer["errors"][0]["path"] == ["node"]
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("{", "Syntax Error"),
        ("", "The query is empty."),
        ("{ nothing }", "Cannot query field 'nothing'"),
        ("{ missions }", "must have a selection of subfields"),
        ("mutation { x }", "on type 'Mutation'"),
        ("query($n: Int!) { missions(first: $n) { totalCount } }", "non-null"),
        ("fragment F on Query { __typename }", "operation"),
        ("{ registry { version } } #\ud800", "Invalid character"),
    ],
)
def test_a_mistake_of_the_query_is_said_and_not_logged(
    query: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(query)

    assert codes(answer)[0] == "query-error"
    assert words in answer["errors"][0]["message"]
    assert "data" not in answer
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_message_that_quotes_all_that_was_sent_is_shortened() -> None:
    entries = " ".join(f"x{number}: 1" for number in range(200))
    errors = ask(f"{{ missions(where: {{{entries}}}) {{ totalCount }} }}")["errors"]

    assert max(len(error["message"]) for error in errors) < 600


def test_an_error_says_where_it_happened_and_what_to_do() -> None:
    [error] = ask("{ registry { version } missions(first: -1) { totalCount } }")["errors"]

    assert error == {
        "message": "`first` is -1; it cannot be less than 0.",
        "path": ["missions"],
        "locations": [{"line": 1, "column": 24}],
        "extensions": {
            "code": "invalid-argument",
            "advice": "Change that argument; the schema says what each one takes.",
        },
    }
