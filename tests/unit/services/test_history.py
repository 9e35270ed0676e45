"""Differences as people read them, by field and part, and revisions that touched more than can be listed."""

from collections.abc import Iterator

import pytest

from registry.model.reader import read_model
from registry.namespaces import CODES, PUBLISHED, RDF_TYPE, RECORDS, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple, text
from registry.services.differences import FieldChange, difference
from registry.services.history import History
from registry.services.revisions import MOST_LISTED
from registry.store.oxigraph import EmbeddedStore
from tests.contract.changes import change, triple

MODEL = read_model()
MISSION = f"{RECORDS}mission/streets"


def said(name: str, value: Term | str, part: str = "") -> Triple:
    term = Literal(value) if isinstance(value, str) else value
    return Triple(Iri(MISSION + part), Iri(TERMS + name if "/" not in name else name), term)


def target(name: str, **values: Term) -> list[Triple]:
    iri = Iri(f"{MISSION}#{name}")
    return [
        said("target", iri),
        Triple(iri, Iri(RDF_TYPE), Iri(TERMS + "Target")),
        *(Triple(iri, Iri(TERMS + key), value) for key, value in values.items()),
    ]


def number(value: str) -> Literal:
    return Literal(value, XSD + "decimal")


HEAD = [said(RDF_TYPE, Iri(TERMS + "Mission")), said("title", text("Streets", "en"))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        (
            [said("startDate", Literal("2020", XSD + "gYear"))],
            [said("startDate", Literal("2021-05", XSD + "gYearMonth"))],
            [("startDate", {"@value": "2020", "@type": "gYear"}, {"@value": "2021-05", "@type": "gYearMonth"})],
        ),
        ([], [said("website", Literal("https://e.org/", XSD + "anyURI"))], [("website", None, "https://e.org/")]),
        ([said("title", text("Gator", "sv"))], [said("title", text("Gatan", "sv"))], [("title.sv", "Gator", "Gatan")]),
        ([said("summary", text("Less", "en"))], [], [("summary", {"en": "Less"}, None)]),
        (
            [said("challenge", Iri(f"{RECORDS}challenge/a"))],
            [said("challenge", Iri(f"{RECORDS}challenge/b"))],
            [("challenges", [f"{RECORDS}challenge/a"], [f"{RECORDS}challenge/b"])],
        ),
        (
            target("target-1", value=number("5"), unit=Literal("km")),
            target("target-1", value=number("7"), unit=Literal("km")),
            [("targets[target-1].value", "5", "7")],
        ),
        (
            target("target-1", indicator=text("Deaths", "en")),
            [*target("target-1"), *target("target-2", value=number("1"))],
            [
                ("targets[target-1].indicator", {"en": "Deaths"}, None),
                ("targets[target-2]", None, {"id": f"{MISSION}#target-2", "type": "Target", "value": "1"}),
            ],
        ),
        (
            [said("target", Iri(f"{MISSION}#target-9"))],
            target("target-1", value=number("1")),
            [
                ("targets[target-1]", None, {"id": f"{MISSION}#target-1", "type": "Target", "value": "1"}),
                ("targets", [f"{MISSION}#target-9"], None),
            ],
        ),
        (
            [said("urn:x/odd", "1")],
            [said("urn:x/odd", "2")],
            [("urn:x/odd", [{"@value": "1", "@type": XSD + "string"}], [{"@value": "2", "@type": XSD + "string"}])],
        ),
    ],
)
def test_a_difference_names_each_field_with_its_value_before_and_after(
    before: list[Triple], after: list[Triple], expected: list[tuple[str, object, object]]
) -> None:
    found = difference(MODEL, MISSION, HEAD + before, HEAD + after)
    assert list(found.fields) == [FieldChange(*each) for each in expected]
    assert set(found.added) == set(after) - set(before)
    assert set(found.removed) == set(before) - set(after)
    back = difference(MODEL, MISSION, HEAD + after, HEAD + before)
    assert {(c.field_path, c.after, c.before) for c in map(hashable, back.fields)} == {
        (c.field_path, c.before, c.after) for c in map(hashable, found.fields)
    }


def hashable(change: FieldChange) -> FieldChange:
    return FieldChange(change.field_path, repr(change.before), repr(change.after))


def test_a_record_of_no_known_class_is_compared_too() -> None:
    found = difference(MODEL, "urn:x", [triple("a", "p", "1")], [])
    assert len(found.removed) == 1
    assert found.fields == ()


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    with EmbeddedStore(None) as opened:
        yield opened


def test_a_revision_that_touched_very_many_records_does_not_list_them_and_others_do(store: EmbeddedStore) -> None:
    store.write(change(0, [triple("one", "p", "1")]))
    store.write(change(1, [triple(f"r-{n}", "p", "1") for n in range(MOST_LISTED + 1)]))
    store.write(change(2, [triple("two", "p", "1")]))
    listed = [revision.records for revision in History(store, MODEL).revisions()]
    assert [None if records is None else len(records) for records in listed] == [1, None, 1]


def test_many_revisions_are_looked_through_and_a_withdrawn_record_is_restored_as_it_was(store: EmbeddedStore) -> None:
    code = said("side", Iri(CODES + "policy-side/demand"))
    store.write(change(0, [*HEAD, code], graph=PUBLISHED))
    for revision in range(1, 1_102):
        deleted = [said("website", str(revision - 1))] if revision > 1 else []
        store.write(change(revision, [said("website", str(revision))], deleted))
    store.write(change(1_102, delete=[*HEAD, code, said("website", "1101")]))
    history = History(store, MODEL)
    assert set(history.changed_since(50)[MISSION]) == {*HEAD, code, said("website", "49")}
    assert set(history.record_at(MISSION, 1_102)) == {*HEAD, code, said("website", "1101")}
    store.write(change(1_103, history.record_at(MISSION, 1_102)))
    assert history.changed_since(1_102) == {}
    assert history.standing(MISSION).kind == "published"
    assert [revision.number for revision in history.revisions(MISSION, first=2)] == [1_104, 1_103]
