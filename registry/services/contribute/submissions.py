"""Finding submissions in the store, each only for those who may see it: its author, reviewers and admins."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from registry.errors import InvalidArgument, NotFound, NotSignedIn, PageTooLarge
from registry.identity.person import Person
from registry.namespaces import SUBMISSIONS, XSD
from registry.rdf.terms import Iri, Literal, Triple
from registry.services.contribute.contribution import SUBMISSION_BASE, Contribution, ContributionPage
from registry.services.contribute.states import State
from registry.services.contribute.submission_rdf import contributions_in
from registry.services.cursors import read_cursor, write_cursor
from registry.store.port import Store
from registry.store.queries import bind

_GRAPH: Final = Iri(SUBMISSIONS)
_LIST: Final = "submissions"
_END_OF_TIME: Final = "9999-12-31T23:59:59Z"
_MOST_LISTED: Final = 1_000
_NAME: Final = re.compile(re.escape(SUBMISSION_BASE) + "[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which submissions are asked for, and which page of them."""

    state: State | None = None
    record: str | None = None
    first: int = 20
    after: str | None = None


class Submissions:
    """Reads the submissions of a store; every method raises leaves of `StoreError`."""

    def __init__(self, store: Store, page_limit: int) -> None:
        self._store = store
        self._page_limit = min(page_limit, _MOST_LISTED)

    def seen_by(self, who: Person, iri: str) -> Contribution:
        """The submission; raises `NotFound` when there is none, and likewise for whoever may not see it."""
        found = self.read([iri])[1].get(iri) if _NAME.fullmatch(iri) else None
        if found is None or not may_see(who, found):
            raise NotFound(f"There is no submission {iri[:200]}.")
        return found

    def present(self, iri: str) -> tuple[list[Triple], Contribution]:
        """What the store says now of a submission that was there before, and what it means; none is ever deleted."""
        said, known = self.read([iri])
        return said, known[iri]

    def read(self, iris: Collection[str]) -> tuple[list[Triple], dict[str, Contribution]]:
        """What the store says of these submissions, as statements and as what they mean."""
        names = [Iri(iri) for iri in iris]
        statements = list(self._store.construct(bind("submissions_named", graph=_GRAPH, submissions=names)))
        return statements, contributions_in(statements)

    def page(self, who: Person, asked: Asked) -> ContributionPage:
        """A page of those that somebody may see, the newest first.

        Raises `NotSignedIn` for a person without a name, `PageTooLarge`, `InvalidArgument` and `InvalidCursor`.
        """
        if not who.iri:
            raise NotSignedIn("Submissions are shown to those who are signed in.", with_token=False)
        if asked.first < 0:
            raise InvalidArgument(f"`first` is {asked.first}; it cannot be negative.")
        if asked.first > self._page_limit:
            raise PageTooLarge("first", asked.first, self._page_limit)
        rows = self._listed(who, asked)
        shown = rows[: asked.first]
        known = self.read([iri for _, iri in shown])[1] if shown else {}
        more = len(rows) > len(shown) and bool(shown)
        return ContributionPage(
            [known[iri] for _, iri in shown if iri in known],
            write_cursor(_LIST, " ".join(shown[-1])) if more else None,
        )

    def _listed(self, who: Person, asked: Asked) -> list[tuple[str, str]]:
        """When the submissions were made, and their IRIs."""
        created, after = _place(asked.after)
        query = bind(
            "submissions_listed",
            graph=_GRAPH,
            states=[Literal(state.value) for state in State if asked.state in (None, state)],
            any_author=_truth(who.may_review),
            author=Iri(who.iri),
            any_record=_truth(asked.record is None),
            record=Iri(asked.record or SUBMISSION_BASE),
            created=Literal(created, XSD + "dateTime"),
            after=Literal(after),
        )
        return [
            (time.lexical, submission.value)
            for row in self._store.select(query)
            if isinstance(time := row["created"], Literal) and isinstance(submission := row["submission"], Iri)
        ]


def may_see(who: Person, contribution: Contribution) -> bool:
    """Whether the person may see the submission."""
    return bool(who.iri) and (who.may_review or who.iri == contribution.author)


def _place(cursor: str | None) -> tuple[str, str]:
    if cursor is None:
        return _END_OF_TIME, ""
    created, _, iri = read_cursor(cursor, _LIST).partition(" ")
    return created, iri


def _truth(value: bool) -> Literal:
    return Literal("true" if value else "false", XSD + "boolean")
