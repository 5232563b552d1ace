from datetime import timedelta

import pytest

from foundation.errors import Conflict, InvalidInput, NotFound
from production.laws import violations
from production.models import HeldSeat, Hold, Operation, Run, RunMember, WorkOrder
from production.selectors.holds import live_holds
from production.services.holds import (
    WantedDesign,
    extend_hold,
    hold_seats,
    release_expired,
    release_hold,
    seat_held,
)
from production.services.run_formation import form_all_runs
from production.services.work_orders import cancel_work_orders
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)
NO_VIOLATIONS = {law: [] for law in ("2 seats", "promises")}


def design(colour="blue", quantity=1):
    return WantedDesign("bicycle", DOCUMENT, {"colour": colour}, quantity)


def hold(reference="cart 1", colour="blue", quantity=1, now=NOW):
    return hold_seats(
        wanted=design(colour, quantity), reference=reference, expires_at=now + HALF_HOUR, now=now
    )


def laws(now=NOW):
    return {law: found for law, found in violations(now).items() if law in NO_VIOLATIONS}


@pytest.fixture
def planned_run():
    """A run of 100 minutes at most, with one blue bicycle of 30 minutes in it."""
    make_step(make_centre(), 1)
    make_custom_order("blue")
    make_planned_factory()
    return Run.objects.get()


def test_hold_takes_its_seat_in_the_open_run(planned_run):
    held = hold(quantity=2)

    planned_run.refresh_from_db()
    seat = HeldSeat.objects.get()
    assert (seat.run, seat.step, seat.minutes, seat.pieces) == (planned_run, 1, 60, 2)
    assert (planned_run.held_min, planned_run.held_pieces) == (60, 2)
    assert (held.status, held.expires_at) == ("held", NOW + HALF_HOUR)
    assert laws() == NO_VIOLATIONS


def test_held_seats_are_not_given_twice(planned_run):
    hold(quantity=2)

    other = hold("cart 2")

    assert HeldSeat.objects.get(hold=other).run != planned_run


def test_hold_opens_a_run_where_none_can_be_joined():
    make_step(make_centre(), 1)

    hold()

    run = Run.objects.get()
    assert (run.status, run.family, run.held_min) == ("open", "blue", 30)
    assert run.closes_at == NOW + timedelta(minutes=600)


def test_plan_counts_what_is_held(planned_run):
    before = planned_run.planned_end
    hold(quantity=2)

    make_planned_factory()

    planned_run.refresh_from_db()
    assert planned_run.planned_end == before + timedelta(minutes=60)


def test_run_with_nothing_but_a_hold_has_a_place_in_the_plan():
    make_step(make_centre(), 1)
    hold()

    make_planned_factory()

    assert Run.objects.get().planned_end is not None
    assert violations(NOW) == {law: [] for law in violations(NOW)}


def test_second_hold_of_a_reference_replaces_the_first(planned_run):
    first = hold(quantity=2)

    second = hold(quantity=1)

    first.refresh_from_db()
    planned_run.refresh_from_db()
    assert (first.status, second.status, planned_run.held_pieces) == ("released", "held", 1)
    assert laws() == NO_VIOLATIONS


def test_hold_is_extended_once(planned_run):
    hold()
    later = NOW + timedelta(minutes=20)

    assert extend_hold(reference="cart 1", now=later).expires_at == later + HALF_HOUR
    with pytest.raises(Conflict) as refused:
        extend_hold(reference="cart 1", now=later)
    assert refused.value.code == "hold_extended"


def test_hold_that_is_over_is_not_extended(planned_run):
    hold()

    with pytest.raises(NotFound) as refused:
        extend_hold(reference="cart 1", now=NOW + HALF_HOUR)
    assert refused.value.code == "hold_over"


def test_released_seats_are_free_again(planned_run):
    hold(quantity=2)

    assert release_hold(reference="cart 1", now=NOW)
    assert not release_hold(reference="cart 1", now=NOW)

    planned_run.refresh_from_db()
    assert (planned_run.held_min, planned_run.status) == (None, "open")
    assert HeldSeat.objects.get(hold=hold("cart 2", quantity=2)).run == planned_run


def test_expired_holds_give_their_seats_back_once(planned_run):
    hold(quantity=2)

    assert release_expired(now=NOW + timedelta(minutes=29)) == 0
    assert release_expired(now=NOW + HALF_HOUR) == 1
    assert release_expired(now=NOW + HALF_HOUR) == 0

    planned_run.refresh_from_db()
    assert (Hold.objects.get().status, planned_run.held_min) == ("expired", None)


def test_run_in_which_only_an_expired_hold_was_is_dissolved():
    make_step(make_centre(), 1)
    hold()

    release_expired(now=NOW + HALF_HOUR)

    assert Run.objects.get().status == "dissolved"


def test_order_turns_held_seats_into_members(planned_run):
    hold(quantity=1)
    work_order = make_custom_order("blue", reference="order 1")

    assert seat_held(ordered={"cart 1": work_order}, now=NOW) == 1

    planned_run.refresh_from_db()
    operation = Operation.objects.get(lot__work_order=work_order)
    assert operation.status == "seated"
    assert RunMember.objects.get(operation=operation).run == planned_run
    assert (planned_run.held_min, Hold.objects.get().status) == (None, "taken")
    assert laws() == NO_VIOLATIONS


def test_held_seat_is_kept_when_its_run_closes(planned_run):
    """The run closes with the hold in it; the order still finds its seat there."""
    hold(quantity=1)
    form_all_runs(now=NOW + timedelta(minutes=600))
    Hold.objects.update(expires_at=NOW + timedelta(days=1))
    work_order = make_custom_order("blue", reference="order 1")

    seated = seat_held(ordered={"cart 1": work_order}, now=NOW + timedelta(minutes=601))

    planned_run.refresh_from_db()
    assert (seated, planned_run.status) == (1, "closed")
    assert laws() == NO_VIOLATIONS


def test_expired_hold_seats_nobody(planned_run):
    hold()
    work_order = make_custom_order("blue", reference="order 1")

    assert seat_held(ordered={"cart 1": work_order}, now=NOW + HALF_HOUR) == 0
    assert Operation.objects.get(lot__work_order=work_order).status == "waiting"


def test_larger_order_than_held_waits_for_the_next_forming(planned_run):
    hold(quantity=1)
    work_order = make_custom_order("blue", reference="order 1", quantity=2)

    assert seat_held(ordered={"cart 1": work_order}, now=NOW) == 0
    form_all_runs(now=NOW)

    assert Operation.objects.get(lot__work_order=work_order).status == "seated"
    assert laws() == NO_VIOLATIONS


def test_other_design_never_takes_a_held_seat(planned_run):
    hold(quantity=1)
    work_order = make_custom_order("green", reference="order 1")

    assert seat_held(ordered={"cart 1": work_order}, now=NOW) == 0
    assert laws() == NO_VIOLATIONS


def test_cancelled_order_leaves_held_seats_of_others(planned_run):
    hold()

    cancel_work_orders(reference=WorkOrder.objects.get().reference, now=NOW)

    planned_run.refresh_from_db()
    assert (planned_run.status, planned_run.held_pieces) == ("open", 1)


def test_live_holds_are_found_by_their_reference(planned_run):
    held = hold()

    assert live_holds(["cart 1", "cart 2"], NOW) == {"cart 1": held}
    assert live_holds(["cart 1"], NOW + HALF_HOUR) == {}


def test_design_that_nobody_can_make_is_not_held():
    with pytest.raises(Conflict) as refused:
        hold()
    assert refused.value.code == "no_offer"


def test_hold_has_to_end_in_the_future(planned_run):
    with pytest.raises(InvalidInput) as refused:
        hold_seats(wanted=design(), reference="cart 1", expires_at=NOW, now=NOW)
    assert refused.value.code == "invalid_expiry"


def test_room_before_a_promise_is_used_once(planned_run):
    """The plan leaves 40 minutes: one more bicycle of 30 fits, the next opens another run."""
    Run.objects.update(room_min=40)

    first, second = hold("cart 1"), hold("cart 2")

    planned_run.refresh_from_db()
    assert planned_run.room_min == 10
    assert first.seats.get().run == planned_run != second.seats.get().run


def test_new_run_keeps_seats_for_those_who_will_come():
    """One bicycle of 30 minutes was asked for: more will come, at most 50 minutes are kept."""
    make_step(make_centre(policy={"seats_ahead_min": 50, "max_minutes": 200}), 1)
    make_custom_order("blue")
    make_planned_factory()

    run = Run.objects.get()
    assert run.seats_min == 80
    assert run.planned_end - run.planned_start == timedelta(minutes=80)
    assert violations(NOW) == {law: [] for law in violations(NOW)}


def test_free_seats_vanish_when_the_run_closes():
    make_step(make_centre(policy={"seats_ahead_min": 50, "max_minutes": 200}), 1)
    make_custom_order("blue")
    make_planned_factory()

    make_planned_factory(NOW + timedelta(minutes=600))

    run = Run.objects.get()
    assert run.planned_end - run.planned_start == timedelta(minutes=30)
