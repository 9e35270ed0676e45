"""What the judge sees: the records of a submission, and of all others only what the rules ask about them.

That is the classes of everything that is linked to, and of the records next door the facts that a rule compares with.
The number of look-ups does not depend on how much is submitted or stored.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final, Protocol

from registry.namespaces import RDF_TYPE, RDFS, TERMS
from registry.rdf.terms import Iri, Literal, Subject, Triple
from registry.validation.reach import Reach
from registry.validation.spelling import last_name, may_be_near

_SUBCLASS = RDFS + "subClassOf"
NAMES: Final = tuple(TERMS + name for name in ("title", "alternativeTitle", "acronym", "isoCode"))
"""The properties that tell what a record is called."""


class Neighbours(Protocol):
    """What is known of records outside the submission."""

    def types_of(self, iris: Collection[str]) -> Iterable[Triple]:
        """The `rdf:type` statements of these records and parts."""
        ...

    def facts_of(self, iris: Collection[str], predicates: Collection[str]) -> Iterable[Triple]:
        """What these records say with these properties."""
        ...

    def ancestors(self, iris: Collection[str], predicate: str) -> Iterable[Triple]:
        """The statements met when the property is followed from these records to the end."""
        ...

    def near(self, class_iri: str, word: str) -> Collection[str]:
        """Records of a class whose addresses may end nearly so, to find a near spelling among; may be cut short."""
        ...

    def named(self, class_iri: str, name: str) -> Collection[str]:
        """Records of a class that bear that name in one of `NAMES`, upper and lower case aside; a few at most."""
        ...


class KnownTriples:
    """Neighbours that are given as plain statements: the packaged examples, a seed file, or none at all."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._by_subject: dict[Subject, list[Triple]] = defaultdict(list)
        self._by_class: dict[str, list[str]] = defaultdict(list)
        for triple in triples:
            self._by_subject[triple.subject].append(triple)
            if (
                triple.predicate.value == RDF_TYPE
                and isinstance(triple.object, Iri)
                and isinstance(triple.subject, Iri)
            ):
                self._by_class[triple.object.value].append(triple.subject.value)

    def types_of(self, iris: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        return self.facts_of(iris, (RDF_TYPE,))

    def facts_of(self, iris: Collection[str], predicates: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        statements = (triple for iri in iris for triple in self._by_subject.get(Iri(iri), ()))
        return [triple for triple in statements if triple.predicate.value in predicates]

    def ancestors(self, iris: Collection[str], predicate: str) -> Iterable[Triple]:
        """See `Neighbours`."""
        found: dict[Triple, None] = {}
        ahead, seen = set(iris), set(iris)
        while ahead:
            steps = self.facts_of(sorted(ahead), (predicate,))
            found |= dict.fromkeys(steps)
            ahead = {triple.object.value for triple in steps if isinstance(triple.object, Iri)} - seen
            seen |= ahead
        return found

    def iris_of(self, class_iri: str) -> Collection[str]:
        """All things of a class."""
        return self._by_class.get(class_iri, ())

    def near(self, class_iri: str, word: str) -> Collection[str]:
        """See `Neighbours`."""
        return [iri for iri in self.iris_of(class_iri) if may_be_near(last_name(iri), word)]

    def named(self, class_iri: str, name: str) -> Collection[str]:
        """See `Neighbours`."""
        said = self.facts_of(self.iris_of(class_iri), NAMES)
        return {
            triple.subject.value
            for triple in said
            if isinstance(triple.subject, Iri)
            and isinstance(triple.object, Literal)
            and triple.object.lexical.lower() == name.lower()
        }


class Vocabulary:
    """The classes of all terms and codes of the ontology, and which class is a kind of which."""

    def __init__(self, ontology: Iterable[Triple]) -> None:
        types: dict[str, list[Triple]] = defaultdict(list)
        self.subclasses: list[Triple] = []
        for triple in ontology:
            if triple.predicate.value == RDF_TYPE and isinstance(triple.subject, Iri):
                types[triple.subject.value].append(triple)
            elif triple.predicate.value == _SUBCLASS and isinstance(triple.object, Iri):
                self.subclasses.append(triple)
        self.types: Mapping[str, list[Triple]] = types


def neighbourhood(
    triples: Collection[Triple], own: Collection[str], vocabulary: Vocabulary, neighbours: Neighbours, reach: Reach
) -> list[Triple]:
    """The statements to judge: `triples`, and what is known of the things that they name.

    What is stored of the records and parts in `own` is left out: the submission takes its place. Asks the neighbours
    once for classes, once for facts, and once for each property that a rule follows.
    """
    named = {t.object.value for t in triples if isinstance(t.object, Iri) and t.predicate.value != RDF_TYPE}
    outside = sorted(iri for iri in named if iri not in own and iri not in vocabulary.types)
    around: dict[Triple, None] = dict.fromkeys(vocabulary.subclasses)
    for iri in named:
        around |= dict.fromkeys(vocabulary.types.get(iri, ()))
    if outside:
        around |= dict.fromkeys(neighbours.types_of(outside))
    read_over = {link for link in {t.predicate.value for t in triples} if reach.reads_over(link)}
    read = {t.object.value for t in triples if t.predicate.value in read_over and isinstance(t.object, Iri)}
    if read := read.intersection(outside):
        around |= dict.fromkeys(neighbours.facts_of(sorted(read), sorted(reach.facts)))
    for predicate in sorted(reach.chains):
        starts = {t.object.value for t in triples if t.predicate.value == predicate and isinstance(t.object, Iri)}
        if starts - set(own):
            around |= dict.fromkeys(neighbours.ancestors(sorted(starts - set(own)), predicate))
    return [*triples, *(t for t in around if not (isinstance(t.subject, Iri) and t.subject.value in own))]
