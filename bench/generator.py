"""Registries of any size, made from the model: every record class, every field, links, codes, texts and parts.

Skewed as real data are (`bench.habits`), the same for the same seed, and made record by record, so that a million
records take no more memory than a hundred. Each chunk can be made by itself, so several processes can share the work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from bench.draft import Draft
from bench.habits import NEEDS, Habit, counts, habit_of
from bench.values import Maker, maker, record_iri
from registry.model.reader import read_model
from registry.model.spec import Field, Kind, Model, RecordClass
from registry.namespaces import RDF_TYPE
from registry.rdf.terms import Iri, Triple

CHUNK: Final = 1_000
_TYPE: Final = Iri(RDF_TYPE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some records of one class, by their numbers; made with a random source of their own."""

    class_name: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How one field is filled."""

    field: Field
    predicate: Iri
    habit: Habit
    needs: str | None
    make: Maker | None
    """None for parts, which are made of plans of their own."""


def records(size: int, seed: int = 0, model: Model | None = None) -> Iterator[tuple[Triple, ...]]:
    """The statements of `size` records, one record with its parts at a time."""
    generator = Generator(model or read_model(), size, seed)
    for chunk in generator.chunks():
        yield from generator.records(chunk)


class Generator:
    """Makes the records of one registry."""

    def __init__(self, model: Model, size: int, seed: int = 0) -> None:
        self._model = model
        self._seed = seed
        self.counts = counts(model, size)
        self._plans = {c.name: _plans(model, c) for c in model.classes.values()}
        self._names = {c.name: _part_name(c) for c in model.parts}

    def chunks(self) -> list[Chunk]:
        """The registry cut into pieces that can be made independently of each other."""
        return [
            Chunk(name, start, min(start + CHUNK, count))
            for name, count in self.counts.items()
            for start in range(0, count, CHUNK)
        ]

    def records(self, chunk: Chunk) -> Iterator[tuple[Triple, ...]]:
        """The records of one chunk."""
        random = Random(f"{self._seed} {chunk.class_name} {chunk.start}")
        record_class = self._model.classes[chunk.class_name]
        for number in range(chunk.start, chunk.stop):
            draft = Draft.begun(chunk.class_name, number, self.counts, random)
            yield tuple(self._record(record_class, draft))

    def _record(self, record_class: RecordClass, draft: Draft) -> list[Triple]:
        subject = record_iri(record_class.name, record_class.segment, draft.number)
        triples = [Triple(subject, _TYPE, Iri(record_class.iri))]
        self._fill(subject, record_class.name, draft, triples)
        return triples

    def _fill(self, subject: Iri, class_name: str, draft: Draft, triples: list[Triple]) -> None:
        random, of_record = draft.random, not draft.part
        given: set[str] = set()
        for plan in self._plans[class_name]:
            habit = plan.habit
            if random() >= habit.chance or (plan.needs is not None and plan.needs not in given):
                if of_record and plan.make is not None:
                    draft.silent.append(plan.predicate)
                continue
            count = 1
            while count < habit.most and random() < habit.more:
                count += 1
            if plan.make is None:
                self._add_parts(subject, plan, count, draft, triples)
                continue
            terms = plan.make(draft, count)
            for term in dict.fromkeys(terms) if len(terms) > 1 else terms:
                triples.append(Triple(subject, plan.predicate, term))
                if of_record:
                    draft.stated.append((plan.predicate, term))
            if terms:
                given.add(plan.field.name)
            elif of_record:
                draft.silent.append(plan.predicate)

    def _add_parts(self, subject: Iri, plan: Plan, count: int, draft: Draft, triples: list[Triple]) -> None:
        part_class = self._model.classes[plan.field.target or ""]
        if part_class.name == "Absence" and not draft.silent:
            return
        draft.part = part_class.name
        for number in range(1, count + 1):
            part = Iri(f"{subject.value}#{self._names[part_class.name]}-{number}")
            triples.append(Triple(subject, plan.predicate, part))
            triples.append(Triple(part, _TYPE, Iri(part_class.iri)))
            self._fill(part, part_class.name, draft, triples)
        draft.part = ""


def _plans(model: Model, record_class: RecordClass) -> tuple[Plan, ...]:
    plans = [_plan(model, record_class, field) for field in record_class.fields]
    # Citations and absences speak of everything else, so they come last.
    return tuple(sorted(plans, key=lambda plan: _speaks_of_fields(model, plan.field)))


def _plan(model: Model, record_class: RecordClass, field: Field) -> Plan:
    name = f"{record_class.name}.{field.name}"
    make = None if field.kind is Kind.PART else maker(model, record_class.name, field)
    return Plan(field, Iri(field.path), habit_of(record_class.name, field), NEEDS.get(name), make)


def _speaks_of_fields(model: Model, field: Field) -> bool:
    if field.kind is not Kind.PART or field.target is None:
        return False
    return any(inner.kind is Kind.PROPERTY for inner in model.classes[field.target].fields)


def _part_name(part_class: RecordClass) -> str:
    name = part_class.name
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("-")
