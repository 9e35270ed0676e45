"""The citations of a cell are those of what it says: of the amounts, the targets and the claims that it counts."""

from decimal import Decimal

import pytest

from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import Comparison, ComparisonRequest, Measure, Targets
from registry.services.indexed import IndexFinder
from tests.two_countries import LIMITS, PREFIXES, statements

BASE = "https://w3id.org/mission-registry/id/"
RECORDS = (
    PREFIXES
    + """
<place/sweden> a mr:Place ; mr:title "Sweden"@en ; mr:isoCode "SE" ; mr:placeKind kind:country .
<place/spain> a mr:Place ; mr:title "Spain"@en ; mr:isoCode "ES" ; mr:placeKind kind:country .
<challenge/food> a mr:Challenge ; mr:title "Food"@en .
<source/page> a mr:Source ; mr:title "The page"@en ; mr:sourceKind skind:agency-page .
<source/law> a mr:Source ; mr:title "The law"@en ; mr:sourceKind skind:law .
<mission/food> a mr:Mission ; mr:title "Good food"@en ; mr:country <place/sweden> ; mr:challenge <challenge/food> ;
  mr:target <mission/food#open>, <mission/food#valued> ; mr:deadline "2035" ;
  mr:citation <mission/food#title>, <mission/food#doubt>, <mission/food#on-open>, <mission/food#on-valued> .
<mission/food#open> a mr:Target ; mr:indicator "a"@en .
<mission/food#valued> a mr:Target ; mr:indicator "b"@en ; mr:value 1 ; mr:unit "t" .
<mission/food#title> a mr:Citation ; mr:citedProperty mr:title ; mr:source <source/page> ;
  mr:claimStatus status:stated .
<mission/food#doubt> a mr:Citation ; mr:citedProperty mr:deadline ; mr:source <source/law> ;
  mr:claimStatus status:disputed .
<mission/food#on-open> a mr:Citation ; mr:citedProperty mr:target ; mr:citedValue <mission/food#open> ;
  mr:source <source/page> ; mr:claimStatus status:stated .
<mission/food#on-valued> a mr:Citation ; mr:citedProperty mr:target ; mr:citedValue <mission/food#valued> ;
  mr:source <source/page> ; mr:claimStatus status:stated .
<mission/split> a mr:Mission ; mr:title "Split"@en ; mr:country <place/spain> ; mr:challenge <challenge/food> ;
  mr:target <mission/split#valued>, <mission/split#dated> .
<mission/split#valued> a mr:Target ; mr:indicator "a"@en ; mr:value 1 ; mr:unit "t" .
<mission/split#dated> a mr:Target ; mr:indicator "b"@en ; mr:deadline "2031" .
<instrument/grant> a mr:Instrument ; mr:title "Grant"@en ; mr:country <place/sweden> ; mr:mission <mission/food> ;
  mr:instrumentType type:PI007 ; mr:amount 20000000, 10.50 ; mr:currency "SEK" ;
  mr:citation <instrument/grant#country>, <instrument/grant#large>, <instrument/grant#small>, <instrument/grant#wrong> .
<instrument/grant#country> a mr:Citation ; mr:citedProperty mr:country ; mr:source <source/page> .
<instrument/grant#large> a mr:Citation ; mr:citedProperty mr:amount ; mr:citedValue 20000000.0 ;
  mr:source <source/page> .
<instrument/grant#small> a mr:Citation ; mr:citedProperty mr:amount ; mr:citedValue 10.5 ; mr:source <source/law> .
<instrument/grant#wrong> a mr:Citation ; mr:citedProperty mr:amount ; mr:citedValue 7 ; mr:source <source/law> .
"""
)


@pytest.fixture(scope="module")
def finder(comparing: Comparing) -> IndexFinder:
    return IndexFinder.over(comparing.model, statements(RECORDS), 3, LIMITS)


@pytest.fixture
def ask(comparing: Comparing, finder: IndexFinder) -> "Ask":
    return Ask(comparing, finder)


class Ask:
    """Compares Sweden and Spain."""

    def __init__(self, comparing: Comparing, finder: IndexFinder) -> None:
        self._comparing, self._finder = comparing, finder

    def __call__(self, *by: str, of: str = "Mission", measure: Measure = Measure.RECORDS) -> Comparison:
        return self._comparing.compare(self._finder, ComparisonRequest(("SE", "ES"), by, of, measure))


def cited(answer: Comparison, row: str) -> set[str]:
    """Which citations a row's first side names."""
    (cell,) = (each.cells[0][0] for each in answer.rows if each.heading.label == row or each.heading.key.endswith(row))
    return {each.citation.removeprefix(BASE) for each in cell.citations}


def test_a_cell_of_amounts_cites_the_amounts_however_their_numbers_are_written(ask: Ask) -> None:
    amounts = {"instrument/grant#large", "instrument/grant#small"}
    answer = ask("country", of="Instrument", measure=Measure.AMOUNTS)
    assert cited(answer, "Sweden") == {"instrument/grant#country", *amounts}
    assert answer.rows[0].cells[0][0].value.amounts[0].disputed[0][1] == (Decimal("10.5"), Decimal(20000000))  # type: ignore[union-attr]
    assert cited(ask("challenge", measure=Measure.AMOUNTS), "Food") == {"mission/food#title", *amounts}
    assert cited(ask("instrumentType", measure=Measure.AMOUNTS), "PI007") == {"mission/food#title", *amounts}


def test_a_status_of_claims_is_shown_by_the_claims_that_have_it(ask: Ask) -> None:
    assert cited(ask("claimStatus"), "disputed") == {"mission/food#doubt"}
    assert cited(ask("claimStatus"), "stated") == {
        "mission/food#title",
        "mission/food#on-open",
        "mission/food#on-valued",
    }
    assert cited(ask("sourceKind"), "law") == {"mission/food#doubt"}


def test_targets_by_target_are_those_that_have_what_the_row_names(ask: Ask) -> None:
    answer = ask("target", measure=Measure.TARGETS)
    told = {row.heading.key: [cell.value for cell in row.cells[0]] for row in answer.rows}
    assert told == {
        "target": [Targets(2, 1, 2, 1), Targets(2, 1, 1, 0)],
        "measurable-target": [Targets(1, 1, 1, 1), Targets(1, 1, 0, 0)],
        "deadline": [Targets(2, 1, 2, 1), Targets(1, 0, 1, 0)],
        # Spain's mission has both, one on each of its targets, and no target that has both.
        "measurable-target-and-deadline": [Targets(1, 1, 1, 1), None],
    }
    counted = {row.heading.key: [cell.count for cell in row.cells[0]] for row in ask("target").rows}
    assert set(map(tuple, counted.values())) == {(1, 1)}
    assert cited(answer, "measurable-target") == {"mission/food#on-valued", "mission/food#doubt"}


def test_a_deadline_and_a_value_are_crossed_of_one_target(ask: Ask) -> None:
    answer = ask("deadline", "target")
    year = next(row for row in answer.rows if row.heading.key == "2031")
    assert [column.key for column, cells in zip(answer.columns, year.cells, strict=True) if cells[1].count] == [
        "target",
        "deadline",
    ]
