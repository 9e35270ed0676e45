"""How large one record may be: judging it takes time for every part and statement, and anybody may ask for that."""

from collections.abc import Collection, Iterable
from typing import Final

from registry.errors import RecordTooLarge
from registry.rdf.terms import Triple
from registry.validation.submission import Record

MOST_PARTS: Final = 2_000
STATEMENTS_A_PART: Final = 20
"""So many statements a record may have for each part that it may have; no part of ours has more fields."""


def too_large(record: str, triples: Collection[Triple], most_parts: int) -> RecordTooLarge | None:
    """What is wrong with a record that has more parts, or more statements, than one may have."""
    parts = len({triple.subject for triple in triples}) - 1
    if parts > most_parts:
        return RecordTooLarge(record, "parts", parts, most_parts)
    most = most_parts * STATEMENTS_A_PART
    return RecordTooLarge(record, "statements", len(triples), most) if len(triples) > most else None


def hold_to_size(records: Iterable[Record], most_parts: int) -> None:
    """Raises `RecordTooLarge` for the first that is."""
    for record in records:
        if (refused := too_large(record.iri, record.triples, most_parts)) is not None:
            raise refused
