"""A comparison as a file over HTTP: every form with its name, tag and links; a picture is not drawn for nothing."""

import pytest
from fastapi.responses import Response

from registry.errors import InvalidArgument, NotAcceptable, NotFound
from registry.rest.comparing.formats import Format, file_name, file_response, format_for
from registry.services.charts.chart import Chart, Timeline
from registry.services.charts.from_comparison import heat_map
from registry.services.charts.pictures import PICTURES
from registry.services.compare.comparison import Comparison
from registry.services.tables.formats import FORMATS
from registry.services.tables.imprint import Imprint
from tests.comparisons import SAID_NOTHING, comparison, counted

IMPRINT = Imprint("https://missions.example.org")
MADE = comparison(["Sweden", "Spain"], ["mobility"], [((counted(3), SAID_NOTHING),)])
BEGINNINGS = {
    ".json": b"{", ".csv": b"side,", ".wide.csv": b"challenges,", ".excel.csv": b"\xef\xbb\xbfchallenges,",
    ".xlsx": b"PK", ".md": b"# missions", ".svg": b"<?xml", ".png": b"\x89PNG",
}  # fmt: skip
SVG = format_for("svg", None)


def answered(how: Format, **options: str) -> Response:
    return file_response(MADE, how, IMPRINT, lambda made: heat_map(made, IMPRINT), **options)


@pytest.mark.parametrize("how", [*FORMATS, *PICTURES], ids=lambda how: how.ending)
def test_every_format_has_its_media_type_name_tag_and_links(how: Format) -> None:
    answer = answered(how)
    assert bytes(answer.body).startswith(BEGINNINGS[how.ending])
    assert answer.headers["content-type"].startswith(how.media_type)
    assert f'filename="Mission-by-challenges-C0-C1-r12{how.ending}"' in answer.headers["content-disposition"]
    assert answer.headers["etag"].startswith('"12-')
    picture = how in PICTURES
    address = f"/compare{how.ending if picture else ''}?sides=SE,ES&by=challenges&revision=12"
    address += "&chart=heat-map" if picture else ""
    assert f'<https://missions.example.org{address}>; rel="canonical"' in answer.headers["link"]
    assert f"/compare{how.ending}?sides=" in answer.headers["link"]


def test_formats_are_found_by_ending_and_by_header() -> None:
    assert format_for("wide.csv", None).name == "wide-csv"
    assert format_for(None, "text/csv").name == "csv"
    assert format_for(None, "image/svg+xml;q=0.9, image/png;q=0.5") == SVG
    assert format_for(None, None).name == "json"
    with pytest.raises(NotFound, match=r"ends in \.pdf\. There is \.json, \.csv"):
        format_for("pdf", None)
    with pytest.raises(NotAcceptable):
        format_for(None, "application/pdf")


def test_who_has_the_file_already_gets_304_and_nothing_is_drawn() -> None:
    tag = answered(SVG).headers["etag"]

    def refuse(_: Comparison) -> Chart:
        raise AssertionError("nothing is to be drawn")

    again = file_response(MADE, SVG, IMPRINT, refuse, if_none_match=tag)
    assert (again.status_code, again.body) == (304, b"")
    other = answered(SVG, chart="bars", if_none_match=tag)
    assert (other.status_code, other.headers["etag"] == tag) == (200, False)


def test_another_chart_is_another_file_and_an_unknown_one_is_named() -> None:
    drawn = file_response(
        MADE, SVG, IMPRINT, lambda made: Timeline("Deadlines", (), (made.permalink,)), chart="timeline"
    )
    assert b">Deadlines<" in bytes(drawn.body)
    assert b"revision=12&amp;chart=timeline" in bytes(drawn.body)
    assert "/compare.png?sides=SE,ES&by=challenges&revision=12&chart=timeline>" in drawn.headers["link"]
    assert "Mission-by-challenges-C0-C1-timeline-r12.svg" in drawn.headers["content-disposition"]
    with pytest.raises(InvalidArgument, match="There is no chart 'pie'; there are heat-map, bars, timeline, likeness"):
        answered(SVG, chart="pie")


def test_the_name_of_a_file_has_no_sign_that_needs_quoting() -> None:
    many = comparison([f'"{number}"' for number in range(30)], [], [], by=("chäl/lenge",))
    assert file_name(many, ".csv") == "Mission-by-ch-l-lenge-30-sides-r12.csv"
