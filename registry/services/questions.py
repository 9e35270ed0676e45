"""The competency questions that come with the ontology, as examples of what SPARQL can ask here."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from registry.resources import ONTOLOGY


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the name of its file, the question in words, and the query, which runs as it stands."""

    name: str
    title: str
    query: str


def competency_questions(folder: Path = ONTOLOGY / "questions") -> list[Question]:
    """Every question of the folder, in order."""
    texts = ((path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq")))
    return [Question(name, " ".join(_first_paragraph(text)), text) for name, text in texts]


def _first_paragraph(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.removeprefix("#").strip():
            return
        yield line.removeprefix("#").strip()
