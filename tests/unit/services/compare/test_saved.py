"""Saved comparisons: kept once, found by their address, and saved by those alone who may."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from registry.errors import InvalidArgument, NotAllowed, NotFound, NotSignedIn, StaleRevision
from registry.identity.person import ANONYMOUS, Person, Role
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import Comparison, ComparisonRequest
from registry.services.compare.saved import SavedComparisons
from registry.services.indexed import IndexFinder
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Change, Store

ANNA = Person("https://w3id.org/mission-registry/person/anna", "Anna", frozenset({Role.CONTRIBUTOR}))
NOW = datetime(2026, 2, 1, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(Settings(data_dir=tmp_path)) as opened:
        yield opened


@pytest.fixture
def comparison(comparing: Comparing, finder: IndexFinder) -> Comparison:
    return comparing.compare(finder, ComparisonRequest(("SE", "ES"), ("challenge",)))


def test_what_was_saved_is_found_with_a_line_to_cite_it_by(store: Store, comparison: Comparison) -> None:
    told: list[str] = []
    saved = SavedComparisons(store, lambda: told.append("refreshed"))
    kept = saved.save(ANNA, "  Two \n countries ", comparison, NOW)
    assert saved.find(kept.slug) == kept
    assert (kept.title, kept.permalink, kept.creator) == ("Two countries", comparison.permalink, ANNA.iri)
    assert kept.citation == f"Two countries. Mission Registry, revision 7, 2026-02-01. {kept.iri}"
    assert told == ["refreshed"]


def test_the_same_is_saved_once(store: Store, comparison: Comparison) -> None:
    saved = SavedComparisons(store)
    first = saved.save(ANNA, "Two", comparison, NOW)
    head = store.head()
    assert saved.save(ANNA, "Two", comparison) == first
    assert store.head() == head
    assert saved.save(ANNA, "Other", comparison).iri != first.iri


def test_saving_takes_a_role_and_a_title(store: Store, comparison: Comparison) -> None:
    saved = SavedComparisons(store)
    with pytest.raises(NotSignedIn):
        saved.save(ANONYMOUS, "Two", comparison)
    with pytest.raises(NotAllowed):
        saved.save(Person("urn:x:bo", "Bo"), "Two", comparison)
    for title in ("", " \n", "x" * 301):
        with pytest.raises(InvalidArgument):
            saved.save(ANNA, title, comparison)
    assert store.head() == 0


@pytest.mark.parametrize("slug", ["", "none", "../x", "é", "a b"])
def test_what_was_never_saved_is_not_found(store: Store, slug: str) -> None:
    with pytest.raises(NotFound):
        SavedComparisons(store).find(slug)


class Busy:
    """A store in which others are always quicker, or so often."""

    def __init__(self, store: Store, times: int) -> None:
        self._store, self._times = store, times
        self.construct, self.head = store.construct, store.head

    def write(self, change: Change) -> int:
        if self._times:
            self._times -= 1
            raise StaleRevision(change.based_on, change.based_on + 1)
        return self._store.write(change)


def test_saving_goes_on_while_others_write(store: Store, comparison: Comparison) -> None:
    SavedComparisons(Busy(store, 3)).save(ANNA, "Two", comparison)  # type: ignore[arg-type]
    with pytest.raises(StaleRevision):
        SavedComparisons(Busy(store, 100)).save(ANNA, "Three", comparison)  # type: ignore[arg-type]
