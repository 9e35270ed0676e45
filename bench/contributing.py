"""What a contribution costs: validating one record step by step, in registries of several sizes, and publishing it.

    python -m bench.contributing [--sizes 10000,100000] [--records 1000] [--submissions 300] [--out FOLDER]

Records are made by the generator under addresses of their own, so each is new to the registry. All times are of one
run:

- *steps*: the share of each step of a verdict, one record at a time, and how many store queries it takes;
- *many*: records judged a second, one file of which all records link to each other, in one process and with one that
  helps, beside naive pySHACL: the whole file as one graph with the shapes as they are, as its documentation says;
- *submissions*: records a second that are handed in, and that are published, each judged, written and on the disk
  before the next begins.

The last two are of the smallest registry.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyshacl
import rdflib

from bench.facts import renamed
from bench.generator import Generator
from bench.kept import Kept
from bench.machine import machine
from bench.stores import data_dir
from registry.bootstrap import Registry
from registry.identity.person import Person, Role
from registry.model.reader import model_files, read_model
from registry.model.spec import Model
from registry.rdf.terms import Iri, Quad, Triple
from registry.rdf.writing import write_turtle
from registry.services.contribute.duplicates import Duplicates
from registry.services.contribute.proposal import Action, Proposal
from registry.settings import Settings
from registry.store.port import Store
from registry.validation.intake import Input, submission_of, take
from registry.validation.neighbourhood import KnownTriples
from registry.validation.parallel import ParallelValidator
from registry.validation.screening.facts import Facts
from registry.validation.stored import StoredRecords
from registry.validation.submission import Submission
from registry.validation.validator import Validator

_ADMIN: Final = Person("https://example.org/bench", "Bench", frozenset({Role.ADMIN}))
_BATCH: Final = 250
_WARMING: Final = 20
_LIMIT: Final = 1_000_000_000
_FOLDER: Final = Path(__file__).with_name("results")


@dataclass
class Steps:
    """The milliseconds of each step, record by record."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Takes the time of one step."""
        began = time.perf_counter()
        yield
        self.times[name].append((time.perf_counter() - began) * 1_000)

    def shares(self) -> dict[str, dict[str, float]]:
        """Of each step the mean and the share of all."""
        means = {name: statistics.fmean(found) for name, found in self.times.items()}
        whole = sum(means.values())
        return {name: {"ms": round(mean, 3), "share": round(mean / whole, 3)} for name, mean in means.items()}


class Counted:
    """A store that counts what it is asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        if name in ("select", "ask", "construct"):
            self.asked += 1
        return getattr(self._store, name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures what the command line asks for, prints it, and writes `contributing.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000", help="records in the registries")
    parser.add_argument("--records", type=int, default=1_000, help="records in the file that is judged as a whole")
    parser.add_argument("--submissions", type=int, default=300)
    parser.add_argument("--cache", type=Path, help="folder in which registries are kept")
    parser.add_argument("--out", type=Path, default=_FOLDER, help="folder for the results")
    options = parser.parse_args(arguments)
    model, found = read_model(), dict[str, Any](machine=machine(), one=[])
    sizes = sorted(int(size) for size in options.sizes.split(","))
    for size in sizes:
        with _opened(Kept.of(model, options.cache), model, size) as registry:
            records = _new_records(model, 200)
            found["one"].append(_told({"size": size, **one_by_one(registry, records)}))
            if size == sizes[0]:
                found["submissions"] = _told(submitted(registry, _new_records(model, options.submissions, "s")))
    found["many"] = _told(many(model, options.records))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "contributing.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    return 0


def _told(found: dict[str, Any]) -> dict[str, Any]:
    print(json.dumps(found, indent=1), file=sys.stderr)
    return found


@contextmanager
def _opened(kept: Kept, model: Model, size: int) -> Iterator[Registry]:
    """A copy of the registry of that size, so that what is published leaves the kept one as it is."""
    kept_folder = data_dir(kept, model, size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        shutil.copytree(kept_folder, folder, ignore=shutil.ignore_patterns("*.lock", "LOCK"))
        registry = Registry.open(Settings(data_dir=folder))
        try:
            yield registry
        finally:
            registry.close()


def _new_records(model: Model, count: int, ending: str = "n") -> list[tuple[Triple, ...]]:
    """Records of all classes in the mix that registries have."""
    generator = Generator(model, 10_000, seed=7)
    share = max(1, 10_000 // count)
    made = (record for chunk in generator.chunks() for record in islice(generator.records(chunk), 0, None, share))
    return [renamed(record, f"-{ending}{number}") for number, record in enumerate(islice(made, count))]


def one_by_one(registry: Registry, records: Sequence[tuple[Triple, ...]]) -> dict[str, Any]:
    """A verdict on one record after the other: step by step, and as a whole."""
    counted = Counted(registry.store)
    validator, stored = registry.validator, StoredRecords(counted)
    steps, queries = Steps(), list[int]()
    for number, record in enumerate(records):
        if number == _WARMING:
            steps = Steps()
        text = write_turtle(record).encode()
        with steps.of("read"):
            submission = take(Input(text), registry.model, _LIMIT)
        counted.asked = 0
        with steps.of("look up neighbours"):
            around = validator.around(submission, stored)
        _judge(steps, validator, submission, around, stored)
        with steps.of("duplicates"):
            Duplicates(registry.finder.pinned()).of(submission.records)
        queries.append(counted.asked)
    whole = [_timed(partial(registry.judging.verdict, [_proposal(record)])) for record in records]
    return {
        "steps": steps.shares(),
        "verdict_ms": {
            "median": round(statistics.median(whole), 3),
            "p95": round(statistics.quantiles(whole, n=20)[-1], 3),
        },
        "store_queries": {"most": max(queries), "mean": round(statistics.fmean(queries), 2)},
    }


def _judge(
    steps: Steps, validator: Validator, submission: Submission, around: list[Triple], stored: StoredRecords
) -> None:
    with validator._judges._one() as judge, steps.of("screen"):
        judge._screen.suspects(submission.records[0], Facts(around))
    began = time.perf_counter()
    validator.results(submission, around)
    judged = (time.perf_counter() - began) * 1_000
    steps.times["pySHACL"].append(max(0.0, judged - steps.times["screen"][-1]))
    began = time.perf_counter()
    validator.report(submission, around, stored)
    steps.times["words"].append(max(0.0, (time.perf_counter() - began) * 1_000 - judged))


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1_000


def _proposal(record: tuple[Triple, ...]) -> Proposal:
    subject = record[0].subject
    assert isinstance(subject, Iri)
    return Proposal(Action.CREATE, subject.value, record)


def submitted(registry: Registry, records: Sequence[tuple[Triple, ...]]) -> dict[str, Any]:
    """Hands in the good ones of the records one by one, then publishes them; what is answered is on the disk."""
    good = [p for p in map(_proposal, records) if registry.judging.verdict([p]).conforms]
    contributions = registry.contributions
    return {
        "handed_in": _rate(good, lambda proposal: contributions.submit(_ADMIN, proposal)),
        "published": _rate(good, lambda proposal: contributions.publish(_ADMIN, proposal)),
    }


def _rate(proposals: Sequence[Proposal], act: Callable[[Proposal], object]) -> dict[str, Any]:
    for proposal in proposals[:_WARMING]:
        act(proposal)
    measured = proposals[_WARMING:]
    began, cpu = time.perf_counter(), time.process_time()
    for proposal in measured:
        act(proposal)
    seconds, worked = time.perf_counter() - began, time.process_time() - cpu
    return {
        "records": len(measured),
        "per_second": round(len(measured) / seconds, 1),
        "processor_ms": round(worked / len(measured) * 1_000, 2),
        "waiting_ms": round((seconds - worked) / len(measured) * 1_000, 2),
    }


def many(model: Model, count: int) -> dict[str, Any]:
    """One file of records that link to each other: by naive pySHACL, and in batches, with and without help."""
    generator = Generator(model, count)
    records = [record for chunk in generator.chunks() for record in generator.records(chunk)]
    text = write_turtle(triple for record in records for triple in record)
    found: dict[str, Any] = {"records": len(records)}
    found["naive_per_second"] = round(len(records) / _seconds(lambda: naively(text)), 1)
    for name, helpers in (("one_process", 0), ("with_one_helper", 1)):
        validator = ParallelValidator.read_with(helpers, model)
        in_batches(validator, model, write_turtle(t for record in records[: 2 * _BATCH] for t in record))  # warms up
        found[f"{name}_per_second"] = round(len(records) / _seconds(partial(in_batches, validator, model, text)), 1)
        validator.close()
        found[f"{name}_times_naive"] = round(found[f"{name}_per_second"] / found["naive_per_second"], 1)
    return found


def _seconds(act: Callable[[], object]) -> float:
    return _timed(act) / 1_000


def naively(text: str) -> None:
    """What one would write first."""
    shapes, ontology = rdflib.Graph(), rdflib.Graph()
    for path in model_files():
        (shapes if path.parent.name == "shapes" else ontology).parse(path)
    pyshacl.validate(rdflib.Graph().parse(data=text), shacl_graph=shapes, ont_graph=ontology)


def in_batches(validator: Validator, model: Model, text: str) -> None:
    """The file read, and its records judged and told about batch by batch, knowing all others."""
    whole = take(Input(text.encode()), model, _LIMIT)
    known = KnownTriples(whole.triples)
    for start in range(0, len(whole.records), _BATCH):
        batch = whole.records[start : start + _BATCH]
        quads = (Quad(*triple) for record in batch for triple in record.triples)
        validator.validate(submission_of(quads, model), known)


if __name__ == "__main__":
    sys.exit(main())
