from dataclasses import replace

from production.planner.simulation.disruptions import Breakdowns, delivery_days
from production.planner.simulation.values import START_MIN, Assumptions
from production.planner.working_calendar import WorkingCalendar
from tests.production.planner.simulation.scenarios import ALWAYS, CALM

CALENDAR = WorkingCalendar(ALWAYS, START_MIN)


def test_machine_that_never_breaks_ends_when_the_work_is_done():
    machine = Breakdowns(1, "loom/0", CALM)

    assert machine.end_of_work(CALENDAR, START_MIN, 500) == START_MIN + 500
    assert machine.down_min == 0


def test_repair_makes_work_longer_by_what_the_machine_stood_still():
    often = replace(Assumptions(), days_between_breakdowns=1.0)
    machine, now, worked = Breakdowns(1, "loom/0", often), START_MIN, 0

    for _ in range(50):
        now = machine.end_of_work(CALENDAR, now, 300)
        worked += 300

    assert machine.down_min > 0
    assert now == START_MIN + worked + machine.down_min


def test_machines_break_down_alike_in_every_shop():
    ends = [
        Breakdowns(7, "loom/0", Assumptions()).end_of_work(CALENDAR, START_MIN, 90_000)
        for _ in range(2)
    ]

    assert ends[0] == ends[1]
    assert ends[0] != Breakdowns(7, "loom/1", Assumptions()).end_of_work(
        CALENDAR, START_MIN, 90_000
    )


def test_late_deliveries_take_some_days_more():
    assumed = replace(Assumptions(), late_delivery_share=0.5)

    days = [delivery_days(1, "clay", day, assumed) for day in range(200)]

    assert set(days) == {4, 7}
    assert 70 < days.count(7) < 130
