"""Whatever is handed in, the answer is a report or an error with words."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import InputError
from registry.model.report import Report
from registry.rdf.parsing import FORMATS
from registry.validation.check import validate_bytes
from registry.validation.formats import WRITERS
from registry.validation.neighbourhood import KnownTriples
from registry.validation.validator import Validator
from tests.unit.validation.conftest import EXAMPLES

FULL = (EXAMPLES / "mission" / "valid-full.ttl").read_bytes()
TOKENS = "[ ] ( ) < > ; . a _:b << @en ^^ 1 -1e9 mr:target mr:Mission <#x> sh:sparql owl:imports 健康 \u202e"
BYTES = [b'"', b'"""', b" ", b"\xff", b"\x00", b"\xef\xbb\xbf", b"\\u0000", b"\\uD800", b"\r\n", b"@base <x> ."]
PIECES = [*TOKENS.encode().split(), *BYTES]
MUTATIONS = st.lists(
    st.tuples(st.integers(0, len(FULL)), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=4
)
GENTLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answer(validator: Validator, data: bytes, rdf_format: str) -> Report | InputError:
    try:
        return validate_bytes(validator, data, rdf_format, KnownTriples(), 1_000_000)
    except InputError as error:
        return error


def assert_has_words(given_answer: Report | InputError) -> None:
    if isinstance(given_answer, InputError):
        assert given_answer.message
    else:
        for write in WRITERS.values():
            write(given_answer).encode()


@GENTLY
@given(data=st.binary(max_size=300), rdf_format=st.sampled_from(sorted(FORMATS)))
def test_random_bytes_are_answered(validator: Validator, data: bytes, rdf_format: str) -> None:
    assert_has_words(answer(validator, data, rdf_format))


@GENTLY
@given(mutations=MUTATIONS)
def test_damaged_turtle_is_answered(validator: Validator, mutations: list[tuple[int, int, bytes]]) -> None:
    data = FULL
    for at, length, piece in mutations:
        data = data[:at] + piece + data[at + length :]
    assert_has_words(answer(validator, data, "turtle"))


@GENTLY
@given(
    document=st.recursive(
        st.none()
        | st.booleans()
        | st.floats(allow_nan=False)
        | st.text(max_size=8)
        | st.sampled_from(["Mission", "@id"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["@context", "@id", "@type", "@value", "@graph", "@list", "id", "type", "targets", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_answered(validator: Validator, document: object) -> None:
    assert_has_words(answer(validator, json.dumps(document).encode(), "json-ld"))
