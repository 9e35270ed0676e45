"""A record, class or field in a few lines of HTML; every value is escaped by the template engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registry.index.projection import Projection
from registry.model.spec import Kind, Model
from registry.services.find import Finder
from registry.services.reconciliation.values import as_text, in_language, values_at
from registry.validation.spelling import last_name, preferred

PAGE_HEADERS: Final = {
    # Shown inside of other tools, so it may be framed; it has no script, and loads nothing.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_TEMPLATES: Final = Path(__file__).resolve().parents[1] / "templates"
_LONGEST: Final = 400
_MOST_FACTS: Final = 4


class Pieces:
    """Writes such pieces."""

    def __init__(self, finder: Finder, model: Model, languages: Sequence[str]) -> None:
        self._finder = finder
        self._model = model
        self._languages = languages
        environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
        self._template = environment.get_template("reconciliation.html")

    def record(self, record: Projection) -> str:
        """A record: its name, what it is, and the first of its facts."""
        record_class = self._model.classes[record.class_name]
        facts: list[tuple[str, str]] = []
        for field in record_class.fields:
            shown = self._shown(record, field.name, field.kind)
            if shown and field.name not in ("title", "summary") and len(facts) < _MOST_FACTS:
                facts.append((preferred(field.label, self._languages), ", ".join(shown)[:_LONGEST]))
        name = next(iter(self._shown(record, "title", Kind.TEXT)), record.iri)
        summary = " ".join(self._shown(record, "summary", Kind.TEXT))[:_LONGEST]
        return self.piece(name, preferred(record_class.label, self._languages), summary, facts)

    def piece(self, name: str, kind: str = "", text: str = "", facts: Sequence[tuple[str, str]] = ()) -> str:
        """A name, what it is, what is said of it."""
        return self._template.render(name=name, kind=kind, text=text, facts=facts)

    def _shown(self, record: Projection, field: str, kind: Kind) -> Sequence[str]:
        if kind is Kind.PART:
            return ()
        values = [as_text(value) for value in in_language(list(values_at(record, field)), self._languages)]
        if kind is Kind.CODE:
            return [preferred(self._model.codes[value].label, self._languages) for value in values]
        if kind is Kind.LINK:
            known = self._finder.records(values)
            return [
                next(iter(self._shown(known[v], "title", Kind.TEXT)), v) if v in known else last_name(v) for v in values
            ]
        return values
