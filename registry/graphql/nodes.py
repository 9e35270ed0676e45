"""Records and parts by their ids: `node` and `nodes`, as Relay asks for again what it has seen."""

from collections.abc import Collection, Iterator, Sequence

from registry.errors import PageTooLarge
from registry.graphql.building import Builder, ReadField
from registry.graphql.execution import Item, Level, Request
from registry.graphql.types import NODE
from registry.index.projection import Projection
from registry.model.spec import Model


def node_fields(builder: Builder, model: Model, largest: int) -> list[ReadField]:
    """The roots `node` and `nodes`; at most `largest` ids are taken."""
    parts = {part.name for part in model.parts}

    def one(request: Request, id: str) -> Item | None:
        return next(iter(_items(request, [id])))

    def several(request: Request, ids: Sequence[str]) -> Collection[Item | None]:
        if len(ids) > largest:
            raise PageTooLarge("ids", len(ids), largest)
        return request.allowance.spend(_items(request, ids))

    def _items(request: Request, ids: Sequence[str]) -> list[Item | None]:
        found = request.finder.records({_owner(id): None for id in ids})
        wanted = {id: _find(found.get(_owner(id)), id) for id in ids}
        level = Level(request, (each for each in wanted.values() if each is not None))
        return [None if (each := wanted[id]) is None else Item(each, level) for id in ids]

    def _find(record: Projection | None, id: str) -> Projection | None:
        if record is None or record.iri == id:
            return record
        return next((part for part in _parts(record) if part.iri == id and part.class_name in parts), None)

    what = "null when there is none."
    return [
        builder.field(
            "node",
            f"{NODE} | None",
            one,
            f"The record or part with that id, of whatever class; {what}",
            [builder.argument("id", "ID", "IRI of the record or part.")],
        ),
        builder.field(
            "nodes",
            f"list[{NODE} | None]",
            several,
            f"The records and parts with these ids, in their order; for each {what}",
            [builder.argument("ids", "list[ID]", f"IRIs of records and parts; at most {largest}.")],
        ),
    ]


def _owner(id: str) -> str:
    """The id of the record that a part lies in; of a record its own."""
    return id.partition("#")[0]


def _parts(projection: Projection) -> Iterator[Projection]:
    for name in projection.values:
        for value in projection.many(name):
            if isinstance(value, Projection):
                yield value
                yield from _parts(value)
