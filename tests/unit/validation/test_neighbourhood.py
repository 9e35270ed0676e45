from collections.abc import Collection, Iterable

import pytest

from registry.model.spec import Model
from registry.namespaces import RDF_TYPE, RDFS, TERMS
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Triple, text
from registry.validation.intake import Input, take
from registry.validation.neighbourhood import KnownTriples, Vocabulary, neighbourhood
from registry.validation.queries import Reach
from registry.validation.validator import Validator
from registry.validation.wording import MOST_NAMES
from tests.unit.validation.conftest import MISSION, PREFIXES, only_violation, violations

RECORDS = "https://w3id.org/mission-registry/id/"


class Counting:
    """Neighbours that note what they are asked for."""

    def __init__(self) -> None:
        self._nobody = KnownTriples()
        self.asked: list[str] = []

    def types_of(self, iris: Collection[str]) -> Iterable[Triple]:
        self.asked.append("types")
        return self._nobody.types_of(iris)

    def facts_of(self, iris: Collection[str], predicates: Collection[str]) -> Iterable[Triple]:
        self.asked.append("facts")
        return self._nobody.facts_of(iris, predicates)

    def ancestors(self, iris: Collection[str], predicate: str) -> Iterable[Triple]:
        self.asked.append("ancestors")
        return self._nobody.ancestors(iris, predicate)

    def near(self, class_iri: str, word: str) -> Collection[str]:
        self.asked.append(f"near {word} among {class_iri}")
        return self._nobody.near(class_iri, word)

    def named(self, class_iri: str, name: str) -> Collection[str]:
        self.asked.append(f"{name} among {class_iri}")
        return self._nobody.named(class_iri, name)


def known(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((PREFIXES + turtle).encode())]


def missions(count: int) -> bytes:
    records = (
        f'<mission/m{n}> a mr:Mission ; mr:title "M"@en ; mr:country <place/sweden> ; mr:challenge <challenge/c{n}> ; '
        f"mr:parentMission <mission/parent{n}> ; mr:citation <mission/m{n}#c> . "
        f"<mission/m{n}#c> a mr:Citation ; mr:citedProperty mr:title ; mr:source <source/s{n}> ; "
        f"mr:claimStatus <https://w3id.org/mission-registry/code/claim-status/stated> ."
        for n in range(count)
    )
    return (PREFIXES + "\n".join(records)).encode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_look_ups_does_not_depend_on_the_number_of_records(
    count: int, validator: Validator, model: Model
) -> None:
    counting = Counting()
    validator.validate(take(Input(missions(count)), model, 1_000_000), counting)
    near = [question for question in counting.asked if question.startswith("near ")]
    among = [question for question in counting.asked if " among " in question and question not in near]
    assert len(among) <= MOST_NAMES
    assert 1 <= len(near) <= MOST_NAMES
    assert sorted(set(counting.asked) - set(near) - set(among)) == ["ancestors", "facts", "types"]
    assert len(counting.asked) == 3 + len(set(near)) + len(set(among))


def test_nothing_is_looked_up_for_what_the_input_or_the_vocabulary_says(validator: Validator, model: Model) -> None:
    counting = Counting()
    turtle = (
        '<principle/p> a mr:Principle ; mr:title "P"@en ; mr:dimension <../code/moip-dimension/policy-coordination> .'
    )
    report = validator.validate(take(Input((PREFIXES + turtle).encode()), model, 10_000), counting)
    assert report.conforms
    assert counting.asked == []


def test_a_record_that_is_not_there_is_told_so(validator: Validator, model: Model) -> None:
    submission = take(Input((PREFIXES + MISSION + " .").encode()), model, 10_000)
    finding = only_violation(validator.validate(submission, KnownTriples()))
    assert (finding.field_path, finding.constraint) == ("country", "class")
    assert finding.advice == "No record has this IRI: submit it first or check the spelling."


def test_a_chain_through_the_store_that_closes_a_circle_is_found(validator: Validator, model: Model) -> None:
    stored = KnownTriples(
        known(
            "<place/sweden> a mr:Place . <mission/b> a mr:Mission ; mr:parentMission <mission/c> . "
            "<mission/c> a mr:Mission ; mr:parentMission <mission/streets> ."
        )
    )
    submission = take(Input((PREFIXES + MISSION + " ; mr:parentMission <mission/b> .").encode()), model, 10_000)
    finding = only_violation(validator.validate(submission, stored))
    assert (finding.field_path, finding.shape.rpartition("/")[2]) == ("parentMission", "Mission-subMissionCycle")


def test_a_circle_through_other_records_of_the_input_and_the_store_is_found(validator: Validator, model: Model) -> None:
    stored = KnownTriples(
        known(
            "<place/sweden> a mr:Place . <mission/b> a mr:Mission ; mr:parentMission <mission/elsewhere> . "
            "<mission/c> a mr:Mission ; mr:parentMission <mission/streets> ."
        )
    )
    turtle = f"{MISSION} ; mr:parentMission <mission/b> . <mission/b> a mr:Mission ; mr:parentMission <mission/c> ."
    report = validator.validate(take(Input((PREFIXES + turtle).encode()), model, 10_000), stored)
    cycles = [f.record for f in report.findings if f.shape.endswith("-subMissionCycle")]
    assert [iri.rpartition("/")[2] for iri in cycles] == ["streets", "b"]


def test_a_record_is_judged_alone_however_many_come_with_it(validator: Validator, model: Model) -> None:
    def about_first(count: int) -> list[object]:
        report = validator.validate(take(Input(missions(count)), model, 1_000_000), KnownTriples())
        return [(f.field_path, f.constraint, f.message) for f in report.findings if f.record.endswith("/m0")]

    assert about_first(1) == about_first(30)


def test_a_record_may_be_its_own_parent_in_no_store(validator: Validator, model: Model) -> None:
    submission = take(Input((PREFIXES + MISSION + " ; mr:parentMission <mission/streets> .").encode()), model, 10_000)
    stored = KnownTriples(known("<place/sweden> a mr:Place ."))
    assert only_violation(validator.validate(submission, stored)).field_path == "parentMission"


def test_what_is_stored_of_a_record_makes_room_for_what_is_submitted(validator: Validator, model: Model) -> None:
    stored = KnownTriples(
        known(
            "<place/sweden> a mr:Place . <mission/b> a mr:Mission ; mr:parentMission <mission/streets> . "
            "<mission/streets> a mr:Mission, mr:Project ; mr:parentMission <mission/b> ."
        )
    )
    submission = take(Input((PREFIXES + MISSION + " .").encode()), model, 10_000)
    assert violations(validator.validate(submission, stored)) == []


def test_facts_of_the_source_are_known_to_a_rule_on_its_citation(validator: Validator, model: Model) -> None:
    stored = KnownTriples(known("<place/sweden> a mr:Place . <source/talk> a mr:Source ; mr:duration 100 ."))
    citation = (
        "[ a mr:Citation ; mr:citedProperty mr:title ; mr:source <source/talk> ; mr:seconds 101 ; "
        "mr:claimStatus <../code/claim-status/stated> ]"
    )
    submission = take(Input(f"{PREFIXES}{MISSION} ; mr:citation {citation} .".encode()), model, 10_000)
    assert only_violation(validator.validate(submission, stored)).field_path == "citations[0].seconds"


def test_a_kind_of_class_counts_as_the_class() -> None:
    vocabulary = Vocabulary(
        [
            Triple(Iri(TERMS + "Person"), Iri(RDFS + "subClassOf"), Iri(TERMS + "Actor")),
            Triple(Iri(TERMS + "Person"), Iri(RDF_TYPE), Iri(RDFS + "Class")),
            Triple(BlankNode("b"), Iri(RDF_TYPE), Iri(RDFS + "Class")),
            Triple(Iri(TERMS + "Person"), Iri(RDFS + "subClassOf"), BlankNode("b")),
        ]
    )
    around = neighbourhood([], set(), vocabulary, KnownTriples(), Reach(frozenset(), frozenset()))
    assert around == vocabulary.subclasses
    assert len(around) == 1


def test_known_statements_answer_each_question() -> None:
    triples = known("<mission/a> a mr:Mission ; mr:parentMission <mission/b> ; mr:title 'x'@en . [] a mr:Mission .")
    neighbours = KnownTriples(triples)
    iri = RECORDS + "mission/a"
    assert [t.object for t in neighbours.types_of([iri, "http://x/none"])] == [Iri(TERMS + "Mission")]
    assert [t.object for t in neighbours.facts_of([iri], [TERMS + "title"])] == [text("x", "en")]
    assert len(list(neighbours.ancestors([iri], TERMS + "parentMission"))) == 1
    assert list(neighbours.near(TERMS + "Mission", "x")) == [iri]
    assert list(neighbours.near(TERMS + "Place", "x")) == []
