"""Cells of the facts as RDF values, and names as slugs."""

import re
import unicodedata
from typing import Final

from registry.namespaces import CODES, RECORDS, SDG, TERMS, XSD
from registry.rdf.terms import Iri, Literal

LONGEST_SLUG: Final = 60
# Letters that Unicode does not decompose into a plain letter and a mark.
_FOLDED: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ß": "ss", "ł": "l", "đ": "d", "'": "", "’": ""}
)
# Words that a name does not end with where it is cut.
_NOT_LAST: Final = frozenset(
    ("a", "an", "and", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with")
)
_DATE_TYPES: Final = {4: "gYear", 7: "gYearMonth", 10: "date"}


def slug(name: str) -> str:
    """The name in plain lower-case letters, digits and hyphens, cut at a word within 60 characters; may be empty."""
    plain = unicodedata.normalize("NFKD", name.translate(_FOLDED)).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    cut = list(words)
    while len("-".join(cut)) > LONGEST_SLUG or (cut != words and cut[-1] in _NOT_LAST):
        cut.pop()
    return "-".join(cut)


def kebab(field: str) -> str:
    """`startDate` as `start-date`, for part names."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", field).lower()


def partial_date(value: str) -> Literal:
    """A year, a year and month or a day, with the precision that the cell has."""
    return Literal(value, XSD + _DATE_TYPES[len(value)])


def decimal(value: str) -> Literal:
    """A number, written exactly as the cell has it."""
    return Literal(value, XSD + "decimal")


def url(value: str) -> Literal:
    """An address."""
    return Literal(value, XSD + "anyURI")


def code(code_list: str, notation: str) -> Iri:
    """The concept of one of our code lists."""
    return Iri(f"{CODES}{code_list}/{notation}")


def goal(number: str) -> Iri:
    """A goal (`13`) or target (`13.1`) of the 2030 Agenda."""
    return Iri(SDG + number)


def term(local_name: str) -> Iri:
    """One of our own classes or properties."""
    return Iri(TERMS + local_name)


def record(path: str) -> Iri:
    """The record at `segment/slug`."""
    return Iri(RECORDS + path)
