"""Neighbours as they would be after a change: what is replaced is as it is to be, all else as it is."""

from collections.abc import Collection, Iterable

from registry.namespaces import RECORDS, TERMS
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Triple
from registry.validation.neighbourhood import KnownTriples
from registry.validation.overlaid import OverlaidNeighbours
from tests.unit.validation.conftest import PREFIXES

PARENT = TERMS + "parentMission"
BELOW = """
<mission/a> a mr:Mission ; mr:parentMission <mission/b> ; mr:title "A"@en .
<mission/b> a mr:Mission ; mr:parentMission <mission/c> .
<mission/c> a mr:Mission ; mr:parentMission <mission/d> ; mr:title "C"@en .
<mission/d> a mr:Mission . <mission/x> a mr:Mission ; mr:parentMission <mission/y> . <mission/y> a mr:Mission .
<mission/b#target-1> a mr:Target .
"""


def statements(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((PREFIXES + turtle).encode())]


def iri(name: str) -> str:
    return f"{RECORDS}mission/{name}"


def after(turtle: str, *replaced: str) -> OverlaidNeighbours:
    return OverlaidNeighbours(KnownTriples(statements(BELOW)), [iri(name) for name in replaced], statements(turtle))


def test_what_is_replaced_has_its_new_classes_and_facts_and_its_old_parts_are_gone() -> None:
    changed = after('<mission/b> a mr:Actor ; mr:title "B"@en .', "b")
    asked = [iri("a"), iri("b"), iri("b") + "#target-1"]
    assert {(t.subject, t.object) for t in changed.types_of(asked)} == {
        (Iri(iri("a")), Iri(TERMS + "Mission")),
        (Iri(iri("b")), Iri(TERMS + "Actor")),
    }
    assert [t.subject for t in changed.facts_of([iri("b")], [TERMS + "title", PARENT])] == [Iri(iri("b"))]


def test_a_chain_goes_on_as_the_replaced_record_says() -> None:
    assert chain(after("<mission/b> a mr:Mission ; mr:parentMission <mission/x> .", "b"), "a") == ["a", "b", "x"]
    assert chain(after("", "b"), "a") == ["a"]
    assert chain(after("<mission/b> mr:parentMission <mission/b> .", "b"), "b") == ["b"]


def chain(neighbours: OverlaidNeighbours, start: str) -> list[str]:
    found = {t.subject.value for t in neighbours.ancestors([iri(start)], PARENT) if isinstance(t.subject, Iri)}
    return sorted(each.rpartition("/")[2] for each in found)


def test_names_are_those_after_the_change() -> None:
    changed = after('<mission/new> a mr:Mission ; mr:title "A"@en .', "a", "new")
    assert list(changed.named(TERMS + "Mission", "A")) == [iri("new")]
    assert iri("a") not in changed.near(TERMS + "Mission", "b")
    assert set(changed.near(TERMS + "Mission", "n")) == {iri("b"), iri("c"), iri("d"), iri("x"), iri("y")}


class Unasked(KnownTriples):
    """Neighbours that must not be asked."""

    def facts_of(self, iris: Collection[str], predicates: Collection[str]) -> Iterable[Triple]:
        raise AssertionError(f"asked for {iris}")


def test_nothing_is_asked_about_what_is_replaced() -> None:
    changed = OverlaidNeighbours(Unasked(), [iri("a")])
    assert list(changed.types_of([iri("a")])) == list(changed.facts_of([iri("a")], [PARENT])) == []
    assert list(changed.ancestors([iri("a")], PARENT)) == []
