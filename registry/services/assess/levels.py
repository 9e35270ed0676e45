"""How complete a record is, and in words what stands between it and the next level; by the rules of its shape."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from registry.index.projection import Projection
from registry.model.language import choose
from registry.model.report import Level
from registry.model.spec import Model, Rule, Severity
from registry.services.compare.completeness import Completeness

_NEXT: Final[Mapping[Level, Severity]] = {"minimal": Severity.WARNING, "recommended": Severity.INFO}
_OTHERWISE: Final = "A citation does not fit its statement, or amounts disagree; validating the record says which."


class Levels:
    """Tells the levels of records of one model."""

    def __init__(self, model: Model, languages: Sequence[str] = ("en",)) -> None:
        self._model = model
        self._languages = languages
        self._completeness = {each.name: Completeness(model, each) for each in model.records}

    def __call__(self, record: Projection) -> tuple[Level, tuple[str, ...]]:
        """The level, and what is missing for the next; nothing at the highest."""
        level = self._level(record)
        if level not in _NEXT:
            return level, ()
        missing = dict.fromkeys(self._missing(record, _NEXT[level]))
        return level, tuple(missing) or (_OTHERWISE,)

    def _level(self, record: Projection) -> Level:
        said = [self._model.codes[iri or ""].notation for _, iri, _ in self._completeness[record.class_name](record)]
        return "complete" if "complete" in said else "recommended" if "recommended" in said else "minimal"

    def _missing(self, node: Projection, severity: Severity) -> Iterator[str]:
        """The words of each rule of that severity that misses a value, parts included."""
        for field in self._model.classes[node.class_name].fields:
            if field.name not in node.values:
                rules = (rule for rule in field.rules if rule.component == "minCount" and rule.severity is severity)
                yield from (self._words(rule) for rule in rules)
            for part in node.many(field.name):
                if isinstance(part, Projection):
                    yield from self._missing(part, severity)

    def _words(self, rule: Rule) -> str:
        choice = choose(list(rule.message.items()), self._languages)
        return rule.shape if choice is None else choice.value
