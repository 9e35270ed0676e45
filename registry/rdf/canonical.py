"""Numbers and booleans in the one form in which stores keep them: `2000000.0` and `2000000` are the same decimal.

XSD 1.1 part 2, section 2.3.1: canonical representations.
"""

import re
from typing import Final

from registry.namespaces import XSD
from registry.rdf.terms import Literal, Triple

_DECIMAL: Final = re.compile(r"([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?")
_BOOLEANS: Final = {"1": "true", "0": "false"}


def canonical(triple: Triple) -> Triple:
    """The statement with its value in canonical form; what is no number or boolean, or a malformed one, is kept."""
    value = triple.object
    if not isinstance(value, Literal) or value.datatype not in (XSD + "decimal", XSD + "integer", XSD + "boolean"):
        return triple
    if value.datatype == XSD + "boolean":
        lexical = _BOOLEANS.get(value.lexical, value.lexical)
    else:
        lexical = _shortest(value.lexical)
    return Triple(triple.subject, triple.predicate, Literal(lexical, value.datatype))


def _shortest(number: str) -> str:
    found = _DECIMAL.fullmatch(number)
    if found is None or not any(character.isdecimal() for character in number):
        return number
    sign, whole, fraction = found[1], found[2] or "0", found[3] or ""
    digits = f"{whole}.{fraction}" if fraction else whole
    return digits if sign != "-" or digits == "0" else f"-{digits}"
