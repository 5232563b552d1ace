"""The figures of the promising policy, in one frozen value."""

from dataclasses import dataclass

DAY_MIN = 960


@dataclass(frozen=True, slots=True)
class PromisePolicy:
    """How runs are opened ahead and what a promise adds to the plan; times in working minutes.

    Parameters
    ----------
    half_life_min
        After so long, what was asked for counts half in the demand of a family.
    seat_factor, wait_cap_min
        A new run gets seats for its first line and for `seat_factor` times the demand of
        its family while it waits; the wait is capped, or seats would feed on themselves.
    most_minutes
        The longest that a run may grow.
    wait_factor, wait_limit_min
        A run that needs a changeover stays open for `wait_factor * sqrt(50 / demand)`
        minutes, at most `wait_limit_min`, although its machine may be free.
    slack_share, floor_min
        A promise is the planned end, a share of the wait, and the learnt buffer or the floor.
    step_floor_min, step_cover
        Between a step and the next lies the same with a floor of its own, and with the buffer
        that would have covered this share of the outcomes.
    guard_share
        Every plan keeps so much of the remaining time free before each deadline.
    insert_gain_min
        A new run goes ahead of others only where that saves so many changeover minutes.
    join_wait_min
        A line joins a run that ends at most so much later than a new one would.
    spill_min, spill_factor
        A family leaves its own machine when another one ends earlier by `spill_min` and
        `spill_factor` times its changeover there. None: never.
    save_weight, exchange_weight, size_weight
        What a saved changeover minute, a line served earlier and a minute of a run with the
        larger changeover weigh when the next run is chosen.
    stock_ahead_min
        Pooled stock lots become ordinary lines so long before their wished date.
    idle_least_min, idle_most_min
        An idle machine makes pooled lots of one family when they last at least, at most so long.
    map_tolerance
        The family map is renewed when a machine carries so many times the mean load.
    """

    half_life_min: float = 2 * DAY_MIN
    seat_factor: float = 1.4
    wait_cap_min: float = 1.5 * DAY_MIN
    most_minutes: int = 400
    wait_factor: float = 16.0
    wait_limit_min: float = 420.0
    slack_share: float = 0.05
    floor_min: float = 0.16 * DAY_MIN
    step_floor_min: float = 30.0
    step_cover: float = 0.9
    guard_share: float = 0.04
    insert_gain_min: float = 30.0
    join_wait_min: float = DAY_MIN
    spill_min: float | None = None
    spill_factor: float = 8.0
    save_weight: float = 4.0
    exchange_weight: float = 0.1
    size_weight: float = 0.1
    stock_ahead_min: float = 2.5 * DAY_MIN
    idle_least_min: float = 120.0
    idle_most_min: float = 480.0
    map_tolerance: float = 1.1

    def waiting_min(self, demand: float) -> float:
        """Return how long a run stays open for others of a family with this demand."""
        return min(self.wait_limit_min, self.wait_factor * (50 / max(1e-4, demand)) ** 0.5)

    def seats_min(self, first_min: float, demand: float, wait_min: float) -> float:
        """Return the seats of a new run: the first line and what will come while it waits.

        Parameters
        ----------
        first_min
            Minutes of the line that opens the run.
        demand
            Minutes of the family asked for a working minute.
        wait_min
            Working minutes until the run can start.
        """
        coming = self.seat_factor * demand * min(max(wait_min, 0), self.wait_cap_min)
        return max(first_min, min(self.most_minutes, first_min + coming))

    def promise_at(self, now: float, planned_end: float, buffer_min: float) -> float:
        """Return the minute to promise for a planned end, never before that end."""
        return (
            planned_end + self.slack_share * (planned_end - now) + max(self.floor_min, buffer_min)
        )

    def next_step_at(self, now: float, planned_end: float, buffer_min: float) -> float:
        """Return the minute from which the step after one with this planned end is planned."""
        wait = planned_end - now
        return planned_end + self.slack_share * wait + max(self.step_floor_min, buffer_min)
