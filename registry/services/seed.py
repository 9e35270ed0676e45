"""Loading what comes with the project: the vocabulary, and the seed's records into a registry that lacks them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from registry.model.reader import digest_of, model_files
from registry.model.spec import Model
from registry.namespaces import DCTERMS, PUBLISHED, RECORDS, VOCABULARY
from registry.rdf.canonical import canonical
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Literal, Triple
from registry.resources import ONTOLOGY, SEED, SHAPES, turtle_files
from registry.store.port import Change, GraphChange, Store
from registry.store.queries import bind
from registry.store.versions import by_record as by_record


@dataclass(frozen=True, slots=True)
class SeedResult:
    """What loading the seed did."""

    revision: int
    added: int
    """Records that were not there before."""
    replaced: int
    """Records that stood there with other statements and were set back to the seed's."""
    kept: int
    """Records that were there already and were left as they are."""


def vocabulary_files(ontology: Path = ONTOLOGY, shapes: Path = SHAPES) -> list[Path]:
    """Ontology, codes, alignments, shapes and the rules of assessments: everything whose IRIs the server answers beside
    the records."""
    rules = turtle_files(shapes / "assessments")
    files = [*model_files(ontology, shapes), *turtle_files(ontology / "alignments"), *rules, shapes / "meta.ttl"]
    return [path for path in files if path.is_file()]


def read_statements(paths: Iterable[Path], only: Collection[str] | None = None) -> Iterator[Triple]:
    """The statements of Turtle files, all or `only` those with some properties; blank nodes are kept apart by file."""
    for number, path in enumerate(paths):
        for quad in parse(path.read_bytes(), only=only, name=path.name):
            yield quad.triple.with_blank_nodes(f"f{number}")


def seed_files() -> list[Path]:
    """The files of the seed."""
    return turtle_files(SEED)


def read_seed(
    record_base: str = RECORDS, files: Iterable[Path] | None = None, only: Collection[str] | None = None
) -> Iterator[Triple]:
    """The statements of the seed's records, moved to the base that this registry's records have."""
    triples = read_statements(seed_files() if files is None else files, only)
    return triples if record_base == RECORDS else (_moved(triple, record_base) for triple in triples)


def _moved(triple: Triple, record_base: str) -> Triple:
    subject, value = triple.subject, triple.object
    if isinstance(subject, Iri):
        subject = _at(subject, record_base)
    return Triple(subject, triple.predicate, _at(value, record_base) if isinstance(value, Iri) else value)


def _at(iri: Iri, record_base: str) -> Iri:
    return Iri(record_base + iri.value.removeprefix(RECORDS)) if iri.value.startswith(RECORDS) else iri


def load_vocabulary(store: Store, model: Model) -> int:
    """Makes the vocabulary graph say what ontology and shapes say now; gives the store's revision.

    Writes nothing when the graph already carries the digest of the files that it was made of.
    """
    files = vocabulary_files()
    stamp = Literal(f"sha256:{digest_of(files)}")
    revision = store.head()
    if store.ask(bind("stamped", graph=Iri(VOCABULARY), stamp=stamp)):
        return revision
    mark = Triple(Iri(VOCABULARY), Iri(DCTERMS + "identifier"), stamp)
    statements = (*read_statements(files), mark)
    return store.write(
        Change(
            based_on=revision,
            message=f"Vocabulary {model.version}",
            time=datetime.now(UTC),
            graphs=(GraphChange(VOCABULARY, clear=True, insert=statements),),
        )
    )


def load_seed(store: Store, triples: Iterable[Triple], *, replace: bool = False) -> SeedResult:
    """Adds the records that the store lacks; with `replace` also sets those that differ back to the seed's statements.

    One change: all of it is there afterwards, or nothing. Raises `StaleRevision` when somebody else wrote meanwhile.
    """
    revision = store.head()
    wanted = by_record(triples)
    present = by_record(quad.triple for quad in store.quads(PUBLISHED))
    missing = [iri for iri in wanted if iri not in present]
    differing = [iri for iri in wanted if iri in present and not _same(wanted[iri], present[iri])] if replace else []
    inserted = tuple(triple for iri in (*missing, *differing) for triple in wanted[iri])
    deleted = tuple(triple for iri in differing for triple in present[iri])
    if inserted:
        revision = store.write(
            Change(
                based_on=revision,
                message=f"Seed: {len(missing)} records added, {len(differing)} set back",
                time=datetime.now(UTC),
                graphs=(GraphChange(PUBLISHED, delete=deleted, insert=inserted),),
            )
        )
    return SeedResult(revision, len(missing), len(differing), len(wanted) - len(missing) - len(differing))


def _same(one: Iterable[Triple], other: Iterable[Triple]) -> bool:
    return set(map(canonical, one)) == set(map(canonical, other))
