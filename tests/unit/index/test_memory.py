from registry.index.memory import between, build_index, with_parts
from registry.model.spec import Inverse
from registry.namespaces import TERMS
from registry.rdf.terms import Iri, Literal, text
from tests.unit.index.small import MODEL, about, iri, registry_of

COUNTRY = Inverse("missions", "Mission", "country", ("Mission",))
CITED_IN = Inverse("citedIn", "Citation", "source", ("Mission", "Place", "Source"))


def test_records_are_found_by_iri_and_by_class_in_the_order_of_their_iris() -> None:
    index = build_index(MODEL, reversed(registry_of(3)), 7)

    assert index.revision == 7
    assert len(index.records) == 7
    assert index.iris_of("Mission") == [iri("mission", f"m-00{n}") for n in range(3)]
    assert index.iris_of("Spaceship") == ()
    assert index.records[iri("place", "sweden")].class_name == "Place"


def test_links_are_followed_backwards() -> None:
    index = build_index(MODEL, registry_of(4), 1)

    assert index.iris_linking(iri("place", "sweden"), COUNTRY) == [iri("mission", "m-001"), iri("mission", "m-003")]
    assert index.iris_linking(iri("place", "atlantis"), COUNTRY) == ()
    assert index.iris_linking(iri("place", "sweden"), Inverse("x", "Place", "nothing", ("Place",))) == ()


def test_a_link_inside_a_part_leads_back_to_the_record_once() -> None:
    mission = iri("mission", "m")
    triples = about(mission, "Mission", citation=[Iri(f"{mission}#citation-{n}") for n in (1, 2)])
    for n in (1, 2):
        triples += about(
            f"{mission}#citation-{n}",
            "Citation",
            citedProperty=Iri(TERMS + "title"),
            source=Iri(iri("source", "talk")),
        )

    assert build_index(MODEL, triples, 1).iris_linking(iri("source", "talk"), CITED_IN) == [mission]


def test_malformed_values_are_counted_with_their_place() -> None:
    mission = iri("mission", "m")
    triples = [
        *about(
            mission, "Mission", title=text("x", "en"), seconds=Literal("many"), headline=Iri(f"{mission}#citation-1")
        ),
        *about(f"{mission}#citation-1", "Citation", source=Literal("a talk")),
    ]

    assert build_index(MODEL, triples, 1).malformed == (
        (mission, "seconds", "many"),
        (f"{mission}#citation-1", "source", "a talk"),
    )


def test_a_record_comes_before_its_parts() -> None:
    index = build_index(MODEL, registry_of(1), 1)

    assert [node.class_name for node in with_parts(index.records[iri("mission", "m-000")])] == ["Mission", "Citation"]


def test_a_range_is_found_by_cursors_that_need_not_be_there_any_more() -> None:
    iris = ["b", "d", "f"]

    assert between(iris, None, None) == (0, 3)
    assert between(iris, "b", "f") == (1, 2)
    assert between(iris, "a", "e") == (0, 2)
    assert between(iris, "f", "b") == (3, 3)
