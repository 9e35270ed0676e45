"""What somebody wants done to a record cannot be done, though it can be read: others were first, or it is too late."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from registry.errors.kinds import INVALID, RegistryError


class EditConflict(RegistryError):
    """The record was changed since the revision that an edit is based on. Nothing was written."""

    exit_code = INVALID
    status = 409
    advice = (
        "Look at what the others changed, put your change on top of it and send it again with the present revision as "
        "its base; a reviewer returns the submission to its author for that. Where no field was changed by both "
        "(`mergeable`), an author who sends it with `merge` (true) has the two joined."
    )

    def __init__(
        self, record: str, base: int, revision: int, conflict: Mapping[str, Any], *, made: bool = False
    ) -> None:
        """`made` says that the record was not there yet at that base."""
        is_late = f"was not there in revision {base}, which your edit is based on; it is of revision {revision} now."
        is_changed = f"was changed in revision {revision}; your edit is based on revision {base}."
        super().__init__(f"{record} {is_late if made else is_changed}")
        self.record = record
        self.base = base
        self.revision = revision
        """The revision that the record is of now, to be the base of the next try."""
        self.conflict = conflict
        """What was there, what is there now and what is wanted, field by field; `conflicts.as_data` says its form."""


class RecordWithdrawn(RegistryError):
    """The record was there and was withdrawn; its address is never given to another."""

    exit_code = INVALID
    status = 410
    advice = (
        "Restore it, or give the new record another address; what it said before is there under `?asOf=` and a date."
    )

    def __init__(self, record: str, revision: int, time: datetime | None = None, reason: str = "") -> None:
        when = f" on {time:%Y-%m-%d}" if time else ""
        super().__init__(f"{record} was withdrawn in revision {revision}{when}{f': {reason}' if reason else '.'}")
        self.record = record
        self.revision = revision
        """The revision that withdrew it."""
        self.time = time
        self.reason = reason
        """Why, in the words of whoever withdrew it."""


class RecordExists(RegistryError):
    """A record that is to be made or restored is there already."""

    exit_code = INVALID
    status = 409
    advice = "Update the record that is there, or give the new one another address."

    def __init__(self, record: str) -> None:
        super().__init__(f"{record} is there already.")
        self.record = record


class MissingBaseRevision(RegistryError):
    """An edit that does not say which revision it is based on, so nobody can tell whether it would undo another's."""

    exit_code = INVALID
    status = 428
    advice = (
        "Read the record, and send the revision that you read with your edit: as `base`, or in the header If-Match."
    )

    def __init__(self, record: str) -> None:
        super().__init__(f"The edit of {record} does not say which revision it is based on.")


class WrongState(RegistryError):
    """A submission that is not where that could be done to it, e.g. one that was published already."""

    exit_code = INVALID
    status = 409
    advice = "Read the submission again; what can be done next depends on its state."

    def __init__(self, submission: str, state: str, wanted: str, possible: str) -> None:
        super().__init__(f"{submission} is {state}; it cannot be {wanted}. {possible}")


class KeyReused(RegistryError):
    """One idempotency key with two different requests."""

    status = 422
    advice = "Give every new request a key of its own; only a retry of the same request has the same key."

    def __init__(self) -> None:
        super().__init__("This idempotency key came with another request before; nothing was done.")


class WritersBusy(RegistryError):
    """Others kept writing, so that a change did not come in. Nothing was written."""

    status = 503
    advice = "Try again in a moment, with the same idempotency key if you gave one."

    def __init__(self) -> None:
        super().__init__("Others keep writing to the registry; your change was not taken.")
