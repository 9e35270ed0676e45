"""Records at their own addresses: made by POST, replaced by PUT, changed by PATCH, withdrawn by DELETE."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi.responses import Response

from registry.errors import InvalidArgument
from registry.rest.addresses import Addresses
from registry.rest.contribute.answers import of_outcome
from registry.rest.contribute.asking import Asked
from registry.rest.contribute.described import BASED, KEY, MERGE, PATCH_BODY, RECORD_BODY, SENDING, described, parameter
from registry.rest.contribute.routes import Routes
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.desk import Desk, Sending


@dataclass(frozen=True)
class RecordFace:
    """Takes what people send to the addresses of records."""

    open_desk: Callable[[], Desk]
    """Gives the desk, which is made when it is first asked for."""
    addresses: Addresses

    @property
    def desk(self) -> Desk:
        """Where requests go."""
        return self.open_desk()

    def create(self, asked: Asked) -> Response:
        """Hands in a new record; without an address of its own it gets one from its title."""
        sending = asked.sending()
        return self._told(self.desk.create(asked.who, asked.record(), sending), sending, created=True)

    def replace(self, asked: Asked, segment: str, slug: str) -> Response:
        """Hands in what a record is to be instead; with `If-None-Match: *` a new record at this address."""
        record, sending = self._record(segment, slug), asked.sending()
        if asked.request.headers.get("if-none-match", "").strip() == "*":
            return self._told(self.desk.create(asked.who, asked.record(), sending, record), sending, created=True)
        return self._told(self.desk.replace(asked.who, record, asked.record(), asked.base, sending), sending)

    def patch(self, asked: Asked, segment: str, slug: str) -> Response:
        """Hands in changes of single fields: null takes values away, what is left out stays."""
        record, sending = self._record(segment, slug), asked.sending()
        return self._told(self.desk.patch(asked.who, record, asked.patch(), asked.base, sending), sending)

    def withdraw(self, asked: Asked, segment: str, slug: str) -> Response:
        """Asks that a record be no longer published; its address tells the reason from then on."""
        record, sending = self._record(segment, slug), asked.sending(reason=asked.parameter("reason"))
        return self._told(self.desk.withdraw(asked.who, record, asked.base, sending), sending)

    def restore(self, asked: Asked, segment: str, slug: str) -> Response:
        """Asks that a withdrawn record be published again as it was."""
        record, sending = self._record(segment, slug), asked.sending()
        return self._told(self.desk.restore(asked.who, record, asked.base, sending), sending)

    def revert(self, asked: Asked, segment: str, slug: str) -> Response:
        """Asks that a record be again as it was after a revision."""
        record, sending = self._record(segment, slug), asked.sending()
        return self._told(self.desk.revert(asked.who, record, asked.number("to"), asked.base, sending), sending)

    def _told(self, outcome: Outcome, sending: Sending, *, created: bool = False) -> Response:
        return of_outcome(outcome, self.addresses, sending.goal, created=created)

    def _record(self, segment: str, slug: str) -> str:
        name = f"{segment}/{slug}"
        if "." in slug:
            raise InvalidArgument(f"Send changes to the record's own address, not to one of its forms: {name[:200]!r}.")
        return self.addresses.iri_of("id", name)


def add_record_routes(routes: Routes, face: RecordFace) -> None:
    """The routes of `/records` and of changes at `/id`."""
    path = "/id/{segment}/{slug}"
    reason = parameter("reason", "Why; whoever looks for the record will read it.", required=True)
    to = parameter("to", "The revision after which the record was as it is to be again.", required=True)
    routes.add("POST", "/records", face.create, described([*SENDING, KEY], RECORD_BODY))
    routes.add("PUT", path, face.replace, described([*BASED, MERGE, *SENDING, KEY], RECORD_BODY))
    routes.add("PATCH", path, face.patch, described([*BASED, MERGE, *SENDING, KEY], PATCH_BODY))
    routes.add("DELETE", path, face.withdraw, described([*BASED, reason, SENDING[0], KEY]))
    routes.add("POST", f"{path}/restore", face.restore, described([*BASED, *SENDING, KEY]))
    routes.add("POST", f"{path}/revert", face.revert, described([*BASED, to, *SENDING, KEY]))
