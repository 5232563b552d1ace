"""When options, and combinations of them, are ready; a configuration waits for the latest."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from configurator.engine.arrays import BoolArray, IntArray
from configurator.engine.choices import option_index, read_value
from configurator.engine.compiled import Compiled
from configurator.engine.errors import ValueOutOfRange
from configurator.engine.model import GroupKind

LATEST = 1 << 58


@dataclass(frozen=True, slots=True)
class Combination:
    """Choices that together bring a time along: a family of set-ups, a part.

    Parameters
    ----------
    choices : mapping of str to collection of values
        Per group, the values of which one must be chosen; of a some_of, option codes of which
        one must be taken. All groups must hold.
    ready_at : int
        A configuration with all of them is not ready before.
    """

    choices: Mapping[str, Collection[Any]]
    ready_at: int


@dataclass(frozen=True, eq=False)
class ReadyTimes:
    """When things are ready, in any whole unit from any start.

    Parameters
    ----------
    options : mapping of str to sequence of int
        Per one_of or some_of, a time for each option, in option order; a group that is missing
        is ready by ``earliest``.
    combinations : sequence of Combination
        Times of choices that hold together.
    earliest : int
        No configuration is ready before.
    """

    options: Mapping[str, Sequence[int] | IntArray] = field(default_factory=dict)
    combinations: Sequence[Combination] = ()
    earliest: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One part of a combination.

    Parameters
    ----------
    variable : int
        The variable it speaks of.
    values : BoolArray or None
        Which of its values meet it; None where it asks for an option of a some_of.
    option : int
        That option, counted within the variable's class; else -1.
    """

    variable: int
    values: BoolArray | None
    option: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class Lateness:
    """Ready times as the solver reads them.

    Parameters
    ----------
    by_value : mapping of int to IntArray
        Per variable of a one_of, the time of each value.
    by_option : mapping of int to IntArray
        Per variable of a some_of, the time of each option of its class.
    joint : tuple of (conditions, time)
        The combinations.
    times : tuple of int
        All times that a configuration can be ready at, ascending.
    """

    by_value: Mapping[int, IntArray]
    by_option: Mapping[int, IntArray]
    joint: tuple[tuple[tuple[Condition, ...], int], ...]
    times: tuple[int, ...]

    @classmethod
    def read(cls, artefact: Compiled, ready: ReadyTimes) -> "Lateness":
        """Read ready times for a model.

        Raises
        ------
        UnknownGroup, UnknownOption, ValueOutOfRange
            If something is named that is not there, or a time is no whole number.
        """
        by_value: dict[int, IntArray] = {}
        by_option: dict[int, IntArray] = {}
        for code, given in ready.options.items():
            _read_options(artefact, code, given, by_value, by_option)
        joint = tuple(
            (conditions, each.ready_at)
            for each in ready.combinations
            for conditions in _conditions(artefact, each)
        )
        known = [ready.earliest, *(time for _, time in joint)]
        known += [time for times in (*by_value.values(), *by_option.values()) for time in times]
        if any(abs(int(time)) > LATEST for time in known):
            raise ValueOutOfRange("a ready time is too large")
        times = sorted({max(int(time), ready.earliest) for time in known})
        return cls(by_value, by_option, joint, tuple(times))


def _read_options(
    artefact: Compiled, code: str, given: Sequence[int] | IntArray,
    by_value: dict[int, IntArray], by_option: dict[int, IntArray],
) -> None:  # fmt: skip
    index, group = artefact.group(code)
    times = np.asarray(given)
    if not group.options or times.shape != (len(group.options),) or times.dtype.kind not in "iu":
        raise ValueOutOfRange(f"{code} needs one whole number for each option", code)
    for variable in artefact.variables_by_group[index]:
        if group.kind is GroupKind.SOME_OF:
            by_option[variable] = times[list(artefact.variables[variable].options)]
        else:
            by_value[variable] = np.concatenate([[-LATEST], times]).clip(-LATEST)


def _conditions(artefact: Compiled, joint: Combination) -> Iterator[tuple[Condition, ...]]:
    """Yield the combination once for each way to take its options of some_of groups."""
    parts: list[list[Condition]] = []
    for code, values in joint.choices.items():
        index, group = artefact.group(code)
        variables = artefact.variables_by_group[index]
        if isinstance(values, str):
            raise ValueOutOfRange(f"{code} needs a collection of values", code)
        if group.kind is GroupKind.TEXT:
            raise ValueOutOfRange(f"{code} is a text: it cannot be part of a combination", code)
        if group.kind is GroupKind.SOME_OF:
            places = [option_index(artefact.model, index, value) for value in values]
            parts.append([_taken(artefact, variables, place) for place in places])
            continue
        met = np.zeros(artefact.variables[variables[0]].size, dtype=np.bool_)
        met[[read_value(artefact.model, index, value).value for value in values]] = True
        parts.append([Condition(variables[0], met)])
    return product(*parts)


def _taken(artefact: Compiled, variables: Sequence[int], place: int) -> Condition:
    variable = next(v for v in variables if place in artefact.variables[v].options)
    return Condition(variable, None, artefact.variables[variable].options.index(place))
