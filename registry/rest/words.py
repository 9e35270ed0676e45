"""One value of a description in a reader's words: a text, where it leads, and which language it is in.

Texts are plain here: escaping is the template's work, and which addresses may be linked is decided by `Addresses`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.model.language import by_preference, choose
from registry.model.spec import Field, Kind, Model, Texts
from registry.namespaces import PREFIXES
from registry.rdf.terms import BlankNode, Literal, Term
from registry.rest.addresses import Addresses


@dataclass(frozen=True, slots=True)
class Shown:
    """One value as text, where it leads, and which language it is in."""

    text: str
    link: str | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A field's label and values."""

    label: str
    name: str
    values: Sequence[Shown]


@dataclass(frozen=True)
class Words:
    """The words for everything that a page shows."""

    model: Model
    addresses: Addresses
    languages: Sequence[str]

    def label(self, texts: Texts, otherwise: str) -> str:
        """The label in the reader's language, or `otherwise` when there is none at all."""
        choice = choose(sorted(texts.items()), self.languages)
        return choice.value if choice else otherwise

    def name_of(self, iri: str) -> str:
        """What to call an IRI that is no record: its label, a part's own name, or the IRI itself, shortened."""
        if code := self.model.codes.get(iri):
            return self.label(code.label, code.notation)
        if label := self.model.terms.get(iri):
            return self.label(label, iri)
        if iri.startswith(self.addresses.record_base) and "#" in iri:
            return iri.rpartition("#")[2]
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def preferred_first(self, terms: Sequence[Term]) -> list[Term]:
        """Texts in the reader's languages before others; everything else as it stands."""
        texts = [(term.language or "", term.lexical) for term in terms if isinstance(term, Literal)]
        ranks = {text: rank for rank, text in enumerate(by_preference(texts, self.languages))}
        return sorted(
            terms, key=lambda t: ranks[t.language or "", t.lexical] if isinstance(t, Literal) and t.language else -1
        )

    def shown(self, term: Term, field: Field | None, titles: Mapping[str, Shown]) -> Shown:
        """One value for a reader; `titles` has what records are called."""
        if isinstance(term, BlankNode):
            return Shown("(without a name)")
        if isinstance(term, Literal):
            is_address = field is not None and field.kind is Kind.URL
            link = self.addresses.link_to(term.lexical) if is_address else None
            return Shown(term.lexical, link, term.language or "")
        return titles.get(term.value) or Shown(self.name_of(term.value), self.addresses.link_to(term.value))
