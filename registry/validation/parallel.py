"""A validator that shares out the records of a large submission among processes, so that every core judges.

Python runs on one core at a time, so threads would not help. Processes are started when a submission is first large
enough, and end with the process that started them, however that ends.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final, Self, TypeAlias

from registry.model.reader import read_model
from registry.model.spec import Model
from registry.rdf.terms import BlankNode, Iri, Literal, Quad, Term, Triple
from registry.resources import ONTOLOGY, SHAPES
from registry.validation.intake import submission_of
from registry.validation.neighbourhood import KnownTriples, Vocabulary, neighbourhood
from registry.validation.results import Result
from registry.validation.submission import Record, Submission
from registry.validation.validator import Validator

ENOUGH: Final = 32
"""Submissions with fewer records are judged in one process: sending them away costs more than it saves."""
_SHARES_OF_A_HELPER: Final = 3
"""To one of its own: whoever asks for helpers has more to do with each record than to judge it."""

Packed: TypeAlias = list[tuple[str, ...]]
"""Statements as tuples of text, which go from process to process several times as fast as terms do."""
_NO_VOCABULARY: Final = Vocabulary(())


class ParallelValidator(Validator):
    """Judges as a `Validator` does, and large submissions with the help of other processes."""

    _helpers: "Helpers | None" = None

    @classmethod
    def read_with(
        cls,
        helpers: int,
        model: Model,
        ontology: Path = ONTOLOGY,
        shapes: Path = SHAPES,
        languages: Sequence[str] = ("en",),
    ) -> Self:
        """A validator with so many helping processes, which may be none; see `Validator.read`."""
        validator = cls.read(model, ontology, shapes, languages)
        validator._helpers = Helpers(helpers, ontology, shapes) if helpers else None
        return validator

    def results(self, submission: Submission, around: list[Triple]) -> list[Result]:
        """See `Validator.results`; which process judges which record makes no difference to what is found."""
        helpers = self._helpers
        if helpers is None or len(submission.records) < ENOUGH:
            return super().results(submission, around)
        mine, *others = _shares(submission.records, _SHARES_OF_A_HELPER * helpers.count + 1)
        known = KnownTriples(around)
        sent = [(share, helpers.judging(share, self._seen_by(share, known))) for share in others]
        found = super().results(_of(mine), around)
        for share, answer in sent:
            try:
                found += answer.result()
            except BrokenProcessPool:
                helpers.begin_anew()
                found += super().results(_of(share), around)
        return found

    def _seen_by(self, records: Sequence[Record], known: KnownTriples) -> list[Triple]:
        triples = [triple for record in records for triple in record.triples]
        own = {iri for record in records for iri in record.positions}
        return neighbourhood(triples, own, _NO_VOCABULARY, known, self.reach)

    def close(self) -> None:
        """Ends the helping processes."""
        if self._helpers is not None:
            self._helpers.close()


class Helpers:
    """Processes that each have a validator of their own."""

    def __init__(self, count: int, ontology: Path, shapes: Path) -> None:
        self.count = count
        self._paths = ontology, shapes
        self._starting = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def judging(self, records: Sequence[Record], around: Iterable[Triple]) -> "Future[list[Result]]":
        """What is wrong with the records, some time."""
        own = packed(triple for record in records for triple in record.triples)
        try:
            return self._running().submit(_judged, own, packed(around))
        except BrokenProcessPool as error:
            failed: Future[list[Result]] = Future()
            failed.set_exception(error)
            return failed

    def _running(self) -> ProcessPoolExecutor:
        with self._starting:
            if self._pool is None:
                # Not forked: threads and open stores would be copied in the middle of what they do.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self.count, context, _begin, self._paths)
            return self._pool

    def begin_anew(self) -> None:
        """Gives up the present processes, of which one has died; others are started when they are needed."""
        self.close()

    def close(self) -> None:
        """Ends the processes."""
        with self._starting:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


_validator: Validator | None = None


def _begin(ontology: Path, shapes: Path) -> None:
    """What a helping process does first."""
    global _validator
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _validator = Validator.read(read_model(ontology, shapes), ontology, shapes)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _judged(own: Packed, around: Packed) -> list[Result]:
    if _validator is None:
        raise RuntimeError("the process was not made ready")
    submission = submission_of((Quad(*triple) for triple in unpacked(own)), _validator.model)
    return _validator.results(submission, unpacked(around))


def _shares(records: Sequence[Record], count: int) -> list[Sequence[Record]]:
    """The records in so many parts; every part has some of each stretch, as neighbours are alike in what they take."""
    return [records[number::count] for number in range(count)]


def _of(records: Sequence[Record]) -> Submission:
    positions = {iri: position for record in records for iri, position in record.positions.items()}
    return Submission(tuple(records), (), positions)


def packed(triples: Iterable[Triple]) -> Packed:
    """Statements as text: IRIs bare, blank nodes by their labels, literals with datatype and language."""
    found: Packed = []
    for subject, predicate, value in triples:
        sign, name = ("", subject.value) if isinstance(subject, Iri) else ("_", subject.label)
        if isinstance(value, Iri):
            found.append((sign, name, predicate.value, value.value))
        elif isinstance(value, BlankNode):
            found.append((sign, name, predicate.value, value.label, "_"))
        else:
            language = (value.language,) if value.language is not None else ()
            found.append((sign, name, predicate.value, value.lexical, "", value.datatype, *language))
    return found


def unpacked(statements: Packed) -> list[Triple]:
    """The statements that were packed."""
    iris: dict[str, Iri] = {}

    def iri(value: str) -> Iri:
        found = iris.get(value)
        if found is None:
            found = iris[value] = Iri(value)
        return found

    def term(text: str, *kind: str) -> Term:
        if not kind:
            return iri(text)
        return BlankNode(text) if kind == ("_",) else Literal(text, *kind[1:])

    return [
        Triple(BlankNode(name) if sign else iri(name), iri(predicate), term(*value))
        for sign, name, predicate, *value in statements
    ]
