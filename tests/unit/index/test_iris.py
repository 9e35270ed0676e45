from hypothesis import given
from hypothesis import strategies as st

from registry.index.columns import SORT_CHUNKS
from registry.index.iris import IriOrder
from registry.namespaces import RECORDS
from tests.unit.index.small import MODEL, iri

ORDER = IriOrder(MODEL, RECORDS)
SLUGS = st.text("abcz019-", max_size=12)
STARTS = [
    RECORDS,
    f"{RECORDS}mission/",
    f"{RECORDS}missions/",
    f"{RECORDS}place/",
    f"{RECORDS}m",
    "urn:x:",
    "http://a/",
    "",
]
IRIS = st.builds(lambda start, slug: start + slug, st.sampled_from(STARTS), SLUGS)


@given(one=IRIS, other=IRIS)
def test_numbers_sort_as_iris_do(one: str, other: str) -> None:
    small, large = sorted((one, other))

    assert tuple(ORDER.chunks(small)) <= tuple(ORDER.chunks(large))


@given(iri=IRIS)
def test_what_was_shortened_can_be_made_whole(iri: str) -> None:
    assert ORDER.whole(ORDER.shortened(iri)) == iri


def test_long_slugs_are_told_apart_as_far_as_the_numbers_reach() -> None:
    most = "a" * (8 * SORT_CHUNKS - 2)

    assert ORDER.chunks(iri("mission", most + "a")) != ORDER.chunks(iri("mission", most + "b"))
    assert ORDER.chunks(iri("mission", most + "xa")) == ORDER.chunks(iri("mission", most + "xb"))
