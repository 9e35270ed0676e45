"""Requests as addresses spell them."""

from datetime import date

import pytest

from registry.errors import InvalidArgument
from registry.index.filters import EVERYTHING, Filter, Stated
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import Measure
from registry.services.compare.requests import Given, by_name, read_request


def read_filter(class_name: str, text: str) -> Filter:
    return Stated(f"{class_name} {text}")


def test_every_parameter_is_read(comparing: Comparing) -> None:
    given = {
        "sides": ["SE, ES", "NL"],
        "side": ["Korea, Republic of"],
        "by": ["instrumentType,side"],
        "measure": ["Amounts"],
        "where": ["{}"],
        "asOf": ["2026-01-01"],
        "helixRoles": ["4"],
        "day": ["2026-01-31"],
        "rows": ["7"],
        "columns": ["8"],
        "evidence": ["0"],
    }
    request, as_of = read_request(comparing, given, read_filter, ("sv",))
    assert request.sides == ("SE", "ES", "NL", "Korea, Republic of")
    assert (request.by, request.class_name, request.measure) == (
        ("instrumentType", "side"),
        "Instrument",
        Measure.AMOUNTS,
    )
    assert (request.where, request.where_text) == (Stated("Instrument {}"), "{}")
    assert (request.helix_roles, request.rows, request.columns, request.evidence) == (4, 7, 8, 0)
    assert (request.day, as_of, request.languages) == (date(2026, 1, 31), "2026-01-01", ("sv",))


def test_sides_stand_in_the_order_in_which_they_are_given(comparing: Comparing) -> None:
    given = by_name([("sides", "SE, ES"), ("by", "challenge"), ("side", "Korea, Republic of"), ("sides", "NL")])
    request, _ = read_request(comparing, given, read_filter, ("en",))
    assert request.sides == ("SE", "ES", "Korea, Republic of", "NL")
    first, _ = read_request(comparing, {"side": ["ES"], "sides": ["SE"], "by": ["challenge"]}, read_filter, ("en",))
    assert first.sides == ("ES", "SE")


def test_what_is_empty_is_as_if_left_out(comparing: Comparing) -> None:
    request, as_of = read_request(comparing, {"sides": ["SE"], "class": [""], "asOf": []}, read_filter, ("en",))
    assert (request.class_name, as_of, request.where) == (None, None, EVERYTHING)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"bye": ["x"]}, "Did you mean `by`?"),
        ({"zzzz": ["x"]}, "A comparison has no 'zzzz'. It takes"),
        ({"rows": ["1", "2"]}, "`rows` is given 2 times"),
        ({"rows": ["many"]}, "`rows` is 'many'; it is a whole number from 1 to 500."),
        ({"rows": ["²"]}, "whole number"),
        ({"rows": ["-3"]}, "`rows` is '-3'; it is a whole number from 1 to 500."),
        ({"rows": ["501"]}, "`rows` is 501; it is a whole number from 1 to 500."),
        ({"helixRoles": ["3"]}, "`helixRoles` is 3; it is 4 or 5."),
        ({"helix_roles": ["4"]}, "Did you mean `helixRoles`?"),
        (
            {"chrat": ["bars"]},
            "It takes sides, by, class, measure, where, asOf, day, helixRoles, rows, columns, evidence, chart, lang.",
        ),
        ({"day": ["2026-01-31T10"]}, "is no day; write YYYY-MM-DD"),
        ({"measure": ["money"]}, "There is no measure 'money'. There is records,"),
        ({"day": ["soon"]}, "'soon' is no day"),
    ],
)
def test_what_cannot_be_read_is_told(comparing: Comparing, given: Given, words: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        read_request(comparing, given, read_filter, ("en",))
    assert words in caught.value.message
