import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.store.tokens import tokens, words

SPARQL_LIKE = st.lists(
    st.sampled_from(["'", '"', '"""', "\\", "#", "\n", "<", ">", "$x", "?x", "a:b", "@en", " ", "SELECT", "é"])
).map("".join)


@given(st.one_of(st.text(), SPARQL_LIKE))
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "# $x SERVICE",
        "<http://example.org/$x#SERVICE>",
        "'$x SERVICE'",
        '"$x \\" SERVICE"',
        "'''it's $x ''SERVICE'''",
        '"""a " $x "" \n SERVICE"""',
        "ex:SERVICE",
        "SERVICE:ex",
        "ex:a\\$x\\'SERVICE",
        "_:SERVICE",
        "?SERVICE",
        "'x'@SERVICE",
    ],
)
def test_nothing_is_found_inside_strings_iris_comments_and_names(text: str) -> None:
    assert list(words(text)) == []
    assert [token for token in tokens(text) if token.kind == "placeholder"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("select * { service <x:y> {} }", ["SELECT", "SERVICE"]),
        ("'a' SERVICE 'b'", ["SERVICE"]),
        ("'a\\\\' SERVICE", ["SERVICE"]),
        ("ex:p#c\nSERVICE", ["SERVICE"]),
        ("1SERVICE", ["SERVICE"]),
        ("?x < 1 && SERVICE > 2", ["SERVICE"]),
        ("'unclosed SERVICE\n'", ["UNCLOSED", "SERVICE"]),
    ],
)
def test_words_are_found_everywhere_else(text: str, found: list[str]) -> None:
    assert list(words(text)) == found
