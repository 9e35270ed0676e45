"""The table in the manner of STIP Compass: every initiative, each with its instruments, nothing left empty."""

import csv
import io
import re
from pathlib import Path

from registry.bootstrap import Registry
from registry.services.exports.stip import COLUMNS, STIP_COLUMNS, stip_csv
from registry.services.find import Listing, PageRequest
from registry.services.tables.as_csv import BOM

ID = "https://w3id.org/mission-registry/id/"


def lines(registry: Registry, **options: object) -> list[dict[str, str]]:
    text = "".join(stip_csv(registry.finder, registry.model, **options))  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_initiative_stands_in_the_table_with_each_of_its_instruments(registry: Registry) -> None:
    found = lines(registry, page_size=7)
    assert found == lines(registry)
    total = registry.finder.page(Listing("PolicyInitiative"), PageRequest(first=0)).total
    assert len({line["InitiativeID"] for line in found}) == total
    linked = registry.finder.page(Listing("Instrument"), PageRequest(first=0)).total
    assert len({line["InstrumentID"] for line in found if line["InstrumentID"].startswith("http")}) <= linked
    assert all(value for line in found for value in line.values())
    assert list(found[0]) == list(COLUMNS)


def test_an_initiative_of_a_country_says_code_names_types_and_what_is_not_stated(registry: Registry) -> None:
    found = lines(registry, country=f"{ID}place/brazil")
    assert {line["CountryCode"] for line in found} == {"BR"}
    financing = next(line for line in found if line["InstrumentName"] == "New Industry Brazil financing to 2026")
    assert financing["InitiativeID"] == f"{ID}policy-initiative/new-industry-brazil"
    assert financing["InstrumentTypeCode"] == "PI008 | PI012 | PI013"
    assert financing["InstrumentSide"] == "supply side"
    assert financing["Revision"] == str(registry.finder.revision)


def test_missing_is_never_empty_and_never_zero(registry: Registry) -> None:
    found = lines(registry)
    budgets = {line["Budget"] for line in found}
    assert "not stated" in budgets
    assert not budgets & {"", "0"}
    assert any(line["InstrumentID"] == "no instrument on record" for line in found)


def test_the_mark_for_excel_stands_in_front_where_it_is_asked_for(registry: Registry) -> None:
    assert next(iter(stip_csv(registry.finder, registry.model, bom=True))).startswith(BOM + "InitiativeID")


def test_the_documentation_says_which_columns_are_named_as_in_stip_compass_and_which_are_ours() -> None:
    text = (Path(__file__).parents[4] / "docs" / "howto" / "harvest.md").read_text(encoding="utf-8")
    section = text.partition("## A table in the manner of STIP Compass")[2].partition("\n## ")[0]
    theirs, ours = section.partition("- Our own names:")[::2]
    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", theirs))
    assert named == STIP_COLUMNS
    assert named | set(re.findall(r"`([A-Z][A-Za-z]+)`", ours)) == set(COLUMNS)
