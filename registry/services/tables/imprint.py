"""What every table and picture carries beside its cells: title, where it comes from, how to cite it, what is thin."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from registry.services.compare.comparison import Comparison, Measure, Side
from registry.services.tables.words import measured

LICENCE: Final = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
PUBLISHER: Final = "Mission Registry"
_RELATIVE: Final = (
    "The permalink goes behind the address of a server of this registry; the setting public_address makes it whole."
)
MEASURES: Final = {
    Measure.RECORDS: "number of records",
    Measure.ACTORS: "number of different actors",
    Measure.AMOUNTS: "stated amounts of money",
    Measure.TARGETS: "targets, with value and deadline",
    Measure.COVERAGE: "records, sources and their kinds",
}


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes a table, and where."""

    site: str = ""
    """Address of the server, without a slash at the end; makes permalinks whole."""
    licence: str = LICENCE
    publisher: str = PUBLISHER

    def permalink(self, comparison: Comparison) -> str:
        """The address that gives this comparison again, whatever is written later."""
        return f"{self.site}{comparison.permalink}"

    def citation(self, comparison: Comparison) -> str:
        """One line to cite the comparison by; the revision stands in for a date of access."""
        return (
            f"{self.publisher}, revision {comparison.revision}: {title(comparison)}. "
            f"{self.permalink(comparison)} ({self.licence.partition(',')[0]})"
        )

    def lines(self, comparison: Comparison) -> Iterator[tuple[str, str]]:
        """All that must be said beside the cells, each with its heading."""
        yield "Title", title(comparison)
        yield "Measure", MEASURES[comparison.request.measure]
        yield "Filter", comparison.request.where_text or "none"
        yield "Revision", str(comparison.revision)
        yield "Permalink", self.permalink(comparison) or "none"
        if not self.site:
            yield "Address", _RELATIVE
        yield "Licence", self.licence
        yield "Cite as", self.citation(comparison)
        for each in comparison.dimensions:
            yield "Dimension", f"{each.label}: {each.description}" if each.description else each.label
        yield "Cells", "An empty answer is written out: not stated, unknown and not applicable are neither no nor zero."
        for note in comparison.notes:
            yield "Note", note
        for side in comparison.sides:
            yield "Coverage", coverage(side, comparison.notes)


def title(comparison: Comparison) -> str:
    """What is compared, in one line."""
    dimensions = " and ".join(each.label for each in comparison.dimensions)
    sides = ", ".join(side.label for side in comparison.sides)
    return f"{comparison.class_label} by {dimensions}: {sides}"


def coverage(side: Side, said: Collection[str] = ()) -> str:
    """What stands behind one side, in a sentence; how thin it is, in more, but for those `said` already."""
    if not side.coverage.backing.records:
        return " ".join(side.coverage.thin) or f"{side.label}: none on record."
    thin = (sentence for sentence in side.coverage.thin if sentence not in said)
    return " ".join([f"{side.label}: {measured(side.coverage.backing)}.", *thin])
