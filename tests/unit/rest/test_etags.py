"""A record's tag carries the revision that a change may be based on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import InvalidArgument
from registry.rest.etags import base_revision, content_tag, entity_tag, is_among

REVISIONS = st.integers(0, 10**12)


@given(REVISIONS, st.lists(st.one_of(st.text(max_size=5), st.integers())))
def test_the_revision_is_read_back_from_every_tag_weak_ones_too(revision: int, variant: list[object]) -> None:
    tag = entity_tag(revision, *variant)
    assert base_revision(tag) == base_revision(f" W/{tag} ") == revision
    assert is_among(tag, tag)


def test_tags_of_two_forms_or_revisions_differ() -> None:
    assert len({entity_tag(1, "a"), entity_tag(1, "b"), entity_tag(2, "a"), content_tag(b"a"), content_tag(b"b")}) == 5


def test_of_several_tags_the_latest_counts_and_without_the_header_there_is_none() -> None:
    assert base_revision('"3-x", "12"') == 12
    assert base_revision(None) is None


@pytest.mark.parametrize("header", ["*", "3", '"x-3"', '"3" , x', "", '"-3"', '"' + "9" * 40 + '"'])
def test_what_names_no_revision_is_refused(header: str) -> None:
    with pytest.raises(InvalidArgument, match="ETag"):
        base_revision(header)


def test_tags_are_compared_weakly() -> None:
    assert is_among('"a", W/"b"', '"b"')
    assert is_among("*", '"b"')
    assert not is_among('"a"', '"b"')
