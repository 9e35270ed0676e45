"""The shapes as tests of the schema see them: read here by SPARQL and by none of the registry's own code."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).parents[2]
PREFIXES = """
PREFIX mr: <https://w3id.org/mission-registry/def/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@dataclass
class Shape:
    """A property shape, as the query finds it."""

    name: str
    description: str
    datatype: str | None
    target: str | None
    kind: str
    """Of the target: record, part, code, or nothing."""
    is_property: bool
    is_iri: bool
    is_partial_date: bool
    is_single: bool
    is_unique_language: bool
    inverse: str | None
    uses: set[str]
    """What `mr:use` says: sort, facet, compare ..."""
    is_shared: bool


@dataclass
class Class:
    """A node shape, as the query finds it."""

    kind: str
    plural: str
    description: str
    shapes: list[Shape] = field(default_factory=list)


def load() -> ox.Store:
    """A store with the shapes and the code lists."""
    loaded = ox.Store()
    paths = [*ROOT.glob("shapes/*.ttl"), *ROOT.glob("ontology/codes/*.ttl")]
    for path in paths:
        if path.name != "meta.ttl":
            loaded.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    return loaded


def rows(store: ox.Store, query: str) -> list[dict[str, str | None]]:
    """What a query finds, as texts by variable."""
    found = store.query(PREFIXES + query)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{n: None if (v := row[n]) is None else v.value for n in names} for row in found]


def local(iri: str | None) -> str:
    """The last part of an IRI."""
    return re.split(r"[/#]", iri or "")[-1]


def read_classes(store: ox.Store) -> dict[str, Class]:
    """Every class of records and parts by name."""
    found: dict[str, Class] = {}
    for row in rows(
        store,
        """SELECT ?class ?kind ?plural ?description WHERE {
            ?shape mr:kind ?kind ; sh:targetClass ?class ; sh:description ?description ; mr:plural ?plural }""",
    ):
        found[local(row["class"])] = Class(row["kind"] or "", row["plural"] or "", row["description"] or "")
    uses: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, "SELECT ?shape ?use WHERE { ?shape sh:path ?path ; mr:use ?use }"):
        uses[row["shape"] or ""].add(row["use"] or "")
    for row in rows(
        store,
        """SELECT DISTINCT ?class ?shape ?description ?datatype ?target ?targetKind ?code
            ?property ?iri ?or ?max ?unique ?inverse
        WHERE {
            ?node mr:kind ?kind ; sh:targetClass ?class ; sh:property ?shape .
            ?shape sh:path ?path ; sh:description ?description .
            FILTER (!REGEX(STR(?shape), "/shape/[^-]+-[^-]+-"))
            OPTIONAL { ?shape sh:datatype ?datatype }
            OPTIONAL { ?shape sh:class ?target
                OPTIONAL { ?targetShape sh:targetClass ?target ; mr:kind ?targetKind }
                OPTIONAL { ?scheme mr:conceptClass ?target BIND ("code" AS ?code) } }
            OPTIONAL { ?shape mr:use ?property FILTER (?property = "property") }
            OPTIONAL { ?shape sh:nodeKind ?iri FILTER (?iri = sh:IRI) }
            OPTIONAL { ?shape sh:or ?or }
            OPTIONAL { ?shape sh:maxCount ?max FILTER (?max = 1) }
            OPTIONAL { ?shape sh:uniqueLang ?unique FILTER (?unique = true) }
            OPTIONAL { ?shape mr:inverseName ?inverse }
        }""",
    ):
        found[local(row["class"])].shapes.append(
            Shape(
                name=local(row["shape"]).partition("-")[2],
                description=row["description"] or "",
                datatype=local(row["datatype"]) or None,
                target=local(row["target"]) or None,
                kind=row["code"] or row["targetKind"] or "",
                is_property=row["property"] is not None,
                is_iri=row["iri"] is not None,
                is_partial_date=row["or"] is not None,
                is_single=row["max"] is not None,
                is_unique_language=row["unique"] is not None,
                inverse=row["inverse"],
                uses=uses[row["shape"] or ""],
                is_shared=local(row["shape"]).startswith("Record-"),
            )
        )
    return found


def holders(classes: dict[str, Class]) -> dict[str, set[str]]:
    """For each class the record classes whose records have its fields: itself, or those that have such parts."""
    found = {name: {name} if each.kind == "record" else set() for name, each in classes.items()}
    for name, each in classes.items():
        for shape in each.shapes:
            if shape.kind == "part" and each.kind == "record":
                found[shape.target or ""].add(name)
    return found


def only_or_record(names: set[str]) -> str:
    """The one class, or `Record` where there are several."""
    return next(iter(names)) if len(names) == 1 else "Record"


def shared_shapes(classes: dict[str, Class]) -> list[Shape]:
    """The shapes of the fields that all record classes have."""
    records = [each for each in classes.values() if each.kind == "record"]
    names = set.intersection(*({shape.name for shape in each.shapes} for each in records))
    return [shape for shape in records[0].shapes if shape.name in names and shape.is_shared]
