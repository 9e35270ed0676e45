"""Short lists against plain lists of IRIs, many of which the index's numbers cannot tell apart."""

from bisect import bisect_left, bisect_right

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.index.asking import Columns, Reading
from registry.index.columns import FACTS
from registry.index.facts import class_fact
from registry.index.iris import IriOrder
from registry.index.short import LONGEST, ShortList
from registry.namespaces import RECORDS
from registry.rdf.terms import text
from tests.unit.index.living import LivingIndex
from tests.unit.index.small import MODEL, about, iri

ALIKE = "a-mission-whose-name-is-rather-long-"
IRIS = sorted(
    iri("mission", slug)
    for slug in ["a", "b", *(f"{ALIKE}{n}" for n in range(5)), *(f"z-{ALIKE}{n}" for n in range(3))]
)
INDEX = LivingIndex([triple for each in IRIS for triple in about(each, "Mission", title=text("x", "en"))])
READING, MAKE = Reading(INDEX.engine.searcher(), INDEX.engine.schema), Columns(INDEX.engine.schema)
MISSIONS = MAKE.term(FACTS, class_fact("Mission"))
PLACES = st.none() | st.sampled_from(
    [*IRIS, iri("mission", ""), iri("mission", f"{ALIKE}25"), iri("mission", "zz"), "urn:x"]
)


@given(size=st.integers(0, 12), after=PLACES, before=PLACES, last=st.booleans(), falling=st.booleans())
@settings(deadline=None)
def test_a_window_is_what_a_plain_list_has_there(
    size: int, after: str | None, before: str | None, last: bool, falling: bool
) -> None:
    short = ShortList.of(READING, MAKE, IriOrder(MODEL, RECORDS), MISSIONS)
    assert short is not None
    start = 0 if after is None else bisect_right(IRIS, after)
    end = len(IRIS) if before is None else bisect_left(IRIS, before)
    if end < start:
        start = end = end if falling else start
    start, end = (max(start, end - size), end) if last else (start, min(end, start + size))

    window = short.window(size, after, before, last=last, falling=falling)

    assert READING.numbers("key", window.addresses) == [READING.numbers("key", [at])[0] for at in addresses(start, end)]
    assert (window.has_next, window.has_previous, window.total) == (end < len(IRIS), start > 0, len(IRIS))


def addresses(start: int, end: int) -> list:  # type: ignore[type-arg]
    return [address for _, address in READING.first(MISSIONS, len(IRIS), "id")][start:end]


def test_a_list_that_is_too_long_is_none() -> None:
    many = LivingIndex([t for n in range(LONGEST + 1) for t in about(iri("place", f"p-{n}"), "Place")])
    reading = Reading(many.engine.searcher(), many.engine.schema)

    assert ShortList.of(reading, MAKE, IriOrder(MODEL, RECORDS), MAKE.term(FACTS, class_fact("Place"))) is None
