"""What somebody wants done to one record: the word that every part of contributing passes to the next.

`reading` makes proposals' statements from what people send, `verdict` judges them, `contributions` carries them out.
"""

from dataclasses import dataclass
from enum import StrEnum

from registry.model.report import Finding
from registry.rdf.terms import Triple


class Action(StrEnum):
    """What is to happen to the record."""

    CREATE = "create"
    UPDATE = "update"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One record, what is to happen to it, and what it was when whoever proposes that last looked."""

    action: Action
    record: str
    """The record's IRI."""
    triples: tuple[Triple, ...] = ()
    """The whole record with its parts, as it is to be; none for WITHDRAW and RESTORE."""
    base: int | None = None
    """The number of the revision that the proposal is based on; None only for CREATE."""
    message: str = ""
    """Why, in the words of whoever proposes it."""
    remarks: tuple[Finding, ...] = ()
    """What was odd about the input before any rule was asked; it becomes part of the report."""
    merge: bool = False
    """Whether an update is to be put on top of what others did since its base, where no field was changed by both."""
