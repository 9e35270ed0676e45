"""A verdict for people at a terminal: the report, then what may be the same record, and what would be broken."""

from collections.abc import Iterator

from registry.services.contribute.likeness import Likeness
from registry.services.contribute.verdict import Verdict
from registry.validation.formats.as_text import as_text, printable, wrapped


def verdict_as_text(verdict: Verdict) -> str:
    """The verdict as lines of text, the report's summary in front of what concerns other records."""
    return as_text(verdict.report) + printable("".join(f"\n{block}\n" for block in _blocks(verdict)))


def _blocks(verdict: Verdict) -> Iterator[str]:
    for record in dict.fromkeys(likeness.record for likeness in verdict.duplicates):
        alike = [likeness for likeness in verdict.duplicates if likeness.record == record]
        yield "\n".join([f"{record} may be there already:", *map(_likeness, alike)])
    for record in dict.fromkeys(finding.record for finding in verdict.broken):
        title = verdict.titles.get(record, "")
        said = [
            f"  error   {finding.field_path or 'the record'}\n{wrapped(finding.message)}"
            for finding in verdict.broken
            if finding.record == record
        ]
        yield "\n".join([f"This change would break {record}{f' ({title})' if title else ''}:", *said])
    if verdict.more_depend:
        yield "More records depend on this change than were judged."


def _likeness(likeness: Likeness) -> str:
    return f"  {likeness.score:.0%}     {likeness.title} <{likeness.other}>\n{wrapped(likeness.reason)}"
