"""The formats of a comparison as one table: media type, ending, and the function that writes it.

Faces choose from it by name, ending or Accept header; pictures stand in `registry.services.charts`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from registry.services.compare.comparison import Comparison
from registry.services.tables.as_csv import tidy_csv, wide_csv
from registry.services.tables.as_json import as_json
from registry.services.tables.as_markdown import as_markdown
from registry.services.tables.as_xlsx import as_xlsx
from registry.services.tables.imprint import Imprint


@dataclass(frozen=True, slots=True)
class TableFormat:
    """One way to write a comparison down."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Comparison, Imprint], bytes]

    @property
    def content_type(self) -> str:
        """The media type with its character encoding, where it is text."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


JSON: Final = TableFormat("json", ".json", "application/json", as_json)
CSV: Final = TableFormat("csv", ".csv", "text/csv", tidy_csv)
WIDE_CSV: Final = TableFormat("wide-csv", ".wide.csv", "text/csv", wide_csv)
EXCEL_CSV: Final = TableFormat("excel-csv", ".excel.csv", "text/csv", partial(wide_csv, bom=True))
"""Wide, with the mark by which old versions of Excel know UTF-8."""
XLSX: Final = TableFormat("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx)
MARKDOWN: Final = TableFormat("markdown", ".md", "text/markdown", as_markdown)

FORMATS: Final = (JSON, CSV, WIDE_CSV, EXCEL_CSV, XLSX, MARKDOWN)
"""All formats of files; of those with one media type the first is the one that a header asks for."""
