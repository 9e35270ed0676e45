"""The roots of the schema: where a query starts. Made from the model's record classes."""

from collections.abc import Callable, Sequence
from typing import Any

from strawberry.types.arguments import StrawberryArgument

from registry.errors import InvalidArgument
from registry.graphql.building import Builder, ReadField, described
from registry.graphql.codes import ListSource
from registry.graphql.execution import Item, ItemPage, Request
from registry.graphql.paging import page_reader
from registry.graphql.types import NODE
from registry.model.spec import Model, RecordClass
from registry.services.find import PageRequest
from registry.settings import Settings

QUERY = "Query"


def add_query(builder: Builder, model: Model, settings: Settings, paging: Sequence[StrawberryArgument]) -> None:
    """The type `Query`: `node`, two roots a record class, code lists, and what the registry is."""
    fields = [_node(builder)]
    for record_class in model.records:
        fields.append(_singular(builder, record_class, settings.record_base))
        fields.append(_plural(builder, record_class, paging))
    fields += _code_lists(builder, model)
    _add_registry_type(builder, model, settings)
    fields.append(builder.field("registry", "Registry", lambda request: request, "What this registry is and holds."))
    builder.object(QUERY, fields, "Where every query starts.")


def _node(builder: Builder) -> ReadField:
    def read(request: Request, id: str) -> Item | None:
        return request.item(request.finder.record(id))

    return builder.field(
        "node",
        f"{NODE} | None",
        read,
        "The record with that id, of whatever class; null when there is none.",
        [builder.argument("id", "ID", "IRI of the record.")],
    )


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


def _plural(builder: Builder, record_class: RecordClass, paging: Sequence[StrawberryArgument]) -> ReadField:
    def read(request: Request, page: PageRequest) -> ItemPage:
        return request.page(record_class.name, page)

    text = f"All records of type {record_class.name}, in the order of their IRIs."
    return builder.field(record_class.plural, f"{record_class.name}Connection", page_reader(read), text, paging)


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
