"""Records that may be there already are found by their names, whatever the language, edition or abbreviation."""

import pytest

from registry.namespaces import RECORDS
from registry.services.contribute.duplicates import Duplicates
from registry.services.contribute.likeness import Called, Name, compare, initials
from registry.services.contribute.proposal import Action
from registry.services.contribute.reading import read_records
from registry.validation.intake import Input
from tests.judged_registry import PREFIXES, WORLD, Registry, record, shared_model

SWEDEN = "mr:country <place/sweden>"


@pytest.fixture(scope="module")
def world() -> Registry:
    return Registry.of(WORLD)


def alike(world: Registry, *turtle: str) -> list[tuple[str, float, str]]:
    read = read_records(Input((PREFIXES + "\n".join(turtle)).encode()), shared_model(), 100_000)
    found = Duplicates(world.finder).of(read.records)
    return [(each.other.removeprefix(RECORDS), each.score, each.reason) for each in found]


@pytest.mark.parametrize(
    ("said", "other", "reason"),
    [
        ('mr:title "CLEAN  boats"@en', "mission/child", "the same name, “Clean boats”"),
        ('mr:title "Rena batar"@de', "mission/child", "same name in another language"),
        ('mr:title "Clean Harbours 2026-2030"@en', "mission/parent", "another edition"),
        ('mr:title "Clean harbours (phase 2)"@en', "mission/parent", "another edition"),
        (
            'mr:title "Q"@en ; skos:exactMatch <http://www.wikidata.org/entity/Q1>',
            "mission/spanish",
            "Both are <http://www.wikidata.org/entity/Q1>",
        ),
    ],
)
def test_a_mission_that_is_there_already_is_found(world: Registry, said: str, other: str, reason: str) -> None:
    found = alike(world, f"<mission/new> a mr:Mission ; {SWEDEN} ; {said} .")
    assert [each for each in found if each[0] == other and reason in each[2]], found


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('mr:title "Agency"@en ; mr:acronym "SIA"', "Both are called SIA for short."),
        ('mr:title "Swedish Innovation Authority"@en', "SIA is short for the name of one and"),
        ('mr:title "X"@en ; mr:website "https://www.vinnova.se/"^^xsd:anyURI', "Both have the website https://www.vinnova.se/."),
    ],
)  # fmt: skip
def test_an_actor_is_known_by_its_acronym_and_website(world: Registry, said: str, reason: str) -> None:
    [(other, score, told)] = alike(world, f"<actor/new> a mr:Actor ; {said} .")
    assert (other, told.startswith(reason)) == ("actor/vinnova", True)
    assert 0.5 <= score < 0.95


def test_the_same_name_in_another_country_counts_less(world: Registry) -> None:
    found = alike(world, '<mission/new> a mr:Mission ; mr:country <place/sweden> ; mr:title "Puertos limpios"@es .')
    [(other, score, reason)] = found
    assert (other, score) == ("mission/spanish", 0.6)
    assert reason.endswith("It is of another country, though.")


def test_a_record_is_no_duplicate_of_itself_and_other_classes_are_other_things(world: Registry) -> None:
    assert alike(world, f'<mission/parent> a mr:Mission ; {SWEDEN} ; mr:title "Clean harbours 2021-2025"@en .') == []
    assert alike(world, '<challenge/c> a mr:Challenge ; mr:title "Clean boats"@en .') == []


def test_records_of_one_submission_are_compared_too(world: Registry) -> None:
    twins = [
        f'<mission/{n}> a mr:Mission ; {SWEDEN} ; mr:title "New quays"@en ; mr:alternativeTitle "New Quays"@sv .'
        for n in "ab"
    ]
    other = '<mission/c> a mr:Mission ; mr:country <place/spain> ; mr:title "New quays"@sv .'
    found = alike(world, *twins, other)
    assert [(each[0], each[1]) for each in found] == [("mission/a", 0.95), ("mission/a", 0.6)]


def test_names_without_a_word_and_records_without_a_name_are_like_nothing(world: Registry) -> None:
    assert alike(world, f'<mission/new> a mr:Mission ; {SWEDEN} ; mr:title "…"@en, "2030"@sv ; mr:website [] .') == []
    assert alike(world, f"<mission/new> a mr:Mission ; {SWEDEN} .") == []
    long = " ".join(f"word{letter}{other}" for letter in "abcdefg" for other in "abcdefg")
    assert alike(world, f'<mission/new> a mr:Mission ; {SWEDEN} ; mr:title "{long}"@en .') == []


def test_a_published_record_without_a_title_goes_by_its_address() -> None:
    world = Registry.of("<mission/a> a mr:Mission ; skos:exactMatch <http://x.org/1> .")
    verdict = world.verdict(
        record("mission/b", "<mission/b> a mr:Mission ; skos:exactMatch <http://x.org/1> .", Action.CREATE)
    )
    [likeness] = verdict.duplicates
    assert (likeness.title, likeness.score) == (RECORDS + "mission/a", 1.0)


def test_each_record_takes_two_look_ups_however_many_there_are() -> None:
    for others in (3, 300):
        crowd = "".join(f'<mission/m{n}> a mr:Mission ; mr:title "Clean boats {n}"@en .\n' for n in range(others))
        world = Registry.of(WORLD + crowd)
        finder = world.finder.pinned()
        read = read_records(
            Input((PREFIXES + f'<mission/new> a mr:Mission ; {SWEDEN} ; mr:title "Clean boats"@en .').encode()),
            shared_model(),
            9_999,
        )
        found = Duplicates(finder).of(read.records)
        assert finder.work.lookups == 2
        assert finder.work.records <= 50
        assert (found[0].other, len(found) <= 5) == (RECORDS + "mission/child", True)


def test_initials_are_those_of_the_words_that_begin_with_capitals() -> None:
    assert initials("Organisation for Economic Co-operation and Development") == "OECD"
    assert initials("clean boats for all") == "CBFA"


def test_names_that_differ_in_a_letter_are_nearly_the_same() -> None:
    score, reason = compare(
        Called((Name.of("Climate-neutral cities", "en"),)), Called((Name.of("Climate-neutral citties", "en"),))
    )
    assert 0.6 < score < 0.7
    assert reason == "It has nearly the same name, “Climate-neutral citties”."
    assert compare(Called((Name.of("Ships", "en"),)), Called((Name.of("Trees", "en"), Name.of("!", "en")))) == (0.0, "")
