"""Who may do what: by role, by whose work it is, and by the countries and organisations that somebody is limited to.

The limits hold for the record as it is and as it would become, so nobody takes a record over by moving it. Which
properties tell where a record belongs is data here: `_PLACES` and `_BELONGING`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from registry.errors import NotAllowed, NotSignedIn
from registry.identity.person import Person
from registry.model.spec import Model
from registry.namespaces import CODES, PUBLISHED, TERMS
from registry.rdf.terms import Iri, Literal, Triple
from registry.services.contribute.contribution import Contribution
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.states import Decision
from registry.store.port import Store
from registry.store.queries import bind
from registry.store.records import statements_of
from registry.validation.intake import classes_of

_PLACES: Final = frozenset(TERMS + name for name in ("country", "place", "within"))
_COUNTRY_CODE: Final = TERMS + "isoCode"
_ORGANISATIONS: Final = frozenset(TERMS + name for name in ("lead", "provider", "author"))
_BELONGING: Final = _ORGANISATIONS | {TERMS + "participation", TERMS + "actorType"}
_ACTOR_CLASS: Final = TERMS + "Actor"
_PARTICIPANT: Final = Iri(TERMS + "actor")
_FUNCTION: Final = Iri(TERMS + "function")
_CONTRIBUTE: Final = "contribute"
_REVIEW: Final = "review"
_OWNS: Final = frozenset(Iri(f"{CODES}function/{name}") for name in ("owner", "orchestrator"))


class Permissions:
    """Says no, with a reason that helps, by raising `NotSignedIn` or `NotAllowed`. Reads places from the store."""

    def __init__(self, store: Store, model: Model, *, own_review: bool) -> None:
        self._store, self._model = store, model
        self._own_review = own_review

    def contribute(self, who: Person) -> None:
        """Whether somebody may hand records in."""
        if not who.iri:
            raise NotSignedIn("Contributing takes somebody who is signed in.", with_token=False)
        if not who.may_contribute:
            raise NotAllowed(f"{who.name or who.iri} has no role in this registry, so may read but not contribute.")

    def publish(self, who: Person) -> None:
        """Whether somebody may publish own work without another's review."""
        self.contribute(who)
        if not (who.is_admin or (who.may_review and self._own_review)):
            raise NotAllowed("Publishing at once is for admins; hand the record in for review instead.")

    def decide(
        self, who: Person, contribution: Contribution, decision: Decision, versions: Iterable[Collection[Triple]]
    ) -> None:
        """Whether somebody may take that decision on the submission, whose record has these versions (see `touch`)."""
        self.contribute(who)
        if not who.may_review:
            raise NotAllowed(f"To {decision.value} a submission takes a reviewer.")
        if who.iri == contribution.author and not self._own_review:
            raise NotAllowed(
                "Nobody reviews their own submission here.", "Ask another reviewer to look at it, or take it back."
            )
        self.touch(who, contribution.proposal, versions, _REVIEW)

    def own(self, who: Person, contribution: Contribution) -> None:
        """Whether the submission is that person's, to change it, hand it in or take it back."""
        self.contribute(who)
        if who.iri != contribution.author:
            raise NotAllowed(
                "Only the author of a submission may change it, hand it in or take it back.",
                "Ask its author to do it; a reviewer can return or reject it.",
            )

    def touch(
        self, who: Person, proposal: Proposal, versions: Iterable[Collection[Triple]], doing: str = _CONTRIBUTE
    ) -> None:
        """Whether the record, as it is and in all later versions of it, lies within what the person is limited to.

        Versions without a statement are passed over. A new record of a class that belongs to no country, such as a
        source, may be made by everybody, and likewise for organisations; afterwards it is nobody's to change.
        """
        new, is_there = proposal.action is Action.CREATE, False
        for triples in filter(None, versions):
            verb = "would become" if is_there else "is"
            if who.countries is not None and not (new and not self._has_field(triples, _PLACES)):
                self._within_countries(_Limit(who.countries, doing, verb), proposal.record, triples)
            if who.organisations is not None and not (new and not self._has_field(triples, _BELONGING)):
                _within_organisations(_Limit(who.organisations, doing, verb), proposal.record, triples)
            is_there = True

    def draft(self, who: Person, proposal: Proposal) -> None:
        """Whether somebody may keep a draft for the record: as `touch`, but it need not say yet where it belongs."""
        self.touch(who, proposal, [statements_of(self._store, [proposal.record])])
        if who.countries is not None and self._countries(proposal.record, proposal.triples):
            self._within_countries(_Limit(who.countries), proposal.record, proposal.triples)
        if who.organisations is not None and _organisations(proposal.record, proposal.triples):
            _within_organisations(_Limit(who.organisations), proposal.record, proposal.triples)

    def _has_field(self, triples: Collection[Triple], paths: frozenset[str]) -> bool:
        """Whether a class of what is described has one of these properties; so it is for what has no known class."""
        classes = [self._model.by_iri.get(iri) for iri in classes_of(triples)]
        return not any(classes) or any(paths & each.by_path.keys() for each in classes if each and not each.is_part)

    def _within_countries(self, limit: "_Limit", record: str, triples: Collection[Triple]) -> None:
        found = self._countries(record, triples)
        if not found:
            raise NotAllowed(f"{record} does not say in which country it is; {limit}.")
        if not found <= limit.allowed:
            raise NotAllowed(f"{record} {limit.verb} a record of {_listed(found - limit.allowed)}; {limit}.")

    def _countries(self, record: str, triples: Collection[Triple]) -> set[str]:
        """The ISO codes of all countries that the record names, directly or by a place inside of one."""
        own = [triple for triple in triples if triple.subject == Iri(record)]
        places = {t.object for t in own if t.predicate.value in _PLACES and isinstance(t.object, Iri)}
        codes = {t.object for t in own if t.predicate.value == _COUNTRY_CODE}
        if places:
            query = bind("countries_of", graph=Iri(PUBLISHED), places=sorted(places))
            codes |= {row["code"] for row in self._store.select(query)}
        return {code.lexical for code in codes if isinstance(code, Literal)}


@dataclass(frozen=True, slots=True)
class _Limit:
    """What somebody is limited to in what they do, and how to speak of the version of a record that is held to it."""

    allowed: frozenset[str]
    doing: str = _CONTRIBUTE
    verb: str = "is"

    def __str__(self) -> str:
        return f"you may {self.doing} for {_listed(self.allowed)} only"


def _within_organisations(limit: _Limit, record: str, triples: Collection[Triple]) -> None:
    found = _organisations(record, triples)
    if found.isdisjoint(limit.allowed):
        belongs = "belongs" if limit.verb == "is" else "would belong"
        whose = f"{belongs} to {_listed(found)}" if found else "names no organisation as its lead, provider or owner"
        raise NotAllowed(f"{record} {whose}; {limit}.")


def _organisations(record: str, triples: Collection[Triple]) -> set[str]:
    """The actors that the record belongs to: itself, its lead, provider or authors, and who owns or orchestrates it."""
    found = {t.object for t in triples if t.subject == Iri(record) and t.predicate.value in _ORGANISATIONS}
    owning = {t.subject for t in triples if t.predicate == _FUNCTION and t.object in _OWNS}
    found |= {t.object for t in triples if t.predicate == _PARTICIPANT and t.subject in owning}
    if _ACTOR_CLASS in classes_of(t for t in triples if t.subject == Iri(record)):
        found.add(Iri(record))
    return {actor.value for actor in found if isinstance(actor, Iri)}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
