"""Code lists in the schema: an enum type for each, and its values with label and definition as `Concept`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.errors import ModelError
from registry.graphql.building import Builder, described
from registry.graphql.texts import as_texts, asked_languages, languages_argument
from registry.model.language import choose
from registry.model.spec import Code, CodeList, Model, Texts


@dataclass(frozen=True, slots=True)
class CodeSource:
    """A code in an answer, for a reader of these languages."""

    code: Code
    model: Model
    languages: Sequence[str]

    @property
    def broader(self) -> "CodeSource | None":
        """The wider code, where there is one."""
        broader = self.model.codes.get(self.code.broader or "")
        return None if broader is None else CodeSource(broader, self.model, self.languages)


@dataclass(frozen=True, slots=True)
class ListSource:
    """A code list in an answer, for a reader of these languages."""

    code_list: CodeList
    model: Model
    languages: Sequence[str]

    @property
    def codes(self) -> list[CodeSource]:
        """Its codes in the order of their notations."""
        return [CodeSource(code, self.model, self.languages) for code in self.code_list.codes]


def enum_value(list_name: str, notation: str) -> str:
    """The name of a code in its enum: `not-set` is NOT_SET, `3.4` of the SustainableDevelopmentGoals is SDG_3_4."""
    name = re.sub(r"[^A-Z0-9]", "_", notation.upper())
    return f"{''.join(re.findall('[A-Z]', list_name))}_{name}" if name[:1].isdigit() else name


def add_code_types(builder: Builder, model: Model) -> None:
    """An enum for each code list, and the types `Concept` and `CodeList`."""
    for code_list in model.code_lists:
        builder.enum(code_list.name, _values(code_list), described(code_list.description or code_list.label))
    _add_concept(builder)
    _add_code_list(builder)


def _values(code_list: CodeList) -> Mapping[str, tuple[str, str]]:
    values: dict[str, tuple[str, str]] = {}
    for code in code_list.codes:
        name = enum_value(code_list.name, code.notation)
        if name in values:
            raise ModelError(
                f"Two codes of {code_list.name} would be called {name}; change the notation of {code.iri}."
            )
        values[name] = (code.iri, described(code.label, described(code.definition)))
    return values


def _best(texts: Texts, given: Sequence[str] | None, usual: Sequence[str]) -> str | None:
    choice = choose(as_texts(texts), asked_languages(given, usual))
    return None if choice is None else choice.value


def _concept_label(source: CodeSource, languages: Sequence[str] | None = None) -> str:
    return _best(source.code.label, languages, source.languages) or source.code.notation


def _concept_definition(source: CodeSource, languages: Sequence[str] | None = None) -> str | None:
    return _best(source.code.definition, languages, source.languages)


def _add_concept(builder: Builder) -> None:
    languages = [languages_argument(builder)]
    builder.object(
        "Concept",
        [
            builder.field("iri", "ID", lambda source: source.code.iri, "IRI of the code."),
            builder.field("notation", "str", lambda source: source.code.notation, "The code as data write it."),
            builder.field("label", "str", _concept_label, "The code as people read it.", languages),
            builder.field("definition", "str | None", _concept_definition, "What it means.", languages),
            builder.field("broader", "Concept | None", lambda source: source.broader, "The wider code it falls under."),
        ],
        "A value of a code list, with the words for people.",
    )


def _list_label(source: ListSource, languages: Sequence[str] | None = None) -> str:
    return _best(source.code_list.label, languages, source.languages) or source.code_list.name


def _list_description(source: ListSource, languages: Sequence[str] | None = None) -> str | None:
    return _best(source.code_list.description, languages, source.languages)


def _add_code_list(builder: Builder) -> None:
    languages = [languages_argument(builder)]
    builder.object(
        "CodeList",
        [
            builder.field("iri", "ID", lambda source: source.code_list.scheme, "IRI of the list."),
            builder.field("name", "str", lambda source: source.code_list.name, "Name of the list's enum type."),
            builder.field("label", "str", _list_label, "The list's name as people read it.", languages),
            builder.field("description", "str | None", _list_description, "What it is for.", languages),
            builder.field("codes", "list[Concept]", lambda source: source.codes, "Its codes, by notation."),
        ],
        "A closed list of codes (a SKOS concept scheme).",
    )
