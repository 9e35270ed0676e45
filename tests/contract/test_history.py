"""The past as every store keeps it: each record at each revision, walked back, against copies that were kept aside."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from registry.model.reader import read_model
from registry.namespaces import PUBLISHED, RDF_TYPE, SUBMISSIONS, VOCABULARY, XSD
from registry.rdf.canonical import canonical
from registry.rdf.terms import BlankNode, Iri, Literal, Term, Triple, text
from registry.services.history import History
from registry.services.revisions import BASED_ON_REVISION, JUDGED_BY, REPORT, SUBMISSION, Touched
from registry.store.port import Change, GraphChange, Store
from registry.store.revisions import revision_iri, since
from registry.store.versions import Happening
from tests.contract.changes import EXAMPLE, NOON, CountingStore, change, iri, triple

MODEL = read_model()
VALUES: tuple[Term, ...] = (
    Literal('He said: "no" \\ \n\ttab'),
    Literal("2000000.50", XSD + "decimal"),
    Literal("007", XSD + "integer"),
    Literal("1", XSD + "boolean"),
    Literal("2030-06-30+00:00", XSD + "date"),
    Literal("2030", XSD + "gYear"),
    Literal("2030-02-31", XSD + "date"),
    Literal("not a number", XSD + "integer"),
    text("Klimatneutrala städer 🌍", "sv"),
    text("A", "EN-gb"),
    iri("c"),
)
NAMES = ("a", "b", "c", "d")
State = frozenset[Triple]


def record(name: str, *more: Triple) -> tuple[Triple, ...]:
    return (Triple(iri(name), Iri(RDF_TYPE), iri("Mission")), *more)


def drawn(random: Random, name: str) -> State:
    """A record with some values and up to two parts."""
    of_record = set(record(name))
    for number in range(random.randrange(3)):
        part = f"{name}#part-{number}"
        of_record |= {Triple(iri(name), iri("part"), iri(part)), Triple(iri(part), iri("p"), random.choice(VALUES))}
    for _ in range(random.randrange(5)):
        of_record.add(Triple(iri(name), iri(f"p{random.randrange(3)}"), random.choice(VALUES)))
    return frozenset(of_record)


def walked(store: Store, revisions: int, seed: int) -> list[Mapping[str, State]]:
    """What was published at each revision, after that many random ones that touch one to three records."""
    random, states = Random(seed), [dict[str, State]()]
    for number in range(revisions):
        before, after = states[-1], dict(states[-1])
        for name in random.sample(NAMES, random.randrange(1, 4)):
            after[name] = frozenset() if random.random() < 0.3 else drawn(random, name)
        deleted = {t for name, of_record in before.items() for t in of_record - after[name]}
        inserted = {t for name, of_record in after.items() for t in of_record - before.get(name, frozenset())}
        store.write(change(number, inserted, deleted, clear=False))
        states.append(after)
    return states


def texts(triples: object) -> set[str]:
    """Statements in a form that no store's ways with numbers, dates and tags change."""
    assert isinstance(triples, frozenset | list)
    found = set()
    for each in triples:
        kept = canonical(each)
        value = kept.object
        if isinstance(value, Literal) and value.language:
            kept = Triple(kept.subject, kept.predicate, text(value.lexical, value.language))
        found.add(str(kept))
    return found


def test_every_record_is_given_as_it_was_at_every_revision(store: Store) -> None:
    states = walked(store, 18, seed=4)
    history = History(store, MODEL)
    for number, state in enumerate(states):
        for name in NAMES:
            found = history.record_at(iri(name).value, number)
            assert texts(found) == texts(state.get(name, frozenset())), (name, number)


def test_what_changed_since_a_revision_is_given_as_it_was_and_nothing_else_is(store: Store) -> None:
    states = walked(store, 24, seed=11)
    history = History(store, MODEL)
    for number in (0, 3, 9, 17, 23, 24):
        then, now = states[number], states[-1]
        differing = {n for n in NAMES if then.get(n, frozenset()) != now.get(n, frozenset())}
        found = history.changed_since(number)
        assert {name.removeprefix(EXAMPLE) for name in found} == differing
        assert all(texts(found[iri(name).value]) == texts(then.get(name, frozenset())) for name in differing)


def test_revisions_say_what_they_did_to_which_records(store: Store) -> None:
    store.write(change(0, [*record("a"), *record("b")]))
    store.write(change(1, [triple("a", "p", "1")], record("b"), message="Merged into a"))
    store.write(change(2, record("b")))
    history = History(store, MODEL)
    told = [revision.records for revision in history.revisions()]
    a, b = iri("a").value, iri("b").value
    assert told == [
        (Touched(b, Happening.RESTORED),),
        (Touched(a, Happening.CHANGED), Touched(b, Happening.WITHDRAWN)),
        (Touched(a, Happening.CREATED), Touched(b, Happening.CREATED)),
    ]
    assert [revision.number for revision in history.revisions(b)] == [3, 2, 1]
    assert [revision.number for revision in history.revisions(a, first=1)] == [2]
    assert [revision.number for revision in history.revisions(a, before=2)] == [1]
    assert [revision.number for revision in history.revisions(first=2)] == [3, 2]
    assert [revision.number for revision in history.revisions(before=3, first=1)] == [2]
    assert history.last_change([a, b, EXAMPLE + "unknown"]) == {a: 2, b: 3, EXAMPLE + "unknown": 0}


def test_a_record_stands_published_or_withdrawn_with_the_reason_or_is_unknown(store: Store) -> None:
    store.write(change(0, [*record("a"), *record("b")]))
    store.write(change(1, delete=record("b"), message="Merged into a"))
    history = History(store, MODEL)
    published, withdrawn = history.standing(EXAMPLE + "a"), history.standing(EXAMPLE + "b")
    assert (published.kind, published.revision, published.time) == ("published", 1, NOON)
    assert (withdrawn.kind, withdrawn.revision, withdrawn.time) == ("withdrawn", 2, NOON)
    assert withdrawn.reason == "Merged into a"
    assert history.standing(EXAMPLE + "c").kind == "unknown"


def test_a_revision_keeps_what_was_said_about_it(store: Store) -> None:
    store.write(change(0, record("a")))
    about = (
        (JUDGED_BY, Literal("abc")),
        (REPORT, Literal('{"conforms": true}')),
        (SUBMISSION, iri("submission/1")),
        (BASED_ON_REVISION, revision_iri(0)),
    )
    parts = (GraphChange(PUBLISHED, insert=(triple("a", "p", "1"),)),)
    store.write(Change(1, "why", NOON, parts, author=EXAMPLE + "ana", author_name="Ana", about=about))
    history = History(store, MODEL)
    found = history.revision(2)
    assert found is not None
    assert (found.author, found.author_name, found.message) == (EXAMPLE + "ana", "Ana", "why")
    assert (found.judged_by, found.report) == ("abc", '{"conforms": true}')
    assert (found.submission, found.based_on, found.time) == (EXAMPLE + "submission/1", 0, NOON)
    first = history.revision(1)
    assert first is not None
    assert (first.author, first.author_name, first.report, first.based_on) == (None, None, None, 0)
    assert history.revision(3) is None
    assert history.revision(0) is None


def test_a_date_leads_to_the_last_revision_that_is_not_later(store: Store) -> None:
    history = History(store, MODEL)
    assert history.revision_at(NOON) == 0
    hours = [0, 1, 1, 5, 2, 7]  # one clock went wrong: the revision after it is dated no earlier
    for number, hour in enumerate(hours):
        parts = (GraphChange(VOCABULARY, insert=(triple("x", "p", str(number)),)),)
        store.write(Change(number, "m", NOON + timedelta(hours=hour), parts))
    wanted = {-1: 0, 0: 1, 0.5: 1, 1: 3, 4: 3, 5: 5, 6: 5, 7: 6, 100: 6}
    assert {hour: history.revision_at(NOON + timedelta(hours=hour)) for hour in wanted} == wanted
    assert history.revision_at(NOON + timedelta(milliseconds=900)) == 1
    with pytest.raises(ValueError, match="time zone"):
        history.revision_at(datetime(2024, 5, 1))


def test_other_graphs_and_nodes_without_a_name_have_no_versions(store: Store) -> None:
    store.write(change(0, record("draft"), graph=SUBMISSIONS))
    store.write(change(1, [Triple(BlankNode("b"), iri("p"), Literal("x")), *record("a")]))
    store.write(change(2, [Triple(iri("a"), iri("p"), BlankNode("c"))]))
    history = History(store, MODEL)
    assert [revision.records for revision in history.revisions()] == [
        (),
        (Touched(EXAMPLE + "a", Happening.CREATED),),
        (),
    ]
    assert history.record_at(EXAMPLE + "a", 3) == list(record("a"))


def test_emptying_the_published_graph_withdraws_what_does_not_come_again(store: Store) -> None:
    store.write(change(0, [*record("a"), *record("b", triple("b", "p", "1")), *record("c")]))
    store.write(change(1, [*record("a"), *record("b", triple("b", "p", "2"))], clear=True))
    history = History(store, MODEL)
    told = history.revision(2)
    assert told is not None
    assert told.records == (Touched(EXAMPLE + "b", Happening.CHANGED), Touched(EXAMPLE + "c", Happening.WITHDRAWN))
    assert texts(history.record_at(EXAMPLE + "b", 1)) == texts(list(record("b", triple("b", "p", "1"))))
    assert since(store, 1, 2) == {EXAMPLE + "b", EXAMPLE + "c"}


def test_a_difference_is_told_by_statement_and_says_nothing_of_what_is_the_same(store: Store) -> None:
    store.write(change(0, record("a", triple("a", "p", "1"), triple("a", "q", "x"))))
    store.write(change(1, [triple("a", "p", "2")], [triple("a", "p", "1")]))
    found = History(store, MODEL).diff(EXAMPLE + "a", 1, 2)
    assert (found.added, found.removed) == ((triple("a", "p", "2"),), (triple("a", "p", "1"),))
    back = History(store, MODEL).diff(EXAMPLE + "a", 2, 0)
    assert back.added == ()
    assert len(back.removed) == 3


def test_reading_the_past_takes_few_queries_however_long_it_is(store: Store) -> None:
    for number in range(40):
        of_a = [triple("a", "p", str(number))]
        store.write(change(number, [*record("a"), *of_a], [triple("a", "p", str(number - 1))]))
    counting = CountingStore(store)
    history = History(counting, MODEL)
    for asked, most in (
        (lambda: history.record_at(EXAMPLE + "a", 1), 4),
        (lambda: history.revisions(EXAMPLE + "a"), 3),
        (lambda: history.changed_since(3), 4),
        (lambda: history.standing(EXAMPLE + "a"), 4),
        (lambda: history.revision_at(datetime.now(UTC)), 2),
    ):
        counting.queries.clear()
        asked()
        assert len(counting.queries) <= most


class InterruptedStore(CountingStore):
    """Somebody writes in between: a change is written just before the second query."""

    def __init__(self, store: Store, change: Change) -> None:
        super().__init__(store)
        self._change: Change | None = change

    def construct(self, query):  # type: ignore[no-untyped-def]
        change, self._change = self._change, None
        if change is not None:
            self.write(change)
        return super().construct(query)


def test_the_past_is_right_also_when_somebody_writes_while_it_is_read(store: Store) -> None:
    store.write(change(0, [*record("a", triple("a", "p", "1")), *record("b")]))
    store.write(change(1, [triple("a", "p", "2")], [triple("a", "p", "1")]))
    third = change(2, [triple("a", "p", "3")], [triple("a", "p", "2")])
    found = History(InterruptedStore(store, third), MODEL).record_at(EXAMPLE + "a", 1)
    assert texts(found) == texts(list(record("a", triple("a", "p", "1"))))
    fourth = change(3, [triple("b", "p", "4"), triple("a", "p", "1")], [triple("a", "p", "3")])
    since_one = History(InterruptedStore(store, fourth), MODEL).changed_since(1)
    assert since_one == {EXAMPLE + "b": list(record("b"))}  # a is again as it was
