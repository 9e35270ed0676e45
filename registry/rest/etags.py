"""Entity tags of records: which revision somebody has seen, so that a change can say what it was based on.

A tag is `"<revision>-<variant>"`: the last revision that touched the record, then whatever else the bytes depend on
(form, profile, software). Any form's tag works in `If-Match`, because only the revision in front counts there:
`base_revision` reads it, and whoever changes a record hands it on as the revision that the change is based on.
"""

import re
from hashlib import blake2b
from typing import Final

from registry.errors import InvalidArgument

_TAG: Final = re.compile(r'(?:W/)?"([0-9]{1,18})(?:-[\x21\x23-\x7e]*)?"')


def entity_tag(revision: int, *variant: object) -> str:
    """The tag of a record's representation: the same tag, the same bytes (RFC 9110 section 8.8.3).

    `revision` is the last one that touched the record; `variant` all else that the bytes depend on.
    """
    seen = blake2b(repr(variant).encode("utf-8", "backslashreplace"), digest_size=6).hexdigest()
    return f'"{revision}-{seen}"'


def content_tag(body: bytes) -> str:
    """The tag of what belongs to no revision: made from the bytes themselves."""
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'


def base_revision(if_match: str | None) -> int | None:
    """The revision that the header If-Match says the sender has seen; None without the header.

    Of several tags the latest counts. A tag that a proxy made weak still names its revision, so it is taken. Raises
    `InvalidArgument` for `*`, which names no revision, and for tags that this registry did not give.
    """
    if if_match is None:
        return None
    tags = [part.strip() for part in if_match.split(",")]
    found = [match for tag in tags if (match := _TAG.fullmatch(tag))]
    if len(found) != len(tags):
        raise InvalidArgument(
            f"The header If-Match is {if_match[:100]!r}; it must be the ETag that came with the record."
        )
    return max(int(match[1]) for match in found)


def is_among(if_none_match: str, tag: str) -> bool:
    """Whether the header If-None-Match has that tag; compared weakly, as RFC 9110 section 13.1.2 says."""
    given = (part.strip().removeprefix("W/") for part in if_none_match.split(","))
    return any(part in (tag, "*") for part in given)
