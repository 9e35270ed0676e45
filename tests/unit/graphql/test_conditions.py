from decimal import Decimal

import pytest

from registry.graphql.conditions import MOST_BEGINNING, MOST_LETTERS
from registry.index.filters import (
    EVERYTHING,
    AllOf,
    Between,
    Filter,
    Ids,
    InLanguage,
    Linked,
    OneOf,
    Quantifier,
    StartsWith,
    Stated,
    Words,
)
from registry.namespaces import CODES, TERMS
from tests.unit.graphql.asking import filter_of, refusal
from tests.unit.index.small import iri

SWEDEN, SPAIN = iri("place", "sweden"), iri("place", "spain")


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('acronyms: {eq: "MRI"}', OneOf("acronyms", ("MRI",))),
        ('acronyms: {in: ["B", "A", "B"]}', OneOf("acronyms", ("B", "A"))),
        ('acronyms: {in: "A"}', OneOf("acronyms", ("A",))),
        ("acronyms: {in: []}", OneOf("acronyms", ())),
        ('acronyms: {startsWith: "M"}', StartsWith("acronyms", "M")),
        ("acronyms: {stated: true}", Stated("acronyms")),
        ('website: {startsWith: "https://"}', StartsWith("website", "https://")),
        ('exactMatches: {eq: "urn:x"}', OneOf("exactMatches", ("urn:x",))),
        ('title: {eq: "Air"}', OneOf("title", ("Air",))),
        ('title: {in: ["Air", "Luft"]}', OneOf("title", ("Air", "Luft"))),
        ('title: {startsWith: "A"}', StartsWith("title", "A")),
        ('title: {matches: "clean air"}', Words("clean air", "title")),
        ('title: {inLanguage: ["SV", "de-CH"]}', InLanguage("title", ("sv", "de-ch"))),
        ("title: {stated: false}", Stated("title", stated=False)),
        ("seconds: {eq: 0}", OneOf("seconds", (0,))),
        ("seconds: {in: [1, 2]}", OneOf("seconds", (1, 2))),
        ("seconds: {lt: 5}", Between("seconds", less=5)),
        ("seconds: {lte: 5}", Between("seconds", at_most=5)),
        ("seconds: {gt: 5}", Between("seconds", greater=5)),
        ("seconds: {gte: 5}", Between("seconds", at_least=5)),
        ("rounds: {gte: 5, lt: 9}", Between("rounds", at_least=5, less=9)),
        ('amounts: {eq: "1.50"}', OneOf("amounts", (Decimal("1.50"),))),
        ('amounts: {gt: "0", lte: 2.5}', Between("amounts", greater=Decimal(0), at_most=Decimal("2.5"))),
        ("running: {eq: false}", OneOf("running", (False,))),
        ("running: {stated: true}", Stated("running")),
        ('accessed: {eq: "2024-02-29"}', OneOf("accessed", ("2024-02-29",))),
        ('year: {gte: "2030", lt: 2040}', Between("year", at_least="2030", less="2040")),
        ('startDate: {eq: "2030-06"}', OneOf("startDate", ("2030-06",))),
        ('startDate: {in: ["2030", "2031-01"]}', OneOf("startDate", ("2030", "2031-01"))),
        ('startDate: {lt: "2030"}', Between("startDate", less="2030")),
        ("verdict: {eq: NOT_MET}", OneOf("verdict", (CODES + "verdict/not-met",))),
        ("verdict: {in: [MET]}", OneOf("verdict", (CODES + "verdict/met",))),
        ("sdgs: {stated: true}", Stated("sdgs")),
        ("sdgs: {within: SDG_3_4}", OneOf("sdgs", (CODES + "sdg/3.4",))),
        ("sdgs: {within: SDG_3}", OneOf("sdgs", (CODES + "sdg/3", CODES + "sdg/3.4", CODES + "sdg/3.10"))),
        (f'country: {{eq: "{SWEDEN}"}}', OneOf("country", (SWEDEN,))),
        (f'places: {{in: ["{SWEDEN}", "{SPAIN}"]}}', OneOf("places", (SWEDEN, SPAIN))),
        ("country: {stated: false}", Stated("country", stated=False)),
        ('places: {some: {title: {eq: "Spain"}}}', Linked("places", Quantifier.SOME, OneOf("title", ("Spain",)))),
        ("places: {every: {}}", Linked("places", Quantifier.EVERY, EVERYTHING)),
        ("country: {none: {}}", Linked("country", Quantifier.NONE, EVERYTHING)),
        ("citations: {stated: true}", Stated("citations")),
        (
            f'citations: {{some: {{source: {{eq: "{SWEDEN}"}}, note: {{matches: "page"}}}}}}',
            Linked("citations", Quantifier.SOME, AllOf((OneOf("source", (SWEDEN,)), Words("page", "note")))),
        ),
        (
            'headline: {some: {property: {eq: "amounts"}}}',
            Linked("headline", Quantifier.SOME, OneOf("property", (TERMS + "amount",))),
        ),
        (
            'citations: {none: {value: {in: ["12", "urn:x"]}}}',
            Linked("citations", Quantifier.NONE, OneOf("value", ("12", "urn:x"))),
        ),
        (f'id: {{eq: "{SWEDEN}"}}', Ids((SWEDEN,))),
        (f'id: {{in: ["{SWEDEN}", "{SPAIN}"]}}', Ids((SWEDEN, SPAIN))),
        ("id: {in: []}", Ids(())),
        ('text: "clean air"', Words("clean air")),
        ("title: {}", EVERYTHING),
        (
            'title: {startsWith: "A", inLanguage: "en", stated: true}',
            AllOf((StartsWith("title", "A"), InLanguage("title", ("en",)), Stated("title"))),
        ),
    ],
)
def test_every_operator_asks_for_its_condition(where: str, expected: Filter) -> None:
    assert filter_of(f"{{{where}}}") == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("localMissions: {stated: true}", Stated("localMissions")),
        ('missions: {eq: "urn:m"}', Linked("missions", Quantifier.SOME, Ids(("urn:m",)))),
        ("missions: {in: []}", Linked("missions", Quantifier.SOME, Ids(()))),
        (
            "missions: {every: {verdict: {eq: MET}}}",
            Linked("missions", Quantifier.EVERY, OneOf("verdict", (CODES + "verdict/met",))),
        ),
    ],
)
def test_a_way_back_asks_of_the_records_that_link_here(where: str, expected: Filter) -> None:
    assert filter_of(f"{{{where}}}", "places") == expected


def test_a_way_back_from_records_of_several_classes_asks_of_what_all_have() -> None:
    where = '{citedIn: {some: {title: {eq: "Air"}}}}'

    assert filter_of(where, "sources") == Linked("citedIn", Quantifier.SOME, OneOf("title", ("Air",)))


def test_a_property_is_meant_by_every_name_and_iri_that_the_schema_shows() -> None:
    def asked(given: str) -> Filter:
        found = filter_of(f'{{citations: {{some: {{property: {{eq: "{given}"}}}}}}}}')
        assert isinstance(found, Linked)
        return found.filter

    assert asked("urn:x") == OneOf("property", ("urn:x",))
    # Two properties are shown as `property`: that of citations and that of absences have one IRI here.
    assert asked("property") == OneOf("property", (TERMS + "citedProperty",))
    assert "'nothing', which is no field" in refusal(
        '{ missions(where: {citations: {some: {property: {eq: "nothing"}}}}) { totalCount } }'
    )


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("title: {eq: null}", "`where.title.eq` is null; to ask for what has no value, use `stated: false`."),
        ("title: {in: null}", "`where.title.in` is null; to ask for what has no value, use `stated: false`."),
        ("title: {stated: null}", "`where.title.stated` is null; give true or false."),
        ("seconds: {gte: null}", "`where.seconds.gte` is null; to ask for what has no value, use `stated: false`."),
        ("country: {some: null}", "`where.country.some` is null; to ask for what has no value, use `stated: false`."),
        ("id: {eq: null}", "`where.id.eq` is null; everything has an id, so leave it out."),
        (
            "places: {some: {title: {eq: null}}}",
            "`where.places.some.title.eq` is null; to ask for what has no value, use `stated: false`.",
        ),
        ('title: {startsWith: " "}', "`where.title.startsWith` is empty; give at least one letter or digit."),
        ('title: {matches: ""}', "`where.title.matches` is empty; give at least one letter or digit."),
        ('text: ""', "`where.text` is empty; give at least one letter or digit."),
        (
            'title: {inLanguage: ["sv", "svenska spraket"]}',
            "`where.title.inLanguage` is 'svenska spraket', which is no language tag. Write one as en, sv or de-ch.",
        ),
        (
            'country: {eq: "sweden"}',
            "`where.country.eq` is 'sweden', which is no id. An id is a whole address, as the field `id` gives it.",
        ),
        (
            "places: {in: [5]}",
            "`where.places.in` is '5', which is no id. An id is a whole address, as the field `id` gives it.",
        ),
    ],
)
def test_what_no_condition_can_be_made_of_is_refused_with_its_place(where: str, message: str) -> None:
    assert refusal(f"{{ missions(where: {{{where}}}) {{ totalCount }} }}") == message


def test_texts_to_look_for_have_a_limit() -> None:
    query = "query($w: MissionFilter) { missions(where: $w) { totalCount } }"

    assert refusal(query, w={"text": "x" * (MOST_LETTERS + 1)}) == (
        "`where.text` has 1,001 characters; the limit is 1,000."
    )
    assert refusal(query, w={"title": {"startsWith": "x" * (MOST_BEGINNING + 1)}}) == (
        "`where.title.startsWith` has 201 characters; the limit is 200."
    )
