"""What somebody types, completed: records, classes and properties that begin so."""

from collections.abc import Iterator, Sequence

from registry.errors import QueryError
from registry.index.projection import Projection
from registry.model.spec import Model, RecordClass
from registry.services.find import Finder, SearchRequest
from registry.services.naming.codes import alike
from registry.services.reconciliation.values import Column, columns_of
from registry.validation.spelling import preferred


class Suggester:
    """Completes what is typed. For one request."""

    def __init__(self, finder: Finder, model: Model, languages: Sequence[str]) -> None:
        self._finder = finder.pinned()
        self._model = model
        self._languages = languages

    def records(self, prefix: str, cursor: int, limit: int) -> Sequence[Projection]:
        """Records whose words begin so, best first, those after the first `cursor`."""
        try:
            hits = self._finder.search(SearchRequest(prefix, first=limit + cursor)).hits
        except QueryError:  # no word in it yet
            return ()
        return [hit.record for hit in hits][cursor:]

    def classes(self, prefix: str, cursor: int, limit: int) -> Sequence[RecordClass]:
        """Classes of records whose name or label has a word that begins so."""
        found = [c for c in self._model.records if _begins(prefix, c.name, preferred(c.label, self._languages))]
        return found[cursor : cursor + limit]

    def properties(self, prefix: str, cursor: int, limit: int) -> Sequence[Column]:
        """Fields of any class whose name or label has a word that begins so."""
        found = {column.path: column for column in self._columns() if _begins(prefix, column.path, column.label)}
        return sorted(found.values(), key=lambda column: ("." in column.path, column.path))[cursor : cursor + limit]

    def _columns(self) -> Iterator[Column]:
        for record_class in self._model.records:
            yield from columns_of(self._model, record_class, self._languages).values()


def _begins(prefix: str, *names: str) -> bool:
    wanted = alike(prefix)
    words = (alike(name) for name in names)
    return any(each.startswith(wanted) or f" {wanted}" in each for each in words)
