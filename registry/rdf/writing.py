"""Turtle for people: one block a subject, in a fixed order, so that two versions differ only where their facts do.

The same statements always give the same text. Bulk formats are written by the store's own writers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from registry.namespaces import PREFIXES, RDF_TYPE, RECORDS, XSD, XSD_STRING
from registry.rdf.terms import BlankNode, Iri, Literal, Subject, Term, Triple, to_ntriples

# The part of Turtle's PN_LOCAL that needs no escapes; whatever does not match is written as a full IRI.
_PLAIN_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?|")
# What may follow the base without changing its meaning when it is resolved again: `mission/streets#target-1`.
_PLAIN_RELATIVE: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*/[A-Za-z0-9_-]+(?:#[A-Za-z0-9_-]+)?")
_SHORT_NUMBER: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}


def write_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES, base: str = RECORDS) -> str:
    """Turtle text with only the prefixes it uses, records named from `base`, subjects and objects sorted."""
    head, body = _text(triples, prefixes, base)
    return f"{head}\n{body}" if head else body


def write_trig(triples: Iterable[Triple], graph: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The same statements as TriG, all in the graph of that IRI."""
    head, body = _text(triples, prefixes, RECORDS)
    block = f"{to_ntriples(Iri(graph))} {{\n{body}}}\n"
    return f"{head}\n{block}" if head else block


def trig_pieces(
    blocks: Iterable[tuple[str, Iterable[Triple]]], prefixes: Mapping[str, str] = PREFIXES
) -> Iterator[str]:
    """TriG of many blocks (graph and statements) with one head, a piece a block; blank nodes belong to their block."""
    yield f"@base <{RECORDS}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
    for graph, triples in blocks:
        yield f"\n{to_ntriples(Iri(graph))} {{\n{_text(triples, prefixes, RECORDS)[1]}}}\n"


def _text(triples: Iterable[Triple], prefixes: Mapping[str, str], base: str) -> tuple[str, str]:
    """Base and prefixes, then the blocks."""
    blocks: dict[Subject, dict[Iri, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        blocks[triple.subject][triple.predicate].add(triple.object)
    names = _Names(prefixes, base)
    body = "\n".join(_block(subject, blocks[subject], names) for subject in sorted(blocks, key=_sort_key))
    head = "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(names.used))
    return (f"@base <{base}> .\n{head}" if names.base_used else head), body


def write_lines(triples: Iterable[Triple], graph: str | None = None) -> Iterator[str]:
    """One statement a line: N-Triples, or N-Quads where the statements stand in a graph."""
    end = "" if graph is None else f" {to_ntriples(Iri(graph))}"
    for triple in triples:
        yield f"{to_ntriples(triple.subject)} {to_ntriples(triple.predicate)} {to_ntriples(triple.object)}{end} .\n"


class _Names:
    """Shortens IRIs and remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        self._by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._base = base
        self.used: set[str] = set()
        self.base_used = False

    def shorten(self, iri: Iri) -> str:
        if iri.value.startswith(self._base) and _PLAIN_RELATIVE.fullmatch(iri.value[len(self._base) :]):
            self.base_used = True
            return f"<{iri.value[len(self._base) :]}>"
        for prefix, namespace in self._by_length:
            if iri.value.startswith(namespace):
                local = iri.value[len(namespace) :]
                if _PLAIN_LOCAL_NAME.fullmatch(local):
                    self.used.add(prefix)
                    return f"{prefix}:{local}"
        return to_ntriples(iri)

    def term(self, term: Term) -> str:
        if isinstance(term, Iri):
            return self.shorten(term)
        if isinstance(term, BlankNode):
            return to_ntriples(term)
        short = _SHORT_NUMBER.get(term.datatype)
        if short is not None and short.fullmatch(term.lexical):
            return term.lexical
        if term.datatype.startswith(XSD) and term.datatype != XSD_STRING:
            return f"{to_ntriples(Literal(term.lexical))}^^{self.shorten(Iri(term.datatype))}"
        return to_ntriples(term)


def _block(subject: Subject, statements: Mapping[Iri, set[Term]], names: _Names) -> str:
    lines = [names.term(subject)]
    for predicate in sorted(statements, key=lambda iri: (iri.value != RDF_TYPE, iri.value)):
        verb = "a" if predicate.value == RDF_TYPE else names.shorten(predicate)
        objects = [names.term(term) for term in sorted(statements[predicate], key=_sort_key)]
        if len(objects) > 1:
            lines += [f"    {verb}", *(f"        {shown}," for shown in objects[:-1]), f"        {objects[-1]} ;"]
        else:
            lines.append(f"    {verb} {objects[0]} ;")
    lines[-1] = lines[-1][:-1] + "."
    return "\n".join(lines) + "\n"


def _sort_key(term: Term) -> tuple[int, str, str, str]:
    if isinstance(term, Iri):
        return (0, _numbers_padded(term.value), "", "")
    if isinstance(term, BlankNode):
        return (1, _numbers_padded(term.label), "", "")
    return (2, term.lexical, term.language or "", term.datatype)


def _numbers_padded(text: str) -> str:
    """Makes `citation-2` sort before `citation-10`."""
    return re.sub(r"\d+", lambda match: match.group().zfill(8), text)
