"""Citation files: the dataset, a record or a comparison as BibTeX, RIS, CSL-JSON and CITATION.cff.

The revision is the version, and its date the date of publication: what is cited can be read again as it was.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from registry.index.projection import Projection
from registry.model.language import choose
from registry.services.compare.comparison import Comparison
from registry.services.tables.imprint import PUBLISHER, Imprint, title

_LICENCE: Final = "CC-BY-4.0"
_LICENCE_ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/"
_TEX: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\^{}", "~": r"\~{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited."""

    key: str
    """A short name of letters, digits and hyphens."""
    title: str
    address: str
    revision: int
    issued: date | None
    """When that revision was written; None where it is not known."""
    part_of: str | None = None
    """The dataset around it; None for the dataset itself."""
    publisher: str = PUBLISHER
    abstract: str = ""


def dataset_work(address: str, revision: int, issued: date | None, publisher: str = PUBLISHER) -> Work:
    """The dataset as a whole."""
    about = "Mission-oriented innovation policy of many countries, with a source behind every statement."
    return Work("mission-registry", f"{publisher} (dataset)", address, revision, issued, None, publisher, about)


def record_work(
    record: Projection,
    revision: int,
    issued: date | None,
    languages: Sequence[str] = ("en",),
    address: str | None = None,
) -> Work:
    """One record; `address` where it is read elsewhere than at its IRI."""
    texts = [each for each in record.many("title") if isinstance(each, tuple)]
    summaries = [each for each in record.many("summary") if isinstance(each, tuple)]
    name, summary = choose(texts, languages), choose(summaries, languages)
    return Work(
        key=record.iri.rpartition("/")[2] or "record",
        title=name.value if name else record.iri,
        address=address or record.iri,
        revision=revision,
        issued=issued,
        part_of=PUBLISHER,
        abstract=summary.value if summary else "",
    )


def comparison_work(comparison: Comparison, imprint: Imprint, issued: date | None) -> Work:
    """A comparison, by its permanent address."""
    return Work(
        key=f"comparison-{comparison.revision}",
        title=title(comparison),
        address=imprint.permalink(comparison),
        revision=comparison.revision,
        issued=issued,
        part_of=imprint.publisher,
        publisher=imprint.publisher,
    )


def bibtex(work: Work) -> str:
    """BibTeX, as biber and BibTeX read it: UTF-8, TeX's own signs escaped."""
    year = {"year": str(work.issued.year), "date": work.issued.isoformat()} if work.issued else {}
    given = {
        "author": f"{{{_tex(work.publisher)}}}",
        "title": f"{{{_tex(_line(work.title))}}}",
        "publisher": _tex(work.publisher),
        "version": f"revision {work.revision}",
        **year,
        "url": work.address,
        "note": f"Licence {_LICENCE}",
        **({"booktitle": _tex(work.part_of)} if work.part_of else {}),
    }
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in given.items())
    return f"@misc{{{re.sub(r'[^A-Za-z0-9-]', '-', work.key)},\n{fields}\n}}\n"


def ris(work: Work) -> str:
    """RIS, a line a thing; lines end as the format asks."""
    given = [
        ("TY", "DATA"),
        ("TI", _line(work.title)),
        ("AU", f"{work.publisher},"),  # the comma says that it is no person with a first name
        ("PB", work.publisher),
        *([("PY", str(work.issued.year)), ("DA", work.issued.strftime("%Y/%m/%d"))] if work.issued else []),
        ("ET", f"revision {work.revision}"),
        *([("T2", work.part_of)] if work.part_of else []),
        *([("AB", _line(work.abstract))] if work.abstract else []),
        ("UR", work.address),
        ("N1", f"Licence {_LICENCE}"),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in given)


def csl_json(work: Work) -> str:
    """CSL-JSON, as Zotero and citation processors read it."""
    node: dict[str, Any] = {
        "id": work.key,
        "type": "dataset",
        "title": _line(work.title),
        "author": [{"literal": work.publisher}],
        "publisher": work.publisher,
        "version": f"revision {work.revision}",
        "URL": work.address,
        "license": _LICENCE_ADDRESS,
    }
    if work.issued:
        node["issued"] = {"date-parts": [[work.issued.year, work.issued.month, work.issued.day]]}
    if work.part_of:
        node["container-title"] = work.part_of
    if work.abstract:
        node["abstract"] = _line(work.abstract)
    return json.dumps([node], ensure_ascii=False, indent=1) + "\n"


def citation_cff(work: Work) -> str:
    """CITATION.cff 1.2.0 of a dataset, or of what is in it; values are quoted as JSON, which YAML reads."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use these data, please cite them as below.",
        "type: dataset",
        f"title: {_quoted(_line(work.title))}",
        "authors:",
        f"  - name: {_quoted(work.publisher)}",
        f"version: {_quoted(f'revision {work.revision}')}",
        *([f"date-released: {work.issued.isoformat()}"] if work.issued else []),
        f"url: {_quoted(work.address)}",
        f"license: {_LICENCE}",
        *([f"abstract: {_quoted(_line(work.abstract))}"] if work.abstract else []),
    ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """One sort of citation file."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Work], str]


CITATIONS: Final = (
    CitationFormat("bibtex", ".bib", "application/x-bibtex", bibtex),
    CitationFormat("ris", ".ris", "application/x-research-info-systems", ris),
    CitationFormat("csl-json", ".csl.json", "application/vnd.citationstyles.csl+json", csl_json),
    CitationFormat("cff", ".cff", "application/yaml", citation_cff),
)


def _line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in _line(text))


def _quoted(text: str) -> str:
    return json.dumps(_line(text), ensure_ascii=False)
