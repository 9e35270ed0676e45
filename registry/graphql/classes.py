"""What all record classes share, as a class of its own: `Record`, which lists over several classes are asked by."""

from collections.abc import Sequence

from registry.index.filters import RECORD
from registry.model.spec import Field, Model, RecordClass


def shared_fields(model: Model) -> Sequence[Field]:
    """The fields that every record class has from the same shape, in the first class's order."""
    if not model.records:
        return ()
    shapes = set.intersection(*({field.shape for field in c.fields} for c in model.records))
    return [field for field in model.records[0].fields if field.shape in shapes]


def any_record(model: Model) -> RecordClass:
    """A class with the shared fields alone."""
    return RecordClass(
        name=RECORD,
        iri="",
        shape="",
        is_part=False,
        segment="",
        plural="records",
        label={"en": "Record"},
        description={"en": "Records of any class."},
        fields=tuple(shared_fields(model)),
        inverses=(),
        rules=(),
    )
