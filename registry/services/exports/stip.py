"""Policy initiatives and their instruments in the manner of STIP Compass: a line an initiative and instrument.

STIP Compass is the database of innovation policy of the European Commission and the OECD. This is not a file of its
format, which has two lines of headings, bars between columns and country codes of three letters. Eight columns have
its names (`STIP_COLUMNS`), all others are ours. Nothing is left empty: what nobody states is `not stated`, and what a
record says it lacks is said in its words.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from registry.index.filters import EVERYTHING, Filter, OneOf
from registry.index.projection import Projection
from registry.model.language import choose
from registry.model.spec import Model
from registry.services.find import Finder, Listing, PageRequest
from registry.services.tables.as_csv import BOM, guarded
from registry.services.tables.imprint import LICENCE
from registry.services.tables.words import NOT_STATED
from registry.services.turning import all_linking

COLUMNS: Final = (
    "InitiativeID", "CountryCode", "CountryLabel", "NameEnglish", "NameOriginalLanguage", "OriginalLanguage",
    "ShortDescription", "StartDateYear", "EndDateYear", "ResponsibleOrganisation", "Themes", "PublicAccessURL",
    "InstrumentID", "InstrumentTypeCode", "InstrumentTypeLabel", "InstrumentName", "InstrumentSide", "Budget",
    "BudgetCurrency", "MOIPType", "Missions", "Revision", "Licence",
)  # fmt: skip
STIP_COLUMNS: Final = frozenset({
    "InitiativeID", "CountryCode", "CountryLabel", "NameEnglish", "ShortDescription", "StartDateYear", "EndDateYear",
    "InstrumentTypeLabel",
})  # fmt: skip
"""Names that the OECD's own examples of the survey's file use (github.com/STIPlab/hackathon, 2021 edition)."""
_NO_INSTRUMENT: Final = "no instrument on record"
_BETWEEN: Final = " | "
_INITIATIVE: Final = "PolicyInitiative"


def stip_csv(
    finder: Finder, model: Model, *, country: str | None = None, page_size: int = 100, bom: bool = False
) -> Iterator[str]:
    """The table in pieces, a page of initiatives at a time; `country` (IRI of a place) leaves all others out.

    Three look-ups a page, and one more for each hundred instruments or missions that an initiative has.
    """
    yield (BOM if bom else "") + _written([COLUMNS])
    where: Filter = EVERYTHING if country is None else OneOf("country", (country,))
    after: str | None = None
    while True:
        page = finder.page(Listing(_INITIATIVE, where), PageRequest(first=page_size, after=after))
        if page.records:
            writer = _Lines(finder, model, page.records, page_size)
            yield _written([line[name] for name in COLUMNS] for record in page.records for line in writer.of(record))
        if not page.has_next:
            return
        after = page.cursors[-1]


class _Lines:
    """The lines of some initiatives; what they link to is read for all of them together."""

    def __init__(self, finder: Finder, model: Model, initiatives: Sequence[Projection], page_size: int) -> None:
        self._model = model
        self._revision = finder.revision
        inverses = model.classes[_INITIATIVE].inverse_by_name
        iris = [each.iri for each in initiatives]
        self._instruments = all_linking(finder, iris, inverses["instruments"], page_size)
        self._missions = all_linking(finder, iris, inverses["missions"], page_size)
        linked = {
            str(iri) for each in initiatives for name in ("country", "lead", "challenges") for iri in each.many(name)
        }
        self._known = finder.records(linked)

    def of(self, initiative: Projection) -> Iterator[Mapping[str, str]]:
        """A line for each instrument, or one that says that there is none."""
        shared = self._shared(initiative)
        instruments = self._instruments[initiative.iri]
        for instrument in instruments:
            yield {**shared, **self._instrument(instrument)}
        if not instruments:
            yield {**shared, **dict.fromkeys(COLUMNS[12:19], _NO_INSTRUMENT)}

    def _shared(self, record: Projection) -> Mapping[str, str]:
        country = self._known.get(str(record.values.get("country", "")))
        english, original = _text(record, "title", "en"), _original(record)
        missions = [_title(each) for each in self._missions[record.iri]]
        return {
            "InitiativeID": record.iri,
            "CountryCode": str(country.values.get("isoCode", NOT_STATED)) if country else NOT_STATED,
            "CountryLabel": _title(country) if country else NOT_STATED,
            "NameEnglish": english or NOT_STATED,
            "NameOriginalLanguage": original[1] if original else NOT_STATED,
            "OriginalLanguage": original[0] if original else NOT_STATED,
            "ShortDescription": _text(record, "summary", "en") or self._silence(record, "summary"),
            "StartDateYear": self._year(record, "startDate"),
            "EndDateYear": self._year(record, "endDate"),
            "ResponsibleOrganisation": self._titles(record, "lead"),
            "Themes": self._titles(record, "challenges"),
            "PublicAccessURL": str(record.values.get("website", self._silence(record, "website"))),
            "MOIPType": self._label(record, "moipType"),
            "Missions": _BETWEEN.join(missions) or "none on record",
            "Revision": str(self._revision),
            "Licence": LICENCE,
        }

    def _instrument(self, record: Projection) -> Mapping[str, str]:
        codes = [self._model.codes[str(iri)] for iri in record.many("instrumentTypes") if str(iri) in self._model.codes]
        amounts = [format(each, "f") for each in record.many("amounts") if isinstance(each, Decimal)]
        return {
            "InstrumentID": record.iri,
            "InstrumentTypeCode": _BETWEEN.join(code.notation for code in codes) or NOT_STATED,
            "InstrumentTypeLabel": _BETWEEN.join(code.label.get("en", code.notation) for code in codes) or NOT_STATED,
            "InstrumentName": _title(record),
            "InstrumentSide": self._label(record, "side"),
            "Budget": " or ".join(amounts) or self._silence(record, "amounts"),
            "BudgetCurrency": str(record.values.get("currency", self._silence(record, "amounts"))),
        }

    def _titles(self, record: Projection, field: str) -> str:
        found = (self._known.get(str(iri)) for iri in record.many(field))
        return _BETWEEN.join(_title(each) for each in found if each) or self._silence(record, field)

    def _label(self, record: Projection, field: str) -> str:
        code = self._model.codes.get(str(record.values.get(field, "")))
        return code.label.get("en", code.notation) if code else self._silence(record, field)

    def _year(self, record: Projection, field: str) -> str:
        date = record.values.get(field)
        return str(date)[:4] if date else self._silence(record, field)

    def _silence(self, record: Projection, field: str) -> str:
        """Why there is no value: in the record's own words where it says, else `not stated`."""
        path = self._model.classes[record.class_name].by_name[field].path
        for absence in record.many("absences"):
            if isinstance(absence, Projection) and absence.values.get("property") == path:
                code = self._model.codes.get(str(absence.values.get("absenceReason", "")))
                if code:
                    return code.label.get("en", code.notation)
        return NOT_STATED


def _written(lines: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([guarded(value) for value in line] for line in lines)
    return text.getvalue()


def _text(record: Projection, field: str, language: str) -> str:
    texts = {each[0]: each[1] for each in record.many(field) if isinstance(each, tuple)}
    return texts.get(language, "")


def _original(record: Projection) -> tuple[str, str] | None:
    """The title in another language than English: the first by language."""
    others = sorted(each for each in record.many("title") if isinstance(each, tuple) and each[0] not in ("en", ""))
    return others[0] if others else None


def _title(record: Projection) -> str:
    choice = choose([each for each in record.many("title") if isinstance(each, tuple)], ("en",))
    return record.iri if choice is None else choice.value
