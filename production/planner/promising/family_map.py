"""Which machine makes which family: like families together, loads even, renewed as they move."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

BIG_SHARE = 0.75
MOVES = 6
WORTH = 0.97


def first_map(
    rates: Mapping[str, float], group_of: Callable[[str], str], machines: Sequence[int]
) -> dict[str, int]:
    """Give every family a machine: groups stay together, the largest first, loads even.

    A family that would fill most of a machine gets one to itself first; its group goes on
    as if it were not there.

    Parameters
    ----------
    rates
        Minutes of each family asked for a working minute.
    group_of
        Names the families between which a changeover is short.
    """
    load = dict.fromkeys(machines, 0.0)
    chosen: dict[str, int] = {}
    biggest = max(sorted(rates), key=lambda family: rates[family])
    if rates[biggest] > BIG_SHARE * sum(rates.values()) / len(machines):
        chosen[biggest] = machines[0]
        load[machines[0]] += rates[biggest]
    groups: dict[str, list[str]] = defaultdict(list)
    for family in sorted(rates):
        if family not in chosen:
            groups[group_of(family)].append(family)
    weights = {name: sum(rates[family] for family in groups[name]) for name in groups}
    for name in sorted(groups, key=lambda name: (-weights[name], name)):
        machine = min(machines, key=lambda machine: load[machine])
        load[machine] += weights[name]
        chosen.update(dict.fromkeys(groups[name], machine))
    return chosen


def renewed_map(
    current: Mapping[str, int],
    rates: Mapping[str, float],
    group_of: Callable[[str], str],
    machines: Sequence[int],
    tolerance: float,
) -> dict[str, int]:
    """Even out the loads by few moves, from the fullest machine to the emptiest.

    Nothing moves while no machine carries `tolerance` times the mean. A whole group moves
    where that helps, else one family. Runs that are open stay where they are.
    """
    chosen = dict(current)
    for _ in range(MOVES):
        load = dict.fromkeys(machines, 0.0)
        for family, machine in chosen.items():
            load[machine] += rates.get(family, 0.0)
        full = max(machines, key=lambda machine: load[machine])
        empty = min(machines, key=lambda machine: load[machine])
        if load[full] < tolerance * sum(load.values()) / len(machines):
            break
        moved = _best_move(chosen, rates, group_of, load, full, empty)
        if not moved:
            break
        chosen.update(dict.fromkeys(moved, empty))
    return chosen


def _best_move(
    chosen: Mapping[str, int],
    rates: Mapping[str, float],
    group_of: Callable[[str], str],
    load: Mapping[int, float],
    full: int,
    empty: int,
) -> list[str]:
    here = sorted(family for family, machine in chosen.items() if machine == full)
    groups: dict[str, list[str]] = defaultdict(list)
    for family in here:
        groups[group_of(family)].append(family)
    for units in ([groups[name] for name in sorted(groups)], [[family] for family in here]):
        peaks = [_peak(unit, rates, load[full], load[empty]) for unit in units]
        best = min(range(len(units)), key=lambda place: peaks[place])
        if peaks[best] < WORTH * load[full]:
            return units[best]
    return []


def _peak(unit: list[str], rates: Mapping[str, float], full: float, empty: float) -> float:
    moved = sum(rates.get(family, 0.0) for family in unit)
    return max(full - moved, empty + moved) if moved else full
