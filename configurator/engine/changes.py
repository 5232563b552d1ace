"""Which own choices to give up for a wanted value: all sets of which no smaller part would do."""

from collections.abc import Iterator

from configurator.engine.compiled import Compiled
from configurator.engine.demands import Wish, clashing_demands, is_possible
from configurator.engine.feasibility import Demand

CHANGE_SETS_LIMIT = 2_000
"""Sets of changes that are looked at before the search is cut short."""


class ChangeSearch:
    """All smallest sets of demands to drop: minimal hitting sets of the clashes.

    Source: Reiter, A theory of diagnosis from first principles, 1987; breadth first, so that
    a set with a smaller one inside is met after it and left out.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    wish : Wish
        The wanted value and the demands that may be dropped.
    """

    def __init__(self, artefact: Compiled, wish: Wish) -> None:
        self.artefact = artefact
        self.wish = wish
        self.is_complete = True
        self.smallest_unseen = 0
        self._clashes: list[list[Demand]] = []

    def found(self) -> Iterator[frozenset[Demand]]:
        """Yield the sets, smallest first.

        Afterwards ``is_complete`` tells whether these are all, and where they are not,
        ``smallest_unseen`` how many demands a set that was not looked at has at least.
        """
        waiting, seen = [frozenset[Demand]()], set[frozenset[Demand]]()
        hits: list[frozenset[Demand]] = []
        for dropped in waiting:
            if dropped in seen or any(hit <= dropped for hit in hits):
                continue
            if len(seen) == CHANGE_SETS_LIMIT:
                self.is_complete, self.smallest_unseen = False, len(dropped)
                return
            seen.add(dropped)
            clash = self._clash(dropped)
            if clash is None:
                hits.append(dropped)
                yield dropped
            else:
                # The list grows while it is walked: that is the breadth-first order.
                waiting.extend(dropped | {demand} for demand in clash)

    def _clash(self, dropped: frozenset[Demand]) -> list[Demand] | None:
        """Return a clash that dropping these leaves untouched, None when there is none."""
        for clash in self._clashes:
            if dropped.isdisjoint(clash):
                return clash
        kept = [demand for demand in self.wish.demands if demand not in dropped]
        if dropped and is_possible(self.artefact, self.wish, kept):
            return None
        found = clashing_demands(self.artefact, self.wish, kept)
        if found is not None:
            self._clashes.append(found)
        return found
