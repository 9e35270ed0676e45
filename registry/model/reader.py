"""Ontology and shapes to a `Model`: the one place where the meaning of our shape annotations is known.

Reading takes no SPARQL and no rdflib, so that starting takes a fraction of a second.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from registry.errors import ModelError
from registry.model.codes import read_code_lists
from registry.model.fields import read_fields, read_rules
from registry.model.graph import Graph
from registry.model.spec import CodeList, Inverse, Kind, Model, RecordClass
from registry.namespaces import OWL, RDFS, SH, SITE, TERMS
from registry.rdf.terms import Iri, Subject
from registry.resources import ONTOLOGY, SHAPES, turtle_files


def model_files(ontology: Path = ONTOLOGY, shapes: Path = SHAPES) -> list[Path]:
    """The files that a model is read from: terms and codes, then shapes; neither alignments nor examples."""
    terms = [ontology / "core.ttl", *turtle_files(ontology / "codes")]
    return terms + sorted(path for path in shapes.glob("*.ttl") if path.name != "meta.ttl")


def read_model(ontology: Path = ONTOLOGY, shapes: Path = SHAPES) -> Model:
    """The model that these folders describe; raises `ModelError` that names the file or shape at fault."""
    files = model_files(ontology, shapes)
    missing = [path for path in (ontology / "core.ttl", shapes / "record.ttl") if not path.is_file()]
    if missing:
        raise ModelError(f"{missing[0]} is missing.")
    graph = Graph.of_files(files)
    code_lists = read_code_lists(graph)
    classes = _with_inverses(_read_classes(graph, code_lists))
    return Model(
        version=_version(graph),
        digest=digest_of(files),
        records=tuple(c for c in classes if not c.is_part),
        parts=tuple(c for c in classes if c.is_part),
        code_lists=code_lists,
        terms={
            subject.value: graph.texts(subject, RDFS + "label")
            for subject in graph.subjects()
            if isinstance(subject, Iri) and subject.value.startswith(TERMS)
        },
    )


def _version(graph: Graph) -> str:
    version = graph.text(Iri(SITE + "def/"), OWL + "versionInfo") or next(
        (v for o in graph.of_class(OWL + "Ontology") if (v := graph.text(o, OWL + "versionInfo"))), None
    )
    if version is None:
        raise ModelError("The ontology says no owl:versionInfo.")
    return version


def digest_of(files: Iterable[Path]) -> str:
    """A hash of the files' names and contents, in their order."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read_classes(graph: Graph, code_lists: tuple[CodeList, ...]) -> list[RecordClass]:
    shapes = [s for s in graph.of_class(SH + "NodeShape") if isinstance(s, Iri) and graph.text(s, TERMS + "kind")]
    kinds: dict[str, tuple[Kind, str]] = {TERMS + c.name: (Kind.CODE, c.name) for c in code_lists}
    for shape in shapes:
        iri = _target_class(graph, shape)
        kind = Kind.PART if graph.text(shape, TERMS + "kind") == "part" else Kind.LINK
        kinds[iri] = (kind, iri.removeprefix(TERMS))
    classes = [_read_class(graph, shape, kinds) for shape in shapes]
    return sorted(classes, key=lambda c: (float(graph.text(Iri(c.shape), SH + "order") or 0), c.name))


def _target_class(graph: Graph, shape: Subject) -> str:
    target = graph.iri(shape, SH + "targetClass")
    if target is None:
        raise ModelError(f"The shape {shape} has no sh:targetClass.")
    return target


def _read_class(graph: Graph, shape: Iri, kinds: dict[str, tuple[Kind, str]]) -> RecordClass:
    iri = _target_class(graph, shape)
    is_part = graph.text(shape, TERMS + "kind") == "part"
    segment, plural = graph.text(shape, TERMS + "segment") or "", graph.text(shape, TERMS + "plural") or ""
    if not is_part and not (segment and plural):
        raise ModelError(f"The shape {shape.value} is of a record class and needs mr:segment and mr:plural.")
    all_shapes = [s for s in graph.of_class(SH + "NodeShape") if Iri(iri) in graph.objects(s, SH + "targetClass")]
    properties = [p for s in all_shapes for p in graph.objects(s, SH + "property") if isinstance(p, Iri)]
    return RecordClass(
        name=iri.removeprefix(TERMS),
        iri=iri,
        shape=shape.value,
        is_part=is_part,
        segment=segment,
        plural=plural,
        label=graph.texts(shape, SH + "name") or graph.texts(Iri(iri), RDFS + "label"),
        description=graph.texts(shape, SH + "description"),
        fields=read_fields(graph, properties, kinds),
        inverses=(),
        rules=tuple(rule for s in all_shapes for rule in read_rules(graph, s)),
    )


def _with_inverses(classes: list[RecordClass]) -> list[RecordClass]:
    by_name = {c.name: c for c in classes}
    ways_back: dict[str, list[Inverse]] = {name: [] for name in by_name}
    for source in classes:
        for field in source.fields:
            if field.kind is Kind.LINK and field.inverse and field.target:
                owners = _owners(source, classes)
                ways_back[field.target].append(Inverse(field.inverse, source.name, field.name, owners))
    for name, inverses in ways_back.items():
        taken = [field.name for field in by_name[name].fields] + [inverse.name for inverse in inverses]
        twice = sorted({n for n in taken if taken.count(n) > 1})
        if twice:
            raise ModelError(f"{name} would get two fields called {', '.join(twice)}; change an mr:inverseName.")
    return [replace(c, inverses=tuple(sorted(ways_back[c.name], key=lambda i: i.name))) for c in classes]


def _owners(source: RecordClass, classes: list[RecordClass]) -> tuple[str, ...]:
    if not source.is_part:
        return (source.name,)
    holders = [c for c in classes if any(f.kind is Kind.PART and f.target == source.name for f in c.fields)]
    return tuple(sorted({owner for holder in holders if holder is not source for owner in _owners(holder, classes)}))
