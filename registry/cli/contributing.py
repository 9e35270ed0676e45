"""`mission-registry submit`, `review`, `withdraw` and `history`: contributing on the machine that holds the store.

Who can write to the data directory can do everything, so whoever is named acts as an admin. The embedded store must be
free: where a server holds it, ask that one.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from registry.bootstrap import Registry, open_reader
from registry.cli.people import person_named
from registry.cli.progress import progress
from registry.cli.tables import columns
from registry.cli.validating import read_input
from registry.errors import FINE, INVALID, EditConflict
from registry.identity.person import Person, Role
from registry.model.jsonld import document
from registry.model.reader import read_model
from registry.services.contribute.as_text import verdict_as_text
from registry.services.contribute.contribution import SUBMISSION_BASE, Contribution, Outcome
from registry.services.contribute.desk import Desk, Sending
from registry.services.contribute.goals import Goal
from registry.services.contribute.states import Decision, State
from registry.services.history import History
from registry.services.revisions import Revision
from registry.settings import Settings
from registry.validation.formats.as_text import printable

_WAITING: Final = (State.SUBMITTED, State.IN_REVIEW)


@dataclass(frozen=True)
class _Session:
    """One command with an open registry."""

    registry: Registry
    options: argparse.Namespace

    @property
    def desk(self) -> Desk:
        return self.registry.desk

    @property
    def who(self) -> Person:
        return person_named(self.options.person, self.options.name, frozenset((Role.ADMIN,)))

    @property
    def base(self) -> int:
        """The revision that was seen; nobody else writes while this command holds the store."""
        given: int | None = self.options.base
        return self.registry.store.head() if given is None else given


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Does what was asked; exit code 1 when rules keep a record from being published."""
    if options.command == "history":
        return _history(options, settings)
    registry = Registry.open(settings, watch=progress)
    try:
        return _ACTIONS[options.command](_Session(registry, options))
    except EditConflict as error:
        print(printable(_differences(error.conflict)), end="", file=sys.stderr)
        raise
    finally:
        registry.close()


def _differences(conflict: Mapping[str, Any]) -> str:
    """What others changed and what the edit would, a line each, those first that both changed."""
    fields = sorted(conflict["fields"], key=lambda each: not each["clashes"])
    rows = [
        (
            "changed by both" if each["clashes"] else "",
            each["path"],
            *map(_value, (each["base"], each["theirs"], each["yours"])),
        )
        for each in fields
    ]
    told = columns(("", "field", "it was", "others say", "you say"), rows)
    return told + ("No field was changed by both: --merge joins the two.\n" if conflict["mergeable"] else "")


def _value(value: object) -> str:
    if isinstance(value, Mapping) and "@value" in value:  # a date, whose type its own form says
        value = value["@value"]
    return "-" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _submit(session: _Session) -> int:
    options, settings = session.options, session.registry.settings
    given = read_input(options.file, options.input_format, settings.max_input_bytes)
    sending = Sending(Goal(options.state), options.message, merge=options.merge)
    if not options.update:
        return _told(session.desk.create(session.who, given, sending), sending.goal)
    record = session.desk.record_in(given)
    return _told(session.desk.replace(session.who, record, given, session.base, sending), sending.goal)


def _withdraw(session: _Session) -> int:
    record = full_iri(session.options.record, session.registry.settings.record_base)
    sending = Sending(Goal.PUBLISHED, session.options.reason)
    return _told(session.desk.withdraw(session.who, record, session.base, sending), sending.goal)


def _review(session: _Session) -> int:
    options, contributions = session.options, session.desk.contributions
    if options.submission is None:
        return _list_waiting(session)
    iri = options.submission if ":" in options.submission else SUBMISSION_BASE + options.submission
    if options.decision is None:
        _show(session, contributions.submission(session.who, iri))
        return FINE
    decision = Decision(options.decision)
    outcome = contributions.decide(session.who, iri, decision, comment=options.comment)
    return _told(outcome, Goal.PUBLISHED if decision is Decision.PUBLISH else None)


def _list_waiting(session: _Session) -> int:
    largest = session.registry.settings.max_page_size
    pages = [session.desk.contributions.submissions(session.who, state=state, first=largest) for state in _WAITING]
    rows = [
        (each.iri, each.state, each.proposal.action, each.proposal.record, each.author_name)
        for page in pages
        for each in page.items
    ]
    print(printable(columns(("submission", "state", "action", "record", "author"), rows)), end="")
    if any(page.next for page in pages):
        print("There are more than are shown.", file=sys.stderr)
    return FINE


def _show(session: _Session, contribution: Contribution) -> None:
    proposal = contribution.proposal
    print(f"{contribution.iri}: {contribution.state}, {proposal.action} {proposal.record}")
    print(
        printable(f"by {contribution.author_name} ({contribution.author}), {contribution.created:%Y-%m-%d %H:%M} UTC")
    )
    for comment in contribution.comments:
        print(printable(f"{comment.time:%Y-%m-%d} {comment.author_name}: {comment.text}"))
    if proposal.triples:
        shown = document(session.registry.model, proposal.record, proposal.triples)
        print(printable(json.dumps(shown, indent=2, ensure_ascii=False)))


def _told(outcome: Outcome, goal: Goal | None) -> int:
    if outcome.verdict.report.records or not outcome.verdict.conforms:  # of what is only moved on nothing is told
        print(verdict_as_text(outcome.verdict), end="")
    if outcome.unchanged:
        print(f"{outcome.record} says all that already.")
    elif outcome.revision is not None:
        print(f"Revision {outcome.revision}: {outcome.record}")
    elif goal is Goal.PUBLISHED:
        print(f"{outcome.record} was not published: rules stand in the way.")
        return INVALID
    else:
        print(f"{outcome.submission} is {outcome.state}: {outcome.record}")
    return FINE


def _history(options: argparse.Namespace, settings: Settings) -> int:
    with open_reader(settings) as store:
        record = full_iri(options.record, settings.record_base) if options.record else None
        revisions = History(store, read_model()).revisions(record, first=max(options.first, 0))
        rows = [_row(each) for each in revisions]
        print(printable(columns(("revision", "time", "author", "records", "message"), rows)), end="")
    return FINE


def _row(revision: Revision) -> tuple[str, ...]:
    touched = revision.records
    return (
        str(revision.number),
        f"{revision.time:%Y-%m-%d %H:%M} UTC",
        revision.author_name or revision.author or "the registry",
        "many" if touched is None else ", ".join(f"{each.kind.value} {each.iri}" for each in touched) or "none",
        " ".join(revision.message.split()),
    )


def full_iri(given: str, record_base: str) -> str:
    """The IRI of a record that was named by it, or by what follows the base of records."""
    return record_base + given if re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", given) else given


_ACTIONS: Final[Mapping[str, Callable[[_Session], int]]] = {
    "submit": _submit,
    "review": _review,
    "withdraw": _withdraw,
}
