"""The rules of assessments, read from their files: signs from `shapes/assessments`, tables from `ontology/assessments`.

A sign is a SHACL rule (sh:SPARQLConstraint) that any SHACL engine can run; here its query is asked of a few records at
once. Signs stand apart from the shapes that judge records: they never block one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

from registry.errors import ModelError
from registry.model.fields import read_severity
from registry.model.graph import Graph
from registry.model.spec import Severity
from registry.namespaces import DCTERMS, PREFIXES, RDFS, SH
from registry.rdf.terms import Iri
from registry.resources import ONTOLOGY, SHAPES

TABLES: Final = ("criteria", "helix", "targets", "barriers")
_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class SignRule:
    """One sign to look for."""

    iri: str
    title: str
    reason: str
    severity: Severity
    message: str
    """With `{?name}` where a value of the row belongs."""
    literature: tuple[str, ...]
    """Each as a reference with its address."""
    query: str

    @property
    def name(self) -> str:
        """The last word of its IRI, e.g. `targetNotSet`."""
        return self.iri.rpartition("-")[2]

    def words(self, row: Mapping[str, str]) -> str:
        """The message about one row."""
        return _PLACEHOLDER.sub(lambda found: row.get(found[1], ""), self.message)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules: signs in order, and the query of each table by name."""

    signs: tuple[SignRule, ...]
    tables: Mapping[str, str]

    @classmethod
    def read(cls, shapes: Path = SHAPES, ontology: Path = ONTOLOGY) -> Self:
        """The rules of these folders; raises `ModelError` for a sign that lacks its words."""
        graph = Graph.of_files(sign_files(shapes))
        signs = [
            _sign(graph, constraint, carrier)
            for carrier in graph.of_class(SH + "NodeShape")
            if isinstance(carrier, Iri)
            for constraint in graph.objects(carrier, SH + "sparql")
            if isinstance(constraint, Iri)
        ]
        tables = {name: (ontology / "assessments" / f"{name}.rq").read_text(encoding="utf-8") for name in TABLES}
        return cls(tuple(signs), tables)


def sign_files(shapes: Path = SHAPES) -> list[Path]:
    """The files of the signs; they are part of the vocabulary, so that each rule answers under its IRI."""
    return sorted((shapes / "assessments").glob("*.ttl"))


@cache
def packaged_rules() -> Rules:
    """The rules that come with the project."""
    return Rules.read()


def _sign(graph: Graph, iri: Iri, carrier: Iri) -> SignRule:
    title, reason = graph.text(iri, RDFS + "label"), graph.text(iri, RDFS + "comment")
    message, query = graph.text(iri, SH + "message"), graph.text(iri, SH + "select")
    if not (title and reason and message and query):
        raise ModelError(f"The sign {iri.value} needs rdfs:label, rdfs:comment, sh:message and sh:select.")
    literature = [
        f"{graph.text(work, DCTERMS + 'bibliographicCitation') or ''} {work.value}".strip()
        for work in graph.objects(iri, DCTERMS + "references")
        if isinstance(work, Iri)
    ]
    return SignRule(
        iri=iri.value,
        title=title,
        reason=reason,
        severity=read_severity(graph, carrier),
        message=message,
        literature=tuple(sorted(literature)),
        query="".join(f"PREFIX {name}: <{address}> " for name, address in PREFIXES.items()) + query,
    )
