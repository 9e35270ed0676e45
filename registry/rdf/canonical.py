"""Values in the one form in which stores keep them: `2000000.0` and `2000000` are the same decimal, `+00:00` is `Z`.

XSD 1.1 part 2, section 2.3.1: canonical representations.
"""

import re
from typing import Final

from registry.namespaces import XSD
from registry.rdf.terms import Literal, Triple

_DECIMAL: Final = re.compile(r"([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?")
_BOOLEANS: Final = {"1": "true", "0": "false"}
_NUMBERS: Final = frozenset({XSD + "decimal", XSD + "integer"})
_BOOLEAN: Final = XSD + "boolean"
_DATES: Final = frozenset(XSD + name for name in ("date", "gYear", "gYearMonth", "dateTime"))


def canonical(triple: Triple) -> Triple:
    """The statement with its value in canonical form; other kinds of values, and malformed ones, are kept."""
    value = triple.object
    if not isinstance(value, Literal):
        return triple
    lexical = value.lexical
    if value.datatype in _NUMBERS:
        lexical = _shortest(lexical)
    elif value.datatype == _BOOLEAN:
        lexical = _BOOLEANS.get(lexical, lexical)
    elif value.datatype in _DATES and lexical.endswith(("+00:00", "-00:00")):
        lexical = lexical[:-6] + "Z"
    if lexical == value.lexical:
        return triple
    return Triple(triple.subject, triple.predicate, Literal(lexical, value.datatype))


def _shortest(number: str) -> str:
    found = _DECIMAL.fullmatch(number)
    if found is None or not any(character.isdecimal() for character in number):
        return number
    sign, whole, fraction = found[1], found[2] or "0", found[3] or ""
    digits = f"{whole}.{fraction}" if fraction else whole
    return digits if sign != "-" or digits == "0" else f"-{digits}"
