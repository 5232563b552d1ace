"""Sequence runs on machines: finite capacity, real changeovers, custom work by due date.

A list schedule in the manner of Giffler and Thompson (1960): of all runs whose predecessors
are placed, the one that could end first names a machine; among the runs that compete for
that machine until then, a rule chooses. Heuristic, always feasible, deterministic.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from types import MappingProxyType

from production.planner.changeovers import Changeover, changeover_minutes
from production.planner.lineup import Choice, LineUp
from production.planner.stops import meets
from production.planner.values import (
    Assignment,
    Centre,
    Kind,
    Machine,
    Plan,
    PlanningError,
    Problem,
    RunToPlan,
    Slot,
    Stop,
    Unplaced,
)
from production.planner.working_calendar import WorkingCalendar

NOTHING: Mapping[int, int] = MappingProxyType({})


@dataclass(slots=True)
class _MachineState:
    free_from: int
    family: str


@dataclass(slots=True)
class _Shop:
    """The plan while it grows."""

    problem: Problem
    centres: dict[int, Centre]
    calendars: dict[int, WorkingCalendar]
    machines: dict[int, list[Machine]]
    stops: dict[int, tuple[Stop, ...]]
    states: dict[int, _MachineState]
    predecessors: dict[int, set[int]]
    changeovers: dict[int, Callable[[str, str], int]]
    slots: dict[int, Slot] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    def end_of(self, centre: int, choice: Choice) -> int:
        """Return the minute at which a choice ends: the one after its last working minute."""
        return self.calendars[centre].end_at(choice.end)


def make_plan(
    problem: Problem,
    changeover: Changeover = changeover_minutes,
    follows: Mapping[int, int] = NOTHING,
) -> Plan:
    """Give every run a slot, or say what keeps it from having one.

    Started runs keep their slot; frozen ones keep theirs while it is still possible. Of the
    others, the custom run with the earliest due date goes first, unless a run of the family
    that the machine is set up for can go ahead without making it late. Stock fills the rest.
    `changeover` says how long a work centre needs from one family to another; `follows` names
    for a run another one that it has to wait for.
    """
    shop = _open_shop(problem, changeover)
    for later, earlier in follows.items():
        shop.predecessors[later].add(earlier)
    for run in sorted(problem.runs, key=lambda run: run.id):
        if run.started:
            _place(shop, run, run.started)
    for run in _in_frozen_order(problem):
        if run.frozen and _is_still_possible(shop, run, run.frozen):
            _place(shop, run, run.frozen)
    _dispatch(shop)
    return Plan(
        tuple(Assignment(run, slot) for run, slot in sorted(shop.slots.items())),
        tuple(Unplaced(run, reason) for run, reason in sorted(shop.reasons.items())),
    )


def plan_in_order(
    problem: Problem,
    order: Mapping[int, Sequence[int]],
    changeover: Changeover = changeover_minutes,
) -> Plan:
    """Time the runs as early as they can go in a given order.

    Started runs keep their slot, frozen ones too while that is possible. A run that no
    machine names, or that stands behind one that waits for it, has no place.

    Parameters
    ----------
    order
        The runs of each machine, by id, in the order in which it works on them.
    """
    shop = _open_shop(problem, changeover)
    runs = {run.id: run for run in problem.runs}
    for run in problem.runs:
        if run.started:
            _place(shop, run, run.started)
    queues = {
        machine: deque(run for run in ids if run not in shop.slots)
        for machine, ids in sorted(order.items())
    }
    while any(_place_next(shop, runs, machine, queue) for machine, queue in queues.items()):
        pass
    _explain_the_rest(shop)
    return Plan(
        tuple(Assignment(run, slot) for run, slot in sorted(shop.slots.items())),
        tuple(Unplaced(run, reason) for run, reason in sorted(shop.reasons.items())),
    )


def _place_next(
    shop: _Shop, runs: Mapping[int, RunToPlan], machine: int, queue: deque[int]
) -> bool:
    if not queue or not shop.predecessors[queue[0]] <= shop.slots.keys():
        return False
    run = runs[queue.popleft()]
    if run.id in shop.reasons:
        return True
    try:
        slot = _kept_slot(shop, run, machine) or _slot_on(shop, run, machine)
    except PlanningError as error:
        shop.reasons[run.id] = str(error)
    else:
        _place(shop, run, slot)
    return True


def _kept_slot(shop: _Shop, run: RunToPlan, machine: int) -> Slot | None:
    slot = run.frozen
    if slot is None or slot.machine != machine:
        return None
    return slot if _is_still_possible(shop, run, slot) else None


def run_predecessors(problem: Problem) -> dict[int, set[int]]:
    """Return for each run the runs that hold an earlier unfinished step of one of its lots."""
    steps_by_lot: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for run in problem.runs:
        for step in run.steps:
            if not step.is_done:
                steps_by_lot[step.lot].append((step.position, run.id))
    predecessors: dict[int, set[int]] = {run.id: set() for run in problem.runs}
    for steps in steps_by_lot.values():
        steps.sort()
        for (_, earlier), (_, later) in pairwise(steps):
            predecessors[later].add(earlier)
    return predecessors


def _open_shop(problem: Problem, changeover: Changeover) -> _Shop:
    machines: dict[int, list[Machine]] = defaultdict(list)
    for machine in sorted(problem.machines, key=lambda machine: machine.id):
        machines[machine.work_centre].append(machine)
    shop = _Shop(
        problem=problem,
        centres={centre.id: centre for centre in problem.centres},
        calendars={},
        machines=machines,
        stops={machine.id: machine.stops for machine in problem.machines},
        states={m.id: _MachineState(problem.now, m.family) for m in problem.machines},
        predecessors=run_predecessors(problem),
        changeovers={centre.id: partial(changeover, centre) for centre in problem.centres},
    )
    _open_calendars(shop)
    _set_aside(shop)
    return shop


def _open_calendars(shop: _Shop) -> None:
    for centre in shop.problem.centres:
        try:
            shop.calendars[centre.id] = WorkingCalendar(centre.calendar, shop.problem.now)
        except PlanningError as error:
            for run in shop.problem.runs:
                if run.work_centre == centre.id and not run.started:
                    shop.reasons[run.id] = f"{centre.name}: {error}"


def _set_aside(shop: _Shop) -> None:
    waiting_lots: dict[int, int] = {}
    for lot, position in shop.problem.unseated:
        waiting_lots[lot] = min(position, waiting_lots.get(lot, position))
    for run in shop.problem.runs:
        if run.started or run.id in shop.reasons:
            continue
        if run.waits_for:
            shop.reasons[run.id] = run.waits_for
        elif not shop.machines[run.work_centre]:
            name = shop.centres[run.work_centre].name
            shop.reasons[run.id] = f"{name} has no machine in use"
        elif any(waiting_lots.get(step.lot, step.position) < step.position for step in run.steps):
            shop.reasons[run.id] = "waits for an earlier operation that has no run yet"


def _in_frozen_order(problem: Problem) -> list[RunToPlan]:
    frozen = [run for run in problem.runs if run.frozen and not run.started]
    return sorted(frozen, key=lambda run: (run.frozen.start if run.frozen else 0, run.id))


def _is_still_possible(shop: _Shop, run: RunToPlan, slot: Slot) -> bool:
    state, now = shop.states.get(slot.machine), shop.problem.now
    if state is None or run.id in shop.reasons or slot.start < now:
        return False
    if not shop.predecessors[run.id] <= shop.slots.keys():
        return False
    if max(slot.changeover_start, now) < state.free_from or slot.start < _ready(shop, run):
        return False
    if slot.changeover_start < now:
        return _is_being_set_up(shop, run, slot)
    try:
        return _slot_from(shop, run, slot.machine, slot.start) == slot
    except PlanningError:
        return False


def _is_being_set_up(shop: _Shop, run: RunToPlan, slot: Slot) -> bool:
    """Say whether the machine is set up for a frozen run right now, as planned."""
    family = shop.states[slot.machine].family
    try:
        changeover = shop.changeovers[run.work_centre](family, run.family)
    except PlanningError:
        return False
    calendar = shop.calendars[run.work_centre]
    is_as_long = calendar.end_after(slot.start, run.minutes) == slot.end
    is_stopped = any(meets(calendar, slot, stop) for stop in shop.stops[slot.machine])
    # Who works on it still, although he should have been done, ends now at the soonest.
    is_taken = any(
        other.machine == slot.machine and other.end > slot.changeover_start
        for other in shop.slots.values()
    )
    return changeover == slot.changeover_min and is_as_long and not (is_stopped or is_taken)


def _dispatch(shop: _Shop) -> None:
    successors = _successors(shop)
    missing = {run: set(before) - shop.slots.keys() for run, before in shop.predecessors.items()}
    runs = {run.id: run for run in shop.problem.runs if run.id not in shop.slots}
    lineups = _lineups(shop, runs.values())
    ready: dict[int, dict[int, int]] = defaultdict(dict)
    for run in runs:
        if run not in shop.reasons and not missing[run]:
            ready[runs[run].work_centre][run] = _ready(shop, runs[run])
    for centre, lineup in lineups.items():
        lineup.admit(ready[centre])
    first = {centre: _first(shop, lineup) for centre, lineup in lineups.items()}
    while options := [
        (shop.end_of(centre, it), it.run.id, it) for centre, it in first.items() if it
    ]:
        earliest = min(options, key=lambda option: option[:2])[2]
        lineup = lineups[earliest.run.work_centre]
        chosen = _choose(shop, lineup, earliest)
        slot = _slot_on(shop, chosen.run, chosen.machine)
        lineup.remove(chosen.run)
        _place(shop, chosen.run, slot)
        lineup.set_machine(slot.machine, slot.end, chosen.run.family)
        touched = {chosen.run.work_centre}
        for later in successors[chosen.run.id]:
            missing[later].discard(chosen.run.id)
            if not missing[later] and later not in shop.slots and later not in shop.reasons:
                lineups[runs[later].work_centre].admit({later: _ready(shop, runs[later])})
                touched.add(runs[later].work_centre)
        for centre in touched:
            first[centre] = _first(shop, lineups[centre])
    _explain_the_rest(shop)


def _lineups(shop: _Shop, runs: Iterable[RunToPlan]) -> dict[int, LineUp]:
    waiting: dict[int, list[RunToPlan]] = defaultdict(list)
    for run in runs:
        if run.id not in shop.reasons:
            waiting[run.work_centre].append(run)
    lineups = {}
    for centre, members in waiting.items():
        lineup = LineUp(
            members, shop.machines[centre], shop.calendars[centre], shop.changeovers[centre]
        )
        for machine in shop.machines[centre]:
            state = shop.states[machine.id]
            lineup.set_machine(machine.id, state.free_from, state.family)
        lineups[centre] = lineup
    return lineups


def _first(shop: _Shop, lineup: LineUp) -> Choice | None:
    """Return the choice that ends first; set aside what no machine can take."""
    for run, reason in lineup.stuck():
        shop.reasons[run.id] = reason
        lineup.remove(run)
    return lineup.first_to_end()


def _successors(shop: _Shop) -> dict[int, set[int]]:
    successors: dict[int, set[int]] = defaultdict(set)
    for run, before in shop.predecessors.items():
        for earlier in before:
            successors[earlier].add(run)
    return successors


def _choose(shop: _Shop, lineup: LineUp, first: Choice) -> Choice:
    """Choose among the runs that would begin on this machine before `first` ends."""
    rivals = lineup.rivals(first)
    custom = lineup.of_kind(rivals, Kind.CUSTOM)
    if not len(custom):
        return lineup.least_changeover(rivals, first.machine)
    urgent = lineup.most_urgent(custom, first.machine)
    smooth = lineup.smooth(rivals, first.machine)
    if len(smooth):
        smooth_custom = lineup.of_kind(smooth, Kind.CUSTOM)
        gentle = lineup.most_urgent(smooth_custom if len(smooth_custom) else smooth, first.machine)
        if _can_wait(shop, urgent, gentle):
            return gentle
    near = lineup.least_regret(custom, first.machine)
    if shop.end_of(urgent.run.work_centre, urgent) > urgent.run.latest_end:
        # A late run waits for those that would be late behind it, and for nobody else.
        return urgent if _can_wait(shop, near, urgent) else near
    return near if _can_wait(shop, urgent, near) else urgent


def _can_wait(shop: _Shop, urgent: Choice, ahead: Choice) -> bool:
    """Say whether the urgent run is still on time when the other one goes first."""
    if urgent.run.id == ahead.run.id:
        return True
    centre = urgent.run.work_centre
    try:
        changeover = shop.changeovers[centre](ahead.run.family, urgent.run.family)
    except PlanningError:
        return False
    ahead_end = shop.end_of(centre, ahead)
    end = shop.calendars[centre].end_after(ahead_end, changeover + urgent.run.minutes)
    return end <= urgent.run.latest_end


def _slot_on(shop: _Shop, run: RunToPlan, machine: int) -> Slot:
    return _slot_from(shop, run, machine, _ready(shop, run))


def _slot_from(shop: _Shop, run: RunToPlan, machine: int, ready: int) -> Slot:
    """Return the first slot whose work begins at or after `ready`, the changeover right before.

    Neither lies in a stop of the machine.
    """
    free_from = shop.states[machine].free_from
    slot = _slot_after(shop, run, machine, ready, free_from)
    for stop in shop.stops[machine]:
        if meets(shop.calendars[run.work_centre], slot, stop):
            free_from = max(free_from, stop.end)
            slot = _slot_after(shop, run, machine, ready, free_from)
    return slot


def _slot_after(shop: _Shop, run: RunToPlan, machine: int, ready: int, free_from: int) -> Slot:
    centre, state = shop.centres[run.work_centre], shop.states[machine]
    calendar = shop.calendars[centre.id]
    changeover = shop.changeovers[centre.id](state.family, run.family)
    earliest = max(ready, calendar.end_after(free_from, changeover))
    if run.may_pause:
        start = calendar.next_working(earliest)
    else:
        start = calendar.unbroken_start(earliest, run.minutes)
    end = calendar.end_after(start, run.minutes)
    return Slot(machine, calendar.start_before(start, changeover), start, end, changeover)


def _ready(shop: _Shop, run: RunToPlan) -> int:
    ends = [shop.slots[earlier].end for earlier in shop.predecessors[run.id]]
    return max([shop.problem.now, run.release, *ends])


def _place(shop: _Shop, run: RunToPlan, slot: Slot) -> None:
    shop.slots[run.id] = slot
    state = shop.states.get(slot.machine)
    if state is not None and slot.end >= state.free_from:
        state.free_from, state.family = slot.end, run.family


def _explain_the_rest(shop: _Shop) -> None:
    for run in shop.problem.runs:
        if run.id not in shop.slots:
            shop.reasons.setdefault(run.id, "waits for a run that has no place in the plan")
