"""Records at their addresses: as they are, as they were, with or without their citations, and gone with a reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from urllib.parse import quote, urlencode

from fastapi.responses import PlainTextResponse, Response

from registry.errors import NotFound
from registry.errors.contributions import RecordWithdrawn
from registry.model.spec import Model
from registry.namespaces import PUBLISHED, SHAPES
from registry.rdf.terms import Triple
from registry.rest.addresses import Addresses
from registry.rest.etags import entity_tag
from registry.rest.html import Pages
from registry.rest.linked.answering import OPEN, Answering, Description
from registry.rest.linked.citations import citation_ending, cited_record
from registry.rest.linked.moments import (
    LINK_FORMAT,
    MOST_STATES,
    TIMEMAP,
    accepted_moment,
    http_date,
    nearest_state,
    revision_of,
    state_at,
    time_map,
    withdrew,
)
from registry.rest.linked.order import in_order
from registry.rest.linked.past import Past
from registry.rest.linked.profiles import PROFILES, WITH_CITATIONS, Profile, told
from registry.rest.linked.request import AS_OF, PROFILE, Asked
from registry.rest.negotiate import HTML, Form, split_ending
from registry.services.describe import Describer
from registry.services.exports.citing import CitationFormat
from registry.services.revisions import Revision

_MOST_REVISIONS: Final = 10_000


@dataclass(frozen=True)
class Records:
    """Answers with records. `revision` is that of the index, `stamp` stands for all else that answers depend on."""

    model: Model
    describer: Describer
    past: Past
    addresses: Addresses
    pages: Pages
    answering: Answering
    revision: Callable[[], int]
    stamp: str
    languages: Sequence[str] = ("en",)
    _seen: dict[int, Revision] = field(default_factory=dict)

    def answer(self, name: str, asked: Asked) -> Response:
        """The record of that name (`segment/slug`, perhaps with an ending).

        Raises `NotFound`, `RecordWithdrawn`, `NotAcceptable`, and `InvalidArgument` for a moment that is none.
        """
        name, citation = citation_ending(name)
        if citation is not None:
            return self._cited(self.addresses.iri_of("id", name), asked, citation)
        name, form = split_ending(name)
        iri, path = self.addresses.iri_of("id", name), f"/id/{name}"
        if asked.as_of is not None:
            return self._as_it_was(iri, path, form, asked, asked.as_of)
        if asked.accept_datetime is not None:
            return self._moment(iri, path, form, asked, asked.accept_datetime)
        return self._as_it_is(iri, path, form, asked)

    def states(self, name: str, asked: Asked) -> Response:
        """The time map of a record."""
        iri, path = self.addresses.iri_of("id", name), f"/id/{name}"
        states = [each for each in self.past.revisions(iri, first=MOST_STATES) if not withdrew(each, iri)]
        if not states:
            raise NotFound(f"The registry knows no state of {path!r}.")
        text = time_map(asked.address, path, states)
        return PlainTextResponse(text, media_type=LINK_FORMAT, headers=OPEN)

    def last_state(self, gone: RecordWithdrawn) -> tuple[str, Revision | None]:
        """The path of a record that was withdrawn, and the revision that gave it its last state."""
        path = self.addresses.path_of(gone.record) or ""
        return path, state_at(self.past, gone.record, gone.revision - 1)

    def _as_it_is(self, iri: str, path: str, form: Form | None, asked: Asked) -> Response:
        # Before the statements: should somebody write in between, the tag is too old, and that harms nobody.
        number = self.past.last_change([iri]).get(iri, 0)
        changed = self._revision(number) if number else None
        description = self._described(iri, path, form, asked, partial(self._present, iri), changed)
        return self.answering.of(description, asked)

    def _present(self, iri: str) -> Sequence[Triple]:
        triples = self.describer.describe(iri)
        if not triples:
            standing = self.past.standing(iri)
            if standing.kind == "withdrawn":
                raise RecordWithdrawn(iri, standing.revision, standing.time, standing.reason)
            raise NotFound(f"The registry has nothing at {self.addresses.path_of(iri)!r}.")
        return in_order(triples)

    def _as_it_was(self, iri: str, path: str, form: Form | None, asked: Asked, as_of: str) -> Response:
        number = revision_of(self.past, as_of)
        state = state_at(self.past, iri, number)

        def triples() -> Sequence[Triple]:
            found = self.past.record_at(iri, number)
            if not found and state is not None:
                raise RecordWithdrawn(iri, state.number, state.time, state.message)
            if not found:
                raise NotFound(f"After revision {number} there was no record at {path!r}.")
            return in_order(found)

        description = self._described(iri, path, form, asked, triples, state, as_of)
        if state is not None:
            description.headers["Memento-Datetime"] = http_date(state.time)
        return self.answering.of(description, asked)

    def _cited(self, iri: str, asked: Asked, how: CitationFormat) -> Response:
        if asked.as_of is not None:
            number = revision_of(self.past, asked.as_of)
            triples, changed = self.past.record_at(iri, number), state_at(self.past, iri, number)
        else:
            triples = list(self._present(iri))
            number = self.past.last_change([iri]).get(iri, 0)
            changed = self._revision(number) if number else None
        return cited_record(self.model, triples, changed, self.languages, how)

    def _moment(self, iri: str, path: str, form: Form | None, asked: Asked, header: str) -> Response:
        """The way to the state of a moment (RFC 7089, pattern 1.1: the address is its own time gate)."""
        state = nearest_state(self.past, iri, accepted_moment(header))
        if state is None:
            return self._as_it_is(iri, path, form, asked)
        query = f"{AS_OF}={state.number}" + (f"&{PROFILE}={quote(asked.profile_named)}" if asked.profile_named else "")
        links = ", ".join(self._times(path))
        headers = {**OPEN, "Location": f"{path}{form.ending if form else ''}?{query}", "Link": links}
        return Response(status_code=302, headers={**headers, "Vary": "Accept-Datetime, Accept-Profile"})

    def _described(
        self,
        iri: str,
        path: str,
        form: Form | None,
        asked: Asked,
        triples: Callable[[], Sequence[Triple]],
        changed: Revision | None,
        as_of: str | None = None,
    ) -> Description:
        profile = asked.profile
        query = {PROFILE: profile.token} if profile != WITH_CITATIONS else {}
        if as_of is not None:
            query[AS_OF] = as_of
        number = changed.number if changed else 0
        return Description(
            iri=iri,
            path=path,
            triples=lambda: told(self.model, profile, triples()),
            graph=PUBLISHED,
            form=form,
            page=lambda told_triples: self.pages.record(
                iri, path, told_triples, changed=changed, query=f"?{urlencode(query)}" if query else ""
            ),
            query=query,
            links=[
                *self._links(iri, path, profile, as_of),
                *([f'<{iri}?{AS_OF}={number}>; rel="cite-as"'] if number else []),
            ],
            tag=lambda each: entity_tag(
                number, self.stamp, each.ending, profile.token, as_of, self.revision() if each == HTML else 0
            ),
            modified=http_date(changed.time) if changed else None,
        )

    def _links(self, iri: str, path: str, profile: Profile, as_of: str | None) -> list[str]:
        then = {} if as_of is None else {AS_OF: as_of}
        record_class = self.model.by_segment.get(path.split("/")[2])
        links = [
            f'<{iri}>; rel="canonical"',
            f'<{path.rpartition("/")[0]}/>; rel="collection"',
            f'<{profile.iri}>; rel="profile"',
            *(
                f'<{path}?{urlencode({PROFILE: other.token, **then})}>; rel="alternate"; profile="{other.iri}"'
                for other in PROFILES
                if other != profile
            ),
            *self._times(path),
        ]
        if record_class is not None:
            shape = self.addresses.path_of(record_class.shape) if record_class.shape.startswith(SHAPES) else None
            links.append(f'<{shape or record_class.shape}>; rel="describedby"; type="text/turtle"')
        return links

    def _times(self, path: str) -> list[str]:
        return [
            f'<{path}>; rel="original timegate"',
            f'<{TIMEMAP}{path}>; rel="timemap"; type="{LINK_FORMAT}"',
        ]

    def _revision(self, number: int) -> Revision | None:
        """The revision, which never changes once it is written."""
        found = self._seen.get(number)
        if found is None:
            found = self.past.revision(number)
            if found is not None:
                if len(self._seen) >= _MOST_REVISIONS:
                    self._seen.clear()
                self._seen[number] = found
        return found
