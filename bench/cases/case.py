"""What a case is: a question that is put to every server that can answer it, many times and never twice the same."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final, TypeAlias

from bench.peers.peer import Draw, Novelty
from bench.truth import Truth

Drawing: TypeAlias = Callable[[Truth, Random], Draw]
Reader: TypeAlias = Callable[[Any], Any]
"""From a server's answer to what it says, in a form that is the same for all servers."""

DRAWS: Final = 500
SAMPLE: Final = 20
"""So many are asked before anything is measured, to see whether a server answers rightly."""
FRESH: Final = 10_000
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Case:
    """One question and how it is put."""

    name: str
    label: str
    draw: Drawing
    readers: Mapping[str, Reader]
    """For each server that is asked, how its answer is read."""
    document: str = ""
    """Whose documents it uses, when they are not its own."""
    novelty: Novelty = Novelty.NONE
    """Whether each request is a document that no server has seen before, and in what."""
    connections: Sequence[int] = (1, 32)
    alike: float = 1.0
    """The least part of the answers that must say the same on every server; less than all where words are cut into
    stems, which every text index does in its own way."""

    @property
    def documents(self) -> str:
        """The name that its documents begin with."""
        return self.document or self.name

    def draws(self, truth: Truth, count: int = DRAWS, seed: int = 0) -> list[Draw]:
        """So many questions, the same for the same seed; the popular ones come up more than once, as with people."""
        random = Random(f"{seed} {self.documents}")
        return [self.draw(truth, random) for _ in range(count)]

    def fresh(self, truth: Truth, count: int = FRESH) -> list[Draw]:
        """Questions that differ from each other and from the first `SAMPLE`; fewer where there are no more."""
        asked = {_key(draw) for draw in self.draws(truth)[:SAMPLE]}
        random = Random(f"fresh {self.documents}")
        found: dict[str, Draw] = {}
        for _ in range(_TRIES * count):
            draw = self.draw(truth, random)
            if _key(draw) not in asked and len(found) < count:
                found[_key(draw)] = draw
        return list(found.values())


def _key(draw: Draw) -> str:
    return json.dumps(draw, sort_keys=True)


def popular(names: Sequence[str], random: Random) -> str:
    """One of the names, the first ones most often."""
    return names[int(len(names) * random.random() ** 3)]
