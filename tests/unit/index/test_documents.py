from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings

from registry.index import columns
from registry.index.columns import DATES
from registry.index.documents import Documents
from registry.index.facts import (
    absent_fact,
    class_fact,
    key_of,
    language_fact,
    link_fact,
    many_fact,
    part_fact,
    stated_fact,
    value_fact,
)
from registry.index.filters import RECORD
from registry.index.iris import IriOrder
from registry.index.packing import Packer
from registry.index.projection import Projection, Projector
from registry.index.sorting import chunks, date_span
from registry.model.spec import Field, Kind
from registry.namespaces import CODES, RECORDS, TERMS
from tests.registries import Pattern, Records, flat, fully_used, records
from tests.unit.index.small import MODEL, NESTED

PATTERN = Pattern(fully_used(MODEL))
DOCUMENTS = Documents(PATTERN.model, ("en",), RECORDS)
MISSION = f"{RECORDS}mission/clean-air"
SWEDEN, SPAIN = f"{RECORDS}place/sweden", f"{RECORDS}place/spain"


def fields_of(node: Projection) -> Iterator[tuple[Field, Sequence[Any]]]:
    by_name = PATTERN.model.classes[node.class_name].by_name
    return ((by_name[name], node.many(name)) for name in node.values)


def parts_of(node: Projection) -> list[tuple[Field, Projection]]:
    return [(each, part) for each, values in fields_of(node) if each.kind is Kind.PART for part in values]


def facts_of(node: Projection) -> set[int]:
    """What is true of a record or part by the words of `registry.index.facts`, worked out the plain way."""
    name = node.class_name
    facts = {class_fact(name)}
    for each, values in fields_of(node):
        facts.add(stated_fact(name, each.name))
        if each.kind is Kind.TEXT:
            for language, text in values:
                facts.add(value_fact(name, each.name, text))
                pieces = language.split("-")
                facts |= {language_fact(name, each.name, "-".join(pieces[: n + 1])) for n in range(len(pieces))}
        elif each.kind not in {Kind.LINK, Kind.PART, *DATES}:
            facts |= {value_fact(name, each.name, value) for value in values}
    for _, part in parts_of(node):
        facts |= absences(node, part)
    links = links_of(node)
    facts |= {link_fact(source, field, iri) for source, field, iri in links}
    return facts | {many_fact(s, f) for s, f, _ in links if len({iri for *of, iri in links if of == [s, f]}) > 1}


def absences(owner: Projection, part: Projection) -> set[int]:
    if part.class_name != "Absence":
        return set()
    fields = PATTERN.model.classes[owner.class_name].by_path
    return {
        absent_fact(owner.class_name, fields[str(path)].name, str(reason))
        for path in part.many("property")
        if str(path) in fields
        for reason in part.many("absenceReason")
    }


def links_of(node: Projection) -> set[tuple[str, str, str]]:
    own = {
        (node.class_name, each.name, str(iri))
        for each, iris in fields_of(node)
        if each.kind is Kind.LINK
        for iri in iris
    }
    return own.union(*(links_of(part) for _, part in parts_of(node)))


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(records(PATTERN))
def test_documents_say_exactly_what_is_true_of_a_record_and_its_parts(registry: Records) -> None:
    for record in Projector(PATTERN.model)(flat(registry)):
        of_record, *of_parts = DOCUMENTS(record)
        parts = parts_of(record)
        assert set(of_record["facts"]) == facts_of(record) | {class_fact(RECORD)}
        assert len(of_parts) == len(parts)
        for document, (field, part) in zip(of_parts, parts, strict=True):
            assert set(document["facts"]) == facts_of(part) | {part_fact(record.class_name, field.name)}


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(records(PATTERN))
def test_documents_have_the_keys_days_and_numbers_of_their_values(registry: Records) -> None:
    for record in Projector(PATTERN.model)(flat(registry)):
        nodes = [record, *(part for _, part in parts_of(record))]
        for document, node in zip(DOCUMENTS(record), nodes, strict=True):
            assert document[columns.KEY] == key_of(node.iri)
            assert document.get(columns.OWNER) == (None if node is record else key_of(record.iri))
            for source, field, _ in links_of(node):
                iris = {iri for *of, iri in links_of(node) if of == [source, field]}
                assert sorted(document[columns.link_column(source, field)]) == sorted(map(key_of, iris))
            for each, values in fields_of(node):
                if each.kind in DATES:
                    assert document[columns.low_column(each.name)] == [date_span(value)[0] for value in values]
                    assert document[columns.high_column(each.name)] == [date_span(value)[1] for value in values]
                if each.kind in columns.NUMBERS:
                    assert document[columns.number_column(each.name)] == [float(value) for value in values]


def citation(number: int, source: str, **values: Any) -> Projection:
    return Projection(f"{MISSION}#citation-{number}", "Citation", {"source": source, **values})


def test_a_record_is_kept_whole_and_under_its_iri() -> None:
    record = Projection(MISSION, "Mission", {"title": (("en", "Clean air"),), "country": SWEDEN})
    [document] = DOCUMENTS(record)
    assert Packer(PATTERN.model).unpack(document[columns.PROJECTION]) == record
    assert document[columns.ID] == MISSION
    assert [document[name] for name in columns.chunk_columns(columns.ID)] == [*IriOrder(MODEL, RECORDS).chunks(MISSION)]


def test_texts_stand_in_the_column_of_their_language_and_searched_ones_among_the_words() -> None:
    texts = (("de-ch", "Größe"), ("en", "Clean air"), ("ja", "都市"), ("sv", "Städer"))
    [document] = DOCUMENTS(Projection(MISSION, "Mission", {"title": texts}))
    assert document["text_title_german"] == ["Große"]
    assert document["text_title_english"] == ["Clean air"]
    assert document["text_title_swedish"] == ["Stader"]
    assert [text.split() for text in document["text_title_other"]] == [["都", "市"]]
    assert document[columns.WORDS][:2] == ["Große", "Clean air"]
    assert document[columns.BEGINNINGS][0] == "Mission.title=Größe"


def test_the_words_of_a_part_are_found_on_the_part_alone() -> None:
    of_record, of_part = DOCUMENTS(
        Projection(MISSION, "Mission", {"citations": (citation(1, SPAIN, note=(("en", "Said twice"),)),)})
    )
    assert columns.WORDS not in of_record
    assert columns.WORDS not in of_part
    assert of_part["text_note_english"] == ["Said twice"]


def test_a_record_leads_to_what_its_parts_lead_to_each_once() -> None:
    citations = (citation(1, SPAIN), citation(2, SWEDEN), citation(3, SPAIN))
    of_record, *of_parts = DOCUMENTS(Projection(MISSION, "Mission", {"citations": citations}))
    column = columns.link_column("Citation", "source")
    assert of_record[column] == [key_of(SPAIN), key_of(SWEDEN)]
    assert [part[column] for part in of_parts] == [[key_of(SPAIN)], [key_of(SWEDEN)], [key_of(SPAIN)]]
    assert many_fact("Citation", "source") in of_record["facts"]
    assert not any(many_fact("Citation", "source") in part["facts"] for part in of_parts)


def test_records_are_counted_by_their_own_values_and_by_those_of_their_parts() -> None:
    reasons = [f"{CODES}absence-reason/{name}" for name in ("unknown", "not-set", "unknown")]
    absences = tuple(
        Projection(f"{MISSION}#absence-{n}", "Absence", {"property": f"{TERMS}title", "absenceReason": reason})
        for n, reason in enumerate(reasons)
    )
    values: dict[str, Any] = {"country": SWEDEN, "acronyms": ("CA", "É"), "absences": absences}
    of_record, *of_parts = Documents(MODEL, ("en",), RECORDS)(Projection(MISSION, "Mission", values))
    assert of_record["facet_country"] == [SWEDEN]
    assert of_record["facet_acronyms"] == ["CA", "É"]
    assert of_record["facet_absencesAbsenceReason"] == reasons[:2]
    assert not any(name.startswith("facet_") for part in of_parts for name in part)


def test_records_are_sorted_by_the_registry_s_language_and_by_dates() -> None:
    texts = (("en", "Water"), ("sv", "Vatten"))
    record = Projection(MISSION, "Mission", {"title": texts, "startDate": "2030"})
    [document] = Documents(MODEL, ("sv",), RECORDS)(record)
    assert document["sort_title"] == "vatten\x1fmission/clean-air"
    assert document["sort_startDate"] == "220300101\x1fmission/clean-air"
    assert [document[name] for name in columns.chunk_columns("sort_title")] == list(chunks(document["sort_title"]))


def test_parts_belong_to_their_record_and_say_in_which_field_they_stand() -> None:
    headline = Projection(f"{MISSION}#headline", "Citation", {"source": SWEDEN})
    of_record, *of_parts = DOCUMENTS(
        Projection(MISSION, "Mission", {"headline": headline, "citations": (citation(1, SPAIN),)})
    )
    assert {part[columns.OWNER] for part in of_parts} == {of_record[columns.KEY]}
    assert not any(columns.RECORD in part for part in of_parts)
    assert part_fact("Mission", "headline") in of_parts[0]["facts"]
    assert part_fact("Mission", "citations") in of_parts[1]["facts"]


def test_a_part_inside_a_part_belongs_to_both() -> None:
    inner = Projection(f"{MISSION}#absence-1", "Absence", {"property": f"{TERMS}note"})
    outer = citation(1, SPAIN, absences=(inner,))
    of_record, of_outer, of_inner = Documents(NESTED, ("en",), RECORDS)(
        Projection(MISSION, "Mission", {"citations": (outer,)})
    )
    assert of_inner[columns.OWNER] == of_outer[columns.KEY]
    assert of_inner[columns.RECORD] == of_outer[columns.OWNER] == of_record[columns.KEY]
    assert part_fact("Citation", "absences") in of_inner["facts"]
