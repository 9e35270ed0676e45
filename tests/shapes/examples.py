"""The examples of `shapes/examples/` as data: what each file is about and what its name asserts.

A name is `valid-minimal`, `valid-full`, or `<outcome>-<field>-<component>`: `invalid-startDate-or.ttl` must give one
Violation from the field startDate by sh:or. The field of a rule is the rule's name; that of a class shape is `shape`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "shapes" / "examples"
NEIGHBOURS = FOLDER / "neighbours.ttl"
VALID_NAMES = ("valid-minimal", "valid-full")
SEVERITIES = {"invalid": "Violation", "warning": "Warning", "info": "Info"}


@dataclass(frozen=True)
class Assertion:
    """One result that one field, rule or shape of a class must be able to give."""

    segment: str
    field: str
    component: str
    severity: str

    @property
    def file_name(self) -> str:
        """The example that shows it, under `shapes/examples/`."""
        outcome = next(word for word, severity in SEVERITIES.items() if severity == self.severity)
        return f"{self.segment}/{outcome}-{self.field}-{self.component}.ttl"


@dataclass(frozen=True)
class Example:
    """One file; the folder is the segment of its class, or `record` for what all records share."""

    path: Path
    assertion: Assertion | None

    @property
    def name(self) -> str:
        """Folder and file name without its ending, for people."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def segment(self) -> str:
        """The class that the example is about."""
        return self.path.parent.name


def read_examples(folder: Path = FOLDER) -> Iterator[Example]:
    """Every example in order of its name; raises `ValueError` for a name that asserts nothing."""
    for path in sorted(folder.glob("*/*.ttl")):
        yield Example(path, _assertion(path))


def _assertion(path: Path) -> Assertion | None:
    if path.stem in VALID_NAMES:
        return None
    outcome, _, rest = path.stem.partition("-")
    field, _, component = rest.partition("-")
    if outcome not in SEVERITIES or not field or not component or "-" in component:
        raise ValueError(f"{path} is named neither {' nor '.join(VALID_NAMES)} nor <outcome>-<field>-<component>.")
    return Assertion(path.parent.name, field, component, SEVERITIES[outcome])
