"""Where every face asks for comparisons: of now or of a moment in the past, with what follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.errors import InvalidArgument
from registry.services.compare.changes import Change, change
from registry.services.compare.compare import Comparing
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import Comparison, ComparisonRequest
from registry.services.compare.dimensions import Fold
from registry.services.compare.nearest import FIRST, Near, nearest
from registry.services.compare.overlaps import Gaps, Overlaps, Shared, Similarity, gaps, overlaps, similarity
from registry.services.compare.past import Past, PastFinder
from registry.services.find import Finder

MOST_NEAR = 100


@dataclass(frozen=True, slots=True)
class ComparisonDesk:
    """Answers about one registry. `as_of` is a revision's number, a day or a moment; None is now.

    Every method raises what comparing does, and `InvalidArgument` for a moment that is to come or cannot be read.
    """

    comparing: Comparing
    past: Past | None = None
    """None where there is no history to ask."""

    def compare(
        self, finder: Finder, request: ComparisonRequest, as_of: str | None = None, *, lasting: bool = False
    ) -> Comparison:
        """The comparison; a `lasting` one is the same whatever is written later, and names no newer revision."""
        self._require_use_of_day(request)
        return self.comparing.compare(self._at(finder, as_of), request, None if lasting else finder.revision)

    def overlaps(
        self, finder: Finder, request: ComparisonRequest, as_of: str | None = None, only: Shared | None = None
    ) -> Overlaps:
        """What all sides, some or one have, or only what so many have."""
        self._require_use_of_day(request)
        return overlaps(self.comparing, self._at(finder, as_of), request, only)

    def similarity(self, finder: Finder, request: ComparisonRequest, as_of: str | None = None) -> Similarity:
        """How alike the sides are."""
        self._require_use_of_day(request)
        return similarity(self.comparing, self._at(finder, as_of), request)

    def gaps(self, finder: Finder, request: ComparisonRequest, as_of: str | None = None) -> Gaps:
        """What some sides do on a subject that others address without."""
        self._require_use_of_day(request)
        return gaps(self.comparing, self._at(finder, as_of), request)

    def change(self, finder: Finder, request: ComparisonRequest, before: str, after: str | None = None) -> Change:
        """What became otherwise between two moments."""
        self._require_use_of_day(request)
        return change(self.comparing, self._at(finder, before), self._at(finder, after), request)

    def nearest(
        self, finder: Finder, iri: str, first: int = FIRST, languages: Sequence[str] = ("en",)
    ) -> tuple[Near, ...]:
        """The missions of other countries that are most like one; raises `NotFound` and `NotComparable`."""
        if not 1 <= first <= MOST_NEAR:
            raise InvalidArgument(f"`first` is {first:,}; it lies between 1 and {MOST_NEAR}.")
        return nearest(self.comparing, finder, iri, first=first, languages=languages)

    def finder_at(self, finder: Finder, revision: int) -> Finder:
        """What lists the records of that revision; of an earlier one an index is made in memory, and kept a while."""
        then = self._at(finder, str(revision))
        return then.whole() if isinstance(then, PastFinder) else finder

    def _require_use_of_day(self, request: ComparisonRequest) -> None:
        """Raises `InvalidArgument` for a day on which nothing hangs that is asked."""
        asked = [self.comparing.dimension(name) for name in request.by]
        if request.day is not None and asked and all(each.fold is not Fold.STATUS for each in asked):
            raise InvalidArgument(
                f"`day` is the day on which a status holds, and {' and '.join(each.name for each in asked)} does not "
                "hang on it; leave it out, or compare by status. `asOf` asks how the registry stood on a day."
            )

    def _at(self, finder: Finder, as_of: str | None) -> Compared:
        if as_of is None or as_of == str(finder.revision):
            return finder
        if self.past is None:
            raise InvalidArgument("The past cannot be asked here; leave the revision out.")
        return self.past.at(finder, self.past.revision(as_of, finder.revision))
