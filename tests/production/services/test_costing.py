from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.money import split_exactly
from production.models import CostEntry, Run
from production.services.counting import scrap
from production.services.downtimes import plan_stop, resume_machine, stop_machine
from production.services.floor import finish_run, start_run
from tests.factories.production import (
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
)

WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=30)


@given(st.integers(0, 10**9), WEIGHTS)
def test_parts_add_up_and_are_within_a_unit_of_their_share(total, weights):
    parts = split_exactly(total, weights)

    shares = weights if any(weights) else [1] * len(weights)
    assert sum(parts) == total
    for part, share in zip(parts, shares, strict=True):
        assert abs(part * sum(shares) - total * share) < sum(shares)


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_splitting_among_nobody_or_by_a_negative_weight_is_refused(weights):
    with pytest.raises(ValueError, match="split among"):
        split_exactly(100, weights)


@pytest.fixture
def running(db, mara):
    """Order A has two pieces of 20 minutes, B has one; the machine costs 36.61 an hour."""
    make_step(
        make_centre(rate_minor_per_hour=3661, policy={"max_minutes": 60}), 1, minutes_per_piece="20"
    )
    make_bill_line(make_part("tube", cost_minor=333), quantity_formula="1.5")
    make_custom_order(quantity=2, reference="A")
    make_custom_order(quantity=1, reference="B")
    make_planned_factory()
    run = Run.objects.get()
    Run.objects.update(changeover_min=20)
    start_run(run_number=run.number, actor=mara, now=NOW)
    return run


def booked():
    rows = CostEntry.objects.order_by("kind", "work_order__reference")
    return list(rows.values_list("kind", "work_order__reference", "planned_minor", "actual_minor"))


def test_members_carry_the_cost_of_their_run_to_the_cent(running, mara):
    finish_run(run_number=running.number, actor=mara, now=NOW + timedelta(minutes=70))

    # 20 min of set-up cost 1220.33, 60 planned and 70 worked minutes 3661 and 4271.17 cents.
    assert booked() == [
        ("material", "A", 999, 999),
        ("material", "B", 500, 500),
        ("setup", "A", 813, 813),
        ("setup", "B", 407, 407),
        ("work", "A", 2441, 2847),
        ("work", "B", 1220, 1424),
    ]


def test_work_on_scrapped_pieces_is_scrap_and_nothing_is_lost(running, mara):
    at = {"actor": mara, "now": NOW + timedelta(minutes=60)}
    scrap(run_number=running.number, pieces=1, reason="surface", **at)

    finish_run(run_number=running.number, **at)

    worked = {(kind, order): actual for kind, order, _planned, actual in booked()}
    assert worked["scrap", "A"] == 2441 // 2
    assert worked["scrap", "A"] + worked["work", "A"] + worked["work", "B"] == 3661


def test_stopped_time_is_no_work(running, mara):
    who = {"run_number": running.number, "actor": mara}
    stop_machine(reason="tool", expected_min=30, now=NOW + timedelta(minutes=10), **who)
    resume_machine(now=NOW + timedelta(minutes=40), **who)

    finish_run(now=NOW + timedelta(minutes=90), **who)

    work = [actual for kind, _order, _planned, actual in booked() if kind == "work"]
    assert sum(work) == 3661


def test_stop_that_is_planned_for_later_takes_nothing_off_the_work(running, mara):
    plan_stop(
        machine=running.machine,
        reason="cleaning",
        starts_at=NOW + timedelta(days=1),
        ends_at=NOW + timedelta(days=1, minutes=50),
        now=NOW,
    )

    finish_run(run_number=running.number, actor=mara, now=NOW + timedelta(minutes=60))

    work = [actual for kind, _order, _planned, actual in booked() if kind == "work"]
    assert sum(work) == 3661
