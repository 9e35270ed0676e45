"""From a statement that a rule found to the citations that support it."""

from collections.abc import Iterable, Mapping, Sequence

from registry.index.decoding import shown
from registry.index.projection import Projection
from registry.model.language import choose
from registry.model.spec import Model
from registry.rdf.terms import Term
from registry.services.assess.assessment import CitedAt, Evidence
from registry.store.port import Row


class Witnesses:
    """Finds who says what, among some records."""

    def __init__(self, model: Model, around: Mapping[str, Projection], languages: Sequence[str]) -> None:
        self._model = model
        self._around = around
        self._languages = languages
        self._cited: dict[str, dict[str, list[Projection]]] = {}

    def of_rows(self, record: str, rows: Iterable[Row]) -> tuple[Evidence, ...]:
        """The evidence that rows of one rule name with `path`, `value` and `about`, each once.

        A row without a value rests on silence, for which nobody can be cited.
        """
        stated = [row for row in rows if "value" in row]
        found = {(plain(row.get("about")) or record, plain(row["path"]), plain(row["value"])): None for row in stated}
        return tuple(self.of(about, path, "" if value == about else value) for about, path, value in found)

    def of(self, record: str, path: str, value: str = "") -> Evidence:
        """Who says that the record has this value of a property (IRI), or with no value anything at all of it.

        A citation that names no value supports all of them; the value may also be the citation itself.
        """
        cited = self._citations(record).get(path, [])
        fitting = [each for each in cited if not value or _says(each) in ("", value) or each.iri == value]
        return Evidence(record, self._field_name(record, path), value, tuple(self._at(each) for each in fitting))

    def title(self, iri: str) -> str:
        """The title of a record in the reader's language; its IRI where it is not at hand."""
        found = self._around.get(iri)
        texts = [each for each in found.many("title") if isinstance(each, tuple)] if found else []
        choice = choose(texts, self._languages)
        return iri if choice is None else choice.value

    def _citations(self, record: str) -> Mapping[str, list[Projection]]:
        if record not in self._cited:
            by_path: dict[str, list[Projection]] = {}
            holder = self._around.get(record)
            for citation in holder.many("citations") if holder else ():
                if isinstance(citation, Projection):
                    by_path.setdefault(str(citation.values.get("property", "")), []).append(citation)
            self._cited[record] = by_path
        return self._cited[record]

    def _field_name(self, record: str, path: str) -> str:
        holder = self._around.get(record)
        field = self._model.classes[holder.class_name].by_path.get(path) if holder else None
        return field.name if field else self._model.field_names.get(path, path)

    def _at(self, citation: Projection) -> CitedAt:
        source = str(citation.values.get("source", ""))
        code = self._model.codes.get(str(citation.values.get("status", "")))
        locator, link = citation.values.get("locator"), citation.values.get("link")
        return CitedAt(
            citation=citation.iri,
            source=source,
            title=self.title(source) if source else "not stated",
            status=code.notation if code else "not stated",
            locator=None if locator is None else str(locator),
            link=None if link is None else str(link),
        )


def _says(citation: Projection) -> str:
    value = citation.values.get("value")
    return "" if value is None else plain(value)  # type: ignore[arg-type]  # a field of any value holds terms


def plain(term: Term | None) -> str:
    """A term as plain text; empty for none."""
    return "" if term is None else shown(term)
