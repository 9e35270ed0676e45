import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from registry.errors import IndexNotWritten
from registry.index.building import FORMAT, build, projections
from registry.index.documents import Documents
from registry.index.projection import Projection
from registry.namespaces import RECORDS
from registry.store.revisions import position
from tests.registries import fully_used
from tests.unit.index.following import RECIPE, agrees, mission, store_of, titles, write
from tests.unit.index.small import MODEL, about, iri

PINNED = (3, "a6fe5fcd78caf547")
"""The index's format, and what a record looks like in it."""


def test_documents_look_otherwise_only_in_another_format() -> None:
    citation = Projection(iri("mission", "a#citation-1"), "Citation", {"source": iri("source", "talk")})
    values: dict[str, Any] = {
        "title": (("en", "Clean air"), ("sv", "Ren luft")),
        "country": iri("place", "sweden"),
        "startDate": "2030-06",
        "amounts": (Decimal("2.50"), Decimal(7)),
        "running": True,
        "acronyms": ("CA",),
        "website": "https://example.org/",
        "citations": (citation,),
    }
    documents = Documents(fully_used(MODEL), ("en",), RECORDS)(Projection(iri("mission", "a"), "Mission", values))
    digest = hashlib.sha256(msgspec.json.encode(documents, order="deterministic")).hexdigest()[:16]
    assert (FORMAT, digest) == PINNED, "raise FORMAT, so that indexes on disk are made anew, and pin it here"


def test_a_stamp_is_the_same_for_the_same_rules_only() -> None:
    assert replace(RECIPE).stamp == RECIPE.stamp
    others = [replace(RECIPE, languages=("sv",)), replace(RECIPE, record_base="https://example.org/")]
    assert len({RECIPE.stamp, *(other.stamp for other in others)}) == 3


def test_what_is_no_record_of_a_known_class_is_left_out() -> None:
    with store_of("a") as store:
        write(store, about("urn:x", "Spaceship"))
        found = projections(RECIPE, store, ["urn:x", iri("mission", "a"), iri("mission", "nowhere")])
        assert [projection.iri for projection in found] == [iri("mission", "a")]


def test_an_index_is_built_in_memory_or_in_a_folder(tmp_path: Path) -> None:
    with store_of("a", "b") as store:
        for directory in (None, tmp_path):
            engine = build(RECIPE, store, position(store), directory)
            assert engine.directory == directory
            assert agrees(engine, store)


def test_a_build_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with store_of("a") as store, pytest.raises(IndexNotWritten):
        build(RECIPE, store, position(store), tmp_path / "nowhere")


def test_records_with_awkward_texts_are_built() -> None:
    with store_of() as store:
        write(store, mission("a", 'He said: "no" \\ {\x1e} \x7f 🌍 \u2028'))
        engine = build(RECIPE, store, position(store), None)
        assert agrees(engine, store)
        assert titles(engine, "a") == ['He said: "no" \\ {\x1e} \x7f 🌍 \u2028']
