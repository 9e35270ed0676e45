"""What wants to harm a GraphQL server: queries, values, bodies and headers. Tests send each once, a siege all day."""

from typing import Any, Final


def nested(levels: int) -> str:
    return "{ missions { nodes { subMissions { nodes " * levels + "{ id }" + " } } } }" * levels


QUERIES: Final = {
    "two thousand aliases": "{ " + " ".join(f"a{n}: missions {{ totalCount }}" for n in range(2000)) + " }",
    "aliases in fragments": "{ ...A } fragment A on Query { "
    + " ".join(f"a{n}: missions {{ totalCount }}" for n in range(101))
    + " }",
    "a cycle of fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "a fragment in itself": "{ ...A } fragment A on Query { ...A }",
    "fragments that double": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    + " fragment F60 on Query { missions { totalCount } }",
    "deep nests": nested(40),
    "nests beyond any stack": "{ a " * 20_000,
    "brackets beyond any stack": "{ missions(where: " + "[" * 50_000,
    "a huge page": "{ missions(first: 1000000000) { totalCount } }",
    "a page beyond numbers": "{ missions(first: " + "9" * 5_000 + ") { totalCount } }",
    "full pages in full pages": "{ missions(first: 100) { nodes { subMissions(first: 100) { nodes { "
    "subMissions(first: 100) { nodes { id } } } } } } }",
    "a giant string": '{ mission(slug: "' + "x" * 500_000 + '") { id } }',
    "a giant name": "{ " + "x" * 500_000 + " }",
    "a giant comment": "# " + "x" * 500_000 + "\n{ nothing }",
    "fields that might overlap": "{ " + "missions { nodes { id } } " * 1_000 + "}",
    "directives without end": "{ __typename " + "@skip(if: true) " * 1_000 + "}",
    "variables without end": "query Q(" + " ".join(f"$v{n}: Int" for n in range(2_000)) + ") { __typename }",
    "a null character": "{ \0 }",
    "half a character": '{ mission(slug: "\\ud800") { id } }',
    "nothing": "",
    "another thing": "type Query { a: Int }",
    "a subscription": "subscription { missions { totalCount } }",
}

VALUES: Final[list[dict[str, Any]]] = [
    {"n": 10**400},
    {"n": -1},
    {"n": "9" * 100_000},
    {"n": [[[[]]]]},
    {"n": {"a": {"b": {}}}},
    {"n": True},
    {"n": 1e308},
    {"m": None},
    {f"v{n}": n for n in range(5_000)},
    {"n": "\ud800"},
]
"""For `query Q($n: Int!) { missions(first: $n) { totalCount } }`."""

BODIES: Final = [
    (b'{"query": "{ a', 400),
    (b'{"query": "\xc3\x28"}', 400),
    (b"\xed\xa0\x80", 400),
    (b"{" * 100_000, 400),
    (b'{"query":' + b'"x' * 300_000, 400),
    (b"[" + b'{"query": "{ __typename }"},' * 10_000 + b"]", 400),
    (b'[{"query": "{ __typename }"}]', 400),
    (b" " * 1_000_001, 413),
    (b'{"query": "' + b"x" * 2_000_000 + b'"}', 413),
]
"""Bodies, each with the status of its answer."""

HEADER_VALUES: Final = [",;=" * 20_000, "a" * 60_000, '"' * 60_000, "é,ÿ", "*/*;q=x," * 9_000]
HEADER_NAMES: Final = ["accept", "accept-language", "if-none-match", "authorization", "content-type"]
