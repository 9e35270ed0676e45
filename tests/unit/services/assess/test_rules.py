"""The rules: made-up missions against plain Python, real ones against another SHACL engine, and the words of each."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.bootstrap import Registry
from registry.errors import ModelError
from registry.model.reader import read_model
from registry.model.spec import Model, Severity
from registry.namespaces import CODES, RDF_TYPE, RECORDS, SHAPES, TERMS, XSD
from registry.rdf.parsing import serialize
from registry.rdf.terms import Iri, Literal, Term, Triple, text
from registry.resources import ONTOLOGY
from registry.resources import SHAPES as SHAPE_FILES
from registry.services.assess.as_json import as_json
from registry.services.assess.as_text import as_markdown
from registry.services.assess.assessment import Assessment
from registry.services.assess.assessor import Assessor
from registry.services.assess.gathering import Gathering
from registry.services.assess.rules import Rules, packaged_rules, sign_files
from registry.services.assess.statements import Statements
from registry.services.find import PageLimits
from registry.services.seed import vocabulary_files
from registry.store.public import public_query
from registry.store.records import statements_of
from tests.plain_finder import PlainFinder

MODEL = read_model()
MISSION = f"{RECORDS}mission/m"
YEARS = st.sampled_from([None, "2019", "2020", "2020-06", "2021-01-15"])
ROLES = ("government", "research", "business", "citizens", "third-sector")
TECHNOLOGY = {"PI007", "PI008"}
FACT = st.fixed_dictionaries(
    {
        "targets": st.lists(st.fixed_dictionaries({"number": st.booleans(), "deadline": st.booleans()}), max_size=2),
        "deadline": st.booleans(),
        "start": YEARS,
        "absent": st.dictionaries(
            st.sampled_from(["target", "deadline"]), st.sampled_from(["not-set", "unknown", "not-applicable"])
        ),
        "figure": st.booleans(),
        "participants": st.lists(
            st.tuples(
                st.sampled_from([None, *ROLES]), st.sampled_from([None, *ROLES]), st.sampled_from(["owner", "funder"])
            ),
            max_size=4,
        ),
        "instruments": st.lists(
            st.tuples(st.sampled_from(["PI007", "PI008", "PI010"]), st.sampled_from([None, "demand", "supply"]), YEARS),
            max_size=2,
        ),
        "initiative": st.sampled_from(["none", "2018", "2020", "2022"]),
        "projects": st.integers(0, 3),
        "sources": st.lists(st.sampled_from(["a", "b", "part-of-a"]), max_size=3),
        "challenge": st.booleans(),
        "sdg": st.booleans(),
        "verdict": st.sampled_from([None, "met", "not-met", "not-stated"]),
        "note": st.booleans(),
    }
)  # fmt: skip


class Writer:
    """Writes a made-up mission and its surroundings as statements."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self.facts = facts
        self.triples: list[Triple] = []

    def add(self, subject: str, name: str, value: Term) -> None:
        self.triples.append(Triple(Iri(subject), Iri(TERMS + name), value))

    def typed(self, subject: str, class_name: str) -> str:
        self.triples.append(Triple(Iri(subject), Iri(RDF_TYPE), Iri(TERMS + class_name)))
        return subject

    def part(self, holder: str, field: str, class_name: str, number: object) -> str:
        part = self.typed(f"{holder}#{class_name.lower()}-{number}", class_name)
        self.add(holder, field, Iri(part))
        return part

    def dated(self, subject: str, name: str, date: str | None) -> None:
        if date:
            datatype = ("gYear", "gYearMonth", "date")[date.count("-")]
            self.add(subject, name, Literal(date, XSD + datatype))


def code(scheme: str, notation: str) -> Iri:
    return Iri(f"{CODES}{scheme}/{notation}")


def statements(facts: Mapping[str, object]) -> list[Triple]:  # noqa: C901  # one fact after the other
    w = Writer(facts)
    w.typed(MISSION, "Mission")
    w.add(MISSION, "title", text("Mission", "en"))
    for number, target in enumerate(facts["targets"]):  # type: ignore[arg-type, var-annotated]
        part = w.part(MISSION, "target", "Target", number)
        w.add(part, "indicator", text("Emissions", "en"))
        if target["number"]:
            w.add(part, "value", Literal("49.0", XSD + "decimal"))
            w.add(part, "unit", Literal("%"))
        if target["deadline"]:
            w.dated(part, "deadline", "2030")
    w.dated(MISSION, "deadline", "2035" if facts["deadline"] else None)
    w.dated(MISSION, "startDate", facts["start"])  # type: ignore[arg-type]
    for name, reason in facts["absent"].items():  # type: ignore[attr-defined]
        part = w.part(MISSION, "absence", "Absence", name)
        w.add(part, "citedProperty", Iri(TERMS + name))
        w.add(part, "absenceReason", code("absence-reason", reason))
    if facts["figure"]:
        part = w.part(MISSION, "figure", "Figure", 1)
        w.add(part, "value", Literal("40000", XSD + "decimal"))
        w.add(part, "unit", Literal("km"))
    for number, (here, usual, function) in enumerate(facts["participants"]):  # type: ignore[arg-type]
        actor = w.typed(f"{RECORDS}actor/a{number}", "Actor")
        part = w.part(MISSION, "participation", "Participation", number)
        w.add(part, "actor", Iri(actor))
        w.add(part, "function", code("function", function))
        if here:
            w.add(part, "helixRole", code("helix-role", here))
        if usual:
            w.add(actor, "helixRole", code("helix-role", usual))
    for number, (kind, side, start) in enumerate(facts["instruments"]):  # type: ignore[arg-type]
        instrument = w.typed(f"{RECORDS}instrument/i{number}", "Instrument")
        w.add(instrument, "mission", Iri(MISSION))
        w.add(instrument, "instrumentType", code("instrument-type", kind))
        w.dated(instrument, "startDate", start)
        if side:
            w.add(instrument, "side", code("policy-side", side))
    if facts["initiative"] != "none":
        initiative = w.typed(f"{RECORDS}policy-initiative/p", "PolicyInitiative")
        w.add(MISSION, "initiative", Iri(initiative))
        w.dated(initiative, "startDate", facts["initiative"])  # type: ignore[arg-type]
    for number in range(facts["projects"]):  # type: ignore[call-overload]
        project = w.typed(f"{RECORDS}project/p{number}", "Project")
        w.add(project, "mission", Iri(MISSION))
    for number, name in enumerate(facts["sources"]):  # type: ignore[arg-type]
        source = w.typed(f"{RECORDS}source/{name}", "Source")
        part = w.part(MISSION, "citation", "Citation", number)
        w.add(part, "source", Iri(source))
        w.add(part, "citedProperty", Iri(TERMS + "title"))
        if name == "part-of-a":
            w.add(source, "partOf", Iri(f"{RECORDS}source/a"))
        if facts["note"] and number == 0:
            w.add(part, "note", text("The sources speak of flagships, not of missions.", "en"))
    if facts["challenge"]:
        w.add(MISSION, "challenge", Iri(f"{RECORDS}challenge/ageing"))
    if facts["sdg"]:
        w.add(MISSION, "sdg", Iri("http://metadata.un.org/sdg/3"))
    if facts["verdict"]:
        part = w.part(MISSION, "criterionAssessment", "CriterionAssessment", 1)
        w.add(part, "criterion", code("criterion", "clear-targeted"))
        w.add(part, "verdict", code("verdict", facts["verdict"]))  # type: ignore[arg-type]
    return w.triples


def expected(facts: Mapping[str, object]) -> Iterator[str]:  # noqa: C901  # every sign in plain Python
    targets, absent = list(facts["targets"]), dict(facts["absent"])  # type: ignore[call-overload, arg-type, var-annotated]
    has_deadline = facts["deadline"] or any(t["deadline"] for t in targets)
    roles = [here or usual for here, usual, _ in facts["participants"]]  # type: ignore[attr-defined]
    known = {role for role in roles if role}
    instruments = list(facts["instruments"])  # type: ignore[call-overload]
    older = [start for _, _, start in instruments] + [facts["initiative"]]
    if not targets:
        if absent.get("target") == "not-set":
            yield "targetNotSet"
        elif absent.get("target") != "not-applicable":
            yield "targetNotStated"
        if facts["figure"]:
            yield "figureInPlaceOfTarget"
    elif not any(t["number"] for t in targets):
        yield "targetWithoutNumber"
    if not has_deadline:
        if absent.get("deadline") == "not-set":
            yield "deadlineNotSet"
        elif absent.get("deadline") != "not-applicable":
            yield "deadlineNotStated"
    start = str(facts["start"] or "")
    for other in older:
        if start and other and other != "none" and str(other)[: len(start)] < start[: len(str(other))]:
            yield "labelNewerThanProgramme"
    if facts["note"] and facts["sources"]:
        yield "notCalledAMission"
    if facts["verdict"] == "not-met":
        yield "criterionNotMet"
    if instruments and all(kind in TECHNOLOGY and side != "demand" for kind, side, _ in instruments):
        yield "technologyOnly"
    if len(known) == 1:
        yield "oneHelixRole"
    if not known:
        yield "helixNotStated"
    if not any(function == "owner" for _, _, function in facts["participants"]):  # type: ignore[attr-defined]
        yield "ownerNotStated"
    if not (facts["challenge"] or facts["sdg"]):
        yield "challengeNotStated"
    if len({name.removeprefix("part-of-") for name in facts["sources"]}) == 1:  # type: ignore[attr-defined]
        yield "oneSource"


def assessed(triples: list[Triple]) -> Assessment:
    finder = PlainFinder.over(MODEL, triples, 3, PageLimits(20, 100))
    return Assessor(MODEL).assess(finder, [MISSION])[MISSION]


@given(FACT)
@settings(max_examples=120, deadline=None)
def test_signs_criteria_and_helix_of_made_up_missions_are_those_of_plain_python(facts: Mapping[str, object]) -> None:
    found = assessed(statements(facts))
    assert {sign.name for sign in found.signs} == set(expected(facts))
    roles = {here or usual for here, usual, _ in facts["participants"]} - {None}  # type: ignore[attr-defined]
    targets = list(facts["targets"])  # type: ignore[call-overload]
    clear = any(t["number"] and (t["deadline"] or facts["deadline"]) for t in targets)
    derived = {each.criterion: each.derived for each in found.criteria if each.derived}
    assert derived == {
        **({"clear-targeted": "met"} if clear else {}),
        **({"cross-actor": "met"} if len(roles) >= 3 else {}),
        **({"bottom-up-solutions": "met"} if facts["projects"] >= 2 else {}),  # type: ignore[operator]
    }
    judged = next(each for each in found.criteria if each.criterion == "clear-targeted")
    assert judged.verdict == (
        "not-met" if facts["verdict"] == "not-met" else "met" if clear or facts["verdict"] == "met" else "not-stated"
    )
    assert judged.contested == (clear and facts["verdict"] == "not-met")
    assert found.helix is not None
    assert {each.role for each in found.helix.present} == roles
    assert '"assessments"' in as_json([found])
    assert as_markdown([found]).startswith("# Mission\n")


def test_a_draft_is_assessed_as_it_would_be_when_published(registry: Registry) -> None:
    triples = [triple for triple in statements(SPARSE) if triple.subject in (Iri(MISSION),)]
    found = Assessor(registry.model).assess_given(registry.finder, triples)[MISSION]
    assert {sign.name for sign in found.signs} == set(expected(SPARSE))
    assert found.level == "minimal"
    assert any("no deadline" in sentence for sentence in found.missing)


SPARSE: Mapping[str, object] = {
    "targets": [], "deadline": False, "start": None, "absent": {}, "figure": False, "participants": [],
    "instruments": [], "initiative": "none", "projects": 0, "sources": [], "challenge": False, "sdg": False,
    "verdict": None, "note": False,
}  # fmt: skip


def test_another_shacl_engine_finds_the_same_signs_on_real_missions(registry: Registry) -> None:
    iris = [f"{RECORDS}mission/{slug}" for slug in ("sustainable-streets", "school-food", "hydrogen-industry-mission")]
    records = list(registry.finder.records(iris).values())
    near = Gathering(registry.model, registry.finder, 100).around(records)
    data = rdflib.Graph().parse(
        data=serialize(list(Statements(registry.model)(near.around.values())), "n-triples"), format="nt"
    )
    shapes = rdflib.Graph()
    for path in (*sign_files(), SHAPE_FILES / "prefixes.ttl"):
        shapes.parse(path)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    theirs = {
        (str(report.value(result, sh.focusNode)), str(report.value(result, sh.sourceConstraint)).rpartition("-")[2])
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)  # type: ignore[union-attr]
    }
    ours = {
        (iri, sign.name)
        for iri, each in Assessor(registry.model).assess(registry.finder, iris).items()
        for sign in each.signs
    }
    assert ours == {(iri, name) for iri, name in theirs if iri in iris}
    assert len(ours) >= 8


def test_statements_written_from_projections_are_those_of_the_store(registry: Registry) -> None:
    iris = [f"{RECORDS}mission/sustainable-streets", f"{RECORDS}source/mission-setting-and-implementation-strategies"]
    written = set(Statements(registry.model)(registry.finder.records(iris).values()))
    assert written == set(statements_of(registry.store, iris))


def test_dates_with_a_zone_and_numbers_keep_their_datatype() -> None:
    record = f"{RECORDS}mission/m"
    triples = [
        Triple(Iri(record), Iri(RDF_TYPE), Iri(TERMS + "Mission")),
        *(
            Triple(Iri(record), Iri(TERMS + name), Literal(date, XSD + kind))
            for name, date, kind in (
                ("startDate", "2020-01-01-05:00", "date"),
                ("endDate", "-0044-03", "gYearMonth"),
                ("deadline", "2030Z", "gYear"),
            )
        ),
    ]
    finder = PlainFinder.over(MODEL, triples, 1, PageLimits(20, 100))
    assert set(Statements(MODEL)(finder.records([record]).values())) == set(triples)


def test_every_rule_has_words_a_reason_literature_and_an_address_that_answers(registry: Registry) -> None:
    rules = packaged_rules().signs
    assert len(rules) == 15
    for rule in rules:
        assert rule.iri.startswith(f"{SHAPES}MissionWashing-")
        assert rule.severity in (Severity.WARNING, Severity.INFO)
        assert rule.reason.endswith(".")
        assert all(" http" in work for work in rule.literature)
        assert rule.literature
    assert set(sign_files()) <= set(vocabulary_files())
    assert registry.describer.describe(rules[0].iri)


def test_the_tables_are_queries_that_anybody_may_run_as_they_stand() -> None:
    for query in packaged_rules().tables.values():
        assert query.startswith("# ")
        assert public_query(query).form == "SELECT"


def test_a_sign_without_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "assessments").mkdir()
    (tmp_path / "assessments" / "x.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<urn:s> a sh:NodeShape ; sh:sparql <urn:x> . <urn:x> sh:select 'x' ."
    )
    with pytest.raises(ModelError, match="urn:x needs rdfs:label"):
        Rules.read(tmp_path, ONTOLOGY)


def test_assessment_rules_never_judge_a_record(model_without_signs: Model) -> None:
    assert not any("MissionWashing" in rule.shape for c in model_without_signs.records for rule in c.rules)


@pytest.fixture
def model_without_signs() -> Model:
    return read_model()
