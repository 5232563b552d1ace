"""A quote keeps its seats, and the price they give, as long as the policy lets."""

from datetime import timedelta

import pytest

from orders.laws.order_lines import uneven_savings, uneven_totals
from orders.presenters.quote_page import quote_page
from orders.selectors.carts import cart_of
from orders.selectors.quotes import latest_version, quote_for
from orders.services import carts
from orders.services.buyers import Buyer
from orders.services.cart_contents import hold_reference
from orders.services.held_seats import quote_reference, quoted_until
from orders.services.quotes import open_in_cart, order_quote, quote_cart
from production.laws import check_promises, check_seats
from production.models import Hold, Operation, Run, SeatPolicy, WorkCentre
from production.services.holds import release_expired
from production.services.planning import plan_factory
from production.services.run_formation import form_all_runs
from tests.factories.catalog import NOW
from tests.factories.orders import ADA, STEEL_MINOR, fill_cart, make_order, make_visitor

VISITOR = make_visitor()
BUYER = Buyer(session_digest=VISITOR.session_digest)
TWO_DAYS = timedelta(hours=48)
GIVEN = 1_200


@pytest.fixture(autouse=True)
def _run_with_an_order(shop):
    """A run in which somebody has ordered, and one bicycle more in the visitor's cart."""
    WorkCentre.objects.update(rate_minor_per_hour=7_200)
    SeatPolicy.objects.create(
        version=1, saved_setup_percent=50, most_of_price_percent=10, quote_hold_hours=48
    )
    make_order()
    form_all_runs(now=NOW)
    plan_factory(now=NOW)
    fill_cart(VISITOR)


def quote(revised=None, now=NOW):
    made = quote_cart(
        cart=cart_of(VISITOR), contact=ADA, buyer=BUYER, delivery="together", now=now, quote=revised
    )
    return latest_version(quote_for(VISITOR, made.quote.number))


def order(version, now=NOW):
    return order_quote(
        version=version, contact=ADA, buyer=BUYER, if_total=version.total, now=now
    ).order


def held(version):
    return Hold.objects.get(reference=quote_reference(version.lines.get()))


def test_quote_takes_over_the_seat_of_the_cart_and_the_cart_gets_another():
    before = Hold.objects.get()

    version = quote()

    assert (held(version).pk, held(version).promised_at) == (before.pk, version.ready_at)
    assert quoted_until(version, NOW) == NOW + TWO_DAYS
    cart_line = cart_of(VISITOR).lines.get()
    assert Hold.objects.filter(reference=hold_reference(cart_line), status="held").exists()
    assert Run.objects.get().held_pieces == 2


def test_quote_stands_at_the_price_of_its_seat():
    version = quote()

    assert version.total_minor == STEEL_MINOR - GIVEN
    assert [saving["given_minor"] for saving in version.lines.get().savings] == [GIVEN]


def test_order_turns_the_quoted_seat_into_a_member():
    version = quote()

    placed = order(version, NOW + timedelta(hours=1))

    assert placed.promised_at == version.ready_at
    assert held(version).status == "taken"
    assert Operation.objects.filter(status="seated").count() == 2
    later = NOW + timedelta(hours=1)
    assert check_seats(later) + check_promises(later) == []


def test_price_outlives_the_seat():
    """The run starts or the hold ends: the date is the day's, the price the quote's."""
    version = quote()
    later = NOW + timedelta(days=3)
    release_expired(now=later)

    placed = order(version, later)

    assert held(version).status == "expired"
    assert (placed.total_minor, placed.promised_at > version.ready_at) == (
        STEEL_MINOR - GIVEN,
        True,
    )
    assert [*uneven_savings(later), *uneven_totals(later)] == []


def test_newer_version_takes_other_seats():
    first = quote()

    second = quote(revised=first.quote)

    assert (held(first).status, held(second).status) == ("released", "held")
    assert Run.objects.get().held_pieces == 2


def test_no_quote_holds_longer_than_it_stands():
    SeatPolicy.objects.create(version=2, quote_hold_hours=24 * 365)

    version = quote()

    assert quoted_until(version, NOW) == version.expires_at


def test_without_a_policy_the_cart_keeps_its_seat():
    SeatPolicy.objects.create(version=2, saved_setup_percent=50, quote_hold_hours=0)

    version = quote()

    assert quoted_until(version, NOW) is None
    cart_line = cart_of(VISITOR).lines.get()
    assert Hold.objects.get().reference == hold_reference(cart_line)


def test_quoted_thing_from_the_shelf_holds_nothing():
    carts.remove_line(visitor=VISITOR, line_id=cart_of(VISITOR).lines.get().pk, now=NOW)
    fill_cart(VISITOR, bicycles=0, ready=1)

    assert quoted_until(quote(), NOW) is None


def test_page_says_until_when_the_seats_are_held():
    version = quote()

    page = quote_page(version.quote, version, now=NOW)

    assert page.held.startswith("Your seats are held until Wed ")


def test_quote_opened_in_the_cart_keeps_seats_there():
    version = quote()

    open_in_cart(version=version, visitor=VISITOR, now=NOW)

    line = cart_of(VISITOR).lines.get(removed_at=None)
    assert (line.seen_saving_minor, line.quantity) == (GIVEN, 1)
