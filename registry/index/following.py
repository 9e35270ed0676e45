"""An index that follows the store: opened, built when there is none of use, and caught up after every write.

One process writes an index on disk; others read it and see what it commits. Whoever cannot use the one on disk works
from one in memory.
"""

import logging
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from registry.errors import IndexLocked, IndexNotWritten
from registry.index.building import Recipe, Watch, build, projections, unwatched
from registry.index.engine import Engine, Mark, Writing
from registry.index.folder import Folder
from registry.store.lock import HeldLock
from registry.store.port import Store
from registry.store.revisions import Position, knows, position, since

_LOG: Final = logging.getLogger("registry.index")
_ROUNDS: Final = 5
"""How often records are read again because somebody wrote meanwhile, before that is left to the next time."""
_PAUSE_S: Final = 0.01


class Index:
    """The index of a store. Safe to use from several threads; `engine` stays the same one for good."""

    def __init__(self, recipe: Recipe, store: Store, folder: Folder | None, patience_s: float = 5.0) -> None:
        self._recipe, self._store, self._folder = recipe, store, folder
        self._patience_s = patience_s
        self._following = threading.RLock()
        self._lock: HeldLock | None = None
        self._writing: Writing | None = None
        self._engine: Engine | None = None
        self._in_memory = folder is None

    @classmethod
    def open(
        cls, recipe: Recipe, store: Store, directory: Path | None, watch: Watch = unwatched, patience_s: float = 5.0
    ) -> Self:
        """The index in that folder, or one in memory, at the store's present revision.

        Built when there is none that is of use. `patience_s` is how long another process that writes it is waited for
        when the store has moved. Raises leaves of `StoreError`, and `Misuse` as `build` does.
        """
        index = cls(recipe, store, None if directory is None else Folder(directory), patience_s)
        try:
            index._begin(watch)
        except BaseException:
            index.close()
            raise
        return index

    @property
    def engine(self) -> Engine:
        """What is read."""
        if self._engine is None:
            raise RuntimeError("the index is not open")
        return self._engine

    @property
    def mark(self) -> Mark:
        """What the index is of at present."""
        return self.engine.mark() or Mark(0, None, "")

    def catch_up(self) -> Collection[str] | None:
        """Moves the index to the store's last revision, so that whoever reads `engine` from now on sees every write.

        Gives the records that are not as they were, or None when that may be all. Raises `IndexNotWritten`,
        `IndexLocked` when another process writes the index and does not follow, and what stores raise; the engine
        answers as before then.
        """
        with self._following:
            before, here = self.mark, position(self._store)
            if _fits(before, here):
                return ()
            if not self._in_memory and not self._may_write() and self._was_followed(here):
                return self._touched(before, self.mark.revision)
            touched = self._touched(before, here.revision) if self._is_current() else None
            if touched is None:
                self._build(here)
                return None
            return self._replace(touched, here)

    def rebuild(self, watch: Watch = unwatched) -> int:
        """Makes the index anew, whatever it is like, and gives its revision; raises as `catch_up` does."""
        with self._following:
            if not self._in_memory and not self._may_write():
                self._take_lock()  # says who has it
            here = position(self._store)
            self._build(here, watch)
            return here.revision

    def close(self) -> None:
        """Ends writing and lets go of the lock; a second time does nothing."""
        with self._following:
            self._end_writing()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin(self, watch: Watch) -> None:
        """Finds an engine: on disk when that is of use or may be made, else in memory."""
        if not self._in_memory:
            writes = self._may_write()
            self._engine = self._opened()
            if self._engine is None and not writes:
                _LOG.warning("another process has the index, and it is of no use here; working from one in memory")
                self._in_memory = True
        if self._engine is None:
            self._build(position(self._store), watch)
        self.catch_up()

    def _opened(self) -> Engine | None:
        """The engine of what lies on disk, when it was made by our rules and of this store."""
        engine = readable(self._recipe, self._folder) if self._folder else None
        mark = engine.mark() if engine else None
        return engine if mark and knows(self._store, Position(mark.revision, mark.token)) else None

    def _is_current(self) -> bool:
        """Whether what is read is what a writer would go on from."""
        return self._folder is None or self._in_memory or self._folder.current() == self.engine.directory

    def _touched(self, before: Mark, until: int) -> set[str] | None:
        """The records that are not as they were when the index was of that; None when nobody knows."""
        known = knows(self._store, Position(before.revision, before.token))
        return since(self._store, before.revision, until) if known else None

    def _may_write(self) -> bool:
        """Whether this process is the one that writes the index on disk, or can become it."""
        if self._lock is None:
            try:
                self._take_lock()
            except IndexLocked:
                return False
            if self._engine is not None:
                self._look_again()
        return True

    def _take_lock(self) -> None:
        assert self._folder is not None  # noqa: S101  # asked of an index on disk only
        path = self._folder.path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = HeldLock(path.with_name(f"{path.name}.lock"), shared=False, refusal=IndexLocked)
        except OSError as error:
            raise IndexNotWritten(str(error)) from error

    def _was_followed(self, here: Position) -> bool:
        """Waits until the process that writes has come that far; False when it ended and this one writes now."""
        until = time.monotonic() + self._patience_s
        while True:
            self._look_again()
            if self.mark.revision >= here.revision:
                return True
            if self._may_write():
                return False
            if time.monotonic() >= until:
                self._take_lock()  # says who has it
            time.sleep(_PAUSE_S)

    def _look_again(self) -> None:
        """Moves the engine to what lies on disk now, be it another build, so far as that is of use."""
        found = self._folder.current() if self._folder else None
        if found is not None and found != self.engine.directory:
            engine = readable(self._recipe, self._folder) if self._folder else None
            if engine is not None:
                self.engine.become(engine)
            return
        try:
            self.engine.reload()
        except (OSError, ValueError) as error:
            _LOG.warning("the index at %s cannot be read again: %s", found, error)

    def _build(self, here: Position, watch: Watch = unwatched) -> None:
        self._end_writing()
        if self._in_memory or self._folder is None:
            built = build(self._recipe, self._store, here, None, watch)
        else:
            built = self._built_on_disk(self._folder, here, watch)
        if self._engine is None:
            self._engine = built
        else:
            self._engine.become(built)

    def _built_on_disk(self, folder: Folder, here: Position, watch: Watch) -> Engine:
        try:
            path = folder.fresh()
            built = build(self._recipe, self._store, here, path, watch)
            folder.use(path)
        except OSError as error:
            folder.sweep()
            raise IndexNotWritten(str(error)) from error
        except BaseException:
            folder.sweep()
            raise
        return built

    def _replace(self, touched: set[str], here: Position) -> set[str]:
        """Reads the touched records again and puts them in the place of what was there, in one commit."""
        for rounds_left in reversed(range(_ROUNDS)):
            found = list(projections(self._recipe, self._store, sorted(touched)))
            now = position(self._store)
            further = since(self._store, here.revision, now.revision) if now != here and rounds_left else None
            if further is None:
                break
            touched, here = touched | further, now
        try:
            writing = self._writing = self._writing or self.engine.writing()
            writing.delete(touched)
            for projection in found:
                writing.add(self._recipe.documents(projection))
            writing.commit(self._recipe.mark(here))
        except IndexNotWritten:
            self._end_writing()
            raise
        self.engine.reload()
        return touched

    def _end_writing(self) -> None:
        if self._writing is not None:
            self._writing.close()
            self._writing = None


def _fits(mark: Mark, here: Position) -> bool:
    return (mark.revision, mark.token) == (here.revision, here.token)


def reading(recipe: Recipe, store: Store, directory: Path, watch: Watch = unwatched) -> Engine:
    """The index in that folder at the store's last revision, for whoever reads it once.

    It is made, or brought up to date, if need be, so that the next one finds it; nobody is kept from writing it
    afterwards. Where another process has it, nothing can be written or the store is empty, one in memory is made.
    """
    here = position(store)
    engine = readable(recipe, Folder(directory))
    if engine is not None and engine.mark() == recipe.mark(here) and here.token is not None:
        return engine
    if here.token is not None:
        with suppress(IndexLocked, IndexNotWritten), Index.open(recipe, store, directory, watch, patience_s=0) as index:
            return index.engine
    return build(recipe, store, here, None, watch)


def readable(recipe: Recipe, folder: Folder) -> Engine | None:
    """The engine of what lies in the folder, when it can be read and was made by these rules."""
    path = folder.current()
    if path is None:
        return None
    try:
        engine = Engine.open(path)
        mark = engine.mark()
    except (OSError, ValueError) as error:
        _LOG.warning("the index at %s is damaged: %s", path, error)
        return None
    return engine if mark is not None and mark.stamp == recipe.stamp else None
