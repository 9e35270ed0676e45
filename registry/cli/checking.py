"""`mission-registry check`: ontology, shapes and every record, judged, and the index held against the store."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from registry.bootstrap import open_reader
from registry.cli.progress import progress
from registry.cli.verifying import check_index
from registry.errors import FINE, INVALID
from registry.model.reader import read_model
from registry.model.report import Finding, Report
from registry.model.spec import Severity
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Triple
from registry.services.check import check_records, check_shapes
from registry.services.seed import by_record, read_seed
from registry.settings import Settings
from registry.store.port import Store
from registry.validation.formats.as_text import WORDS
from registry.validation.neighbourhood import KnownTriples, Neighbours
from registry.validation.stored import StoredRecords
from registry.validation.validator import Validator


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Lists violations, and with `--warnings` everything; exit code 1 for a violation, or an index that differs."""
    model = read_model()
    print(f"Ontology {model.version}: {len(model.records)} record classes, {len(model.parts)} parts.")
    faults = check_shapes()
    for fault in faults:
        print(f"shape {fault.focus}: {'; '.join(sorted(map(str, fault.messages)))}")
    print(f"Shapes: {'well made' if not faults else f'{len(faults)} faults'}.")
    validator = Validator.read(model, languages=settings.languages)
    with _records(options, settings) as (store, records, neighbours):
        reports = list(progress(_reports(records, validator, neighbours), "checking records", len(records)))
        agrees = store is None or check_index(store, model, settings, records)
    findings = [finding for report in reports for finding in report.findings]
    shown = findings if options.warnings else [f for f in findings if f.severity is Severity.VIOLATION]
    for finding in sorted(shown, key=lambda f: (f.record, f.field_path, f.message)):
        print(f"{WORDS[finding.severity]:<8}{finding.record} {finding.field_path}: {finding.message}")
    _summary(len(records), findings, reports)
    violated = any(finding.severity is Severity.VIOLATION for finding in findings)
    return INVALID if faults or violated or not agrees else FINE


def _reports(records: Mapping[str, Sequence[Triple]], validator: Validator, neighbours: Neighbours) -> Iterator[Report]:
    """One report a record as far as progress is concerned: a batch's report, then nothing for its other records."""
    for batch, report in check_records(records, validator, neighbours):
        yield report
        yield from (Report((), ()) for _ in batch[1:])


@contextmanager
def _records(
    options: argparse.Namespace, settings: Settings
) -> Iterator[tuple[Store | None, Mapping[str, Sequence[Triple]], Neighbours]]:
    if options.seed:
        triples = list(read_seed(settings.record_base))
        yield None, by_record(triples), KnownTriples(triples)
        return
    with open_reader(settings) as store:
        yield store, by_record(quad.triple for quad in store.quads(PUBLISHED)), StoredRecords(store)


def _summary(count: int, findings: Iterable[Finding], reports: Iterable[Report]) -> None:
    severities = Counter(finding.severity for finding in findings)
    levels = Counter(level for report in reports for level in report.levels.values())
    told = ", ".join(f"{severities[severity]:,} {word}s" for severity, word in WORDS.items())
    print(f"Records: {count:,} checked; {told}.")
    print("Completeness: " + ", ".join(f"{levels[level]:,} {level}" for level in sorted(levels)) + ".")
