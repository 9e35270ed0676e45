"""What the registry says about one IRI: a record with its parts, a term, a shape, a code or a code list.

The REST face and the exports read descriptions through this port.
"""

from dataclasses import dataclass
from typing import Protocol

from registry.namespaces import RECORDS
from registry.rdf.terms import Triple
from registry.store.port import Store
from registry.store.records import record_triples
from registry.store.terms import term_triples


class Describer(Protocol):
    """Gives descriptions."""

    def describe(self, iri: str) -> list[Triple]:
        """The statements that make up the description, blank nodes followed; empty when nothing is known of it.

        Raises `StoreError`.
        """
        ...


@dataclass(frozen=True, slots=True)
class StoreDescriber:
    """Descriptions from what the store holds at the moment of asking."""

    store: Store
    record_base: str = RECORDS

    def describe(self, iri: str) -> list[Triple]:
        """A record of the published graph, or anything of the vocabulary."""
        if iri.startswith(self.record_base):
            return record_triples(self.store, iri)
        return term_triples(self.store, iri)
