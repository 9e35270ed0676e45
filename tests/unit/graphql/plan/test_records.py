"""Lists of records whose bytes are at hand, in whatever form a reader gives them."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest

from registry.graphql.building import Builder
from registry.graphql.execution import Item, Level, Request
from registry.graphql.failures import showing
from registry.graphql.limits import limiting
from registry.graphql.plan.cost import PageSizes
from registry.graphql.plan.executor import write_answer
from registry.graphql.plan.fragments import Fragments
from registry.graphql.plan.leaves import as_json
from registry.graphql.plan.readying import Readying
from registry.graphql.plan.request import Asked
from registry.graphql.plan.running import Purse, Run
from registry.graphql.plan.watching import Deadline
from registry.graphql.schema import LIMITS, RegistrySchema, execute
from registry.index.projection import Projection
from tests.unit.graphql.asking import SETTINGS, finder_over
from tests.unit.graphql.plan.odd import Thing


def _schema() -> RegistrySchema:
    builder = Builder()
    builder.interface(
        "Record", [builder.field("id", "str", lambda item: item.iri, "")], "", type_name=lambda item: item.class_name
    )
    title = builder.field("title", "str | None", lambda item: item.projection.values["title"], "")
    fits = lambda item: item.class_name == "Book"  # noqa: E731
    builder.object("Book", [title], "", implements="Record", fits=fits)
    lists = {"books": "list[Book]", "some": "list[Book | None]", "maybe": "list[Book] | None", "any": "list[Record]"}
    fields = [builder.field(name, type_, lambda root: root["list"], "") for name, type_ in lists.items()]
    builder.object("Query", [*fields, builder.field("book", "Book | None", lambda root: root["list"], "")], "")
    sizes = PageSizes(20, 100)
    return RegistrySchema(query=builder.namespace["Query"], extensions=[limiting(LIMITS, sizes), showing(LIMITS)])


SCHEMA = _schema()
REQUEST = Request(finder_over([]), SETTINGS.languages)


class Plain:
    """A record that stands on no level."""

    iri, class_name, projection = "urn:plain", "Book", Projection("urn:plain", "Book", {"title": "Plain"})


def items(*names: str, class_name: str = "Book") -> list[Any]:
    records = [Projection(f"urn:{name}", class_name, {"title": name} if name != "odd" else {}) for name in names]
    level = Level(REQUEST, records)
    return [Item(record, level) for record in records]


GIVEN: list[Callable[[], Any]] = [
    lambda: [],
    lambda: items("a", "b"),
    lambda: tuple(items("a", "b")),
    lambda: iter(items("a", "b")),
    lambda: [*items("a", "b"), *items("b", "c")],
    lambda: items("a") * 3,
    lambda: [*items("a"), None, *items("b")],
    lambda: [*items("a"), Plain()],
    lambda: [Plain(), ValueError("given")],
    lambda: [*items("a"), *items("odd"), *items("b")],
    lambda: [*items("a"), *items("x", class_name="Other")],
    lambda: None,
    lambda: "text",
    lambda: {"a": 1},
    lambda: items("a")[0],
    lambda: ValueError("given"),
]


@pytest.mark.parametrize("given", GIVEN, ids=range(len(GIVEN)))
@pytest.mark.parametrize("known", [(), ("a",), ("a", "b", "c")])
@pytest.mark.parametrize("field", ["books", "some", "maybe", "any", "book"])
def test_a_list_of_records_is_written_as_by_strawberry(
    given: Callable[[], Any], known: Sequence[str], field: str
) -> None:
    query = f"{{ {field} {{ id ... on Book {{ title }} }} }}"
    readying, fragments = Readying(SCHEMA, LIMITS, PageSizes(20, 100), 10**6), Fragments(10**6)
    root = readying.ready(Asked(query)).root
    assert root is not None

    def written(value: Any) -> bytes:
        run = Run(REQUEST, Purse(), Deadline(60), fragments)
        run.request = cast("Request", Thing(list=value))
        return write_answer(run, root, LIMITS)

    if field != "book":
        written(items(*known))
    expected = as_json(execute(SCHEMA, query, request=cast("Request", Thing(list=given()))).as_json())

    assert written(given()) == expected
    assert written(given()) == expected
