"""Which dumps there are: of everything or of one country, in four forms, each under a file name of its own."""

import re
from dataclasses import dataclass
from typing import Final

ALL: Final = "all"
"""The name of what is no country's."""
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_NAME: Final = re.compile(r"(all|[a-z]{2})\.(nq\.gz|trig\.gz|jsonld\.gz|csv\.zip)")


@dataclass(frozen=True, slots=True)
class DumpForm:
    """A form of dumps."""

    name: str
    ending: str
    """With that of the compression."""
    media_type: str
    """Of what is inside the compression."""
    title: str

    @property
    def is_zip(self) -> bool:
        """Whether it is a folder of files rather than one compressed text."""
        return self.ending.endswith(".zip")


N_QUADS: Final = DumpForm("n-quads", "nq.gz", "application/n-quads", "N-Quads")
TRIG: Final = DumpForm("trig", "trig.gz", "application/trig", "TriG")
JSON_LD: Final = DumpForm("json-ld", "jsonld.gz", "application/ld+json", "JSON-LD")
TABLES: Final = DumpForm("csv", "csv.zip", "text/csv", "CSV tables")
DUMP_FORMS: Final = (N_QUADS, TRIG, JSON_LD, TABLES)


@dataclass(frozen=True, slots=True)
class Dump:
    """One file that can be had: `scope` is `all`, or a country's ISO code in small letters."""

    scope: str
    form: DumpForm

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.scope}.{self.form.ending}"


def dump_named(name: str) -> Dump | None:
    """The dump of that file name; None where there can be none."""
    found = _NAME.fullmatch(name)
    return Dump(found[1], next(form for form in DUMP_FORMS if form.ending == found[2])) if found else None
