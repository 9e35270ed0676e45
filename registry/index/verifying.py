"""Whether an index says what the store says, record by record."""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.index.engine import Engine
from registry.index.packing import Packer
from registry.index.projection import Projection
from registry.model.spec import Model


@dataclass(frozen=True, slots=True)
class Differences:
    """How many records are not alike."""

    missing: int
    """In the store, not in the index."""
    differing: int
    """In both, otherwise in the index."""
    extra: int
    """In the index alone, or there more than once."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.differing or self.extra)


def differences(model: Model, engine: Engine, records: Iterable[Projection]) -> Differences:
    """Compares all records as the store has them with those that the index keeps."""
    packer = Packer(model)
    missing = differing = alike = 0
    for record in records:
        kept = engine.stored(record.iri)
        if kept is None:
            missing += 1
        elif _unpacked(packer, kept) == record:
            alike += 1
        else:
            differing += 1
    return Differences(missing, differing, engine.record_count() - alike - differing)


def _unpacked(packer: Packer, data: bytes) -> Projection | None:
    try:
        return packer.unpack(data)
    except ValueError:
        return None
