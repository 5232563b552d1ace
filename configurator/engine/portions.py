"""A class of a some_of's options: the cheapest way to take so many of them."""

from dataclasses import dataclass

import numpy as np

from configurator.engine.arrays import IMPOSSIBLE, INFINITE, BoolArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Portions:
    """Options that no rule tells apart, ready to be taken in any number.

    Parameters
    ----------
    options : IntArray
        Places of the options in their group.
    demanded : IntArray
        Per option, at least so many.
    most : IntArray
        Per option, at most so many.
    unit_owner : IntArray
        The units that may come on top, cheapest first: index into ``options`` of each.
    unit_cost : IntArray
        Their costs.
    first_cost : IntArray
        Per option, the cost of its first unit on top of the demanded ones.
    cost : IntArray
        Per quantity of the class, the least cost; `INFINITE` below what is demanded.
    wished, money : IntArray
        Per option, its default quantity and the cost of one.
    penalty : int
        Cost of every default unit that is not taken.
    """

    options: IntArray
    demanded: IntArray
    most: IntArray
    unit_owner: IntArray
    unit_cost: IntArray
    first_cost: IntArray
    cost: IntArray
    wished: IntArray
    money: IntArray
    penalty: int

    @classmethod
    def of(
        cls, options: IntArray, demanded: IntArray, wished: IntArray, most: IntArray,
        size: int, money: IntArray, penalty: int,
    ) -> "Portions":  # fmt: skip
        """Prepare a class.

        Parameters
        ----------
        options : IntArray
            Places of the options in their group.
        demanded, wished, money : IntArray
            Per option: least quantity, default quantity, cost of one.
        most : IntArray
            Per option, its largest quantity.
        size : int
            How many quantities of the class there are, 0 included.
        penalty : int
            Cost of every default unit that is not taken.

        Notes
        -----
        Default units come first and are cheaper by the penalty, so that the costs of an
        option's units never fall: taking the cheapest units first is then exact.
        """
        if np.any(demanded > most):
            return cls._impossible(options, demanded, wished, most, size, money, penalty)
        kept = np.minimum(demanded, wished)
        base = int(np.sum(demanded * money)) + penalty * int(np.sum(wished - kept))
        bonus = np.minimum(np.maximum(wished - demanded, 0), most - demanded)
        plain = most - demanded - bonus
        places = np.arange(len(options))
        owner = np.concatenate([np.repeat(places, bonus), np.repeat(places, plain)])
        unit = np.concatenate([np.repeat(money - penalty, bonus), np.repeat(money, plain)]).astype(
            np.int64
        )
        order = np.lexsort((owner, unit))
        low = int(demanded.sum())
        cost = np.full(size, INFINITE, dtype=np.int64)
        cost[low : int(most.sum()) + 1] = base + np.concatenate([[0], np.cumsum(unit[order])])
        first_cost = np.where(bonus > 0, money - penalty, money)
        return cls(
            options, demanded, most, owner[order], unit[order], first_cost, cost,
            wished, money, penalty,
        )  # fmt: skip

    @classmethod
    def _impossible(
        cls, options: IntArray, demanded: IntArray, wished: IntArray, most: IntArray,
        size: int, money: IntArray, penalty: int,
    ) -> "Portions":  # fmt: skip
        nothing = np.zeros(0, dtype=np.int64)
        cost = np.full(size, INFINITE, dtype=np.int64)
        return cls(options, demanded, most, nothing, nothing, money, cost, wished, money, penalty)

    def narrowed(self, barred: BoolArray, needed: BoolArray) -> "Portions":
        """Return the class without some options and with at least one of some others."""
        return Portions.of(
            self.options, np.maximum(self.demanded, needed), self.wished,
            np.where(barred, 0, self.most), len(self.cost), self.money, self.penalty,
        )  # fmt: skip

    def wishing(self, wished: IntArray, penalty: int) -> "Portions":
        """Return the class with other default quantities and another cost of missing them."""
        return Portions.of(
            self.options, self.demanded, wished, self.most, len(self.cost), self.money, penalty
        )

    @property
    def low(self) -> int:
        """How many are demanded in all."""
        return int(self.demanded.sum())

    def taken(self, quantity: int) -> dict[int, int]:
        """Return the cheapest quantities, by place of the option; ties go to earlier options."""
        many = self.demanded + np.bincount(
            self.unit_owner[: quantity - self.low], minlength=len(self.options)
        )
        return {int(option): int(n) for option, n in zip(self.options, many, strict=True) if n}

    def cost_with_one(self, rest: IntArray) -> IntArray:
        """Return, per option, the least cost of taking one more of it than demanded.

        Parameters
        ----------
        rest : IntArray
            Per quantity of the class, the least cost of all the rest.

        Returns
        -------
        IntArray
            Of the whole configuration; `INFINITE` where that is impossible.
        """
        total = np.minimum(rest + self.cost, INFINITE)
        low, size = self.low, len(self.cost)
        best_from = np.append(np.minimum.accumulate(total[::-1])[::-1], INFINITE)
        # With the unit itself outside the cheapest ones, one cheaper unit makes room for it.
        swapped = np.full(size, INFINITE, dtype=np.int64)
        swapped[low + 1 :] = rest[low + 1 :] + self.cost[low : size - 1]
        best_to = np.minimum.accumulate(swapped)
        rank = np.full(len(self.options), -1, dtype=np.int64)
        owners, first = np.unique(self.unit_owner, return_index=True)
        rank[owners] = first
        inside = best_from[np.minimum(low + rank + 1, size)]
        outside = best_to[np.minimum(low + rank, size - 1)] + self.first_cost
        best: IntArray = np.minimum(np.minimum(inside, outside), INFINITE)
        best[rank < 0] = INFINITE
        return best

    def must_have(self, rest: IntArray) -> IntArray:
        """Return, per option, whether every completion takes more of it than demanded.

        Parameters
        ----------
        rest : IntArray
            Per quantity of the class, the least cost of all the rest.
        """
        possible = np.flatnonzero((rest < IMPOSSIBLE) & (self.cost < IMPOSSIBLE))
        if not possible.size:
            return np.zeros(len(self.options), dtype=np.int64)
        without = int(self.most.sum()) - (self.most - self.demanded)
        return np.asarray(np.maximum(possible[0] - without, 0), dtype=np.int64)
