"""Facts: everything exact that is true of a record or part, as one number each, so that looking one up is quick.

`registry.index.documents` writes them into the FACTS column, `registry.index.queries` asks for them; both make them
here, so they agree. A fact's number is a hash of class, field and what is said, made of two parts so that the hash of
an IRI is worked out once for all fields. Dates have no value facts (their columns of days say it), links have link
facts instead.
"""

import hashlib
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from registry.rdf.terms import BlankNode, Iri, Literal

LONGEST: Final = 200
"""How many characters of a value can be looked for as its beginning."""


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


_kept_digest = lru_cache(maxsize=1 << 12)(_digest)


def hash_of(text: str) -> int:
    """63 bits of the text's hash, worked out anew: for texts that hardly come again.

    What follows a `#` is hashed apart, because parts of records have IRIs that end in one of few ways.
    """
    front, sign, fragment = text.partition("#")
    return _digest(front) ^ _kept_digest(sign + fragment) if sign else _digest(text)


def part_key(iri: str, record: str, record_key: int) -> int:
    """`hash_of` a part's IRI, where that of its record is known."""
    front, sign, fragment = iri.partition("#")
    return record_key ^ _kept_digest(sign + fragment) if sign and front == record else hash_of(iri)


@lru_cache(maxsize=1 << 17)
def key_of(text: str) -> int:
    """The number that stands for an IRI in joins, and for any value in facts: 63 bits of its hash."""
    return hash_of(text)


def class_fact(class_name: str) -> int:
    """It is a record or part of that class; of `filters.RECORD` are the records of all classes."""
    return key_of(class_name)


def value_fact(class_name: str, field: str, value: Any) -> int:
    """The field has this value: a text in any language, a number, a code's IRI."""
    return value_base(class_name, field) ^ key_of(canonical(value))


def value_base(class_name: str, field: str) -> int:
    """The part of a value fact that all values of the field share."""
    return key_of(f"{class_name}.{field}=")


def value_prefix(class_name: str, field: str, prefix: str) -> str:
    """What stands in the BEGINNINGS column for values of text, string and address fields that begin so, and how what
    stands there begins. Only the first `LONGEST` characters count."""
    return f"{class_name}.{field}={prefix[:LONGEST]}"


def stated_fact(class_name: str, field: str) -> int:
    """The field has some value."""
    return key_of(f"{class_name}.{field}?")


def absent_fact(class_name: str, field: str, reason: str) -> int:
    """The record says that the field has no value, for that reason (IRI of a code)."""
    return key_of(f"{class_name}.{field}!") ^ key_of(reason)


def language_fact(class_name: str, field: str, tag: str) -> int:
    """The text field has a text in that language; `en-gb` makes this fact for `en` too."""
    return key_of(f"{class_name}.{field}@{tag}")


def link_fact(source: str, field: str, iri: str) -> int:
    """A link field of the class `source` leads to that record: on what has the field, and on the record around it."""
    return link_base(source, field) ^ key_of(iri)


def link_base(source: str, field: str) -> int:
    """The part of a link fact that all links of the field share."""
    return key_of(f"{source}.{field}>")


def part_fact(class_name: str, field: str) -> int:
    """It is a part that stands in this field of a record (or part) of that class."""
    return key_of(f"{class_name}.{field}/")


def many_fact(source: str, field: str) -> int:
    """The document's column of this link has more than one key."""
    return key_of(f"{source}.{field}*")


def canonical(value: Any) -> str:
    """One spelling for equal values: 5, 5.0 and Decimal("5.00") are the same number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return _number(Decimal(value))
    if isinstance(value, Iri):
        return value.value
    if isinstance(value, Literal):
        return value.lexical
    if isinstance(value, BlankNode):
        return f"_:{value.label}"
    raise TypeError(f"{type(value).__name__} is no value of a field")


def _number(value: Decimal) -> str:
    """Digits without zeros at the end, and the power of ten: nothing is rounded, and 1E+999999 stays short."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is no number")
    kept = "".join(map(str, digits)).lstrip("0")
    short = kept.rstrip("0")
    if not short:
        return "0"
    power = exponent + len(kept) - len(short)
    return f"{'-' if sign else ''}{short}" + (f"E{power}" if power else "")
