"""Values of records that were matched, to be put into more columns of the table: data extension."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from registry.errors import InvalidArgument
from registry.index.projection import Projection
from registry.model.language import choose
from registry.model.spec import Kind, Model, RecordClass
from registry.services.find import Finder
from registry.services.reconciliation.questions import Extension
from registry.services.reconciliation.values import Column, as_text, cell, columns_of, in_language, values_at


class Extender:
    """Gives values. For one request."""

    def __init__(self, finder: Finder, model: Model, languages: Sequence[str], id_of: Callable[[str], str]) -> None:
        """`id_of` gives the identifier of a record's IRI."""
        self._finder = finder.pinned()
        self._id_of = id_of
        self._model = model
        self._languages = languages

    def proposed(self, record_class: RecordClass | None, limit: int | None = None) -> Sequence[Column]:
        """What can be asked of records of a class, or of every class."""
        classes = (record_class,) if record_class else self._model.records
        each = [columns_of(self._model, c, self._languages) for c in classes]
        shared = [column for path, column in each[0].items() if all(path in others for others in each[1:])]
        return shared[:limit]

    def extended(self, asked: Extension, iri_of: Mapping[str, str]) -> dict[str, Any]:
        """The answer to an extension; `iri_of` gives the IRI of each of its ids. Raises `InvalidArgument`."""
        records = self._finder.records(list(iri_of.values()))
        known = self._known()
        unknown = [path for path, _ in asked.columns if path not in known]
        if unknown:
            raise InvalidArgument(f"There is no property {unknown[0][:100]!r}.")
        chosen = {
            (id_, path): self._chosen(records[iri], path, settings)
            for id_, iri in iri_of.items()
            if iri in records
            for path, settings in asked.columns
        }
        linked = self._linked(chosen, known)
        rows = {
            id_: {
                path: [self._cell(value, known[path], settings, linked) for value in chosen.get((id_, path), ())]
                for path, settings in asked.columns
            }
            for id_ in asked.ids
        }
        return {"meta": [self._meta(known[path]) for path, _ in asked.columns], "rows": rows}

    def _known(self) -> Mapping[str, Column]:
        """Every column of every class; of those of one path, the first stands for all."""
        found: dict[str, Column] = {}
        for record_class in self._model.records:
            found = {**columns_of(self._model, record_class, self._languages), **found}
        return found

    def _chosen(self, record: Projection, path: str, settings: Mapping[str, Any]) -> Sequence[Any]:
        values = in_language(list(values_at(record, path)), self._preferred(settings))
        limit = settings.get("limit")
        some = isinstance(limit, (int, float)) and not isinstance(limit, bool) and limit >= 1
        return values[: int(limit)] if some and limit is not None else values

    def _preferred(self, settings: Mapping[str, Any]) -> Sequence[str]:
        language = settings.get("language")
        return (language.lower(), *self._languages) if isinstance(language, str) and language else self._languages

    def _linked(
        self, chosen: Mapping[tuple[str, str], Sequence[Any]], known: Mapping[str, Column]
    ) -> Mapping[str, dict[str, str]]:
        """The records that are linked to, with their titles, in one look-up."""
        links = {
            as_text(value)
            for (_, path), values in chosen.items()
            if known[path].of_field.kind is Kind.LINK
            for value in values
        }
        records = self._finder.records(links) if links else {}
        return {iri: {"id": self._id_of(iri), "name": self.title(record)} for iri, record in records.items()}

    def title(self, record: Projection) -> str:
        """What a reader calls the record."""
        choice = choose([text for text in record.many("title") if isinstance(text, tuple)], self._languages)
        return choice.value if choice else record.iri

    def _cell(
        self, value: Any, column: Column, settings: Mapping[str, Any], linked: Mapping[str, dict[str, str]]
    ) -> dict[str, Any]:
        return cell(value, column.of_field, self._model, self._preferred(settings), linked)

    def _meta(self, column: Column) -> dict[str, Any]:
        meta: dict[str, Any] = {"id": column.path, "name": column.label}
        if column.of_field.kind is Kind.LINK:
            meta["type"] = {"id": column.of_field.target, "name": column.of_field.target}
        return meta
