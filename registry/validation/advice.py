"""What to do about a broken rule: one function a kind of rule.

Each gives a sentence and, where there is one, the value that was probably meant.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.model.spec import Code, Field, Kind, Model, RecordClass
from registry.namespaces import RDF_LANG_STRING, TERMS
from registry.rdf.parsing import is_iri
from registry.rdf.terms import Iri, Literal, Term, to_ntriples
from registry.validation.spelling import (
    code_meant,
    field_named_like,
    fields_of,
    last_name,
    nearest,
    preferred,
    short,
    with_article,
)

MOST_ALLOWED: Final = 40
"""Lists of values up to this length are written out."""


_NOT_BLANK: Final = r"^$|\S"
"""The pattern of a text that is not blank; an empty one has a rule of its own."""


@dataclass(frozen=True, slots=True)
class Case:
    """One broken rule and what is known around it."""

    constraint: str
    parameter: str
    """The value that the shape gives the constraint, e.g. `1` of `sh:maxCount 1`; empty when it is not known."""
    record_class: RecordClass
    field: Field | None
    path: str | None
    value: Term | None
    focus: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do."""

    text: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Adviser:
    """Gives advice in one report."""

    model: Model
    languages: Sequence[str]
    classes: Mapping[str, Sequence[str]]
    """The classes of every thing that the input names, as far as they are known."""
    records_near: Callable[[str, str], Sequence[str]]
    """Records of a class whose addresses may end nearly so, to find the right spelling among."""
    records_named: Callable[[str, str], Collection[str]]
    """The records of a class with that title, other title, acronym or country code."""

    def advise(self, case: Case) -> Advice:
        """What to do about it; an empty text where the rule's own message says all."""
        give = _BY_CONSTRAINT.get(case.constraint)
        return give(self, case) if give else Advice()

    def _value_missing(self, case: Case) -> Advice:
        return Advice(f"Add {_path(case)}{_example(case, self.model)}.")

    def _too_many(self, case: Case) -> Advice:
        return Advice(f"Keep {'one value' if case.parameter == '1' else f'{case.parameter} values'} of {_path(case)}.")

    def _wrong_type(self, case: Case) -> Advice:
        if case.field is not None and case.field.kind is Kind.PROPERTY:
            names = {last_name(path): path for path in self.model.field_names}
            near = nearest(_word(case.value), names)
            return Advice(f"Did you mean {short(names[near])}?", suggestion=names[near]) if near else Advice()
        given = ""
        if isinstance(case.value, Literal):
            kind = f"text in {case.value.language}" if case.value.language else short(case.value.datatype)
            given = f" instead of {to_ntriples(Literal(case.value.lexical))} ({kind})"
        if case.field is not None and case.field.kind is Kind.TEXT and _is_plain(case.value):
            return Advice(f"Add the language: {to_ntriples(_with_language(case.value, self.languages[0]))}.")
        return Advice(f"Write {_path(case)}{_example(case, self.model)}{given}.")

    def _wrong_class(self, case: Case) -> Advice:
        if case.field is None or case.field.target is None:
            return Advice(f"Its class must be {short(case.parameter)}.")
        if case.field.kind is Kind.CODE:
            return self._wrong_code(case, self.model.lists[case.field.target].codes)
        target = self.model.classes[case.field.target]
        if case.field.kind is Kind.PART:
            return Advice(f"Describe it in this record, with `a {short(target.iri)}`.")
        return self._wrong_link(case, target)

    def _wrong_code(self, case: Case, codes: Sequence[Code]) -> Advice:
        code = code_meant(_word(case.value), codes)
        allowed = tuple(code.iri for code in codes) if len(codes) <= MOST_ALLOWED else ()
        if code:
            return Advice(
                f"Did you mean <{code.iri}> ({preferred(code.label, self.languages)})?", allowed, suggestion=code.iri
            )
        if not allowed:
            return Advice(f"Use an IRI of the list, e.g. <{codes[0].iri}>.")
        listed = ", ".join(f"{code.notation} ({preferred(code.label, self.languages)})" for code in codes)
        return Advice(f"Use one of <{codes[0].iri.removesuffix(codes[0].notation)}...>: {listed}.", allowed)

    def _wrong_link(self, case: Case, target: RecordClass) -> Advice:
        if isinstance(case.value, Iri):
            other = next(iter(self.classes.get(case.value.value, ())), None)
            if other is not None:
                return Advice(f"It is {with_article(short(other))}; link to {with_article(short(target.iri))} instead.")
        meant = self._record_meant(last_name(_word(case.value)), target.iri)
        if meant:
            return Advice(f"Did you mean <{meant}>?", suggestion=meant)
        if isinstance(case.value, Iri):
            return Advice("No record has this IRI: submit it first or check the spelling.")
        return Advice(
            f"Link to {with_article(target.name)} by its IRI, in angle brackets: <.../id/{target.segment}/its-name>."
        )

    def _record_meant(self, word: str, class_iri: str) -> str | None:
        """The record that bears the name, else the one whose address is nearest to it."""
        for name in dict.fromkeys((word, word.replace("-", " "))):
            named = self.records_named(class_iri, name)
            if named:
                return min(named)
        address = word.replace(" ", "-")
        known = {last_name(iri): iri for iri in self.records_near(class_iri, address)}
        near = nearest(address, known)
        return known[near] if near else None

    def _wrong_node_kind(self, case: Case) -> Advice:
        if case.field is None:
            return Advice(f"Give it an IRI: <.../id/{case.record_class.segment}/its-name>.")
        if isinstance(case.value, Literal) and case.field.kind in (Kind.CODE, Kind.LINK, Kind.PART):
            return self._wrong_class(case)
        if isinstance(case.value, Literal) and _is_web_address(case.value.lexical):
            return Advice(f"Write it as a link, <{case.value.lexical}>, not as text.", suggestion=case.value.lexical)
        return Advice("Write a link, in angle brackets, not text.")

    def _not_in_list(self, case: Case) -> Advice:
        values = tuple(case.parameter.split(", "))
        near = nearest(_word(case.value), values)
        text = f"Did you mean {near}?" if near else f"Use one of: {case.parameter}."
        return Advice(text, values if len(values) <= MOST_ALLOWED else (), near)

    def _unknown_property(self, case: Case) -> Advice:
        near = field_named_like(case.path or "", case.record_class)
        if near:
            return Advice(f"Did you mean {short(near.path)}?", suggestion=near.path)
        return Advice(fields_of(case.record_class), tuple(f.path for f in case.record_class.fields))

    def _wrong_pattern(self, case: Case) -> Advice:
        if case.field is None and not case.record_class.is_part:
            return Advice(f"Call it <.../id/{case.record_class.segment}/its-name>: small letters, digits and hyphens.")
        if case.parameter == _NOT_BLANK:
            return Advice("Write more than spaces.")
        return Advice(f"It must match the pattern {case.parameter}." if case.parameter else "")

    def _language_twice(self, case: Case) -> Advice:
        return Advice(f"Keep one text a language in {_path(case)}, or move the other to mr:alternativeTitle or a note.")

    def _length(self, case: Case) -> Advice:
        have = f"; it has {len(case.value.lexical):,}" if isinstance(case.value, Literal) else ""
        most = "at most" if case.constraint == "maxLength" else "at least"
        return Advice(f"Write {most} {case.parameter} characters{have}.")

    def _range(self, case: Case) -> Advice:
        bound = {"minInclusive": "or more", "maxInclusive": "or less"}.get(case.constraint)
        words = f"{case.parameter} {bound}" if bound else f"a value beyond {case.parameter}"
        return Advice(f"Write {words}.")


_BY_CONSTRAINT: Final[Mapping[str, Callable[[Adviser, Case], Advice]]] = {
    "minCount": Adviser._value_missing,
    "maxCount": Adviser._too_many,
    "datatype": Adviser._wrong_type,
    "or": Adviser._wrong_type,
    "class": Adviser._wrong_class,
    "nodeKind": Adviser._wrong_node_kind,
    "in": Adviser._not_in_list,
    "closed": Adviser._unknown_property,
    "pattern": Adviser._wrong_pattern,
    "uniqueLang": Adviser._language_twice,
    "minLength": Adviser._length,
    "maxLength": Adviser._length,
    "minInclusive": Adviser._range,
    "maxInclusive": Adviser._range,
    "minExclusive": Adviser._range,
    "maxExclusive": Adviser._range,
}

_EXAMPLES: Final = {
    Kind.TEXT: '"..."@en',
    Kind.STRING: '"..."',
    Kind.INTEGER: "464",
    Kind.DECIMAL: "95.5",
    Kind.BOOLEAN: "true",
    Kind.DATE: '"2030-12-31"^^xsd:date',
    Kind.YEAR: '"2030"^^xsd:gYear',
    Kind.PARTIAL_DATE: '"2030"^^xsd:gYear, "2030-06"^^xsd:gYearMonth or "2030-06-30"^^xsd:date',
    Kind.URL: '"https://example.org/page"^^xsd:anyURI',
    Kind.IRI: "<http://www.wikidata.org/entity/Q34>",
    Kind.PROPERTY: "mr:title",
}


def _path(case: Case) -> str:
    return short(case.path) if case.path else "it"


def _example(case: Case, model: Model) -> str:
    if case.field is None:
        return ""
    match case.field.kind:
        case Kind.CODE:
            example = f"<{model.lists[case.field.target or ''].codes[0].iri}>"
        case Kind.LINK:
            example = f"<.../id/{model.classes[case.field.target or ''].segment}/its-name>"
        case Kind.PART:
            example = f"[ a {short(TERMS + (case.field.target or ''))} ; ... ]"
        case kind:
            example = _EXAMPLES.get(kind, "")
    return f", e.g. {example}" if example else ""


def _is_web_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and is_iri(text)


def _word(value: Term | None) -> str:
    if isinstance(value, Iri):
        return last_name(value.value)
    return value.lexical if isinstance(value, Literal) else ""


def _is_plain(value: Term | None) -> bool:
    return isinstance(value, Literal) and value.language is None


def _with_language(value: Term | None, language: str) -> Literal:
    return Literal(value.lexical if isinstance(value, Literal) else "", RDF_LANG_STRING, language)
