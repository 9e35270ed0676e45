"""An index in memory that a test writes to and reads through a finder."""

from collections.abc import Iterable, Sequence

from registry.index.documents import Documents
from registry.index.engine import Engine, Mark
from registry.index.projection import Projector
from registry.index.snapshot import Snapshot
from registry.model.spec import Model
from registry.namespaces import RECORDS
from registry.rdf.terms import Triple
from registry.services.find import PageLimits
from registry.services.indexed import IndexFinder
from tests.unit.index.small import MODEL


class LivingIndex:
    """An index of the small model's records; each `write` is a commit, which `finder` sees at once."""

    def __init__(
        self, statements: Iterable[Triple] = (), *, model: Model = MODEL, limits: PageLimits | None = None
    ) -> None:
        self.engine = Engine.create(model)
        self._documents = Documents(model, ("en",), RECORDS)
        self._projector = Projector(model)
        self._writing = self.engine.writing()
        self._revision = 0
        self._commit((), statements)
        snapshot = Snapshot(model, self.engine, RECORDS, 10_000_000)
        self.finder = IndexFinder(model, snapshot, limits or PageLimits(usual=3, largest=50))

    def write(self, statements: Iterable[Triple], withdrawn: Sequence[str] = ()) -> None:
        """Puts these records in the place of what was there, and takes out those that are withdrawn."""
        changed = self._commit(withdrawn, statements)
        self.finder.refresh(changed)

    def _commit(self, withdrawn: Sequence[str], statements: Iterable[Triple]) -> list[str]:
        self._revision += 1
        records = list(self._projector(statements))
        changed = [*withdrawn, *(record.iri for record in records)]
        self._writing.delete(changed)
        for record in records:
            self._writing.add(self._documents(record))
        self._writing.commit(Mark(self._revision, None, ""))
        self.engine.reload()
        return changed
