"""What a completion or a repair makes small: one additive cost first, then another."""

from dataclasses import dataclass, field

from configurator.engine.arrays import IntArray
from configurator.engine.costs import Costs
from configurator.engine.model import Model
from configurator.engine.weights import money_spread


@dataclass(frozen=True, eq=False)
class Lexicographic(Costs):
    """Two additive costs as one: the least of the first, and among those the least of the second.

    Parameters
    ----------
    first : Costs
        What counts most: new parts, or how seldom an option was chosen.
    then : Costs
        What decides between equals: money.
    """

    first: Costs = field(default_factory=Costs)
    then: Costs = field(default_factory=Costs)

    def money_of(self, model: Model) -> tuple[IntArray, ...]:
        """Return both costs of every option or value as one number; see `Costs.money_of`.

        Costs that are too large to be added up are refused by whoever adds them.
        """
        factor = self._factor(model)
        return tuple(
            one * factor + other
            for one, other in zip(
                self.first.money_of(model), self.then.money_of(model), strict=True
            )
        )

    def parts(self, model: Model, total: int) -> tuple[int, int]:
        """Return the first and the second cost in a total."""
        factor = self._factor(model)
        first = (total + factor // 2) // factor
        return first, total - first * factor

    def _factor(self, model: Model) -> int:
        """Return a number larger than any difference in the second cost."""
        then = self.then.money_of(model)
        return 2 * sum(map(money_spread, model.groups, then)) + 1
