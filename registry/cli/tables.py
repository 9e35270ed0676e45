"""Rows of an answer as text: columns for people, CSV and SPARQL JSON for programs."""

import csv
import io
import json
from collections.abc import Sequence

from registry.namespaces import PREFIXES, XSD_STRING
from registry.rdf.terms import BlankNode, Iri, Literal, Term
from registry.store.port import Row


def as_table(names: Sequence[str], rows: Sequence[Row]) -> str:
    """Aligned columns with a heading, IRIs shortened; ends with the number of rows."""
    return columns(names, [[_short(row.get(name)) for name in names] for row in rows])


def columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns of texts with a heading; ends with the number of rows."""
    widths = [max(len(line[i]) for line in [names, *rows]) for i in range(len(names))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in [names, *rows]]
    return "\n".join([*lines, f"({len(rows):,} row{'' if len(rows) == 1 else 's'})", ""])


def as_csv(names: Sequence[str], rows: Sequence[Row]) -> str:
    """SPARQL 1.1 Query Results CSV: plain values, nothing where there is none."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_plain(row.get(name)) for name in names] for row in rows)
    return text.getvalue()


def as_json(names: Sequence[str], rows: Sequence[Row]) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [{name: _binding(term) for name, term in row.items()} for row in rows]
    return json.dumps({"head": {"vars": list(names)}, "results": {"bindings": bindings}}, ensure_ascii=False) + "\n"


def _plain(term: Term | None) -> str:
    match term:
        case None:
            return ""
        case Iri(value):
            return value
        case BlankNode(label):
            return f"_:{label}"
        case Literal(lexical):
            return lexical


def _short(term: Term | None) -> str:
    if isinstance(term, Iri):
        for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
    return _plain(term).replace("\n", " ")


def _binding(term: Term) -> dict[str, str]:
    match term:
        case Iri(value):
            return {"type": "uri", "value": value}
        case BlankNode(label):
            return {"type": "bnode", "value": label}
        case Literal(lexical, _, str(language)):
            return {"type": "literal", "value": lexical, "xml:lang": language}
        case Literal(lexical, datatype):
            described = {} if datatype == XSD_STRING else {"datatype": datatype}
            return {"type": "literal", "value": lexical, **described}
