"""Seats in runs are kept while something lies in a cart, and taken by its order."""

from datetime import timedelta

import pytest

from foundation.money import Money
from orders.selectors.carts import cart_of
from orders.services import carts
from orders.services.buyers import Buyer
from orders.services.cart_contents import hold_reference
from orders.services.checkout import order_cart
from orders.services.held_seats import keep_seats
from production.laws import check_promises, check_seats
from production.models import HeldSeat, Hold, Operation, Promise, Run
from production.services.planning import plan_factory
from production.services.run_formation import form_all_runs
from production.services.work_orders import cancel_work_orders
from tests.factories.catalog import NOW
from tests.factories.orders import ADA, STEEL_MINOR, make_configuration, make_visitor

pytestmark = pytest.mark.usefixtures("shop")
ADAS, BENS = make_visitor("browser-1"), make_visitor("browser-2")


def add(visitor, quantity=1, now=NOW):
    return carts.add_configuration(
        visitor=visitor,
        configuration=make_configuration(),
        quantity=quantity,
        if_unit=None,
        now=now,
    )


def order(visitor, pieces=1, now=NOW):
    return order_cart(
        cart=cart_of(visitor),
        contact=ADA,
        buyer=Buyer(session_digest=visitor.session_digest),
        idempotency_key=f"order of {visitor.session_digest}",
        if_total=Money(STEEL_MINOR * pieces, "EUR"),
        now=now,
    ).order


def held(line):
    return Hold.objects.get(reference=hold_reference(line), status="held")


def test_line_in_the_cart_keeps_its_seat_for_half_an_hour():
    line = add(ADAS)

    hold = held(line)
    assert (hold.quantity, hold.expires_at) == (1, NOW + timedelta(minutes=30))
    assert Run.objects.get().held_pieces == 1


def test_two_customers_of_one_colour_join_one_run():
    add(ADAS)
    plan_factory(now=NOW)
    add(BENS)

    first, second = order(ADAS), order(BENS)

    run = Run.objects.get()
    assert run.members.filter(is_active=True).count() == 2
    assert (run.held_min, check_seats(NOW), check_promises(NOW)) == (None, [], [])
    assert second.lines.get().promised_run == first.lines.get().promised_run == str(run.number)


def test_order_is_promised_the_date_that_its_seats_were_kept_for():
    hold = held(add(ADAS))
    later = NOW + timedelta(minutes=20)

    placed = order(ADAS, now=later)

    promise = Promise.objects.get()
    assert placed.promised_at == hold.promised_at == promise.promised_at
    assert promise.basis == hold.basis
    assert Operation.objects.get().status == "seated"


def test_expired_seats_are_dated_anew():
    hold = held(add(ADAS))
    later = NOW + timedelta(hours=5)

    placed = order(ADAS, now=later)

    assert placed.promised_at > hold.promised_at
    assert Operation.objects.get().status == "waiting"


def test_removed_line_gives_its_seat_back_and_restored_takes_one_again():
    line = add(ADAS)

    carts.remove_line(visitor=ADAS, line_id=line.pk, now=NOW)
    assert not HeldSeat.objects.filter(is_active=True).exists()

    carts.restore_line(visitor=ADAS, line_id=line.pk, now=NOW)
    assert HeldSeat.objects.filter(is_active=True).count() == 1


def test_other_quantity_keeps_other_seats():
    line = add(ADAS)

    carts.change_quantity(visitor=ADAS, line_id=line.pk, quantity=2, now=NOW)

    assert held(line).quantity == 2
    assert HeldSeat.objects.get(is_active=True).pieces == 2


def test_article_from_the_shelf_keeps_no_seat():
    line = carts.add_variant(visitor=ADAS, sku="BIKE-1", quantity=1, if_unit=None, now=NOW)

    keep_seats(line, NOW)

    assert not Hold.objects.exists()


def test_full_run_sends_the_next_customer_to_another_and_loses_nothing():
    """Three of 30 minutes fill the run of 100; the fourth is held a seat elsewhere."""
    add(ADAS, quantity=3)
    plan_factory(now=NOW)

    line = add(BENS)

    assert held(line).seats.get().run_id != held(cart_of(ADAS).lines.get()).seats.get().run_id


def test_cancelled_order_frees_its_seat_for_the_next():
    add(ADAS)
    placed = order(ADAS)

    cancel_work_orders(reference=placed.number, now=NOW)
    form_all_runs(now=NOW)

    assert Run.objects.get().status == "dissolved"
    assert held(add(BENS)).seats.exists()
