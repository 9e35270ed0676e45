"""The addresses that messages and descriptions show: whoever follows one finds a record."""

import re
from functools import cache

import pytest
from rdflib import Graph

from tests.shapes.shape_graph import ROOT, SH, SHAPES, read_files

RECORDS = "https://w3id.org/mission-registry/id/"
_SHOWN = re.compile(re.escape(RECORDS) + r"[a-z0-9/#-]*[a-z0-9]")
# Subjects stand at the beginning of a line in the seed; parsing all of it would take minutes.
_SUBJECT = re.compile(r"^<([a-z-]+/[a-z0-9-]+)>", re.MULTILINE)


@cache
def seeded() -> frozenset[str]:
    """The addresses of all records of the seed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seed").rglob("*.ttl"))]
    return frozenset(RECORDS + slug for text in texts for slug in _SUBJECT.findall(text))


def unknown(shapes: Graph) -> list[str]:
    """Addresses shown by a message or description that are neither in the seed nor a pattern to fill in."""
    texts = [str(text) for words in (SH.message, SH.description) for text in shapes.objects(None, words)]
    shown = {address for text in texts for address in _SHOWN.findall(text)}
    return sorted(address for address in shown - seeded() if not address.endswith("/its-name"))


def test_every_address_shown_to_a_contributor_is_a_record_of_the_seed() -> None:
    assert unknown(read_files(sorted(SHAPES.glob("*.ttl")))) == []


@pytest.mark.parametrize("word", ["message", "description"])
def test_an_address_that_leads_nowhere_is_found(word: str) -> None:
    turtle = f"[] <{SH[word]}> 'Give one, for example {RECORDS}barrier/nowhere, or {RECORDS}place/sweden.'@en ."
    assert unknown(Graph().parse(data=turtle, format="turtle")) == [RECORDS + "barrier/nowhere"]
