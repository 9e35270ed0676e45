"""Records as they were: `?asOf=` with a date or a revision, and Memento (RFC 7089) for programs that know that.

The address without `asOf` is its own time gate; the time map lists every state that a record was in.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from registry.errors import InvalidArgument, NotFound
from registry.rest.linked.past import Past
from registry.services.revisions import Revision
from registry.store.versions import Happening

TIMEMAP: Final = "/timemap"
LINK_FORMAT: Final = "application/link-format"
MOST_STATES: Final = 1_000
_NUMBER: Final = re.compile(r"[0-9]{1,12}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_END: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Later moments mean the same, and nothing can be counted on from the last one that there is."""
_ADVICE: Final = "write a revision's number, a day such as 2026-11-22, or a moment such as 2026-11-22T14:30:00Z"


def http_date(time: datetime) -> str:
    """The moment as HTTP headers write it."""
    return format_datetime(time.astimezone(UTC), usegmt=True)


def revision_of(past: Past, given: str) -> int:
    """The revision that `?asOf=` names: by its number, or the last one of a day or moment (UTC unless it says else).

    Raises `InvalidArgument` for what names none, and `NotFound` for one that has not been.
    """
    if _NUMBER.fullmatch(given):
        if past.revision(int(given)) is None:
            raise NotFound(f"There is no revision {given}.")
        return int(given)
    number = past.revision_at(_moment(given))
    if number < 1:
        raise NotFound(f"There was no revision yet at {given!r}.")
    return number


def _moment(given: str) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
        return min(moment + timedelta(days=1, seconds=-1) if _DAY.fullmatch(given) else moment, _END)
    except (ValueError, OverflowError) as error:
        raise InvalidArgument(f"`asOf` is {given[:100]!r}; {_ADVICE}.") from error


def accepted_moment(header: str) -> datetime:
    """The moment in the header Accept-Datetime; raises `InvalidArgument` for what is none."""
    try:
        moment = parsedate_to_datetime(header)
        return min((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), _END)
    except (ValueError, TypeError, OverflowError) as error:
        raise InvalidArgument(
            f"Accept-Datetime is {header[:100]!r}; write it as in Sun, 22 Nov 2026 14:30:00 GMT."
        ) from error


def state_at(past: Past, iri: str, revision: int) -> Revision | None:
    """The revision that gave the record the state that it had after `revision`; None where the history names none."""
    return next(iter(past.revisions(iri, first=1, before=revision + 1)), None)


def nearest_state(past: Past, iri: str, moment: datetime) -> Revision | None:
    """The state of that moment, or the first that there was where the record came later (RFC 7089 section 4.5.3)."""
    found = state_at(past, iri, past.revision_at(moment))
    return found or next(iter(past.revisions(iri, first=MOST_STATES)[-1:]), None)


def withdrew(revision: Revision, iri: str) -> bool:
    """Whether the revision took the record away, so that it has no state to show."""
    return any(each.iri == iri and each.kind is Happening.WITHDRAWN for each in revision.records or ())


def ways_back(path: str, last: Revision | None) -> str:
    """The header Link of a record that is gone: to its states, and to the `last` one (RFC 7089 section 4.5.6)."""
    links = [f'<{path}>; rel="original timegate"', f'<{TIMEMAP}{path}>; rel="timemap"; type="{LINK_FORMAT}"']
    if last is not None:
        links.append(f'<{path}?asOf={last.number}>; rel="last memento"; datetime="{http_date(last.time)}"')
    return ", ".join(links)


def time_map(base: str, path: str, states: Sequence[Revision]) -> str:
    """The states of a record, oldest last, as links (RFC 6690); `base` is the server's address."""
    lines = [
        f'<{base}{path}>; rel="original timegate"',
        f'<{base}{TIMEMAP}{path}>; rel="self"; type="{LINK_FORMAT}"',
    ]
    for place, state in enumerate(states):
        words = [word for word, here in (("first", place == len(states) - 1), ("last", place == 0)) if here]
        rel = " ".join([*words, "memento"])
        lines.append(f'<{base}{path}?asOf={state.number}>; rel="{rel}"; datetime="{http_date(state.time)}"')
    return ",\n".join(lines) + "\n"
