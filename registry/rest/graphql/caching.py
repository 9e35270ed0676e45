"""Entity tags of answers to GET: the same tag, the same bytes.

A tag is made from all that an answer depends on, so it is known before the query runs, and who has the answer already
is told so without running it.
"""

import json
from hashlib import blake2b

from registry.rest.graphql.port import Asked


def tag_of(stamp: str, asked: Asked, media_type: str) -> bytes:
    """The part of the tag that a request has at every moment."""
    parts = (
        stamp,
        media_type,
        asked.query,
        asked.operation_name,
        asked.languages,
        asked.explain,
        asked.variables,
    )
    # Lone surrogates are written as escapes, and the order of variables counts: it may show in an error.
    return blake2b(json.dumps(parts).encode("ascii"), digest_size=16).hexdigest().encode("ascii")


def entity_tag(moment: str, tag: bytes) -> bytes:
    """The strong entity tag of the answer at that moment (RFC 9110 section 8.8.3)."""
    return b'"%b-%b"' % (moment.encode("ascii"), tag)


def is_fresh(if_none_match: bytes, tag: bytes) -> bool:
    """Whether the header If-None-Match has that tag; compared weakly, as RFC 9110 section 13.1.2 says."""
    given = (part.strip().removeprefix(b"W/") for part in if_none_match.split(b","))
    return any(part in (tag, b"*") for part in given)
