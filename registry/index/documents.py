"""A record as the index's documents: one for the record, one for each of its parts, as values by column.

How each field of each class is written is worked out once from the model (`registry.index.writers`); a record then
only runs through its own values. `registry.index.columns` says what the columns hold.
"""

from collections.abc import Sequence
from typing import Final

from registry.index import columns
from registry.index.facts import absent_fact, class_fact, hash_of, many_fact, part_fact, part_key, stated_fact
from registry.index.filters import RECORD
from registry.index.iris import IriOrder
from registry.index.packing import Packer
from registry.index.projection import Projection
from registry.index.sorting import chunks, sort_text
from registry.index.writers import Document, Node, Writer, writer_of
from registry.model.spec import Field, Kind, Model, RecordClass

_ID_CHUNKS: Final = columns.chunk_columns(columns.ID)
_ANY_RECORD: Final = class_fact(RECORD)
_REASONS: Final = "AbsenceReason"


class Documents:
    """Makes the documents of records of one model; `languages` are those that titles are sorted by."""

    def __init__(self, model: Model, languages: Sequence[str], record_base: str) -> None:
        self._packer = Packer(model)
        self._languages = languages
        self._iris = IriOrder(model, record_base)
        self._class_facts = {c.name: class_fact(c.name) for c in model.classes.values()}
        self._writers: dict[str, dict[str, Writer]] = {
            c.name: {f.name: self._writer(model, c, f) for f in c.fields} for c in model.classes.values()
        }
        self._many = {
            columns.link_column(c.name, f.name): many_fact(c.name, f.name)
            for c in model.classes.values()
            for f in c.fields
            if f.kind is Kind.LINK
        }
        self._sorts = {
            c.name: [
                (f, (name := columns.sort_column(f.name)), columns.chunk_columns(name)) for f in columns.sortables(c)
            ]
            for c in model.records
        }

    def __call__(self, projection: Projection) -> list[Document]:
        """The record's document, then those of its parts."""
        iri, class_name = projection.iri, projection.class_name
        iri_tail, key = self._iris.shortened(iri), hash_of(iri)
        document: Document = {
            columns.ID: iri,
            columns.KEY: key,
            columns.CLASS: self._class_facts[class_name],
            columns.PROJECTION: self._packer.pack(projection),
        }
        document.update(zip(_ID_CHUNKS, self._iris.chunks(iri), strict=True))
        node = Node(iri, key, document, [self._class_facts[class_name], _ANY_RECORD], [document], None)
        self._fill(node, projection)
        for each, column, chunk_columns in self._sorts[class_name]:
            text = sort_text(each, projection, self._languages, iri_tail)
            if text is not None:
                document[column] = text
                document.update(zip(chunk_columns, chunks(text), strict=True))
        return node.documents

    def _fill(self, node: Node, projection: Projection) -> None:
        writers = self._writers[projection.class_name]
        for name, value in projection.values.items():
            writers[name](node, value)
        document = node.document
        for column, keys in node.links.items():
            document[column] = keys
            if len(keys) > 1:
                node.facts.append(self._many[column])
        document[columns.FACTS] = node.facts

    def _writer(self, model: Model, owner: RecordClass, each: Field) -> Writer:
        return self._parts(model, owner, each) if each.kind is Kind.PART else writer_of(owner, each)

    def _parts(self, model: Model, owner: RecordClass, each: Field) -> Writer:
        """What writes the parts in a field: each as a document, and what is counted of them on the record's own."""
        stated, inside = stated_fact(owner.name, each.name), part_fact(owner.name, each.name)
        part_class = class_fact(each.target or "")
        facetables = {} if owner.is_part else columns.facetables(model, owner)
        facets = [(facet.column, facet.field.name) for facet in facetables.values() if facet.part is each]
        absence = _Absence.of(model.classes[each.target or ""], owner)

        def write(node: Node, found: Projection | tuple[Projection, ...]) -> None:
            node.facts.append(stated)
            parts = found if isinstance(found, tuple) else (found,)
            record = node.record or node
            for part in parts:
                key = part_key(part.iri, record.iri, record.key)
                document: Document = {columns.KEY: key, columns.OWNER: node.key}
                if node is not record:
                    document[columns.RECORD] = record.key
                node.documents.append(document)
                self._fill(Node(part.iri, key, document, [part_class, inside], node.documents, record), part)
                if absence is not None:
                    node.facts.extend(absence.facts(part))
            for column, name in facets:
                values = {str(value): None for part in parts for value in part.many(name)}
                if values:
                    node.document[column] = list(values)

        return write


class _Absence:
    """Reads parts that say that a property of their record has no value, and why."""

    def __init__(self, owner: RecordClass, property_field: str, reason_field: str) -> None:
        self._class_name = owner.name
        self._names = {each.path: each.name for each in owner.fields}
        self._property, self._reason = property_field, reason_field

    @classmethod
    def of(cls, part_class: RecordClass, owner: RecordClass) -> "_Absence | None":
        """For parts of that class in records of another; None for parts that say something else."""
        reasons = [each.name for each in part_class.fields if each.kind is Kind.CODE and each.target == _REASONS]
        properties = [each.name for each in part_class.fields if each.kind is Kind.PROPERTY]
        return cls(owner, properties[0], reasons[0]) if properties and reasons else None

    def facts(self, part: Projection) -> list[int]:
        """What the part says of its record."""
        return [
            absent_fact(self._class_name, self._names[str(each)], str(reason))
            for each in part.many(self._property)
            if str(each) in self._names
            for reason in part.many(self._reason)
        ]
