"""Climb the ladder: shift right, insert, re-sequence a machine, reassign, plan in full.

Every rung is planned and judged before one is taken, so what the others would have cost is
known. Heuristic and deterministic; the plan that is taken has passed the checker.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from production.planner.changeovers import Changeover, changeover_minutes, remembered
from production.planner.checker import check_plan
from production.planner.replanning.queues import LATE_RUN_MIN, Queues
from production.planner.replanning.values import (
    Answer,
    Attempt,
    Disturbance,
    Limit,
    Loss,
    Rung,
)
from production.planner.sequencing import make_plan, plan_in_order, run_predecessors
from production.planner.values import Kind, Plan, PlanningError, Problem, RunToPlan, Slot

LIMIT = Limit()
Order = Mapping[int, list[int]]
# Minutes late that outweigh pushing one more run back: tried from the calmest on.
CALM = (240, 120, 60)


def answer(
    problem: Problem,
    slots: Mapping[int, Slot],
    disturbance: Disturbance,
    limit: Limit = LIMIT,
    changeover: Changeover = changeover_minutes,
) -> Answer:
    """Return the first rung that is good enough and legal, beside all the others.

    A rung is good enough when every run that a full plan places has a place, few runs on other
    machines move, and custom runs are hardly later than before, or than a full plan would make
    them. Where all are too late, the least late of those that move few is taken: orders that
    were late before anything happened are no reason to move everybody's. A full plan is for runs
    that have a place in no other.

    Parameters
    ----------
    problem
        The factory as it is now.
    slots
        The plan before, by run.
    """
    ladder = _Ladder(problem, slots, disturbance, limit, changeover)
    attempts = ladder.attempts()
    calm = [attempt for attempt in attempts[:-1] if ladder.is_calm(attempt)]
    ranked = [
        *filter(ladder.is_enough, calm),
        *sorted(calm, key=_lateness_of),
        *filter(ladder.is_enough, attempts[:-1]),
    ]
    taken = next(
        (attempt for attempt in ranked if not check_plan(problem, attempt.plan)), attempts[-1]
    )
    return Answer(disturbance, taken, tuple(attempts), ladder.before[0])


class _Ladder:
    """The rungs for one disturbance, each judged against the plan before and a full plan."""

    def __init__(
        self,
        problem: Problem,
        slots: Mapping[int, Slot],
        disturbance: Disturbance,
        limit: Limit,
        changeover: Changeover,
    ) -> None:
        self.problem, self.slots, self.disturbance = problem, slots, disturbance
        self.limit, self.changeover = limit, remembered(changeover)
        self.before = _lateness(problem, slots)
        self.full = self._judged(Rung.FULL, make_plan(problem, self.changeover))
        self.custom = sum(run.kind is Kind.CUSTOM for run in problem.runs)
        elsewhere = sum(
            run.id in slots and slots[run.id].machine not in disturbance.machines
            for run in problem.runs
            if not run.started
        )
        self.most_moved = max(limit.moved_runs, limit.moved_share * elsewhere)

    def attempts(self) -> list[Attempt]:
        """Return every rung with its plan and its loss, the lowest first."""
        try:
            return [*self._cheap_attempts(), self.full]
        except PlanningError:
            # A calendar or matrix was changed so that the plan before cannot even be timed.
            return [self.full]

    def is_calm(self, attempt: Attempt) -> bool:
        """Say whether every run that can has a place and few runs on other machines move."""
        return self._is_whole(attempt) and attempt.loss.elsewhere <= self.most_moved

    def is_enough(self, attempt: Attempt) -> bool:
        """Say whether every run that can has a place and hardly more is late than must be."""
        loss, full, limit = attempt.loss, self.full.loss, self.limit
        late_runs, late_min = (
            max(self.before[0], full.late_runs),
            max(self.before[1], full.late_min),
        )
        return (
            self._is_whole(attempt)
            and loss.late_runs <= late_runs + int(self.custom * limit.late_share)
            and loss.late_min <= late_min + self.custom * limit.late_min_a_run
        )

    def _is_whole(self, attempt: Attempt) -> bool:
        return attempt.loss.unplaced <= self.full.loss.unplaced

    def _cheap_attempts(self) -> list[Attempt]:
        order = _order(self.problem, self.slots)
        shift = self._judged(Rung.SHIFT, self._timed(order))
        timed = {item.run: item.slot for item in shift.plan.assignments}
        fresh = _fresh(self.problem, self.slots, self.full.plan)
        attempts, touched = [shift], set(self.disturbance.machines)
        if fresh:
            queues = self._queues(timed, order, CALM[0])
            touched |= _insert(queues, fresh)
            order = queues.order
            attempts.append(self._judged(Rung.INSERT, self._timed(order)))
        again = _resequenced(self.problem, order, timed, touched, self.changeover)
        attempts.append(self._judged(Rung.RESEQUENCE, self._timed(again)))
        attempts.append(self._reassigned(timed, order, touched))
        return attempts

    def _reassigned(self, timed: Mapping[int, Slot], order: Order, touched: set[int]) -> Attempt:
        """Return the calmest reassignment that is enough, else the least late of the calm ones."""
        found = []
        for minutes_a_shift in CALM:
            queues = self._queues(timed, order, minutes_a_shift)
            _reassign(queues, touched, self.most_moved)
            attempt = self._judged(Rung.REASSIGN, self._timed(queues.order))
            if self.is_calm(attempt) and self.is_enough(attempt):
                return attempt
            found.append(attempt)
        return min([row for row in found if self.is_calm(row)] or found, key=_lateness_of)

    def _queues(self, timed: Mapping[int, Slot], order: Order, minutes_a_shift: int) -> Queues:
        return Queues(self.problem, timed, order, self.changeover, minutes_a_shift)

    def _timed(self, order: Order) -> Plan:
        return plan_in_order(self.problem, order, self.changeover)

    def _judged(self, rung: Rung, plan: Plan) -> Attempt:
        return Attempt(rung, plan, _loss(self.problem, self.slots, plan, self.disturbance))


def _order(problem: Problem, slots: Mapping[int, Slot]) -> dict[int, list[int]]:
    """Return the runs of each machine as the plan before had them."""
    order: dict[int, list[int]] = defaultdict(list)
    placed = [(run.started or slots[run.id], run.id) for run in problem.runs if run.id in slots]
    started = {run.id for run in problem.runs if run.started}
    for slot, run in sorted(placed, key=lambda row: (row[1] not in started, row[0].start, row[1])):
        order[slot.machine].append(run)
    in_use = {machine.id for machine in problem.machines}
    return {machine: queue for machine, queue in order.items() if machine in in_use}


def _fresh(problem: Problem, slots: Mapping[int, Slot], full: Plan) -> list[RunToPlan]:
    """Return the runs that had no place, or one on a machine out of use, the most urgent first."""
    possible = {item.run for item in full.assignments}
    in_use = {machine.id for machine in problem.machines}
    fresh = [
        run
        for run in problem.runs
        if run.id in possible
        and not run.started
        and (run.id not in slots or slots[run.id].machine not in in_use)
    ]
    return sorted(fresh, key=lambda run: (run.kind is not Kind.CUSTOM, run.latest_end, run.id))


def _resequenced(
    problem: Problem,
    order: Order,
    slots: Mapping[int, Slot],
    touched: set[int],
    changeover: Changeover,
) -> Order:
    """Order the runs of each touched machine anew, as if it were alone."""
    before = run_predecessors(problem)
    fresh = dict(order)
    for machine in sorted(touched & order.keys()):
        mine = set(order[machine])
        runs = tuple(
            replace(run, release=_ready(run, slots, before[run.id] - mine))
            for run in problem.runs
            if run.id in mine
        )
        alone = replace(
            problem,
            machines=tuple(row for row in problem.machines if row.id == machine),
            runs=runs,
            unseated=frozenset(),
        )
        placed = make_plan(alone, changeover).assignments
        ranked = sorted(placed, key=lambda item: (item.slot.start, item.run))
        fresh[machine] = [item.run for item in ranked]
    return fresh


def _ready(run: RunToPlan, slots: Mapping[int, Slot], before: set[int]) -> int:
    return max([run.release, *(slots[row].end for row in before if row in slots)])


def _insert(queues: Queues, fresh: Iterable[RunToPlan]) -> set[int]:
    """Give runs without a place the best one there is; return the machines they went to."""
    touched = set()
    for run in fresh:
        place = queues.best_place(run, list(queues.machines_of(run)))
        if place is not None:
            queues.put(place.machine, place.position, run.id)
            touched.add(place.machine)
    return touched


def _reassign(queues: Queues, touched: set[int], most_shifted: float) -> None:
    """Let runs of touched machines go to others of their work centre while that makes less late.

    Together they push back at most so many runs there, each push counted.
    """
    for machine in sorted(touched):
        settled: set[int] = set()
        while ids := [run for run in queues.to_move(machine) if run not in settled]:
            run = queues.runs[ids[0]]
            settled.add(run.id)
            others = [row for row in queues.machines_of(run) if row not in touched]
            position = queues.take_out(machine, run.id)
            place = queues.best_place(run, others, most_shifted)
            if place is None or place.regret >= _kept(queues, machine, position, run):
                queues.put(machine, position, run.id)
            else:
                queues.put(place.machine, place.position, run.id)
                most_shifted -= place.shifted


def _kept(queues: Queues, machine: int, position: int, run: RunToPlan) -> int:
    """Return the lateness that the run, where it stood, costs its machine."""
    place = queues.place(machine, position, run)
    return place.late_min + LATE_RUN_MIN * place.late_runs if place else 0


def _lateness_of(attempt: Attempt) -> int:
    """Return minutes late, late runs counted as some more of them."""
    return attempt.loss.late_min + LATE_RUN_MIN * attempt.loss.late_runs


def _loss(
    problem: Problem, slots: Mapping[int, Slot], plan: Plan, disturbance: Disturbance
) -> Loss:
    after = {item.run: item.slot for item in plan.assignments}
    late_runs, late_min = _lateness(problem, after)
    started = {run.id for run in problem.runs if run.started}
    kept = [run for run in after if run in slots and run not in started]
    elsewhere = [run for run in kept if slots[run].machine not in disturbance.machines]
    touched = [run for run in kept if slots[run].machine in disturbance.machines]
    return Loss(
        late_runs=late_runs,
        late_min=late_min,
        changeover_min=sum(slot.changeover_min for slot in after.values()),
        unplaced=len(plan.unplaced),
        elsewhere=sum(_is_moved(slots[run], after[run]) for run in elsewhere),
        reassigned=sum(slots[run].machine != after[run].machine for run in touched),
    )


def _is_moved(before: Slot, after: Slot) -> bool:
    return (before.machine, before.start) != (after.machine, after.start)


def _lateness(problem: Problem, slots: Mapping[int, Slot]) -> tuple[int, int]:
    """Return how many custom runs are late, and their minutes."""
    late = [
        slots[run.id].end - run.latest_end
        for run in problem.runs
        if run.kind is Kind.CUSTOM and run.id in slots and slots[run.id].end > run.latest_end
    ]
    return len(late), sum(late)
