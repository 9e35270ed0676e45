"""The feed of changes: nothing twice, nothing missed, and nothing of what is not published."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from registry.errors import NotFound
from registry.model.reader import read_model
from registry.namespaces import PUBLISHED, RDF_TYPE, RECORDS, SUBMISSIONS, TERMS
from registry.rdf.terms import Iri, Literal, Triple
from registry.services.feeds.changes import ChangeFeed
from registry.services.feeds.following import following
from registry.services.feeds.moves import Moves
from registry.services.history import History
from registry.services.revisions import Revision
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange

MODEL = read_model()


def write(store: EmbeddedStore, *slugs: str, graph: str = PUBLISHED) -> int:
    iris = [Iri(f"{RECORDS}mission/{slug}") for slug in slugs]
    triples = tuple(Triple(iri, Iri(RDF_TYPE), Iri(f"{TERMS}Mission")) for iri in iris)
    titles = tuple(Triple(iri, Iri(f"{TERMS}note"), Literal("x")) for iri in iris)
    message = f"{', '.join(slugs)} came"
    changes = (GraphChange(graph, insert=triples + titles),)
    return store.write(Change(store.head(), message, datetime.now(UTC), changes))


def feed_of(store: EmbeddedStore) -> ChangeFeed:
    return ChangeFeed(History(store, MODEL), store.head)


def numbers(revisions: object) -> list[int]:
    return [revision.number for revision in revisions]  # type: ignore[attr-defined]


@pytest.mark.parametrize("most", [1, 2, 3, 100])
def test_pages_tell_every_change_once_and_pass_over_what_is_not_published(most: int) -> None:
    with EmbeddedStore(None) as store:
        for slug in "abc":
            write(store, slug)
            write(store, slug + "-draft", graph=SUBMISSIONS)
        feed, told, after = feed_of(store), [], 0
        while True:
            page = feed.after(after, most)
            told += numbers(page.revisions)
            after = page.reached
            if page.is_last:
                break
    assert told == [1, 3, 5]
    assert after == 6


def test_the_latest_come_newest_first() -> None:
    with EmbeddedStore(None) as store:
        for slug in "abcd":
            write(store, slug)
        assert numbers(feed_of(store).latest(3)) == [4, 3, 2]
        assert feed_of(store).latest(1)[0].message == "d came"


def test_nothing_has_happened_in_an_empty_store() -> None:
    with EmbeddedStore(None) as store:
        page = feed_of(store).after(0)
        assert (page.revisions, page.reached, page.last, page.is_last) == ([], 0, 0, True)
        assert feed_of(store).latest(5) == []


@pytest.mark.parametrize("revision", [2, -1])
def test_a_revision_that_is_not_there_is_refused(revision: int) -> None:
    with EmbeddedStore(None) as store:
        write(store, "a")
        with pytest.raises(NotFound, match="the last one is 1"):
            feed_of(store).after(revision)


def test_who_follows_is_told_what_is_written_later() -> None:
    async def scene() -> list[int | None]:
        moves = Moves()
        with EmbeddedStore(None) as store:
            write(store, "before")
            changes = following(feed_of(store), moves, 0, beat_s=60)
            told = [number_of(await anext(changes))]
            waiting = asyncio.ensure_future(anext(changes))
            while not moves.has_listeners:
                await asyncio.sleep(0)
            await asyncio.to_thread(write, store, "later")
            moves.tell()
            told.append(number_of(await waiting))
            await close(changes)
            assert not moves.has_listeners
            return told

    assert asyncio.run(scene()) == [1, 2]


def test_silence_is_told_too() -> None:
    async def scene() -> None:
        with EmbeddedStore(None) as store:
            changes = following(feed_of(store), Moves(), 0, beat_s=0)
            assert await anext(changes) is None
            assert await anext(changes) is None
            await close(changes)

    asyncio.run(scene())


def test_word_to_a_loop_that_has_ended_is_lost_quietly() -> None:
    moves = Moves()
    with EmbeddedStore(None) as store:
        changes = following(feed_of(store), moves, 0, beat_s=0)
        loop = asyncio.new_event_loop()
        assert loop.run_until_complete(anext(changes)) is None
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        moves.tell()
        asyncio.run(close(changes))


def number_of(revision: Revision | None) -> int | None:
    return None if revision is None else revision.number


async def close(changes: AsyncIterator[Revision | None]) -> None:
    await changes.aclose()  # type: ignore[attr-defined]
