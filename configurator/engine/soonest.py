"""The soonest configuration, and the cheapest of those: exact over the sorted ready times."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count

import numpy as np

from configurator.engine.arrays import IMPOSSIBLE, INFINITE, BoolArray, IntArray
from configurator.engine.compiled import Compiled
from configurator.engine.errors import TimeLimitReached
from configurator.engine.least import Least, find_least, narrow
from configurator.engine.readiness import Condition, Lateness
from configurator.engine.weights import Weights

SWEEPS_LIMIT = 400
"""Sweeps for one time limit before the search for it is cut short."""

Joint = tuple[tuple[Condition, ...], int]


@dataclass(frozen=True, slots=True)
class Soonest:
    """The soonest configuration that was found.

    Parameters
    ----------
    ready_at : int
        When it is ready.
    bound : int
        No configuration is ready before; equal to ``ready_at`` where that is proven.
    is_cheapest : bool
        Whether its total is proven the least of all that are ready by then.
    found : Least
        The sweep that holds it.
    values : IntArray
        Value of every variable.
    """

    ready_at: int
    bound: int
    is_cheapest: bool
    found: Least
    values: IntArray

    @property
    def is_proven(self) -> bool:
        """Whether none is sooner, and none as soon has a smaller total."""
        return self.bound == self.ready_at and self.is_cheapest


def find_soonest(
    artefact: Compiled, weights: Weights, lateness: Lateness, before: int | None = None
) -> Soonest | None:
    """Return the soonest configuration, and among those one of least total.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    weights : Weights
        Own choices and costs.
    lateness : Lateness
        When things are ready.
    before : int, optional
        Only what is ready before this time counts.

    Returns
    -------
    Soonest or None
        None when no configuration is ready in time.

    Raises
    ------
    TimeLimitReached
        If the limits stopped the search before any configuration was found.

    Notes
    -----
    Whether a time can be met falls with the time, so the sorted times are halved; each
    configuration found on the way moves the upper end to its own time. A combination that
    comes too late is met only where all its choices hold: the search sweeps without that
    law, and where the best configuration breaks it, splits by the first choice given up.
    """
    search = _Search(artefact, weights, lateness)
    times = [time for time in lateness.times if before is None or time < before]
    low, high, bound = 0, len(times), 0
    best: _Found | None = None
    while low < high:
        middle = (low + high - 1) // 2 if best is not None else high - 1
        found = search.within(times[middle])
        if found.value is None:
            low = middle + 1
            bound = low if found.is_complete else bound
        else:
            best = found
            high = int(np.searchsorted(times, search.ready_at(found.value)))
    if best is None:
        if bound < len(times):
            raise TimeLimitReached("the search for the soonest configuration took too long")
        return None
    ready_at = times[high]
    final = search.within(ready_at)
    if final.value is None:
        final = replace(best, is_complete=False)
    assert final.value is not None
    return Soonest(
        ready_at,
        times[min(bound, high)],
        final.is_complete and final.value.is_proven,
        final.value,
        final.value.values,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The sweep of a configuration in time, None for none; whether the search was complete."""

    value: Least | None
    is_complete: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of all configurations: what is left of each variable."""

    values: Mapping[int, BoolArray]
    barred: Mapping[int, BoolArray]
    needed: Mapping[int, BoolArray]


class _Search:
    """Configurations that are ready within a time."""

    def __init__(self, artefact: Compiled, weights: Weights, lateness: Lateness) -> None:
        self.artefact = artefact
        self.weights = weights
        self.lateness = lateness
        self.narrowed = narrow(artefact, weights)

    def within(self, limit: int) -> _Found:
        """Return the configuration of least total that is ready within a time."""
        late = [joint for joint in self.lateness.joint if joint[1] > limit]
        turn = count()
        waiting: list[tuple[int, int, _Part, Least]] = []
        sweeps = self._offer(waiting, turn, self._in_time(limit), late)
        while waiting:
            _, _, part, found = heappop(waiting)
            broken = self._broken(found, found.values, late)
            if broken is None:
                return _Found(found, is_complete=True)
            for smaller in self._without(part, broken):
                if sweeps == SWEEPS_LIMIT:
                    return _Found(None, is_complete=False)
                sweeps += self._offer(waiting, turn, smaller, late)
        return _Found(None, is_complete=True)

    def ready_at(self, found: Least) -> int:
        """Return when the best configuration of a sweep is ready."""
        values = found.values
        times = [self.lateness.times[0]]
        times += [int(by[values[variable]]) for variable, by in self.lateness.by_value.items()]
        for variable, by_option in self.lateness.by_option.items():
            times += by_option[self._is_taken(found, values, variable)].tolist()
        times += [time for joint, time in self.lateness.joint if self._holds(found, values, joint)]
        return max(times)

    def _offer(
        self, waiting: list[tuple[int, int, _Part, Least]], turn: "count[int]", part: _Part,
        late: list[Joint],
    ) -> int:  # fmt: skip
        """Sweep a part and queue it by its least total; return how many sweeps that took."""
        settled = self._settled(part, late)
        if settled is None:
            return 0
        found = find_least(self.artefact, self._weighed(settled), self.narrowed)
        if found.total < IMPOSSIBLE:
            heappush(waiting, (found.total, next(turn), settled, found))
        return 1

    def _in_time(self, limit: int) -> _Part:
        """Return what options of their own time leave."""
        values = {variable: by <= limit for variable, by in self.lateness.by_value.items()}
        barred = {variable: by > limit for variable, by in self.lateness.by_option.items()}
        return _Part(values, barred, {})

    def _settled(self, part: _Part, late: list[Joint]) -> _Part | None:
        """Give up the only open choice of each late combination until nothing changes.

        None when all choices of a late combination must hold.
        """
        is_changed = True
        while is_changed:
            is_changed = False
            for conditions, _ in late:
                states = [self._state(part, condition) for condition in conditions]
                if False in states:
                    continue
                unsure = [c for c, state in zip(conditions, states, strict=True) if state is None]
                if not unsure:
                    return None
                if len(unsure) == 1:
                    part, is_changed = self._given_up(part, unsure[0]), True
        return part

    def _state(self, part: _Part, condition: Condition) -> bool | None:
        """Tell whether a condition must hold or cannot hold in a part, None for neither."""
        variable = condition.variable
        if condition.values is not None:
            left = self._left(part, variable)
            if not np.any(left & condition.values):
                return False
            return None if np.any(left & ~condition.values) else True
        portion = self.weights.portions[variable]
        if variable in part.barred and part.barred[variable][condition.option]:
            return False
        is_needed = variable in part.needed and bool(part.needed[variable][condition.option])
        return True if is_needed or portion.demanded[condition.option] > 0 else None

    def _left(self, part: _Part, variable: int) -> BoolArray:
        left: BoolArray = self.weights.hard[self.artefact.values_of(variable)] < IMPOSSIBLE
        return left & part.values[variable] if variable in part.values else left

    def _given_up(self, part: _Part, condition: Condition) -> _Part:
        if condition.values is not None:
            left = self._left(part, condition.variable) & ~condition.values
            return replace(part, values={**part.values, condition.variable: left})
        return replace(part, barred=self._marked(part.barred, condition))

    def _held(self, part: _Part, condition: Condition) -> _Part:
        if condition.values is not None:
            left = self._left(part, condition.variable) & condition.values
            return replace(part, values={**part.values, condition.variable: left})
        return replace(part, needed=self._marked(part.needed, condition))

    def _marked(self, marks: Mapping[int, BoolArray], condition: Condition) -> dict[int, BoolArray]:
        many = len(self.artefact.variables[condition.variable].options)
        marked = marks.get(condition.variable, np.zeros(many, dtype=np.bool_)).copy()
        marked[condition.option] = True
        return {**marks, condition.variable: marked}

    def _without(self, part: _Part, joint: Joint) -> list[_Part]:
        """Split a part into those where a combination does not hold; none overlap."""
        smaller = []
        for condition in joint[0]:
            if self._state(part, condition) is None:
                smaller.append(self._given_up(part, condition))
                part = self._held(part, condition)
        return smaller

    def _weighed(self, part: _Part) -> Weights:
        hard = self.weights.hard.copy()
        for variable, left in part.values.items():
            at = self.artefact.values_of(variable)
            hard[at] = np.where(left, hard[at], INFINITE)
        portions = dict(self.weights.portions)
        for variable in part.barred.keys() | part.needed.keys():
            none = np.zeros(len(self.artefact.variables[variable].options), dtype=np.bool_)
            portion = portions[variable].narrowed(
                part.barred.get(variable, none), part.needed.get(variable, none)
            )
            portions[variable] = portion
            hard[self.artefact.values_of(variable)] = portion.cost
        return replace(self.weights, hard=hard, portions=portions)

    def _broken(self, found: Least, values: IntArray, late: list[Joint]) -> Joint | None:
        """Return a late combination that a configuration has."""
        return next((joint for joint in late if self._holds(found, values, joint[0])), None)

    def _holds(self, found: Least, values: IntArray, conditions: tuple[Condition, ...]) -> bool:
        return all(
            bool(condition.values[values[condition.variable]])
            if condition.values is not None
            else bool(self._is_taken(found, values, condition.variable)[condition.option])
            for condition in conditions
        )

    def _is_taken(self, found: Least, values: IntArray, variable: int) -> BoolArray:
        """Return which options of a class a configuration takes."""
        portion = found.weights.portions[variable]
        taken = portion.taken(int(values[variable]))
        return np.isin(portion.options, list(taken))
