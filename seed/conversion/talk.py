"""Turns `seed/talk` into records: every statement of the talk with a citation for each place that supports it.

Neighbours: `talk_entries` reads the files, `timestamps` says which second a place is, `whole` puts the statements
beside those of the facts.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

from registry.namespaces import CODES, RDF_LANG_STRING, RDF_TYPE, RECORDS, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple
from seed.conversion.talk_entries import (
    HEAD_LINES,
    INFERRED,
    Draft,
    PartDraft,
    Place,
    Support,
    Value,
    read_drafts,
    slugified,
)
from seed.conversion.talk_fields import FIELDS, LANGUAGE, PARTS
from seed.conversion.timestamps import Moment, read_csv

SOURCES: Final = {
    1: "source/cocreation-and-stakeholder-engagement-in-mission-setting",
    2: "source/mission-setting-and-implementation-strategies",
}

Moments: TypeAlias = dict[tuple[int, str], Moment]


def triples(root: Path) -> list[Triple]:
    """Every statement of the talk, from the files under the project folder."""
    return [triple for found in triples_by_home(root).values() for triple in found]


def triples_by_home(root: Path) -> dict[str, list[Triple]]:
    """The statements by the folder that they go to; raises `EntryError` for a file that cannot be read."""
    folder = root / "seed" / "talk"
    occurrences = read_csv((folder / "timestamps.csv").read_text(encoding="utf-8"))
    moments = {(one.text, one.raw): one.moment for one in occurrences}
    homes: dict[str, list[Triple]] = defaultdict(list)
    for draft in read_drafts(folder):
        homes[draft.home].extend(record_triples(draft, moments))
    return dict(homes)


def record_triples(draft: Draft, moments: Moments) -> Iterator[Triple]:
    """The record's statements, its parts, and the citations of both."""
    record = Iri(f"{RECORDS}{draft.segment}/{draft.slug}")
    yield Triple(record, Iri(RDF_TYPE), Iri(TERMS + draft.type))
    for value in draft.values:
        field = FIELDS[value.field]
        term = None if value.value is None else field.term(value.value, value.language)
        if term is not None:
            yield Triple(record, Iri(field.path), term)
        cited = term if field.many else None
        yield from _citations(record, Iri(field.path), cited, _value_word(value), value.support, moments)
    for part in draft.parts:
        yield from _part_triples(record, part, moments)


def _part_triples(record: Iri, draft: PartDraft, moments: Moments) -> Iterator[Triple]:
    part = PARTS[draft.field]
    node = Iri(f"{record.value}#{draft.fragment}")
    if draft.fields:
        yield Triple(record, Iri(part.path), node)
        yield Triple(node, Iri(RDF_TYPE), Iri(TERMS + part.type))
    for name, value in draft.fields.items():
        field = part.fields[name]
        yield Triple(node, Iri(field.path), field.term(value))
    if draft.support is not None:
        word = draft.fragment.removeprefix("talk-")
        yield from _citations(record, Iri(part.path), node, word, draft.support, moments)


def _value_word(value: Value) -> str:
    """What a citation's fragment says of the value: its field, and which value where there are several."""
    field = FIELDS[value.field]
    words = [field.word]
    if value.value is not None and field.many:
        names_itself = value.language is None or value.field == "alternativeTitles"
        words.append(slugified(value.value) if names_itself else str(value.language))
    return "-".join(words)


def _citations(
    record: Iri, path: Iri, cited: Term | None, word: str, support: Support, moments: Moments
) -> Iterator[Triple]:
    for place in support.places:
        node = Iri(f"{record.value}#talk-citation-{word}-{place.word}")
        yield from _citation(record, node, path, cited, place, moments)
        yield from _judgement(node, support.status, support.note)
    if support.read is not None:
        place = support.places[0]
        node = Iri(f"{record.value}#talk-citation-{word}-{place.word}-read")
        yield from _citation(record, node, path, cited, place, moments)
        yield from _judgement(node, INFERRED, f"Read by the curator, not said: {support.read}.")


def _judgement(node: Iri, status: str, note: str | None) -> Iterator[Triple]:
    yield Triple(node, Iri(TERMS + "claimStatus"), Iri(f"{CODES}claim-status/{status}"))
    if note is not None:
        yield Triple(node, Iri(TERMS + "note"), Literal(note, RDF_LANG_STRING, LANGUAGE))


def _citation(
    record: Iri, node: Iri, path: Iri, cited: Term | None, place: Place, moments: Moments
) -> Iterator[Triple]:
    yield Triple(record, Iri(TERMS + "citation"), node)
    yield Triple(node, Iri(RDF_TYPE), Iri(TERMS + "Citation"))
    yield Triple(node, Iri(TERMS + "citedProperty"), path)
    if cited is not None:
        yield Triple(node, Iri(TERMS + "citedValue"), cited)
    yield Triple(node, Iri(TERMS + "source"), Iri(RECORDS + SOURCES[place.text]))
    if place.mark in HEAD_LINES:
        yield Triple(node, Iri(TERMS + "locator"), Literal(HEAD_LINES[place.mark]))
        return
    yield Triple(node, Iri(TERMS + "locator"), Literal(place.mark))
    yield from _moment_triples(node, moments[place.text, place.mark])


def _moment_triples(node: Iri, moment: Moment) -> Iterator[Triple]:
    yield Triple(node, Iri(TERMS + "seconds"), Literal(str(moment.seconds), XSD + "integer"))
    yield Triple(node, Iri(TERMS + "reading"), Iri(f"{CODES}timestamp-reading/{moment.reading}"))
    yield Triple(node, Iri(TERMS + "link"), Literal(moment.link, XSD + "anyURI"))
    if moment.alternative is not None:
        yield Triple(node, Iri(TERMS + "alternativeSeconds"), Literal(str(moment.alternative), XSD + "integer"))
