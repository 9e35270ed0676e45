"""The faces through which a record can be judged, each as a function: files in, findings out.

One place for all of them: a face that is added here is held against the others over every invalid example, and has a
column in the printed matrix.

python -m tests.faces.verdicts --write
"""

import contextlib
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from registry.app import create_app
from registry.bootstrap import Registry, importing_parts, open_writer
from registry.cli.main import main as command_line
from registry.identity.person import Person, Role
from registry.namespaces import PUBLISHED
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri
from registry.services.importing.ledger import Ledger
from registry.services.importing.opening import Order, open_run
from registry.services.importing.results import Mode
from registry.settings import Settings
from registry.store.port import Change, GraphChange
from registry.validation.check import validate_bytes
from registry.validation.formats.as_json import as_data
from tests.asking import Client
from tests.shapes.examples import FOLDER, NEIGHBOURS

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "reference" / "faces.md"
PUBLISHED_IRIS: Final = {q.subject.value for q in parse(NEIGHBOURS.read_bytes()) if isinstance(q.subject, Iri)}
INVALID: Final = sorted(FOLDER.glob("*/invalid-*.ttl"))
KEYS: Final = (
    "severity",
    "record",
    "path",
    "rdfPath",
    "constraint",
    "message",
    "advice",
    "allowed",
    "suggestion",
    "shape",
    "focus",
)
"""What every face says of a finding, by these names."""
_QUERY: Final = f"""
mutation($text: String!) {{
  validateRecord(input: {{document: {{format: TURTLE, text: $text}}}}) {{
    verdict {{ findings {{ {" ".join(KEYS)} }} }}
  }}
}}
"""

Findings: TypeAlias = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Judged:
    """Two registries alike with the records that examples link to: one is served, the other is the command line's."""

    registry: Registry
    client: Client
    folder: Path


Face: TypeAlias = Callable[[Judged, Sequence[Path]], Mapping[Path, Findings]]


def _told(findings: Sequence[Mapping[str, Any]]) -> Findings:
    return sorted((tuple(_plain(finding[key]) for key in KEYS) for finding in findings), key=str)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def by_library(judged: Judged, paths: Sequence[Path]) -> Mapping[Path, Findings]:
    """What the validator says, before anything is put into a form of its own."""
    registry = judged.registry
    reports = (
        (path, validate_bytes(registry.validator, path.read_bytes(), "turtle", registry.neighbours, 1_000_000))
        for path in paths
    )
    return {path: _told(as_data(report)["findings"]) for path, report in reports}


def by_command_line(judged: Judged, paths: Sequence[Path]) -> Mapping[Path, Findings]:
    """`mission-registry validate`, all files in one command."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        command_line(["validate", *map(str, paths), "--format", "json", "--data-dir", str(judged.folder)])
    return {Path(told["input"]): _told(told["findings"]) for told in json.loads(printed.getvalue())["inputs"]}


def by_rest(judged: Judged, paths: Sequence[Path]) -> Mapping[Path, Findings]:
    """`POST /validate`."""
    turtle = {"content-type": "text/turtle"}
    answers = ((path, judged.client.post("/validate", content=path.read_bytes(), headers=turtle)) for path in paths)
    return {path: _told(answer.json()["findings"]) for path, answer in answers}


def by_graphql(judged: Judged, paths: Sequence[Path]) -> Mapping[Path, Findings]:
    """The mutation `validateRecord`."""
    found = {}
    for path in paths:
        body = {"query": _QUERY, "variables": {"text": path.read_text(encoding="utf-8")}}
        answer = judged.client.post("/graphql", json=body).json()
        found[path] = _told(answer["data"]["validateRecord"]["verdict"]["findings"])
    return found


def by_import(judged: Judged, paths: Sequence[Path]) -> Mapping[Path, Findings]:
    """An import as a dry run, file by file; several at once, for an import waits for the disk most of its time."""
    who = Person("https://example.org/ada", "Ada", frozenset((Role.ADMIN,)))
    parts = importing_parts(judged.registry)

    def imported(path: Path) -> Findings:
        job = f"{path.parent.name}-{path.stem}"
        with Ledger(judged.folder / f"{job}.sqlite") as ledger:
            open_run(path, Order(path.name, "turtle", Mode.DRY_RUN), who, parts, ledger, job).go()
            rows = list(ledger.results())
            # Beside what is wrong with the row, an import tells which published records it would break.
            others = PUBLISHED_IRIS - {row.record for row in rows}
            return _told([each for row in rows for each in row.findings if each["record"] not in others])

    with ThreadPoolExecutor(4) as pool:
        return dict(zip(paths, pool.map(imported, paths), strict=True))


FACES: Final[Mapping[str, Face]] = {
    "command line": by_command_line,
    "REST": by_rest,
    "GraphQL": by_graphql,
    "import": by_import,
}


@contextmanager
def judged_examples() -> Iterator[Judged]:
    """What the faces judge in."""
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / "served", Path(name) / "beside"]
        triples = tuple(quad.triple for quad in parse(NEIGHBOURS.read_bytes()))
        for folder in folders:
            change = Change(0, "neighbours", datetime.now(UTC), (GraphChange(PUBLISHED, insert=triples),))
            with open_writer(Settings(data_dir=folder)) as store:
                store.write(change)
            Registry.open(Settings(data_dir=folder)).close()  # makes the index
        registry = Registry.open(Settings(data_dir=folders[0], rate_limit=0))
        try:
            yield Judged(registry, Client(create_app(registry)), folders[1])
        finally:
            registry.close()


def compared(judged: Judged, paths: Sequence[Path] = INVALID) -> Mapping[str, Mapping[Path, Findings]]:
    """What every face says of every file, the library first."""
    return {name: face(judged, paths) for name, face in {"library": by_library, **FACES}.items()}


def page(found: Mapping[str, Mapping[Path, Findings]]) -> str:
    """The matrix of examples and faces as a page of the reference."""
    library, *faces = found
    rows = [
        f"| `{path.parent.name}/{path.stem}` | {len(said)} |"
        + "".join(f" {'same' if found[face][path] == said else 'other'} |" for face in faces)
        for path, said in found[library].items()
    ]
    head = [f"| example | findings | {' | '.join(faces)} |", "|---|---:|" + "---|" * len(faces)]
    return "\n".join([_HEAD, *head, *rows, ""])


_HEAD: Final = """# Every face says the same

Each invalid example of `shapes/examples/`, how many findings the library gives on it, and whether the other ways to
have it judged give the same ones, word for word: severity, place, rule, message, advice, allowed values, suggestion.
A test judges them all anew and holds this page against what comes out; `python -m tests.faces.verdicts --write` prints
it.
"""


def main(arguments: Sequence[str]) -> int:
    """Writes the page, or says whether it is as it would be printed."""
    with judged_examples() as judged:
        text = page(compared(judged))
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8")
    return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
