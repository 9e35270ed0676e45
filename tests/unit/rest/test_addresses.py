"""Between IRIs and paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import NotFound
from registry.namespaces import SITE
from registry.rdf.terms import checked_iri
from registry.rest.addresses import Addresses

ELSEWHERE = Addresses("https://missions.example/registry/")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("id", "mission/school-food"),
        ("def", "Mission"),
        ("def", ""),
        ("shape", "Mission-startDate"),
        ("code", "helix-role"),
        ("code", "instrument-type/PI006"),
    ],
)
def test_an_iri_answers_at_its_own_path(kind: str, name: str) -> None:
    iri = Addresses().iri_of(kind, name)
    assert iri == f"{SITE}{kind}/{name}"
    assert Addresses().path_of(iri) == f"/{kind}/{name}"


def test_records_may_live_under_another_base_and_answer_at_the_same_path() -> None:
    assert ELSEWHERE.iri_of("id", "mission/x") == "https://missions.example/registry/mission/x"
    assert ELSEWHERE.path_of("https://missions.example/registry/mission/x#target-1") == "/id/mission/x#target-1"
    assert ELSEWHERE.path_of(SITE + "id/mission/x") is None


@given(st.sampled_from(["id", "def", "shape", "code"]), st.text(max_size=60))
def test_any_name_is_a_safe_iri_or_not_found(kind: str, name: str) -> None:
    try:
        checked_iri(Addresses().iri_of(kind, name))
    except NotFound as error:
        assert len(error.message) < 400


@given(st.text(max_size=40))
def test_a_link_is_a_path_here_or_an_address_in_the_web(rest: str) -> None:
    for iri in (rest, "https://example.org/" + rest, SITE + "id/" + rest, "javascript:" + rest):
        link = Addresses().link_to(iri)
        assert link is None or link.startswith(("/id/", "/def/", "/shape/", "/code/")) or link == iri
        assert link is None or not set(link) & set(" <>\"'\\")
    assert Addresses().link_to("javascript:" + rest) is None
