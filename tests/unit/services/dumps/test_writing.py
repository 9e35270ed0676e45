"""A dump holds exactly the records it is of, comes back whole, and takes no more memory for more records."""

import csv
import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.errors import Misuse
from registry.model.jsonld import contexts
from registry.model.reader import read_model
from registry.namespaces import PUBLISHED, VOCABULARY
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Literal, Quad, Triple, text
from registry.services.dumps.building import build
from registry.services.dumps.kinds import DUMP_FORMS, Dump, DumpForm, dump_named
from registry.services.dumps.reading import countries_of, records_in
from registry.services.dumps.tables import write_tables
from registry.services.dumps.writing import write_dump
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange
from tests.contract.changes import NOON
from tests.unit.rest.conftest import MISSION, PLACE, RECORDS, statements

MODEL = read_model()
ID = "https://w3id.org/mission-registry/id/"
MORE = (
    RECORDS
    + """
<id/place/sweden> mr:isoCode "SE" .
<id/place/norway> a mr:Place ; mr:title "Norge" ; mr:isoCode "NO" ; mr:placeKind <code/place-kind/country> .
<id/actor/x> a mr:Actor ; mr:title "=cmd|' /C calc'!A0"@en, "two\\nlines | and \\"quotes\\""@sv ;
    mr:country <id/place/norway> ; mr:acronym "+1", "-1" .
<id/instrument/i> a mr:Instrument ; mr:title "I"@en ; mr:country <id/place/sweden> ; mr:amount -5 .
"""
)
OF_SWEDEN = {MISSION, PLACE, ID + "instrument/i"}


@pytest.fixture(scope="module")
def store() -> Iterator[EmbeddedStore]:
    records = [t for t in statements(MORE) if isinstance(t.subject, Iri) and t.subject.value.startswith(ID)]
    words = (Triple(Iri("urn:term"), Iri("urn:p"), Literal("word")),)
    with EmbeddedStore(None) as opened:
        parts = (GraphChange(PUBLISHED, insert=tuple(records)), GraphChange(VOCABULARY, insert=words))
        opened.write(Change(0, "all", NOON, parts))
        yield opened


def dumped(store: EmbeddedStore, dump: Dump, country: str | None = None) -> bytes:
    file = io.BytesIO()
    write_dump(store, MODEL, dump, country, 1, file)
    return file.getvalue()


@pytest.mark.parametrize("form", [form for form in DUMP_FORMS if not form.is_zip], ids=lambda form: form.name)
def test_a_dump_says_all_and_a_countrys_its_own(store: EmbeddedStore, form: DumpForm) -> None:
    published = {quad.triple for quad in store.quads(PUBLISHED)}
    for country in (None, PLACE):
        dump = Dump("all" if country is None else "se", form)
        data = gzip.decompress(dumped(store, dump, country))
        quads = list(parse(data, form.name, contexts=contexts(MODEL)))
        found = {quad.triple for quad in quads if quad.predicate.value != "urn:p"}
        wanted = (
            published if country is None else {t for t in published if t.subject.value.partition("#")[0] in OF_SWEDEN}
        )  # type: ignore[union-attr]
        assert found == wanted
        if form.name != "json-ld":
            graphs = {PUBLISHED, VOCABULARY} if country is None else {PUBLISHED}
            assert {quad.graph for quad in quads} == {Iri(graph) for graph in graphs}


def test_the_same_records_give_the_same_bytes(store: EmbeddedStore) -> None:
    for form in DUMP_FORMS:
        assert dumped(store, Dump("all", form)) == dumped(store, Dump("all", form))


def test_tables_have_a_row_a_record_and_a_part_and_run_no_formula(store: EmbeddedStore) -> None:
    folder = zipfile.ZipFile(io.BytesIO(dumped(store, Dump("all", dump_named("all.csv.zip").form))))  # type: ignore[union-attr]

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.TextIOWrapper(folder.open(name), "utf-8", newline="")))

    assert {row["iri"] for row in rows("places.csv")} == {PLACE, ID + "place/norway"}
    assert [row["part"].rpartition("#")[2] for row in rows("parts/Target.csv")] == ["target-10", "target-2"]
    assert {row["record"] for row in rows("parts/Target.csv")} == {MISSION}
    actor = rows("actors.csv")[0]
    assert actor["title"] == "en: =cmd|' /C calc'!A0 | sv: two\nlines | and \"quotes\""
    assert actor["acronyms"] == "'+1 | -1"
    assert rows("instruments.csv")[0]["amounts"] == "-5"
    assert rows("missions.csv")[0]["sdgs"] == "12 | 3"
    assert "revision 1, licence CC BY 4.0" in folder.read("README.txt").decode()


@pytest.mark.parametrize("name", ["all.nq", "ALL.nq.gz", "se.csv.gz", "../all.nq.gz", "swe.nq.gz", "all.nq.gz/", ""])
def test_no_other_name_is_a_dump(name: str) -> None:
    assert dump_named(name) is None


def test_countries_are_known_by_their_codes(store: EmbeddedStore) -> None:
    assert countries_of(store) == {"no": ID + "place/norway", "se": PLACE}


class ManyRecords(EmbeddedStore):
    """Gives so many records, made as they are asked for, and remembers how many it was asked for at once."""

    def __init__(self, count: int) -> None:
        super().__init__(None)
        self._count = count
        self.most = 0

    def construct(self, query):  # type: ignore[no-untyped-def]
        kind, title = Iri(MODEL.classes["Mission"].iri), Iri("https://w3id.org/mission-registry/def/title")
        rdf_type = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        asked = [part for part in query.text.split() if "/id/mission/m" in part]
        if not asked:
            return (Triple(Iri(f"{ID}mission/m{n}"), rdf_type, kind) for n in range(self._count))
        names = dict.fromkeys(Iri(part.strip("<>")) for part in asked)
        self.most = max(self.most, len(names))
        return (t for name in names for t in (Triple(name, rdf_type, kind), Triple(name, title, text("x" * 200, "en"))))

    def quads(self, graph: str) -> Iterator[Quad]:
        return iter(())


def test_memory_does_not_grow_with_the_number_of_records() -> None:
    peaks = []
    for count in (500, 3_000):
        with ManyRecords(count) as store:
            for form in ("json-ld", "trig", "csv"):
                dump = next(Dump("all", each) for each in DUMP_FORMS if each.name == form)
                tracemalloc.start()
                write_dump(store, MODEL, dump, None, 1, io.BytesIO())
                peaks.append((count, form, tracemalloc.get_traced_memory()[1]))
                tracemalloc.stop()
            assert store.most == 200
    few, many = ({form: peak for n, form, peak in peaks if n == count} for count in (500, 3_000))
    assert all(many[form] < few[form] + 1_000_000 for form in few), peaks


def test_records_of_one_class_alone_can_be_read(store: EmbeddedStore) -> None:
    assert [iri for iri, _ in records_in(store, MODEL, None, MODEL.classes["Actor"])] == [ID + "actor/x"]
    file = io.BytesIO()
    write_tables(MODEL, records_in(store, MODEL, None), 1, file)
    assert len(zipfile.ZipFile(file).namelist()) == 1 + len(MODEL.records) + len(MODEL.parts)


def test_a_process_makes_a_dump_of_a_store_on_disk(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as store:
        records = [t for t in statements(MORE) if isinstance(t.subject, Iri) and t.subject.value.startswith(ID)]
        store.write(Change(0, "all", NOON, (GraphChange(PUBLISHED, insert=tuple(records)),)))
    build([str(tmp_path / "store"), "se.nq.gz", PLACE, "1", str(tmp_path / "out")])
    assert gzip.decompress((tmp_path / "out").read_bytes()).count(b"\n") > 20
    with pytest.raises(Misuse, match="no dump"):
        build([str(tmp_path / "store"), "no.such", "", "1", str(tmp_path / "out")])
