"""Lock of the ontology's terms: no term changes in silence.

`ontology/terms.lock` holds the version and a fingerprint of every term and concept as last released. The rule:

- any term added, changed or removed needs a higher `owl:versionInfo` than the locked one;
- removing a stable term, or changing its definition, needs a higher minor version while the major version is 0,
  and a higher major version from 1.0.0 on. Concepts of code lists have no status and count as stable.

`python -m tools.term_lock --check` judges (exit code 0 fine, 1 refused); `--write` judges and then writes the lock.
"""

import argparse
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

ONTOLOGY = Path(__file__).parent.parent / "ontology"
LOCK_NAME = "terms.lock"

OWL = "http://www.w3.org/2002/07/owl#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
VERSION = NamedNode(OWL + "versionInfo")
HEADING = NamedNode(OWL + "Ontology")
DEFINITION = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
STATUS = NamedNode("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")

Node = NamedNode | BlankNode | Literal | Triple
Statements = dict[Node, list[tuple[NamedNode, Node]]]
Version = tuple[int, int, int]
Level = OneOf["patch", "minor", "major"]
LEVELS: tuple[Level, ...] = ("patch", "minor", "major")


@dataclass(frozen=True)
class Term:
    """Fingerprint of a term: of all its statements, of its definitions alone, and its status."""

    statements: str
    definition: str
    status: str


@dataclass(frozen=True)
class Edition:
    """The terms by address, and the version under which they stand."""

    version: Version
    terms: dict[str, Term]


@dataclass(frozen=True)
class Change:
    """One difference between two editions, and the part of the version that it obliges to raise."""

    what: str
    term: str
    needs: Level


def read_ontology(folder: Path) -> Edition:
    """Give the edition in the Turtle files below a folder; ValueError if they do not name one version."""
    statements: Statements = defaultdict(list)
    for path in sorted(folder.glob("**/*.ttl")):
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True):
            statements[quad.subject].append((quad.predicate, quad.object))
    versions = {
        value.value
        for told in statements.values()
        for key, value in told
        if key == VERSION and isinstance(value, Literal)
    }
    if len(versions) != 1:
        raise ValueError(f"{folder}: expected one owl:versionInfo, found {len(versions)}; give it in core.ttl")
    terms = {
        subject.value: _fingerprint(subject, statements)
        for subject, told in statements.items()
        if isinstance(subject, NamedNode) and (TYPE, HEADING) not in told
    }
    return Edition(_version(versions.pop()), terms)


def read_lock(path: Path) -> Edition | None:
    """Give the locked edition, or None where there is no lock yet."""
    if not path.exists():
        return None
    first, *lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split() for line in lines]
    return Edition(_version(first.removeprefix("version ")), {row[0]: Term(*row[1:]) for row in rows})


def write_lock(path: Path, edition: Edition) -> None:
    """Write an edition as plain text: the version, then one line a term, ordered by address."""
    head = f"# address, fingerprint of all statements, of the definition, status\nversion {_text(edition.version)}\n"
    rows = (f"{iri} {t.statements} {t.definition} {t.status}\n" for iri, t in sorted(edition.terms.items()))
    path.write_text(head + "".join(rows), "utf-8")


def changes(locked: Edition, current: Edition) -> list[Change]:
    """Give what was added, removed or changed since the lock, ordered by address."""
    breaking: Level = "minor" if locked.version[0] == 0 else "major"
    found = []
    for iri in sorted(locked.terms.keys() | current.terms.keys()):
        old, new = locked.terms.get(iri), current.terms.get(iri)
        weight: Level = breaking if old and old.status == "stable" else "patch"
        if old is None:
            found.append(Change("added", iri, "patch"))
        elif new is None:
            found.append(Change("removed", iri, weight))
        elif old.definition != new.definition:
            found.append(Change("definition changed", iri, weight))
        elif old != new:
            found.append(Change("changed", iri, "patch"))
    return found


def judge(locked: Edition | None, current: Edition) -> tuple[bool, str]:
    """Say whether the rule is kept, and why, in words for the person who changed the ontology."""
    if locked is None:
        return False, "There is no lock yet. Write the first one with --write."
    found = changes(locked, current)
    before, now = _text(locked.version), _text(current.version)
    if current.version < locked.version:
        return False, f"owl:versionInfo is {now}, lower than the locked {before}. Raise it."
    if not found:
        return True, f"{len(current.terms)} terms, none changed since {before}."
    listed = "\n".join(f"  {change.what}: {change.term}" for change in found)
    needed = max((change.needs for change in found), key=LEVELS.index)
    raised = _raised(locked.version, current.version)
    if raised is None or LEVELS.index(raised) < LEVELS.index(needed):
        return False, (
            f"{len(found)} terms differ from version {before}:\n{listed}\n"
            f"Raise the {needed} version in owl:versionInfo of core.ttl (it is {now}), or undo the change.\n"
            "A removed stable term or a changed definition of one needs a higher minor version before 1.0.0 and a "
            "higher major version after; every other change needs any higher version."
        )
    return True, f"{len(found)} terms differ from version {before}, and the version was raised to {now}:\n{listed}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; give 0 if the rule is kept, 1 if not."""
    parser = argparse.ArgumentParser(prog="python -m tools.term_lock", description="Lock of the ontology's terms.")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="say whether the ontology may stand as it is")
    mode.add_argument("--write", action="store_true", help="write the lock, if the rule is kept")
    parser.add_argument("--folder", type=Path, default=ONTOLOGY, help="the folder of the ontology")
    options = parser.parse_args(arguments)
    path = options.folder / LOCK_NAME
    try:
        current, locked = read_ontology(options.folder), read_lock(path)
    except (ValueError, SyntaxError) as problem:
        print(problem, file=sys.stderr)
        return 1
    kept, words = judge(locked, current)
    if options.write and (kept or locked is None):
        write_lock(path, current)
        print(f"Locked {len(current.terms)} terms at version {_text(current.version)}.")
        return 0
    print(words)
    return 0 if kept else 1


def _fingerprint(subject: Node, statements: Statements) -> Term:
    told = statements[subject]
    status = next((value.value for key, value in told if key == STATUS and isinstance(value, Literal)), "stable")
    definition = [_spelled(value, statements) for key, value in told if key == DEFINITION]
    return Term(_digest([_spelled(subject, statements, open_up=True)]), _digest(definition), status)


def _spelled(node: Node, statements: Statements, open_up: bool = False) -> str:
    """Spell a node; a blank node, which has no lasting name, is spelled by its statements."""
    if not open_up and not isinstance(node, BlankNode):
        return str(node)
    return "[" + "; ".join(sorted(f"{key} {_spelled(value, statements)}" for key, value in statements[node])) + "]"


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()[:12]


def _version(text: str) -> Version:
    numbers = text.split(".")
    if len(numbers) != 3 or not all(number.isdecimal() for number in numbers):
        raise ValueError(f"version {text!r} is not of the form 1.2.3; correct it")
    major, minor, patch = map(int, numbers)
    return major, minor, patch


def _text(version: Version) -> str:
    return ".".join(map(str, version))


def _raised(old: Version, new: Version) -> Level | None:
    """Name the part of the version that was raised, or None if none was."""
    if new <= old:
        return None
    return "major" if new[0] > old[0] else "minor" if new[1] > old[1] else "patch"


if __name__ == "__main__":
    sys.exit(main())
