import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import InvalidCursor
from registry.services.cursors import read_cursor, write_cursor
from tests.strategies import AWKWARD_TEXT


@given(list_name=AWKWARD_TEXT, iri=AWKWARD_TEXT)
def test_a_cursor_leads_back_to_where_it_was_given(list_name: str, iri: str) -> None:
    assert read_cursor(write_cursor(list_name, iri), list_name) == iri


@given(cursor=st.one_of(AWKWARD_TEXT, st.text(), st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode())))
def test_what_was_not_given_out_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursor, match="not given out by this registry"):
        read_cursor(cursor, "Mission")


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(InvalidCursor, match="belongs to another list"):
        read_cursor(write_cursor("Place", "urn:x"), "Mission")


def test_a_cursor_that_was_cut_off_is_refused() -> None:
    with pytest.raises(InvalidCursor, match="not copied whole"):
        read_cursor(write_cursor("Mission", "urn:mission:1")[:-4], "Mission")
