"""Says what is wrong with records: the whole way from a submission to a report, with all that it takes kept ready."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import rdflib

from registry.model.reader import model_files
from registry.model.report import Report, level_of
from registry.model.spec import Model, Severity
from registry.rdf.parsing import parse
from registry.rdf.terms import Triple
from registry.resources import ONTOLOGY, SHAPES
from registry.validation.judge import Judges
from registry.validation.neighbourhood import KnownTriples, Neighbours, Vocabulary, neighbourhood
from registry.validation.queries import Reach
from registry.validation.results import Result
from registry.validation.submission import Record, Submission
from registry.validation.wording import Words


class Validator:
    """Says what is wrong with records. Reads shapes and ontology once; may be asked by several threads at once."""

    def __init__(
        self, model: Model, shapes: Iterable[Triple], ontology: Iterable[Triple], languages: Sequence[str] = ("en",)
    ) -> None:
        """Raises `ModelError` for shapes that cannot judge."""
        self.model = model
        self._judges = Judges(shapes)
        self._vocabulary = Vocabulary(ontology)
        self._words = Words(model, languages)

    @classmethod
    def read(
        cls, model: Model, ontology: Path = ONTOLOGY, shapes: Path = SHAPES, languages: Sequence[str] = ("en",)
    ) -> Self:
        """A validator with the shapes and the ontology of these folders, the ones that the model was read from."""
        files = model_files(ontology, shapes)
        rules = [path for path in files if path.is_relative_to(shapes)]
        return cls(model, _triples(rules), _triples(path for path in files if path not in rules), languages)

    @property
    def reach(self) -> Reach:
        """What the rules ask of records that are not judged themselves."""
        return self._judges.reach

    def validate(self, submission: Submission, neighbours: Neighbours) -> Report:
        """The verdict on the records of a submission, in the light of the records that they link to."""
        around = self.around(submission, neighbours)
        results = self.results(submission, around)
        findings = tuple(self._words.findings(results, submission, around, neighbours))
        severities: dict[str, set[Severity]] = {record.iri: set() for record in submission.records}
        for finding in findings:
            severities.get(finding.record, set()).add(finding.severity)
        return Report(
            findings=findings,
            records=tuple(severities),
            levels={iri: level_of(found) for iri, found in severities.items()},
        )

    def around(self, submission: Submission, neighbours: Neighbours) -> list[Triple]:
        """The submission and all that its rules need to know beside it."""
        triples = list(dict.fromkeys(submission.triples))
        return neighbourhood(triples, submission.positions.keys(), self._vocabulary, neighbours, self.reach)

    def results(self, submission: Submission, around: list[Triple]) -> list[Result]:
        """What pySHACL says of every record and part.

        Each record is judged in a graph of its own: the rules take time by the size of the graph, so a thousand
        records in one graph would take a thousand times as long as they take one by one.
        """
        known = KnownTriples(around)
        return [result for record in submission.records for result in self._results_on(record, known)]

    def _results_on(self, record: Record, known: KnownTriples) -> list[Result]:
        own = record.positions.keys()
        near = neighbourhood(record.triples, own, self._vocabulary, known, self.reach)
        return self._judges.results(near, {rdflib.URIRef(iri) for iri in own})


def _triples(paths: Iterable[Path]) -> list[Triple]:
    return [quad.triple for path in paths for quad in parse(path.read_bytes(), name=path.name)]
