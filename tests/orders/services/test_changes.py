"""Changing a placed order: before the cut-off, after it, and ordering the same again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from catalog.services.drafts import write_prices
from catalog.services.publishing import withdraw
from foundation.errors import Conflict
from orders.laws.table import check_all
from orders.models import Order, OrderReplacement
from orders.selectors.carts import cart_of, lines_in
from orders.services.buyers import Terms
from orders.services.cancellation import cancel_order
from orders.services.changes import change_address, check_changeable
from orders.services.reopening import reopen_order
from orders.services.shipping import ship_ready
from production.models import Run
from production.selectors.stock import available
from production.services.floor import start_run
from tests.factories.catalog import BICYCLE_PRICES, NOW, europe, published_prices
from tests.factories.orders import (
    ADA,
    READY_MINOR,
    bicycle_line,
    deliver_all,
    make_order,
    make_visitor,
    place,
    ready_line,
)
from tests.factories.production import make_planned_factory, make_user

VISITOR = make_visitor()
LEIPZIG, HALLE = ADA, replace(ADA, town="Halle", postcode="06108")


def test_address_changes_until_it_is_sent(shop):
    order = make_order(ready_line())
    deliver_all(NOW)

    change_address(order=order, contact=HALLE, now=NOW)
    ship_ready(order=order, tracking="", now=NOW)

    with pytest.raises(Conflict) as refused:
        change_address(order=order, contact=LEIPZIG, now=NOW)
    order.contact.refresh_from_db()
    assert refused.value.code == "address_fixed"
    assert (order.contact.town, order.contact.email) == ("Halle", "ada@example.org")
    assert list(order.timeline.values_list("kind", flat=True))[-2:] == ["changed", "shipped"]


def test_address_of_a_cancelled_order_is_fixed(shop):
    order = make_order(ready_line())
    cancel_order(order=order, now=NOW)

    with pytest.raises(Conflict):
        change_address(order=order, contact=HALLE, now=NOW)


def test_changed_order_takes_the_place_of_the_old_one(shop):
    old = make_order(ready_line(5))

    new = place(ready_line(4), key="key-2", terms=Terms(replaces_id=old.pk)).order

    old.refresh_from_db()
    assert OrderReplacement.objects.get().new == new
    assert (old.status, new.total_minor) == ("cancelled", 4 * READY_MINOR)
    assert available(["BIKE-1"]) == {"BIKE-1": 1}
    assert old.payments.get().status == "voided"
    assert all(verdict.holds for verdict in check_all(NOW))


def test_change_sent_twice_is_made_once(shop):
    old = make_order(ready_line(2))
    terms = Terms(replaces_id=old.pk)

    first = place(ready_line(1), key="key-2", terms=terms)
    again = place(ready_line(1), key="key-2", terms=terms)

    assert first.order == again.order
    assert Order.objects.count() == 2


def test_change_that_cannot_be_placed_leaves_the_old_order(shop):
    old = make_order(ready_line(2))

    with pytest.raises(Exception, match="left"):
        place(ready_line(6), key="key-2", terms=Terms(replaces_id=old.pk))

    old.refresh_from_db()
    assert old.status == "placed"
    assert available(["BIKE-1"]) == {"BIKE-1": 3}


def test_after_the_cut_off_the_refusal_says_what_still_can_change(shop):
    old = make_order(bicycle_line())
    tomorrow = NOW + timedelta(days=1)
    make_planned_factory(tomorrow)
    start_run(run_number=Run.objects.get().number, actor=make_user(), now=tomorrow)
    deliver_all(tomorrow)

    with pytest.raises(Conflict) as refused:
        place(bicycle_line(2), key="key-2", terms=Terms(replaces_id=old.pk))

    old.refresh_from_db()
    assert refused.value.code == "cut_off_passed"
    assert refused.value.details == {"address": True}
    assert "You can still change where it goes" in refused.value.message
    assert (old.status, Order.objects.count()) == ("making", 1)


def test_order_is_changeable_until_its_first_run_starts(shop):
    order = make_order(bicycle_line())
    make_planned_factory(NOW)

    assert check_changeable(order) is None


def test_same_again_fills_the_cart_with_texts_and_reports_nothing(shop):
    order = make_order(bicycle_line(2, engraving="ADA"), ready_line())

    reports = reopen_order(order=order, visitor=VISITOR, now=NOW)

    lines = lines_in(cart_of(VISITOR))
    assert reports == []
    assert [(line.quantity, line.sku) for line in lines] == [(2, ""), (1, "BIKE-1")]
    assert lines[0].choices["engraving"] == "ADA"


def test_same_again_reports_a_new_price(shop):
    order = make_order(ready_line())
    later = NOW + timedelta(days=1)
    write_prices(europe(), shop.revision.product, BICYCLE_PRICES, variants={"BIKE-1": 160_000})
    published_prices(later)

    reports = reopen_order(order=order, visitor=VISITOR, now=later)

    nbsp = "\N{NO-BREAK SPACE}"
    assert reports == [f"Ready bicycle costs 1,600.00{nbsp}€ now; it was 1,520.00{nbsp}€."]


def test_same_again_never_buys_what_is_gone(shop):
    order = make_order(bicycle_line())
    withdraw(shop.revision.product, actor=None, now=NOW)

    reports = reopen_order(order=order, visitor=VISITOR, now=NOW + timedelta(seconds=1))

    assert len(reports) == 1
    assert reports[0].startswith("Bicycle is not in the cart: ")
    assert lines_in(cart_of(VISITOR)) == []
