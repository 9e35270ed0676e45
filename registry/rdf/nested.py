"""Any statements as one JSON-LD document: nameless nodes inside what they belong to, names shortened.

For terms, shapes, codes and lists; records have documents in the model's names (`registry.model.jsonld`). Reading a
document back gives the same statements.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from registry.namespaces import PREFIXES, RDF_TYPE, XSD_STRING
from registry.rdf.terms import BlankNode, Iri, Literal, Subject, Term, Triple


def nested(iri: str, triples: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES) -> dict[str, Any]:
    """The document, for `json.dumps`; what it says of `iri` comes first."""
    return _Document(triples, prefixes).about(iri)


class _Document:
    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        self._nodes: dict[Subject, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._uses: Counter[Term] = Counter()
        iris: set[str] = set()
        for subject, predicate, value in triples:
            self._nodes[subject][predicate.value].append(value)
            self._uses[value] += isinstance(value, BlankNode)
            iris |= {term.value for term in (subject, predicate, value) if isinstance(term, Iri)}
        # An address that begins like a short name would be taken for one.
        schemes = {iri.partition(":")[0] for iri in iris}
        self._prefixes = {name: namespace for name, namespace in prefixes.items() if name not in schemes}
        self._used: set[str] = set()
        self._done: set[Subject] = set()

    def about(self, iri: str) -> dict[str, Any]:
        first = Iri(iri)
        tops: list[Subject] = [first] if first in self._nodes else []
        tops += [node for node in self._nodes if node != first and not self._is_inner(node)]
        shown = [self._node(node) for node in tops]
        shown += [self._node(node) for node in list(self._nodes) if node not in self._done]  # those that go in circles
        context = {name: self._prefixes[name] for name in sorted(self._used)}
        return {"@context": context, **(shown[0] if len(shown) == 1 else {"@graph": shown})}

    def _is_inner(self, node: Subject) -> bool:
        return isinstance(node, BlankNode) and self._uses[node] == 1

    def _node(self, node: Subject) -> dict[str, Any]:
        self._done.add(node)
        shown: dict[str, Any] = {"@id": node.value if isinstance(node, Iri) else f"_:{node.label}"}
        for predicate, values in self._nodes[node].items():
            classes = [value.value for value in values if isinstance(value, Iri)] if predicate == RDF_TYPE else []
            if classes:
                shown["@type"] = [self._short(name) for name in classes]
            if others := [value for value in values if not classes or not isinstance(value, Iri)]:
                shown[self._short(predicate)] = [self._value(value) for value in others]
        return shown

    def _value(self, value: Term) -> Any:
        if isinstance(value, Literal):
            if value.language is not None:
                return {"@value": value.lexical, "@language": value.language}
            if value.datatype == XSD_STRING:
                return {"@value": value.lexical}
            return {"@value": value.lexical, "@type": self._short(value.datatype)}
        if isinstance(value, BlankNode):
            is_here = self._is_inner(value) and value in self._nodes and value not in self._done
            return self._node(value) if is_here else {"@id": f"_:{value.label}"}
        return {"@id": value.value}

    def _short(self, iri: str) -> str:
        for name, namespace in self._prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and local and not local.startswith("//"):
                self._used.add(name)
                return f"{name}:{local}"
        return iri
