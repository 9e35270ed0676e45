"""Whole imports into a real registry: what comes of rows in every mode, and of files of every kind."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from registry.bootstrap import Registry
from registry.errors import EmptyInput, HeaderNotUnderstood, InvalidArgument, MalformedInput, UnknownFormat
from registry.identity.person import Person, Role
from registry.namespaces import RECORDS
from registry.resources import SEED
from registry.services.contribute.proposal import Action, Proposal
from registry.services.importing.results import FOR_RDF, Mode, Result, RowResult
from registry.store.records import record_triples
from tests.unit.services.importing.desk import ADMIN, counted, imported

AUTHOR = Person("https://example.org/people/bo", "Bo", frozenset({Role.CONTRIBUTOR}))


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def objects(registry: Registry, record: str, path: str) -> set[str]:
    triples = record_triples(registry.store, record)
    return {
        str(getattr(t.object, "lexical", getattr(t.object, "value", "")))
        for t in triples
        if t.predicate.value.endswith(path)
    }


def test_rows_that_name_each_other_land_in_any_order(registry: Registry, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "both.csv",
        "class,title@en,country,initiatives,parentMission,lead\n"
        "Mission,Sub of order,SE,,Order of rows,\n"
        "Mission,Order of rows,SE,Framework of order,,\n"
        "policy-initiative,Framework of order,SE,,,Vinnova\n"
        "Mission,Order of nobody,SE,Framework that never comes,,\n"
        "Country,Wrong class,SE,,,\n"
        "Mission,Mission with a lead,SE,,,Vinnova\n",
    )
    results = {each.title: each for each in imported(registry, path)}
    assert counted(results.values()) == {"created": 3, "refused": 3}
    assert (
        "initiatives: No PolicyInitiative is called 'Framework that never comes'" in results["Order of nobody"].problem
    )
    assert "'Country' is no class of records" in results[""].problem
    assert "Mission has no field 'lead'" in results["Mission with a lead"].problem
    sub = results["Sub of order"]
    assert objects(registry, sub.record, "parentMission") == {results["Order of rows"].record}


def test_a_dry_run_tells_the_same_and_stores_nothing(registry: Registry, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "dry.csv",
        "class,title@en,country,initiatives\n"
        "Mission,Dry mission,SE,Dry framework\n"
        "Mission,Dry mission,SE,\n"
        "PolicyInitiative,Dry framework,SE,\n"
        "Mission,Dry and wrong,Swedn,\n",
    )
    before = registry.store.head()
    results = imported(registry, path, Mode.DRY_RUN)
    assert [each.result for each in results] == [Result.CREATED, Result.REFUSED, Result.CREATED, Result.REFUSED]
    assert "Row 2 is the same record." in results[1].problem
    assert registry.store.head() == before


def test_drafts_are_kept_good_or_not_and_good_rows_are_handed_in(registry: Registry, tmp_path: Path) -> None:
    path = written(
        tmp_path, "drafts.csv", "title@en,country\nDrafted street,SE\nDrafted and wrong,Swedn\nDrafted street,SE\n"
    )
    drafts = imported(registry, path, Mode.DRAFT, AUTHOR, class_name="Mission")
    assert [each.result for each in drafts] == [Result.DRAFTED, Result.DRAFTED, Result.REFUSED]
    assert drafts[0].submission
    assert drafts[1].problem
    mine = registry.contributions.submissions(AUTHOR)
    assert len(mine.items) == 2
    again = imported(registry, path, Mode.DRAFT, AUTHOR, class_name="Mission")
    assert [each.submission for each in again[:2]] == [each.submission for each in drafts[:2]]
    assert len(registry.contributions.submissions(AUTHOR).items) == 2
    other = written(tmp_path, "submitted.csv", "title@en,country\nSubmitted street,SE\nSubmitted and wrong,Swedn\n")
    submitted = imported(registry, other, Mode.SUBMIT, AUTHOR, class_name="Mission")
    assert [each.result for each in submitted] == [Result.SUBMITTED, Result.REFUSED]
    assert len(registry.contributions.submissions(AUTHOR).items) == 3
    repeated = imported(registry, other, Mode.SUBMIT, AUTHOR, class_name="Mission")
    assert repeated[0].submission == submitted[0].submission
    elsewhere = written(tmp_path, "elsewhere.csv", "title@en,country\nSubmitted street,NO\n")
    (apart,) = imported(registry, elsewhere, Mode.SUBMIT, AUTHOR, class_name="Mission")
    assert apart.record != submitted[0].record
    handed_in = imported(registry, path, Mode.SUBMIT, AUTHOR, class_name="Mission")
    assert handed_in[0].submission == drafts[0].submission
    assert len(registry.contributions.submissions(AUTHOR).items) == 4


def test_a_row_changes_what_it_says_and_nothing_else(registry: Registry, tmp_path: Path) -> None:
    first = written(
        tmp_path,
        "first.csv",
        "id,title@en,title@sv,country,deadline,targets[0].indicator@en,targets[0].value,targets[0].unit\n"
        "changing-street,Changing street,Gata,SE,2030,quiet,50,%\n",
    )
    assert counted(imported(registry, first, class_name="Mission")) == {"created": 1}
    second = written(
        tmp_path,
        "second.csv",
        "id,title@sv,deadline,targets[0].value,targets[1].id,targets[1].indicator@en,website\n"
        "mission/changing-street,Gatan,(none),60,loud,noise,\n",
    )
    (changed,) = imported(registry, second, class_name="Mission")
    assert (changed.result, changed.known_by) == (Result.UPDATED, "id")
    record = f"{RECORDS}mission/changing-street"
    assert objects(registry, record, "def/title") == {"Changing street", "Gatan"}
    assert objects(registry, record, "deadline") == set()
    assert objects(registry, record, "def/value") == {"60"}
    assert objects(registry, record, "def/target") == {f"{record}#target-1", f"{record}#loud"}
    assert objects(registry, record, "indicator") == {"quiet", "noise"}
    (same,) = imported(registry, second, class_name="Mission")
    assert same.result is Result.UNCHANGED


def test_records_of_one_title_are_told_apart_by_country_or_must_be_named(registry: Registry, tmp_path: Path) -> None:
    path = written(tmp_path, "twins.csv", "title@en,country\nTwin street,SE\nTwin street,NO\nTwin street,SE\n")
    results = imported(registry, path, class_name="Mission")
    assert [each.result for each in results] == [Result.CREATED, Result.CREATED, Result.REFUSED]
    assert results[0].record != results[1].record
    again = imported(registry, path, class_name="Mission")
    assert [(each.result, each.known_by) for each in again[:2]] == [(Result.UNCHANGED, "title and country")] * 2
    unclear = written(tmp_path, "unclear.csv", "title@en,website\nTwin street,https://example.org\n")
    (told,) = imported(registry, unclear, class_name="Mission")
    assert "is that of 2 records" in told.problem
    assert told.result is Result.REFUSED


def test_citations_name_values_and_parts_of_the_same_row(registry: Registry, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "cited.csv",
        "title@en,country,startDate,targets[0].indicator@en,"
        "citations[0].property,citations[0].value@en,citations[0].source,citations[0].status,"
        "citations[1].property,citations[1].value,citations[1].source,citations[1].status,"
        "citations[2].property,citations[2].value,citations[2].source,citations[2].status\n"
        "Cited street,SE,2024,quiet,title,Cited street,Missies voor de toekomst,stated,"
        "targets,targets[0],source/missies-voor-de-toekomst,Stated,"
        "startDate,2024,source/missies-voor-de-toekomst,stated\n"
        "Cited badly,SE,2024,quiet,titel,x,Missies voor de toekomst,stated,targets,third,"
        "source/missies-voor-de-toekomst,"
        "stated,title,words,source/missies-voor-de-toekomst,stated\n",
    )
    good, bad = imported(registry, path, class_name="Mission")
    assert good.result is Result.CREATED, good.problem
    assert objects(registry, good.record, "citedValue") == {"Cited street", f"{good.record}#target-1", "2024"}
    assert "citations[0].property: 'titel' is no field. Did you mean title?" in bad.problem
    assert "citations[2].value: title is a text in a language." in bad.problem


def test_what_others_changed_since_the_import_began_is_a_result_and_not_overwritten(
    registry: Registry, tmp_path: Path
) -> None:
    path = written(tmp_path, "conflict.csv", "id,title@en,country,website\nconflict-street,Conflict street,SE,\n")
    imported(registry, path, class_name="Mission")
    record = f"{RECORDS}mission/conflict-street"
    start = registry.store.head()
    triples = record_triples(registry.store, record)
    changed = [t for t in triples if not t.predicate.value.endswith("title")]
    title = next(t for t in triples if t.predicate.value.endswith("title"))
    other = (*changed, title._replace(object=type(title.object)("Other street", title.object.datatype, "en")))
    registry.contributions.publish(ADMIN, Proposal(Action.UPDATE, record, tuple(other), start))
    from registry.bootstrap import importing_parts
    from registry.services.importing.ledger import Ledger
    from registry.services.importing.opening import Order, open_run

    mine = written(tmp_path, "mine.csv", "id,title@en\nconflict-street,My street\n")
    with Ledger(tmp_path / "conflict.sqlite") as ledger:
        ledger.note(start=start)  # as if the import had begun before the other change
        order = Order("mine.csv", "csv", Mode.PUBLISH, "Mission")
        assert open_run(mine, order, ADMIN, importing_parts(registry), ledger, "conflict").go()
        (told,) = ledger.results()
    assert told.result is Result.REFUSED
    assert told.findings[-1]["constraint"] == "edit-conflict"
    assert objects(registry, record, "def/title") == {"Other street"}


LINE = {"id": "mission/json-street", "type": "Mission", "title": {"en": "JSON street"}, "country": "place/sweden"}


def test_json_lines_are_a_record_each_and_what_is_wrong_with_one_is_its_own_affair(
    registry: Registry, tmp_path: Path
) -> None:
    lines = [
        json.dumps(LINE),
        "",
        '{"id": "mission/broken", ',
        "[]",
        json.dumps({**LINE, "id": "mission/json-wrong", "country": "place/nowhere", "#problem": "told before"}),
        json.dumps({"type": "Mission", "title": {"en": "No address"}, "country": "place/sweden"}),
        json.dumps({"id": "x/y", "type": "Nothing"}),
        "[" * 5_000,
        json.dumps({**LINE, "id": "mission/json-blank", "title": {"en": "   "}}),
        json.dumps({"@graph": [{**LINE, "id": "mission/a"}, {**LINE, "id": "mission/b"}]}),
    ]
    path = written(tmp_path, "records.jsonl", "\n".join(lines))
    with path.open("ab") as file:
        file.write(b"\n\xff\n")
    results = {each.number: each for each in imported(registry, path)}
    assert results.keys() == {1, *range(3, 12)}
    assert results[1].result is Result.CREATED
    assert [number for number, each in results.items() if each.result is Result.REFUSED] == list(range(3, 12))
    assert "cannot be read" in results[3].problem
    assert "one record" in results[4].problem
    assert "country" in results[5].problem
    assert "no IRI of its own" in results[6].problem
    assert "No record of a known class" in results[7].problem
    assert "nested too deeply" in results[8].problem
    assert "The title is missing, empty" in results[9].problem
    assert "2 records" in results[10].problem
    assert "not UTF-8" in results[11].problem
    again = imported(registry, path)
    assert again[0].result is Result.UNCHANGED


@pytest.mark.parametrize("name", ["se/missions.ttl", "es/talk.ttl"])
def test_the_seed_is_imported_as_it_is_and_changes_nothing(registry: Registry, name: str) -> None:
    results = read_seed_file(registry, SEED / name)
    assert {each.result for each in results} == {Result.UNCHANGED}, [each.problem for each in results][:3]
    assert len(results) > 1


def read_seed_file(registry: Registry, path: Path) -> list[RowResult]:
    """Imported from where it stands; the ledger goes beside the store."""
    from registry.bootstrap import importing_parts
    from registry.services.importing.ledger import Ledger
    from registry.services.importing.opening import Order, open_run

    with Ledger(registry.settings.data_dir / "imports" / f"{path.parent.name}-{path.stem}.sqlite") as ledger:
        order = Order(path.name, "turtle", Mode.PUBLISH)
        assert open_run(path, order, ADMIN, importing_parts(registry), ledger, path.stem).go()
        return list(ledger.results())


def test_turtle_is_read_record_by_record(registry: Registry, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "records.ttl",
        "@prefix mr: <https://w3id.org/mission-registry/def/> .\n@base <https://w3id.org/mission-registry/id/> .\n"
        '<mission/ttl-one> mr:target [ a mr:Target ; mr:indicator "quiet"@en ] ; a mr:Mission ;\n'
        '  mr:title "One"@en ; mr:country <place/sweden> .\n'
        '<mission/ttl-two> a mr:Mission ; mr:title "Two"@en ; mr:parentMission <mission/ttl-three> ;\n'
        "  mr:country <place/sweden> .\n"
        '<mission/ttl-three> a mr:Mission ; mr:title "Three"@en ; mr:country <place/sweden> .\n'
        "<mission/ttl-four> a mr:Mision .\n"
        '<mission/ttl-one> mr:summary "Said too late"@en .\n'
        '[] a mr:Mission ; mr:title "No name"@en .\n',
    )
    results = imported(registry, path)
    assert counted(results) == {"created": 3, "refused": 2}
    assert objects(registry, f"{RECORDS}mission/ttl-one", "indicator") == {"quiet"}
    assert "did you mean mr:Mission" in results[3].problem
    broken = written(tmp_path, "broken.ttl", "<mission/x> a ")
    with pytest.raises(MalformedInput):
        imported(registry, broken)
    whole = written(
        tmp_path, "whole.jsonld", json.dumps([{"@context": "https://w3id.org/mission-registry/context.jsonld", **LINE}])
    )
    assert [each.result for each in imported(registry, whole)] == [Result.UNCHANGED]


def test_a_workbook_is_imported_like_a_table(registry: Registry, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["title@en", "country", "startDate", "targets[0].indicator@en", "targets[0].value", "targets[0].unit"])
    sheet.append(["Workbook street", "SE", 45352, "quiet", 95.5, "%"])
    book.save(tmp_path / "book.xlsx")
    (landed,) = imported(registry, tmp_path / "book.xlsx", class_name="Mission")
    assert landed.result is Result.CREATED
    assert objects(registry, landed.record, "startDate") == {"2024-03-01"}


def test_a_percentage_in_a_workbook_is_what_it_shows_or_is_told(registry: Registry, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["title@en", "country", "targets[0].indicator@en", "targets[0].value", "targets[0].unit"])
    sheet.append(["Percent street", "SE", "quiet", 0.955, "%"])
    sheet.append(["Fraction street", "SE", "quiet", 0.955, "share"])
    sheet["D2"].number_format = sheet["D3"].number_format = "0.0%"
    book.save(tmp_path / "percent.xlsx")
    landed, told = imported(registry, tmp_path / "percent.xlsx", class_name="Mission")
    assert objects(registry, landed.record, "def/value") == {"95.5"}
    assert "targets[0].value: '95.5%' may be 95.5, counted in %, or 0.955." in told.problem


def test_a_row_that_cannot_be_kept_is_the_result_of_that_row_alone(registry: Registry, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "bad.csv",
        "id,title@en,country,exactMatches,targets[0].id,targets[0].indicator@en\n"
        "bad id,Bad address,SE,,,\n"
        "https://a b/,Bad whole address,SE,,,\n"
        "good-address,Good address,SE,,,\n"
        ",Bad part,SE,,bad part,quiet\n"
        ",Bad match,SE,http://a b/,,\n"
        ",#REF!,SE,,,\n"
        ",   ,SE,,,\n",
    )
    results = imported(registry, path, class_name="Mission")
    assert counted(results) == {"created": 1, "refused": 6}
    assert "id: 'bad id' cannot be the address of a record. Write small letters" in results[0].problem
    assert "id: 'https://a b/" in results[1].problem
    assert "targets[0].id: 'bad part' cannot be part of an address." in results[3].problem
    assert "exactMatches: " in results[4].problem
    assert "title@en: #REF! is an error of the spreadsheet." in results[5].problem
    assert results[6].called == "no title, begins with 'SE'"
    assert "title@en: The title is missing" in results[6].problem


def test_advice_is_for_cells_and_no_turtle(registry: Registry, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "advice.csv",
        "title@en,deadline,website,targets[0].value,targets[0].unit\nAdvised street,soon,https://a b,much,%\n",
    )
    (told,) = imported(registry, path, class_name="Mission")
    advice = " ".join(each["advice"] for each in told.findings)
    assert not FOR_RDF.search(advice), advice
    assert "Write in deadline, e.g. 2030, 2030-06 or 2030-06-30." in told.problem
    assert "country: The country is missing" in told.problem
    assert "Write the title or address of a record in country." in told.problem
    assert "targets[0].indicator@en: " in told.problem
    assert len(told.problem.splitlines()) > 3


def test_what_cannot_be_begun_is_refused_at_once(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match=r"empty\.csv is empty\. It must begin with a row of headings"):
        imported(registry, written(tmp_path, "empty.csv", ""), class_name="Mission")
    with pytest.raises(HeaderNotUnderstood):
        imported(registry, written(tmp_path, "odd.csv", "titel\nx\n"), class_name="Mission")
    with pytest.raises(InvalidArgument, match="choose one of"):
        imported(registry, written(tmp_path, "a.csv", "title@en\nx\n"), class_name="Mision")
    with pytest.raises(InvalidArgument, match="one sign"):
        imported(registry, written(tmp_path, "b.csv", "title@en\nx\n"), class_name="Mission", separator=";;")
    with pytest.raises(UnknownFormat):
        imported(registry, written(tmp_path, "c.doc", ""))


def test_a_name_of_two_records_is_told_with_both_and_never_guessed(registry: Registry, tmp_path: Path) -> None:
    actors = "title@en,actorType,country\nMinistry of Twins,organisation,SE\nMinistry of Twins,organisation,NO\n"
    imported(registry, written(tmp_path, "actors.csv", actors), class_name="Actor")
    missions = (
        "title@en,country,participations[0].actor,participations[0].function\n"
        "Twin owned,SE,Ministry of Twins,owner\nSingle owned,SE,Ministry of Twins (NO),owner\n"
    )
    unclear, clear = imported(registry, written(tmp_path, "missions.csv", missions), class_name="Mission")
    assert unclear.result is Result.REFUSED
    assert "participations[0].actor: 'Ministry of Twins' is the name of 2 records of Actor." in unclear.problem
    assert "actor/ministry-of-twins-2)" in unclear.problem
    assert clear.result is Result.CREATED


def test_what_somebody_may_not_touch_is_told_row_by_row(registry: Registry, tmp_path: Path) -> None:
    limited = Person("https://example.org/people/eva", "Eva", frozenset({Role.CONTRIBUTOR}), frozenset({"ES"}))
    path = written(tmp_path, "limits.csv", "title@en,country\nSpanish street,ES\nDutch street,NL\n")
    spanish, dutch = imported(registry, path, Mode.SUBMIT, limited, class_name="Mission")
    assert spanish.result is Result.SUBMITTED
    assert dutch.result is Result.REFUSED
    assert "not-allowed" in {each["constraint"] for each in dutch.findings}
    assert "contribute for" in dutch.problem
