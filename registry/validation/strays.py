"""Statements that belong to no record: each is reported, none is kept, and none is followed."""

from collections.abc import Iterator

from registry.model.report import Finding
from registry.model.spec import Kind, Model
from registry.namespaces import OWL, RDF_TYPE, SH, TERMS
from registry.rdf.terms import BlankNode, Iri, Subject, Triple
from registry.validation import remarks
from registry.validation.ownership import Owned, Statements
from registry.validation.spelling import class_named_like, short


def remarks_on_strays(statements: Statements, owned: Owned, model: Model) -> Iterator[Finding]:
    """One finding for each thing that needs a change of its own, and one for all the rest together."""
    rest: list[Subject] = []
    for subject, triples in statements.items():
        if subject in owned.owners or subject in owned.positions:
            continue
        remark = _remark(subject, triples, model)
        if remark is None:
            rest.append(subject)
        else:
            yield remark
    if rest:
        yield remarks.of_no_record(sorted(rest, key=lambda subject: isinstance(subject, BlankNode)))


def _remark(subject: Subject, triples: list[Triple], model: Model) -> Finding | None:
    classes = [t.object.value for t in triples if t.predicate.value == RDF_TYPE and isinstance(t.object, Iri)]
    used = [t.predicate.value for t in triples] + classes
    for iri in classes:
        if iri in model.by_iri:
            return remarks.part_without_record(subject, model.by_iri[iri], _links_to(model, model.by_iri[iri].name))
        if iri.startswith(TERMS) and iri not in model.terms:
            return remarks.unknown_class(subject, iri, class_named_like(iri, model.records))
    if OWL + "imports" in used or OWL + "Ontology" in used:
        return remarks.imports_ignored(subject)
    if any(iri.startswith(SH) for iri in used):
        return remarks.shapes_ignored(subject)
    return None


def _links_to(model: Model, part_class: str) -> list[str]:
    fields = (f for c in model.records for f in c.fields if f.kind is Kind.PART and f.target == part_class)
    return list(dict.fromkeys(short(f.path) for f in fields))
