"""Which languages a reader prefers, by the header Accept-Language (RFC 9110 section 12.5.4)."""

import re
from collections.abc import Iterator
from typing import Final

from registry.errors import InvalidArgument
from registry.model.language import otherwise

_MOST: Final = 20
_ELEMENT: Final = re.compile(
    r"[ \t]*(?P<tag>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)[ \t]*"
    r"(?:;[ \t]*[qQ]=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)[ \t]*)?"
)


def preferred_languages(header: str, own: tuple[str, ...]) -> tuple[str, ...] | None:
    """The reader's languages, best first and in lower case, otherwise the registry's `own`; None for `own` alone.

    What does not follow the grammar is passed over. A language of quality 0 is not given where there is a choice.
    """
    weighed = dict(_elements(header))
    unwanted = {tag for tag, weight in weighed.items() if weight == 0}
    wanted = sorted((tag for tag in weighed if tag != "*" and tag not in unwanted), key=lambda tag: -weighed[tag])
    languages = otherwise(wanted, [tag for tag in own if tag not in unwanted])
    return languages if languages not in ((), own) else None


def named_languages(name: str, written: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that somebody writes on purpose under that name, then the registry's `own`.

    Raises `InvalidArgument` for what does not follow the grammar, which in a header is passed over.
    """
    wrong = next((each for each in written.split(",") if each.strip() and not _ELEMENT.fullmatch(each)), None)
    if wrong is not None:
        raise InvalidArgument(f"`{name}` has {wrong[:100]!r}, which is no language tag; write e.g. sv or sv,en.")
    return preferred_languages(written, own) or own


def _elements(header: str) -> Iterator[tuple[str, float]]:
    for element in header.split(",", _MOST)[:_MOST]:
        found = _ELEMENT.fullmatch(element)
        if found:
            yield found["tag"].lower(), float(found["weight"] or 1)
