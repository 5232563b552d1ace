"""Bring groups of families between which a changeover is short onto the same machine."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import product

from production.planner.promising.queue import Changeover

FULLEST = 1.07
Group = tuple[str, int]


def near_map(
    chosen: Mapping[str, int],
    rates: Mapping[str, float],
    group_of: Callable[[str], str],
    changeover: Changeover,
) -> dict[str, int]:
    """Return a map in which each machine needs shorter changeovers between its groups.

    Groups change places, or machine, while that shortens the mean changeover and no machine is
    fuller than the fullest was, or than 7 % above the mean. A local optimum; deterministic.

    Parameters
    ----------
    chosen
        The machine of every family; a group may be on several.
    rates
        Minutes of each family asked for a working minute.
    group_of
        Names the families that stay together.
    changeover
        Minutes from one family to another.
    """
    machines = _Machines(chosen, rates, group_of, changeover)
    while any(machines.try_move(*move) for move in list(machines.moves())):
        pass
    return {family: machines.at[group] for group in machines.at for family in machines.of[group]}


class _Machines:
    """Which group is where, how full each machine is, and what changing over costs there."""

    def __init__(
        self,
        chosen: Mapping[str, int],
        rates: Mapping[str, float],
        group_of: Callable[[str], str],
        changeover: Changeover,
    ) -> None:
        self.of: dict[Group, list[str]] = defaultdict(list)
        for family, machine in sorted(chosen.items()):
            self.of[group_of(family), machine].append(family)
        self.at = {group: group[1] for group in self.of}
        self._minutes = {
            group: sum(rates.get(family, 0.0) for family in families)
            for group, families in self.of.items()
        }
        self._between = {
            (one, other): _mean_changeover(self.of[one], self.of[other], changeover)
            for one, other in product(self.of, repeat=2)
            if one != other
        }
        loads = [self._load(machine) for machine in self._used()]
        self._most = max(max(loads), FULLEST * sum(loads) / len(loads))

    def moves(self) -> Iterator[tuple[Group, int, Group | None]]:
        """Give every move: a group, where to, and the group that comes back for it, if any."""
        for group, machine in product(self.of, self._used()):
            yield group, machine, None
        for group, other in product(self.of, repeat=2):
            yield group, self.at[other], other

    def try_move(self, group: Group, machine: int, back: Group | None) -> bool:
        """Move where that shortens the changeovers of the two machines; say whether it did."""
        source = self.at[group]
        if source == machine or (back is not None and self.at[back] != machine):
            return False
        before = self._cost(source) + self._cost(machine)
        self._put(group, machine, back, source)
        is_full = max(self._load(source), self._load(machine)) > self._most
        if not is_full and self._cost(source) + self._cost(machine) < before - 1e-9:
            return True
        self._put(group, source, back, machine)
        return False

    def _put(self, group: Group, machine: int, back: Group | None, source: int) -> None:
        self.at[group] = machine
        if back is not None:
            self.at[back] = source

    def _used(self) -> list[int]:
        return sorted({machine for _, machine in self.of})

    def _load(self, machine: int) -> float:
        return sum(self._minutes[group] for group in self._groups(machine))

    def _groups(self, machine: int) -> list[Group]:
        return [group for group, at in self.at.items() if at == machine]

    def _cost(self, machine: int) -> float:
        """Return the changeover between two of its groups, each as often as it is asked for."""
        groups = self._groups(machine)
        total = sum(self._minutes[group] for group in groups)
        pairs = (
            self._minutes[one] * self._minutes[other] * self._between[one, other]
            for one, other in product(groups, repeat=2)
            if one != other
        )
        return sum(pairs) / total if total else 0.0


def _mean_changeover(ones: list[str], others: list[str], changeover: Changeover) -> float:
    pairs = [changeover(one, other) for one, other in product(ones, others)]
    return sum(pairs) / len(pairs)
