"""Queries of rules: no row is missed, and a clear case gives none; what is not known might be so."""

import pytest
from rdflib.plugins.sparql import prepareQuery

from registry.rdf.parsing import parse
from registry.rdf.terms import Iri
from registry.validation.queries import ParsedQueries
from registry.validation.screening.facts import Facts
from registry.validation.screening.patterns import asking

DATA = """
@base <http://x.org/> . @prefix : <http://x.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<a> a :Cat ; :age 7 ; :name "Tom", "Tim" ; :from "2020"^^xsd:gYear ; :to "2019-05"^^xsd:gYearMonth ; :kind :big ;
    :friend <b> ; :about :age ; :none 0 .
<b> :age 9 ; :friend <c> . <c> :friend <a> . <owner> :owns <a> ; :age 40 .
"""
FACTS = Facts(quad.triple for quad in parse(DATA.encode()))
PREFIX = "PREFIX : <http://x.org/> "


def may_find(where: str) -> bool:
    return asking(ParsedQueries()(f"{PREFIX} SELECT DISTINCT $this WHERE {{ {where} }}"))(Iri("http://x.org/a"), FACTS)


@pytest.mark.parametrize(
    "where",
    [
        "$this :missing ?x",
        "$this :kind :small",
        '$this :name "Jim"',
        "$this :friend ?f . ?f :missing ?x",
        "$this :age ?n . FILTER (?n > 7)",
        "$this :age ?n . FILTER (?n < 7 || ?n != 7)",
        "$this :age ?n . FILTER (?n >= 8 && ?missing)",
        "$this :age ?n . FILTER (?missing > ?n)",
        "$this :friend ?f . ?f :age ?n . $this :age ?m . FILTER (?n <= ?m)",
        "$this :kind ?k . FILTER (?k NOT IN (:big, :huge))",
        "$this :kind ?k . FILTER (?k IN (:small))",
        "$this :kind ?k . FILTER (?missing IN (:small))",
        "$this :kind ?k . FILTER (?k = :small)",
        "$this :kind ?k . FILTER (?k != :big)",
        "$this :none ?n . FILTER (?n != ?n)",
        "$this :name ?n . FILTER NOT EXISTS { $this :age ?x }",
        "$this :name ?n . FILTER EXISTS { $this :missing ?x }",
        "$this :name ?n . FILTER NOT EXISTS { $this :friend ?f . FILTER EXISTS { ?f :age ?x } }",
        "$this :about ?p . FILTER NOT EXISTS { $this ?p ?v }",
        "$this :from ?f ; :to ?t . FILTER (SUBSTR(STR(?t), 1, 4) > SUBSTR(STR(?f), 1, 4))",
        "$this :from ?f . BIND (IF(STRLEN(STR(?f)) < 4, 1, 2) AS ?n) FILTER (?n = 1)",
        "$this :from ?f . BIND (STRLEN(STR(?missing)) AS ?n) FILTER (BOUND(?n))",
        "$this :from ?f . BIND (IF(?missing, 1, 2) AS ?n) FILTER (BOUND(?n))",
        "$this :from ?f . BIND (SUBSTR(STR(?missing), 1, 2) AS ?n) FILTER (BOUND(?n))",
        "$this :age ?n . OPTIONAL { $this :missing ?x } FILTER (BOUND(?x))",
        "$this :friend ?f . ?f :friend* :nobody",
        "$this :friend ?f . ?f :missing+ $this",
        "?o :feeds $this",
        "?o :owns $this . ?o :age ?n . FILTER (?n < 30)",
        "$this :kind ?k . ?k ?p ?v",
    ],
)
def test_a_query_that_gives_no_row_is_cleared(where: str) -> None:
    assert not may_find(where)


@pytest.mark.parametrize(
    "where",
    [
        "$this :age ?n",
        '$this :name "Tim" ; :age 7',
        "$this :friend ?f . ?f :friend* $this",
        "$this :friend+ $this",
        "?o :owns $this . ?o :age 40",
        "$this ?p ?v . FILTER (?v = :big)",
        "$this ?p :big",
        "$this :about ?p . $this ?p ?v",
        "$this :name ?n . FILTER NOT EXISTS { $this :missing ?x }",
        "$this :from ?f ; :to ?t . FILTER (SUBSTR(STR(?t), 1, 4) < SUBSTR(STR(?f), 1, 4))",
        "$this :kind ?k . FILTER (STR(?k) = 'http://x.org/big')",
        "$this :age ?n . OPTIONAL { $this :kind ?x } FILTER (BOUND(?x))",
        "$this :age ?n . FILTER (?n = 7 || ?missing)",
    ],
)
def test_a_query_that_gives_a_row_is_not_cleared(where: str) -> None:
    assert may_find(where)


@pytest.mark.parametrize(
    "where",
    [
        "{ $this :missing ?x } UNION { $this :missing ?y }",
        "{ $this :missing ?x } UNION { }",
        "$this :name ?n . FILTER (REGEX(?n, 'z'))",
        "$this :name ?n . FILTER (?n < 'A')",
        "$this :name ?n . FILTER (?n IN ('Jim'))",
        "$this :name ?n . FILTER (!(?n = ?n))",
        "$this :name ?n . FILTER (REGEX(?n, 'z') && BOUND(?n))",
        "$this :name ?n . FILTER (REGEX(?n, 'z') || BOUND(?missing))",
        "$this :name ?n . FILTER (?missing || REGEX(?n, 'z') || ?missing)",
        "$this :name ?n . FILTER (REGEX(?n, 'z') > 1)",
        "$this :name ?n . FILTER (STRLEN(REPLACE(?n, 'x', 'y')) = 99)",
        "$this :name ?n . FILTER (STR(REPLACE(?n, 'x', 'y')) = 'q')",
        "$this :name ?n . FILTER (SUBSTR(STR(?n), 0, 1) = 'q')",
        "$this :name ?n . FILTER (IF(REGEX(?n, 'z'), true, false))",
        "$this :name ?n . FILTER NOT EXISTS { $this :name ?x . FILTER (?x > 'A') }",
        "$this :name ?n . BIND (REPLACE(?n, 'x', 'y') AS ?x) ?x :missing ?y",
        "$this :name ?n . BIND (REPLACE(?n, 'x', 'y') AS ?x) $this ?x ?y",
        "$this :name ?n . BIND (REPLACE(?n, 'x', 'y') AS ?x) $this :missing ?x",
        "$this :name ?n . OPTIONAL { $this :age ?x . FILTER (?x > ?n) } FILTER (!BOUND(?n))",
        "$this :name ?n . OPTIONAL { $this :age ?x . FILTER EXISTS { ?x :missing ?z } } FILTER (!BOUND(?n))",
        "$this :none ?zero . ?zero :missing ?x",
        "$this :none ?zero . ?zero :missing* $this",
        "?o ?p $this . ?o :missing ?x",
        "?o :owns/:feeds $this",
        "$this :friend/:missing ?x",
        "$this (:missing|:none2)* ?x . ?x :missing ?y",
        "$this :missing ?currentShape",
        ":b :missing $this",
        "$this :name ?n . FILTER EXISTS { :b :missing ?x }",
        "?o :name 'Tom' . ?o :missing ?x",
    ],
)
def test_what_is_not_known_here_might_give_a_row(where: str) -> None:
    assert may_find(where)


def test_a_query_of_another_form_is_not_cleared() -> None:
    assert asking(prepareQuery("SELECT * WHERE { VALUES ?x { 1 } }"))(Iri("http://x.org/a"), FACTS)
