"""The roots of the schema: where a query starts. Made from the model's record classes."""

from collections.abc import Callable
from typing import Any

from registry.errors import InvalidArgument
from registry.graphql.assessing import assess_field
from registry.graphql.building import Builder, ReadField, described
from registry.graphql.codes import ListSource
from registry.graphql.comparing.roots import ComparisonRoots
from registry.graphql.execution import Item, ItemPage, ListRequest, Request
from registry.graphql.mutations.asking import Contributing
from registry.graphql.mutations.past import past_fields
from registry.graphql.mutations.personal import personal_fields
from registry.graphql.nodes import node_fields
from registry.graphql.paging import Lists
from registry.graphql.search import search_field
from registry.graphql.where import Filters
from registry.index.filters import RECORD
from registry.model.spec import Model, RecordClass
from registry.settings import Settings

QUERY = "Query"


def add_query(
    builder: Builder,
    model: Model,
    settings: Settings,
    lists: Lists,
    filters: Filters,
    contributing: Contributing | None = None,
    comparing: ComparisonRoots | None = None,
) -> None:
    """The type `Query`: two roots a record class, all of them together, search, code lists, the registry, its past,
    and what depends on who asks."""
    usual, largest = settings.page_size, settings.max_page_size
    fields = node_fields(builder, model, largest)
    for record_class in model.records:
        fields.append(_singular(builder, record_class, settings.record_base))
        fields.append(_plural(lists, record_class.plural, record_class.name))
    if model.records:
        fields.append(_plural(lists, "records", RECORD))
        fields.append(search_field(builder, model, filters[RECORD], usual=usual, largest=largest))
    fields += _code_lists(builder, model)
    _add_registry_type(builder, model, settings)
    fields.append(builder.field("registry", "Registry", lambda request: request, "What this registry is and holds."))
    fields += comparing.fields() if comparing else []
    fields.append(assess_field(builder, model, largest))
    fields += past_fields(builder, contributing, usual, largest)
    fields += personal_fields(builder, contributing, usual)
    builder.object(QUERY, fields, "Where every query starts.")


def root_name(record_class: RecordClass) -> str:
    """The name of the root that gives one record of a class: `policyInitiative` for PolicyInitiative."""
    return record_class.name[0].lower() + record_class.name[1:]


def _singular(builder: Builder, record_class: RecordClass, record_base: str) -> ReadField:
    prefix = f"{record_base}{record_class.segment}/"

    def read(request: Request, id: str | None = None, slug: str | None = None) -> Item | None:
        if (id is None) == (slug is None):
            raise InvalidArgument(f"`{root_name(record_class)}` takes either `id` or `slug`, and exactly one of them.")
        found = request.finder.record(id if id is not None else f"{prefix}{slug}")
        return request.item(found) if found is not None and found.class_name == record_class.name else None

    return builder.field(
        root_name(record_class),
        f"{record_class.name} | None",
        read,
        f"One record, by `id` or by `slug`; null when there is none. {described(record_class.description)}".strip(),
        [
            builder.argument("id", "ID | None", "IRI of the record."),
            builder.argument("slug", "str | None", f"What follows {prefix} in its IRI."),
        ],
    )


def _plural(lists: Lists, name: str, class_name: str) -> ReadField:
    def read(request: Request, asked: ListRequest) -> ItemPage:
        return request.page(class_name, asked)

    text = "All records of any type" if class_name == RECORD else f"All records of type {class_name}"
    return lists.field(name, class_name, read, f"{text} that fit.")


def _code_lists(builder: Builder, model: Model) -> list[ReadField]:
    def one(request: Request, name: str) -> ListSource | None:
        found = model.lists.get(name)
        return None if found is None else ListSource(found, model, request.languages)

    def all_lists(request: Request) -> list[ListSource]:
        return [ListSource(code_list, model, request.languages) for code_list in model.code_lists]

    return [
        builder.field("codeLists", "list[CodeList]", all_lists, "Every code list, by name."),
        builder.field(
            "codeList",
            "CodeList | None",
            one,
            "The code list of that name; null when there is none.",
            [builder.argument("name", "str", "Name of the list's enum type, e.g. MoipType.")],
        ),
    ]


def _add_registry_type(builder: Builder, model: Model, settings: Settings) -> None:
    facts: list[tuple[str, str, Callable[[Request], Any], str]] = [
        ("version", "str", lambda _: model.version, "Version of the ontology that the schema is made from."),
        ("digest", "str", lambda _: model.digest, "Hash of ontology and shapes: the same digest, the same schema."),
        ("revision", "int", lambda request: request.finder.revision, "The store's revision that answers are of."),
        ("recordCount", "int", lambda request: request.finder.total, "How many records the registry holds."),
        ("languages", "list[str]", lambda _: settings.languages, "The registry's own preference of languages."),
    ]
    builder.object("Registry", [builder.field(*fact) for fact in facts], "What this registry is and holds.")
