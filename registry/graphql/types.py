"""The object types and interfaces of the schema, made from the model's classes.

`Node` is everything with an id, `Record` what all record classes share, then one type a class and one a part.
"""

from collections.abc import Sequence
from typing import Final

from strawberry.types.arguments import StrawberryArgument

from registry.graphql.building import Builder, ReadField, described
from registry.graphql.execution import Item
from registry.graphql.fields import fields_of
from registry.graphql.paging import RECORD_CONNECTION, add_connection, page_reader
from registry.graphql.presence import presence_field
from registry.model.spec import Field, Inverse, Model, RecordClass

NODE, RECORD = "Node", "Record"
_ID: Final = "IRI of the record; it never changes."
_PART_ID: Final = "IRI of the part, below that of its record."


def add_types(builder: Builder, model: Model, paging: Sequence[StrawberryArgument]) -> None:
    """Every type that holds records or parts; `paging` are the arguments of every list of records."""
    shared = shared_fields(model)
    iris = {c.name: c.iri for c in model.records}
    _add_interfaces(builder, model, shared, iris)
    for part in model.parts:
        own = [made for field in part.fields for made in fields_of(builder, model, field)]
        id_field = builder.field("id", "ID", _iri, _PART_ID)
        builder.object(part.name, [id_field, *own], described(part.description or part.label))
    add_connection(builder, RECORD)
    for record_class in model.records:
        _add_record(builder, model, record_class, shared, paging)
        add_connection(builder, record_class.name)


def shared_fields(model: Model) -> Sequence[Field]:
    """The fields that every record class has from the same shape, in the first class's order."""
    if not model.records:
        return ()
    shapes = set.intersection(*({field.shape for field in c.fields} for c in model.records))
    return [field for field in model.records[0].fields if field.shape in shapes]


def _iri(item: Item) -> str:
    return item.iri


def _class_name(item: Item) -> str:
    return item.class_name


def _add_interfaces(builder: Builder, model: Model, shared: Sequence[Field], iris: dict[str, str]) -> None:
    id_field = builder.field("id", "ID", _iri, _ID)
    builder.interface(NODE, [id_field], "Whatever has an id by which it can be asked for again.", type_name=_class_name)
    own = [
        builder.field("iri", "str", _iri, "The same as `id`: the record's address, which answers on the web."),
        builder.field("type", "str", lambda item: iris[item.class_name], "IRI of the record's class in the ontology."),
    ]
    fields = own + [made for field in shared for made in fields_of(builder, model, field)]
    text = "What all records have: a title, a summary, and citations that say on what each statement rests."
    builder.interface(RECORD, fields, text, type_name=_class_name, implements=NODE)


def _add_record(
    builder: Builder,
    model: Model,
    record_class: RecordClass,
    shared: Sequence[Field],
    paging: Sequence[StrawberryArgument],
) -> None:
    shared_shapes = {field.shape for field in shared}
    own = [field for field in record_class.fields if field.shape not in shared_shapes]
    fields = [made for field in own for made in fields_of(builder, model, field)]
    fields += [_inverse_field(builder, model, inverse, paging) for inverse in record_class.inverses]
    fields.append(presence_field(builder, model, record_class))
    name = record_class.name
    builder.object(
        name,
        fields,
        described(record_class.description or record_class.label),
        implements=RECORD,
        fits=lambda item: item.class_name == name,
    )


def _inverse_field(builder: Builder, model: Model, inverse: Inverse, paging: Sequence[StrawberryArgument]) -> ReadField:
    source = model.classes[inverse.source]
    label = described(source.label) or source.name
    where = f"in one of their parts ({label})" if source.is_part else "themselves"
    text = f"Records that name this one {where}: the way back over `{inverse.source}.{inverse.field}`."
    connection = f"{inverse.owners[0]}Connection" if len(inverse.owners) == 1 else RECORD_CONNECTION
    read = page_reader(lambda item, page: item.linking(inverse, page))
    return builder.field(inverse.name, connection, read, text, paging)
