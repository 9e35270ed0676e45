"""SPARQL text cut into tokens, so that nothing is ever looked for inside a string, an IRI or a comment.

Serves `queries`, which fills placeholders, and `public`, which looks for words that are not open. The patterns are
those of SPARQL 1.1 section 19.8, a little wider where that does no harm.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias, cast

Kind: TypeAlias = Literal["comment", "iri", "text", "placeholder", "variable", "language", "name", "word", "other"]

_TOKEN: Final = re.compile(
    r"""
      (?P<comment>     \#[^\n\r]* )
    | (?P<iri>         <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<text>        \"{3} (?:\"{0,2}(?:[^"\\]|\\.))* \"{3}
                     | '{3}  (?:'{0,2} (?:[^'\\]|\\.))* '{3}
                     | "(?:[^"\\\n\r]|\\.)*"
                     | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<placeholder> \$\w+ )
    | (?P<variable>    \?\w+ )
    | (?P<language>    @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name>        (?:[^\W\d](?:[\w.-]*[\w-])?)? : (?:[\w:%-]|\\.|\.(?=[\w:%\\-]))* )
    | (?P<word>        [^\W\d]\w* )
    | (?P<other>       . )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of SPARQL text and what it is; the pieces joined are the text again."""

    kind: Kind
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The pieces of `text`, every character in exactly one of them."""
    for match in _TOKEN.finditer(text):
        yield Token(cast("Kind", match.lastgroup), match.group())


def words(text: str) -> Iterator[str]:
    """The bare words of `text` (keywords and names of functions) in upper case, in order."""
    return (token.text.upper() for token in tokens(text) if token.kind == "word")
