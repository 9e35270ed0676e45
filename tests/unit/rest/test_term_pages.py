"""The page of a term, shape or code list."""

from tests.unit.rest.conftest import Site


def test_a_term_has_its_label_as_title_and_its_definition(site: Site) -> None:
    page = site.client.get("/def/Mission.html").text
    assert ">Mission</h1>" in page
    assert "An objective." in page
    assert "owl:Class" in page


def test_a_code_list_links_to_its_codes(site: Site) -> None:
    page = site.client.get("/code/helix-role.html").text
    assert '<a href="/code/helix-role/business"' in page
    assert ">business: companies<" in page


def test_a_shape_shows_the_list_inside_it(site: Site) -> None:
    page = site.client.get("/shape/Mission-title.html").text
    assert "no. 1" in page
    assert "<h2>no. 2</h2>" in page


def test_a_term_without_a_label_goes_by_its_short_name(site: Site) -> None:
    assert ">mr:</h1>" not in site.client.get("/def/.html").text
    assert "owl:Ontology" in site.client.get("/def/.html").text
