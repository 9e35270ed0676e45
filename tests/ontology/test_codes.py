"""The code lists that others count on: the Sustainable Development Goals and the instruments of STIP Compass."""

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS

from tests.ontology.vocabulary import ONTOLOGY

CODE = Namespace("https://w3id.org/mission-registry/code/")
# How many numbered and how many lettered targets each goal has, in the order of the goals.
NUMBERED = [5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19]
LETTERED = [2, 3, 4, 3, 3, 2, 2, 2, 3, 3, 3, 3, 2, 3, 3, 2, 0]


@pytest.fixture(scope="module")
def codes() -> Graph:
    graph = Graph()
    for path in (ONTOLOGY / "codes").glob("*.ttl"):
        graph.parse(path)
    return graph


def concepts(codes: Graph, scheme: str) -> dict[str, URIRef]:
    """Concepts of a scheme by notation; a notation given twice fails."""
    found = [concept for concept in codes.subjects(SKOS.inScheme, CODE[scheme]) if isinstance(concept, URIRef)]
    by_notation = {str(codes.value(concept, SKOS.notation)): concept for concept in found}
    assert len(by_notation) == len(found)
    return by_notation


def goals_and_targets(codes: Graph) -> tuple[dict[str, URIRef], dict[str, URIRef]]:
    everything = concepts(codes, "sdg")
    targets = {number: concept for number, concept in everything.items() if (concept, SKOS.broader, None) in codes}
    return {number: everything[number] for number in everything.keys() - targets.keys()}, targets


def test_there_are_17_goals_numbered_from_1_to_17(codes: Graph) -> None:
    goals, _ = goals_and_targets(codes)
    assert sorted(map(int, goals)) == list(range(1, 18))


def test_there_are_169_targets_each_with_its_official_number(codes: Graph) -> None:
    _, targets = goals_and_targets(codes)
    expected = {
        f"{goal}.{number}"
        for goal, (numbered, lettered) in enumerate(zip(NUMBERED, LETTERED, strict=True), start=1)
        for number in [*range(1, numbered + 1), *"abcd"[:lettered]]
    }
    assert len(targets) == 169
    assert targets.keys() == expected


def test_every_target_stands_below_the_goal_that_its_number_names(codes: Graph) -> None:
    goals, targets = goals_and_targets(codes)
    for number, target in targets.items():
        assert list(codes.objects(target, SKOS.broader)) == [goals[number.split(".")[0]]]


def test_goals_are_named_in_six_languages(codes: Graph) -> None:
    goals, _ = goals_and_targets(codes)
    for goal in goals.values():
        labels = [label for label in codes.objects(goal, SKOS.prefLabel) if isinstance(label, Literal)]
        assert sorted(str(label.language) for label in labels) == ["de", "en", "es", "fr", "nl", "sv"]


def test_the_instruments_of_stip_compass_are_complete_and_the_scheme_names_their_source(codes: Graph) -> None:
    found = concepts(codes, "instrument-type")
    assert sorted(code for code in found if code.startswith("PI")) == [f"PI{number:03}" for number in range(6, 34)]
    assert sorted(code for code in found if not code.startswith("PI")) == [
        "conditionality",
        "convening-workshop",
        "delegated-programme",
        "other",
        "portfolio",
        "prototype",
        "redirected-budget",
    ]
    assert codes.value(CODE["instrument-type"], DCTERMS.source)


def test_our_own_instruments_but_other_point_to_the_nearest_one_of_stip_compass(codes: Graph) -> None:
    found = concepts(codes, "instrument-type")
    for code in found.keys() - {"other"}:
        nearest = [*codes.objects(found[code], SKOS.broadMatch), *codes.objects(found[code], SKOS.relatedMatch)]
        assert len(nearest) == (0 if code.startswith("PI") else 1)
        assert set(nearest) <= set(found.values())


def test_no_list_but_the_goals_is_a_tree(codes: Graph) -> None:
    assert {scheme for child in codes.subjects(SKOS.broader) for scheme in codes.objects(child, SKOS.inScheme)} == {
        CODE.sdg
    }
