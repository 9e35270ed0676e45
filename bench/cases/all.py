"""The cases in the order in which they are measured and shown."""

from typing import Final

from bench.cases.case import Case
from bench.cases.counts import COMPARE, COUNT, FACET, FACET_SOME
from bench.cases.nothing import EMPTY
from bench.cases.pages import LIST, NEW_FIELDS, NEW_PAGE, PAGE
from bench.cases.texts import SEARCH, TEXT

CASES: Final[tuple[Case, ...]] = (
    PAGE,
    NEW_PAGE,
    NEW_FIELDS,
    LIST,
    TEXT,
    SEARCH,
    COUNT,
    FACET,
    FACET_SOME,
    COMPARE,
    EMPTY,
)
