from collections.abc import Callable
from pathlib import Path

import pytest

ONTOLOGY = """
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/mission-registry/def/> a owl:Ontology ; owl:versionInfo "9.9.9" .
mr:Mission a owl:Class ; rdfs:label "Mission"@en, "Misión"@es .
"""
CODES = """
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix code: <https://w3id.org/mission-registry/code/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
code:side a skos:ConceptScheme ; skos:prefLabel "Side"@en ; mr:conceptClass mr:Side .
<https://w3id.org/mission-registry/code/side/10> a mr:Side ; skos:notation "10" ; skos:prefLabel "Ten"@en .
<https://w3id.org/mission-registry/code/side/9> a mr:Side ; skos:notation "9" ; skos:prefLabel "Nine"@en ;
    skos:broader <https://w3id.org/mission-registry/code/side/10> .
"""
SHAPES = """
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix mrs: <https://w3id.org/mission-registry/shape/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
mrs:MissionShape a sh:NodeShape ; sh:targetClass mr:Mission ; mr:kind "record" ; mr:segment "mission" ;
    mr:plural "missions" ; sh:name "Mission"@en ; sh:description "An objective."@en ; sh:closed true ; sh:order 1 ;
    sh:property mrs:Record-title, mrs:Mission-places, mrs:Mission-places-completeness, mrs:Mission-targets,
        mrs:Mission-side, mrs:Mission-startDate, mrs:Mission-matches, mrs:Mission-anything ;
    sh:sparql mrs:Mission-rule .
mrs:Mission-rule sh:message "Broken rule."@en ; sh:select "SELECT $this {}" .
mrs:PlaceShape a sh:NodeShape ; sh:targetClass mr:Place ; mr:kind "record" ; mr:segment "place" ; mr:plural "places" ;
    sh:order 2 ; sh:property mrs:Record-title .
mrs:TargetShape a sh:NodeShape ; sh:targetClass mr:Target ; mr:kind "part" ; sh:order 3 ;
    sh:property mrs:Target-value, mrs:Target-where, mrs:Target-about .
mrs:Record-title a sh:PropertyShape ; sh:path mr:title ; sh:datatype rdf:langString ; sh:minCount 1 ; sh:order 1 ;
    sh:name "Title"@en, "Título"@es ; sh:message "Give a title."@en ; mr:use "search", "sort" .
mrs:Mission-places a sh:PropertyShape ; sh:path mr:place ; sh:class mr:Place ; sh:order 2 ; mr:inverseName "missions" .
mrs:Mission-places-completeness a sh:PropertyShape ; sh:path mr:place ; sh:minCount 1 ; sh:severity sh:Warning .
mrs:Mission-targets a sh:PropertyShape ; sh:path mr:target ; sh:class mr:Target ; sh:order 3 .
mrs:Mission-side a sh:PropertyShape ; sh:path mr:side ; sh:class mr:Side ; sh:maxCount 1 ; sh:order 4 .
mrs:Mission-startDate a sh:PropertyShape ; sh:path mr:startDate ; sh:maxCount 1 ; sh:order 5 ;
    sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] ) .
mrs:Mission-matches a sh:PropertyShape ; sh:path mr:match ; sh:nodeKind sh:IRI ; sh:order 6 .
mrs:Mission-anything a sh:PropertyShape ; sh:path mr:anything ; sh:order 7 ; sh:in ( "a" "b" ) .
mrs:Target-value a sh:PropertyShape ; sh:path mr:value ; sh:datatype xsd:decimal ; sh:maxCount 1 .
mrs:Target-where a sh:PropertyShape ; sh:path mr:where ; sh:class mr:Place ; mr:inverseName "targetedIn" .
mrs:Target-about a sh:PropertyShape ; sh:path mr:about ; sh:nodeKind sh:IRI ; mr:use "property" .
"""


@pytest.fixture
def folders(tmp_path: Path) -> Callable[[str], tuple[Path, Path]]:
    """Writes the small ontology and shapes, with more shapes at the end, and gives their folders."""

    def write(more: str = "") -> tuple[Path, Path]:
        ontology, shapes = tmp_path / "ontology", tmp_path / "shapes"
        (ontology / "codes").mkdir(parents=True, exist_ok=True)
        shapes.mkdir(exist_ok=True)
        (ontology / "core.ttl").write_text(ONTOLOGY)
        (ontology / "codes" / "side.ttl").write_text(CODES)
        (shapes / "record.ttl").write_text(SHAPES + more)
        return ontology, shapes

    return write
