from registry.index.projection import Projection, Projector, by_subject
from registry.namespaces import CODES, PUBLISHED, TERMS
from registry.rdf.terms import BlankNode, Iri, Literal, Quad, Triple, text
from tests.unit.index.small import MODEL, about, iri, number

MISSION = iri("mission", "clean-air")


def only(triples: list[Triple]) -> Projection:
    [projection] = Projector(MODEL)(triples)
    return projection


def test_a_record_is_decoded_with_its_values_by_field_name() -> None:
    projection = only(
        about(
            MISSION,
            "Mission",
            title=[text("Ren luft", "sv"), text("Clean air", "en")],
            country=Iri(iri("place", "sweden")),
            seconds=number("464"),
        )
    )

    assert projection == Projection(
        MISSION,
        "Mission",
        {"title": (("en", "Clean air"), ("sv", "Ren luft")), "country": iri("place", "sweden"), "seconds": 464},
    )


def test_parts_are_inside_their_record_with_numbers_in_natural_order() -> None:
    parts = [f"{MISSION}#citation-{n}" for n in (10, 2, 1)]
    triples = about(MISSION, "Mission", citation=[Iri(part) for part in parts])
    for part in parts:
        triples += about(part, "Citation", citedProperty=Iri(TERMS + "title"))

    citations = only(triples).many("citations")

    assert [part.iri[-2:] for part in citations if isinstance(part, Projection)] == ["-1", "-2", "10"]
    assert citations[0] == Projection(parts[2], "Citation", {"property": TERMS + "title"})


def test_a_single_part_is_a_value_of_its_own() -> None:
    part = f"{MISSION}#citation-1"
    projection = only([*about(MISSION, "Mission", headline=Iri(part)), *about(part, "Citation")])

    assert projection.values["headline"] == Projection(part, "Citation", {})
    assert projection.many("headline") == (Projection(part, "Citation", {}),)


def test_a_part_that_nothing_is_said_about_is_malformed() -> None:
    projection = only(about(MISSION, "Mission", citation=[Iri(f"{MISSION}#citation-1"), Literal("talk")]))

    assert projection.values == {}
    assert projection.malformed == (("citations", f"{MISSION}#citation-1"), ("citations", "talk"))


def test_a_record_that_names_itself_as_its_part_does_not_go_on_for_ever() -> None:
    assert only(about(MISSION, "Mission", citation=Iri(MISSION))).malformed == (("citations", MISSION),)


def test_of_several_values_of_a_single_field_one_is_kept_and_the_others_are_named() -> None:
    projection = only(about(MISSION, "Mission", seconds=[number("9"), number("7"), number("x")]))

    assert projection.values == {"seconds": 7}
    assert projection.malformed == (("seconds", "x"), ("seconds", "9"))


def test_of_several_single_parts_the_others_are_named_by_their_iri() -> None:
    parts = [f"{MISSION}#citation-{n}" for n in (1, 2)]
    triples = about(MISSION, "Mission", headline=[Iri(part) for part in parts])
    for part in parts:
        triples += about(part, "Citation")

    assert only(triples).malformed == (("headline", parts[1]),)


def test_a_property_that_the_model_does_not_know_is_passed_over() -> None:
    assert only(about(MISSION, "Mission", invented=Literal("x"))).values == {}


def test_a_record_of_two_classes_is_taken_as_the_first_by_iri() -> None:
    assert only(about(MISSION, "Place") + about(MISSION, "Mission")).class_name == "Mission"


def test_what_is_of_no_known_class_is_no_record() -> None:
    triples = [*about(MISSION, "Spaceship"), *about(f"{MISSION}#citation-1", "Citation")]
    untyped = Triple(Iri(iri("mission", "x")), Iri(TERMS + "title"), text("x", "en"))
    named_by_text = Triple(Iri(iri("mission", "y")), Iri(TERMS + "type"), Literal("Mission"))

    assert list(Projector(MODEL)([*triples, untyped, named_by_text])) == []


def test_an_absent_field_holds_no_values() -> None:
    assert only(about(MISSION, "Mission")).many("sdgs") == ()


def test_statements_come_with_or_without_a_graph_and_blank_nodes_belong_to_nobody() -> None:
    triples = about(MISSION, "Mission", sdg=Iri(CODES + "sdg/3"))
    quads = [Quad(t.subject, t.predicate, t.object, Iri(PUBLISHED)) for t in triples]
    stray = Triple(BlankNode("b"), Iri(TERMS + "title"), text("x", "en"))

    assert list(Projector(MODEL)(quads)) == list(Projector(MODEL)(triples))
    assert by_subject([stray]) == {}
