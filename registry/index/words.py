"""Words in texts as queries: by stem in a field's texts of one language, or in all that is searched of a record."""

from collections.abc import Sequence
from typing import Final

from registry.errors import InvalidArgument
from registry.index import columns
from registry.index.asking import NOTHING, Columns, Query, Reading, all_of, any_of
from registry.index.engine import Engine
from registry.index.facts import language_fact
from registry.index.matching import unfit
from registry.model.spec import Field, Kind, Model

_MOST_LETTERS: Final = 1_000
_MOST_WORDS: Final = 32


class Texts:
    """Asks columns of words; knows which languages there are in each."""

    def __init__(self, model: Model, make: Columns, reading: Reading, engine: Engine) -> None:
        self._model = model
        self._make = make
        self._reading = reading
        self._engine = engine
        self._known: dict[str, Sequence[str]] = {}

    def analyse(self, analysis: str, text: str) -> list[str]:
        """The words of a text by an analysis; half characters, which JSON can carry, part words."""
        return self._engine.analyse(analysis, text if text.isascii() else text.encode("utf-8", "replace").decode())

    def analyses(self, field: str) -> Sequence[str]:
        """The analyses by which texts of that field are kept, so far as there are any, in whatever class."""
        found = self._known.get(field)
        if found is None:
            owners = [each.name for each in self._model.classes.values() if field in each.by_name]
            spoken = {analysis for tag, analysis in columns.TEXT_LANGUAGES.items() if self._spoken(owners, field, tag)}
            found = self._known[field] = [*sorted(spoken), columns.OTHER_LANGUAGE]
        return found

    def _spoken(self, owners: Sequence[str], field: str, tag: str) -> bool:
        return any(self._reading.knows(columns.FACTS, language_fact(owner, field, tag)) for owner in owners)

    def words(self, text: str, analysis: str = columns.WORDS) -> list[str]:
        """The words of a text that is looked for, each once; raises `InvalidArgument` when there are none or many."""
        if len(text) > _MOST_LETTERS:
            raise InvalidArgument(f"The text to look for has {len(text):,} letters; {_MOST_LETTERS:,} are allowed.")
        found = list(dict.fromkeys(self.analyse(analysis, text)))
        if not found:
            raise InvalidArgument(f"There is no word to look for in {text!r}.")
        if len(found) > _MOST_WORDS:
            raise InvalidArgument(f"The text to look for has {len(found)} words; {_MOST_WORDS} are allowed.")
        return found

    def in_field(self, field: Field, text: str) -> Query:
        """All words stand in the field's texts of one language."""
        if field.kind is not Kind.TEXT:
            raise unfit(field, "searched for words")
        self.words(text)
        return any_of([self.stems(field.name, analysis, text) for analysis in self.analyses(field.name)])

    def stems(self, field: str, analysis: str, text: str) -> Query:
        """The words stand in the field's texts of that analysis, by their stems."""
        column = columns.text_column(field, analysis)
        stems = dict.fromkeys(self.analyse(analysis, text))
        return all_of([self._make.term(column, stem, counting=True) for stem in stems]) if stems else NOTHING

    def anywhere(self, fields: Sequence[str], text: str) -> Query:
        """Each word stands in one of these text fields by its stem, or as it is in any searchable field."""
        return all_of(
            [
                any_of(
                    [
                        self._make.term(columns.WORDS, word),
                        *(self.stems(field, analysis, word) for field in fields for analysis in self.analyses(field)),
                    ]
                )
                for word in self.words(text)
            ]
        )
