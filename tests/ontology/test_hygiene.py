"""Every rule of ontology/checks holds for the ontology, and every rule catches the offenders that it is for.

`offenders/<rule>.ttl` holds what the rule must report (named so) beside what it must let pass.
"""

from pathlib import Path

import pytest
from pyoxigraph import Store

from tests.ontology.vocabulary import ONTOLOGY, load, rows, whole_vocabulary

RULES = sorted((ONTOLOGY / "checks").glob("*.rq"))
OFFENDERS = Path(__file__).parent / "offenders"
GRAPH = "file:///offenders/alignments/"  # so named that the rules on alignments look into it


@pytest.fixture(scope="module")
def vocabulary() -> Store:
    return whole_vocabulary()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_the_ontology_keeps_the_rule(rule: Path, vocabulary: Store) -> None:
    query = rule.read_text("utf-8")
    found = [" ".join(str(value) for value in row) for row in rows(vocabulary, query)]
    assert not found, f"{query.splitlines()[0]}\nBroken by:\n" + "\n".join(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_the_rule_catches_its_offenders_and_nothing_else(rule: Path) -> None:
    sample = OFFENDERS / f"{rule.stem}.ttl"
    store = load({GRAPH + sample.name: sample})
    named = {str(value).strip("<>") for quad in store for value in (quad.subject, quad.predicate, quad.object)}
    offenders = {name for name in named if "/offender" in name.lower()} or {GRAPH + sample.name}
    assert {str(row[0]).strip("<>") for row in rows(store, rule.read_text("utf-8"))} == offenders


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_the_rule_says_in_words_what_it_asks(rule: Path) -> None:
    first = rule.read_text("utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")


def test_no_offender_waits_for_a_rule_that_is_gone() -> None:
    assert {path.stem for path in OFFENDERS.glob("*.ttl")} == {rule.stem for rule in RULES}
