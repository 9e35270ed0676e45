"""All records that link to some others, not only the first page of them: pages are turned until none is left."""

from collections.abc import Collection, Mapping

from registry.index.projection import Projection
from registry.model.spec import Inverse
from registry.services.find import Finder, PageRequest


def all_linking(
    finder: Finder, iris: Collection[str], inverse: Inverse, page_size: int
) -> Mapping[str, list[Projection]]:
    """For each IRI every record that links to it: one look-up, and one more for each further page that one has."""
    found: dict[str, list[Projection]] = {iri: [] for iri in iris}
    waiting: list[tuple[str | None, list[str]]] = [(None, list(found))] if found else []
    while waiting:
        after, wanted = waiting.pop()
        pages = finder.linking(wanted, inverse, PageRequest(first=page_size, after=after))
        for iri, page in pages.items():
            found[iri] += page.records
            if page.has_next:
                waiting.append((page.cursors[-1], [iri]))
    return found
