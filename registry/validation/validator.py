"""Says what is wrong with records: the whole way from a submission to a report, with all that it takes kept ready."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Self

import rdflib

from registry.model.reader import model_files
from registry.model.report import Report, level_of
from registry.model.spec import Model, Severity
from registry.namespaces import RDF_TYPE
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Triple
from registry.resources import ONTOLOGY, SHAPES
from registry.validation.judge import Judges
from registry.validation.neighbourhood import KnownTriples, Neighbours, Vocabulary, neighbourhood
from registry.validation.reach import Reach
from registry.validation.results import Result
from registry.validation.screening.facts import Facts
from registry.validation.submission import Record, Submission
from registry.validation.wording import Words


class Validator:
    """Says what is wrong with records. Reads shapes and ontology once; may be asked by several threads at once."""

    def __init__(
        self, model: Model, shapes: Iterable[Triple], ontology: Iterable[Triple], languages: Sequence[str] = ("en",)
    ) -> None:
        """Raises `ModelError` for shapes that cannot judge."""
        self.model = model
        self._vocabulary = Vocabulary(ontology)
        self._judges = Judges(shapes, self._vocabulary.subclasses)
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
        return self.report(submission, self.around(submission, neighbours), neighbours)

    def report(self, submission: Submission, around: list[Triple], neighbours: Neighbours) -> Report:
        """The same, where what stands `around` is known already."""
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

    def rests_on(self, submission: Submission, around: Iterable[Triple]) -> frozenset[str]:
        """The records (IRIs) outside of the submission that a verdict on it depends on, whether they are there or not;
        `around` is what was judged."""
        named = (t.object for t in submission.triples if t.predicate.value != RDF_TYPE)
        terms = (term for term in (*named, *(t.subject for t in around)) if isinstance(term, Iri))
        known = self._vocabulary.types
        return frozenset(
            term.value.partition("#")[0]
            for term in terms
            if term.value not in known and term.value not in submission.positions
        )

    def results(self, submission: Submission, around: list[Triple]) -> list[Result]:
        """What pySHACL says of every record and part.

        Each record is judged in a graph of its own: the rules take time by the size of the graph, so a thousand
        records in one graph would take a thousand times as long as they take one by one.
        """
        facts, near = Facts(around), self._near(around)
        return [
            result for record in submission.records for result in self._judges.results_on(record, facts, near(record))
        ]

    def unscreened(self, submission: Submission, around: list[Triple]) -> list[Result]:
        """The same, found by asking pySHACL about everything: what `results` is held against."""
        near = self._near(around)
        return [
            result
            for record in submission.records
            for result in self._judges.results(near(record)(), {rdflib.URIRef(iri) for iri in record.positions})
        ]

    def _near(self, around: list[Triple]) -> Callable[[Record], Callable[[], list[Triple]]]:
        """What gives the neighbourhood of one record, when somebody asks for it."""
        known = cache(lambda: KnownTriples(around))

        def near(record: Record) -> Callable[[], list[Triple]]:
            own = record.positions.keys()
            return lambda: neighbourhood(record.triples, own, self._vocabulary, known(), self.reach)

        return near


def _triples(paths: Iterable[Path]) -> list[Triple]:
    return [quad.triple for path in paths for quad in parse(path.read_bytes(), name=path.name)]
