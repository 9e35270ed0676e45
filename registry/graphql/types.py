"""The object types and interfaces of the schema, made from the model's classes.

`Node` is everything with an id, `Record` what all record classes share, then one type a class and one a part.
"""

from collections.abc import Sequence
from typing import Final

from registry.graphql.building import Builder, ReadField, described
from registry.graphql.execution import Item
from registry.graphql.facets import counting_fields
from registry.graphql.fields import fields_of
from registry.graphql.paging import Lists, add_connection
from registry.graphql.presence import presence_field
from registry.graphql.where import inverse_text, owner_of
from registry.index.filters import RECORD
from registry.model.spec import Field, Inverse, Model, RecordClass

NODE: Final = "Node"
_ID: Final = "IRI of the record or part; it never changes."


def add_types(builder: Builder, model: Model, record: RecordClass, lists: Lists) -> None:
    """Every type that holds records or parts; `record` is what all record classes share."""
    iris = {c.name: c.iri for c in model.records}
    _add_interfaces(builder, model, record.fields, iris)
    for part in model.parts:
        _add_part(builder, model, part)
    add_connection(builder, RECORD, counting_fields(builder, model, record))
    for record_class in model.records:
        _add_record(builder, model, record_class, record.fields, lists)
        add_connection(builder, record_class.name, counting_fields(builder, model, record_class))


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


def _add_part(builder: Builder, model: Model, part: RecordClass) -> None:
    name = part.name
    builder.object(
        name,
        [made for field in part.fields for made in fields_of(builder, model, field)],
        described(part.description or part.label),
        implements=NODE,
        fits=lambda item: item.class_name == name,
    )


def _add_record(
    builder: Builder, model: Model, record_class: RecordClass, shared: Sequence[Field], lists: Lists
) -> None:
    shared_shapes = {field.shape for field in shared}
    own = [field for field in record_class.fields if field.shape not in shared_shapes]
    fields = [made for field in own for made in fields_of(builder, model, field)]
    fields += [_inverse_field(model, inverse, lists) for inverse in record_class.inverses]
    fields.append(presence_field(builder, model, record_class))
    name = record_class.name
    builder.object(
        name,
        fields,
        described(record_class.description or record_class.label),
        implements=RECORD,
        fits=lambda item: item.class_name == name,
    )


def _inverse_field(model: Model, inverse: Inverse, lists: Lists) -> ReadField:
    return lists.field(
        inverse.name,
        owner_of(inverse),
        lambda item, asked: item.linking(inverse, asked),
        inverse_text(model, inverse),
    )
