"""The states of a submission, and which move leads from which to which: all as data.

A submission is what one person wants done to one record. Who may move it is for `permissions` to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.errors import WrongState


class State(StrEnum):
    """Where a submission stands."""

    DRAFT = "draft"
    """Its author works on it."""
    SUBMITTED = "submitted"
    """It waits for a reviewer."""
    IN_REVIEW = "in review"
    """A reviewer looks at it."""
    RETURNED = "returned"
    """It came back to its author with comments, and may be handed in again."""
    REJECTED = "rejected"
    """A reviewer decided that it is not to be published. The end."""
    TAKEN_BACK = "taken back"
    """Its author does not want it any more. The end."""
    PUBLISHED = "published"
    """What it asked for was done. The end."""


class Move(StrEnum):
    """What moves a submission; the value completes `it cannot be ...`."""

    SAVE = "saved"
    SUBMIT = "submitted"
    TAKE_BACK = "taken back"
    BEGIN_REVIEW = "put under review"
    RETURN = "returned"
    REJECT = "rejected"
    PUBLISH = "published"


class Decision(StrEnum):
    """What a reviewer may decide."""

    BEGIN_REVIEW = "begin review"
    RETURN = "return"
    """Back to its author, with a comment that says what to change."""
    REJECT = "reject"
    """Not to be published, with a comment that says why."""
    PUBLISH = "publish"

    @property
    def move(self) -> Move:
        """The move that the decision is."""
        return Move[self.name]


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states a move leads, to which one; None where the submission stays as it is."""

    sources: tuple[State, ...]
    target: State | None


MOVES: Final[Mapping[Move, Rule]] = {
    Move.SAVE: Rule((State.DRAFT, State.RETURNED), None),
    Move.SUBMIT: Rule((State.DRAFT, State.RETURNED), State.SUBMITTED),
    Move.TAKE_BACK: Rule((State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.RETURNED), State.TAKEN_BACK),
    Move.BEGIN_REVIEW: Rule((State.SUBMITTED,), State.IN_REVIEW),
    Move.RETURN: Rule((State.SUBMITTED, State.IN_REVIEW), State.RETURNED),
    Move.REJECT: Rule((State.SUBMITTED, State.IN_REVIEW), State.REJECTED),
    Move.PUBLISH: Rule((State.SUBMITTED, State.IN_REVIEW), State.PUBLISHED),
}


def moved(submission: str, state: State, move: Move) -> State:
    """Where the move leads from that state; raises `WrongState` naming what can be done instead."""
    rule = MOVES[move]
    if state not in rule.sources:
        possible = [other.value for other, each in MOVES.items() if state in each.sources]
        what = f"It can be {', '.join(possible)}." if possible else "Nothing more can be done to it."
        raise WrongState(submission, state.value, move.value, what)
    return rule.target or state
