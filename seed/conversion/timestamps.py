"""What the timestamps of the two talk texts mean in seconds, and how sure that is.

Both texts describe one recording of about 2 h 20 min. The second text writes `hh:mm:ss` throughout. The first mixes
`hh:mm:ss` with `mm:ss:ff` (the last pair counts frames), so `07:44:00` there is 464 s, not 7 h 44.
The occurrences stand in `seed/talk/timestamps.csv`; `python -m seed.conversion.timestamps TEXT1 TEXT2` writes it anew.
"""

import csv
import io
import re
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HOURS: Final = "hours-minutes-seconds"
FRAMES: Final = "minutes-seconds-frames"
AMBIGUOUS: Final = "ambiguous"

VIDEO_ID: Final = "-KQokCATILo"  # the leading hyphen belongs to the id
VIDEO: Final = f"https://www.youtube.com/watch?v={VIDEO_ID}"

# The recording has fewer than three hours, so a first pair of 03 or more cannot be hours.
FIRST_PAIR_THAT_CANNOT_BE_HOURS: Final = 3
# Both texts summarise the same passages, so a moment that one names is nearly always near one that the other names.
CORROBORATION_WINDOW: Final = 120

_RAW: Final = re.compile(r"(\d{2}):(\d{2}):(\d{2})")
_IN_TEXT: Final = re.compile(r'data-t="(\d{2}:\d{2}:\d{2})">')
_COLUMNS: Final = ("text", "position", "raw", "seconds", "alternative", "reading")


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in the recording: seconds from its start, the other possible value if there is one, and the rule used."""

    seconds: int
    reading: str
    alternative: int | None = None

    @property
    def link(self) -> str:
        """The address that plays the recording from this moment."""
        return f"{VIDEO}&t={self.seconds}s"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One timestamp where it stands: text 1 or 2, position in reading order from 1, as written, as read."""

    text: int
    position: int
    raw: str
    moment: Moment


def split(raw: str) -> tuple[int, int, int]:
    """The three pairs of digits; raises `ValueError` for anything else than `dd:dd:dd`."""
    match = _RAW.fullmatch(raw)
    if match is None:
        raise ValueError(f"{raw!r} is not a timestamp like 01:13:11")
    first, second, third = (int(part) for part in match.groups())
    return first, second, third


def as_hours(raw: str) -> int:
    """Seconds if the text means hours, minutes and seconds."""
    hours, minutes, seconds = split(raw)
    return hours * 3600 + minutes * 60 + seconds


def as_frames(raw: str) -> int:
    """Whole seconds if the text means minutes, seconds and frames."""
    minutes, seconds, _ = split(raw)
    return minutes * 60 + seconds


def read_moment(text: int, raw: str, corroboration: Collection[int]) -> Moment:
    """The moment that `raw` means in text 1 or 2.

    `corroboration` are the seconds that text 2 names. In text 1 a first pair of 00 to 02 could be hours or minutes:
    hours if text 2 names a moment within two minutes of that reading, else ambiguous with both values.
    """
    if text == 2:
        return Moment(as_hours(raw), HOURS)
    if split(raw)[0] >= FIRST_PAIR_THAT_CANNOT_BE_HOURS:
        return Moment(as_frames(raw), FRAMES)
    seconds = as_hours(raw)
    if any(abs(seconds - other) <= CORROBORATION_WINDOW for other in corroboration):
        return Moment(seconds, HOURS)
    return Moment(seconds, AMBIGUOUS, as_frames(raw))


def read_occurrences(raws_of_first: Sequence[str], raws_of_second: Sequence[str]) -> list[Occurrence]:
    """Every timestamp of both texts in reading order, each with its moment."""
    corroboration = {as_hours(raw) for raw in raws_of_second}
    return [
        Occurrence(text, position, raw, read_moment(text, raw, corroboration))
        for text, raws in ((1, raws_of_first), (2, raws_of_second))
        for position, raw in enumerate(raws, start=1)
    ]


def find_raws(page: str) -> list[str]:
    """The timestamps of a page of the wiki, as written, in reading order."""
    return _IN_TEXT.findall(page)


def write_csv(occurrences: Iterable[Occurrence]) -> str:
    """The table of occurrences as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in occurrences:
        moment = one.moment
        other = "" if moment.alternative is None else moment.alternative
        writer.writerow((one.text, one.position, one.raw, moment.seconds, other, moment.reading))
    return out.getvalue()


def read_csv(table: str) -> list[Occurrence]:
    """The occurrences of CSV text that `write_csv` wrote."""
    return [
        Occurrence(
            int(row["text"]),
            int(row["position"]),
            row["raw"],
            Moment(int(row["seconds"]), row["reading"], int(row["alternative"]) if row["alternative"] else None),
        )
        for row in csv.DictReader(io.StringIO(table))
    ]


def main(arguments: Sequence[str]) -> None:
    """Prints the table for the two texts whose paths are given."""
    first, second = (find_raws(Path(path).read_text(encoding="utf-8")) for path in arguments)
    sys.stdout.write(write_csv(read_occurrences(first, second)))


if __name__ == "__main__":
    main(sys.argv[1:])
