"""The names that every layer shares: where terms, shapes, codes, records and graphs live.

The bases of terms, shapes, codes and graphs never change. The base of records is a setting (`registry.settings`);
`RECORDS` is its default and the base that the seed is written in.
"""

from typing import Final

SITE: Final = "https://w3id.org/mission-registry/"
TERMS: Final = SITE + "def/"
SHAPES: Final = SITE + "shape/"
CODES: Final = SITE + "code/"
RECORDS: Final = SITE + "id/"
GRAPHS: Final = SITE + "graph/"
PEOPLE: Final = SITE + "person/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
SH: Final = "http://www.w3.org/ns/shacl#"
SDG: Final = "http://metadata.un.org/sdg/"

PREFIXES: Final[dict[str, str]] = {
    "mr": TERMS,
    "mrs": SHAPES,
    "code": CODES,
    "id": RECORDS,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "sh": SH,
    "sdg": SDG,
}

RDF_TYPE: Final = RDF + "type"
RDF_LANG_STRING: Final = RDF + "langString"
XSD_STRING: Final = XSD + "string"

PUBLISHED: Final = GRAPHS + "published"
VOCABULARY: Final = GRAPHS + "vocabulary"
HISTORY: Final = GRAPHS + "history"
SUBMISSIONS: Final = GRAPHS + "submissions"
COMPARISONS: Final = GRAPHS + "comparisons"
