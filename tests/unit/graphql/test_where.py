import pytest

from registry.graphql.conditions import MOST_LEVELS
from registry.index.filters import EVERYTHING, AllOf, AnyOf, Filter, Not, OneOf, Stated
from tests.unit.graphql.asking import ask, codes, data, filter_of
from tests.unit.index.small import iri

TITLED, TIMED = Stated("title"), Stated("seconds", stated=False)
A, B = "{title: {stated: true}}", "{seconds: {stated: false}}"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{}", EVERYTHING),
        ("null", EVERYTHING),
        ("{title: null, and: null, or: null, not: null, text: null, id: null, presence: null}", EVERYTHING),
        ("{title: {stated: true}, seconds: {stated: false}}", AllOf((TITLED, TIMED))),
        ("{and: []}", EVERYTHING),
        (f"{{and: [{A}]}}", TITLED),
        (f"{{and: [{A}, {B}]}}", AllOf((TITLED, TIMED))),
        (f"{{and: [{{and: [{A}, {B}]}}, {A}]}}", AllOf((AllOf((TITLED, TIMED)), TITLED))),
        ("{or: []}", AnyOf(())),
        (f"{{or: [{A}, {B}]}}", AnyOf((TITLED, TIMED))),
        ("{or: [{}]}", AnyOf((EVERYTHING,))),
        (f"{{or: {A}}}", AnyOf((TITLED,))),
        (f"{{not: {A}}}", Not(TITLED)),
        ("{not: {}}", Not(EVERYTHING)),
        (
            f"{{not: {{or: [{A}, {{not: {B}}}]}}, title: {{stated: true}}}}",
            AllOf((Not(AnyOf((TITLED, Not(TIMED)))), TITLED)),
        ),
    ],
)
def test_filters_are_put_together(where: str, expected: Filter) -> None:
    assert filter_of(where) == expected


def test_a_filter_may_come_in_variables_whole_or_in_pieces() -> None:
    whole = '{"title": {"eq": "Air"}, "seconds": null}'

    assert filter_of("$w", w=f"MissionFilter {whole}") == OneOf("title", ("Air",))
    assert filter_of("{title: {eq: $t}}", t='String "Air"') == OneOf("title", ("Air",))
    assert filter_of("{verdict: {in: $v}}", v='[Verdict!] ["MET"]') == filter_of("{verdict: {eq: MET}}")


def test_an_operator_whose_variable_was_not_given_is_left_out() -> None:
    query = "query($t: String) { missions(where: {title: {eq: $t}}) { totalCount } }"

    assert data(query)["missions"]["totalCount"] == 5
    assert codes(ask(query, t=None)) == ["invalid-argument"]


def test_filters_inside_filters_have_a_limit() -> None:
    def nested(levels: int) -> dict[str, object]:
        return {"not": nested(levels - 1)} if levels > 1 else {}

    query = "query($w: MissionFilter) { missions(where: $w) { totalCount } }"

    assert "errors" not in ask(query, w=nested(MOST_LEVELS))
    answer = ask(query, w=nested(MOST_LEVELS + 1))
    assert codes(answer) == ["query-too-deep"]
    assert answer["errors"][0]["message"].endswith("is a filter inside more than 15 others, which is the limit.")


def test_every_list_takes_a_filter_and_gives_what_fits() -> None:
    spain = iri("place", "spain")
    answer = data(
        f"""{{
        missions(where: {{country: {{eq: "{spain}"}}}}) {{ totalCount nodes {{ title }} }}
        records(where: {{title: {{startsWith: "S"}}}}) {{ totalCount nodes {{ title }} }}
        sources {{ nodes {{ citedIn(where: {{not: {{title: {{eq: "Mission 3"}}}}}}) {{ totalCount }} }} }}
        places {{ nodes {{ missions(where: {{citations: {{some: {{source: {{some: {{title: {{eq: "A law"}}}}}}}}}}}}) {{
          nodes {{ title }} }} }} }} }}"""
    )

    assert [node["title"] for node in answer["missions"]["nodes"]] == ["Mission 0", "Mission 2", "Mission 4"]
    assert [node["title"] for node in answer["records"]["nodes"]] == ["Spain", "Sweden"]
    assert [node["citedIn"]["totalCount"] for node in answer["sources"]["nodes"]] == [1, 3]
    assert [[m["title"] for m in node["missions"]["nodes"]] for node in answer["places"]["nodes"]] == [
        ["Mission 0"],
        ["Mission 3"],
    ]


def test_what_a_class_does_not_have_cannot_be_asked_of_it() -> None:
    assert codes(ask("{ places(where: {seconds: {eq: 1}}) { totalCount } }")) == ["query-error"]
    assert codes(ask("{ records(where: {country: {stated: true}}) { totalCount } }")) == ["query-error"]
    assert codes(ask('{ missions(where: {title: {lt: "A"}}) { totalCount } }')) == ["query-error"]
