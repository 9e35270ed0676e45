"""The past over plain HTTP: revisions, the history of a record, and what differs between two of its states."""

from dataclasses import dataclass

from fastapi.responses import Response

from registry.errors import InvalidArgument, NotFound, PageTooLarge
from registry.rest.addresses import Addresses
from registry.rest.contribute.answers import answer, difference_as_data
from registry.rest.contribute.asking import Asked
from registry.rest.contribute.described import described, parameter
from registry.rest.contribute.routes import Routes
from registry.services.history import History
from registry.services.revisions import revision_as_data


@dataclass(frozen=True)
class PastFace:
    """Tells what happened to published records; nothing of drafts is in it."""

    history: History
    addresses: Addresses
    usual: int
    largest: int

    def revisions(self, asked: Asked) -> Response:
        """What was done to the published records, the newest first."""
        return self._listed(asked, None)

    def of_record(self, asked: Asked, segment: str, slug: str) -> Response:
        """What was done to a record, the newest first."""
        record = self.addresses.iri_of("id", f"{segment}/{slug}")
        if self.history.standing(record).kind == "unknown":
            raise NotFound(f"The registry knows nothing of a record at '/id/{segment}/{slug}'.")
        return self._listed(asked, record)

    def revision(self, asked: Asked, number: str) -> Response:  # noqa: ARG002  # all are called alike
        """One revision with the verdict that let it in."""
        known = number.isascii() and number.isdigit() and len(number) < 10
        found = self.history.revision(int(number)) if known else None
        if found is None:
            raise NotFound(f"There is no revision {number[:20]!r}.")
        return answer(revision_as_data(found, whole=True))

    def changes(self, asked: Asked, segment: str, slug: str) -> Response:
        """What is otherwise in a record after one revision and after another."""
        record = self.addresses.iri_of("id", f"{segment}/{slug}")
        one, other = asked.number("from"), asked.number("to")
        last = self.history.revisions(first=1)
        if max(one, other) > (last[0].number if last else 0):
            raise InvalidArgument(f"There is no revision {max(one, other)} yet.")
        return answer(difference_as_data(self.history.diff(record, one, other)))

    def _listed(self, asked: Asked, record: str | None) -> Response:
        first = asked.number("first", self.usual)
        if first > self.largest:
            raise PageTooLarge("first", first, self.largest)
        before = asked.number("before", 0) or None
        found = self.history.revisions(record, first=first, before=before)
        older = found[-1].number if len(found) == first and found and found[-1].number > 1 else None
        return answer({"revisions": [revision_as_data(each) for each in found], "before": older})


def add_past_routes(routes: Routes, face: PastFace) -> None:
    """The routes of `/revisions` and of what happened to a record."""
    path = "/id/{segment}/{slug}"
    page = [
        parameter("first", f"How many; at most {face.largest}."),
        parameter("before", "Only revisions before this number, for the next page."),
    ]
    ends = [parameter(name, "Number of a revision.", required=True) for name in ("from", "to")]
    routes.add("GET", "/revisions", face.revisions, described(page))
    routes.add("GET", "/revisions/{number}", face.revision, described([]))
    routes.add("GET", f"{path}/history", face.of_record, described(page))
    routes.add("GET", f"{path}/changes", face.changes, described(ends))
