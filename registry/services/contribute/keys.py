"""Idempotency keys: what came of a request is kept with the write that it made, so that a retry does nothing twice.

The key comes into the store in the very change that does the work. A retry that overtakes the first try waits for it
at the guard, then finds the key; one that comes when nothing was written yet simply does the work.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from registry.errors import InvalidArgument, KeyReused
from registry.identity.person import Person
from registry.namespaces import DCTERMS, RDF_TYPE, SITE, SUBMISSIONS, TERMS
from registry.rdf.terms import Iri, Literal, Triple
from registry.rdf.writing import write_lines
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.kept import kept_outcome, read_outcome
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.submission_rdf import moment, node, text_of
from registry.store.port import Store
from registry.store.queries import bind

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Request:
    """A request that may come again: the key that its sender gave it, and a digest of what it asks for."""

    iri: str
    digest: str

    @classmethod
    def of(cls, who: Person, key: str | None, *asked: object) -> "Request | None":
        """None without a key; raises `InvalidArgument` for a key that is empty or too long."""
        if key is None:
            return None
        if not 0 < len(key) <= _LONGEST:
            raise InvalidArgument(f"An idempotency key has 1 to {_LONGEST} characters.")
        return cls(f"{SITE}request/{_digest([who.iri, key])}", _digest(asked))

    def kept(self, outcome: Outcome, time: datetime) -> list[Triple]:
        """What the graph of submissions is to say of the request."""
        return list(
            node(
                self.iri,
                {
                    RDF_TYPE: Iri(TERMS + "Request"),
                    TERMS + "requestDigest": Literal(self.digest),
                    TERMS + "outcome": Literal(kept_outcome(outcome)),
                    DCTERMS + "created": moment(time),
                },
            )
        )


def outcome_before(store: Store, request: Request | None) -> Outcome | None:
    """What came of the request when it was sent before, None when it was not.

    Raises `KeyReused` when its key came with something else.
    """
    if request is None:
        return None
    for row in store.select(bind("request_kept", graph=Iri(SUBMISSIONS), request=Iri(request.iri))):
        if text_of(row, "digest") != request.digest:
            raise KeyReused
        return read_outcome(text_of(row, "outcome"))
    return None


def as_asked(proposal: Proposal) -> list[object]:
    """What a retry of the proposal has in common with it.

    A new record's address is left out, wherever it stands: where it was made up from the title, a retry gets another,
    because the first try has taken that one.
    """
    statements, record = list(write_lines(proposal.triples)), proposal.record
    if proposal.action is Action.CREATE:
        statements, record = [line.replace(record, "") for line in statements], ""
    return [proposal.action, record, sorted(statements), proposal.base, proposal.message]


def _digest(asked: object) -> str:
    return hashlib.sha256(json.dumps(asked, ensure_ascii=True).encode()).hexdigest()
