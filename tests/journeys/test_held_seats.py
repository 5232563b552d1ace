"""The shop's journeys once more with seats in runs: held by a cart and a quote, taken by an order."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from orders.models import Order
from production.models import Hold
from production.services.planning import plan_factory
from tests.journeys.acts import fill_address, minor, order_now, runs_of
from tests.journeys.designs import PRODUCTS, configure
from tests.journeys.shared_runs import (
    buy,
    check_laws,
    choose_colour,
    order_first,
    put_in_cart,
)

pytestmark = pytest.mark.journey


def hold_of_cart() -> Hold:
    return Hold.objects.get(status="held", reference__startswith="cart")


def runs_held(hold: Hold) -> set[int]:
    return {seat.run.number for seat in hold.seats.select_related("run").filter(is_active=True)}


def shared_runs(first: str, second: str) -> set[int]:
    return {run.number for run in runs_of(first)} & {run.number for run in runs_of(second)}


def shown_total(page: Page) -> str:
    return page.locator("#summary tfoot td").inner_text()


@pytest.mark.parametrize("product", PRODUCTS)
def test_second_of_two_equal_designs_takes_the_seats_that_its_cart_held(shop, open_page, product):
    numbers = []
    for _ in range(2):
        page = open_page()
        configure(page, product)
        put_in_cart(page)
        held = hold_of_cart()
        runs = runs_held(held)
        fill_address(page)
        total = shown_total(page)
        numbers.append(order_now(page))
        held.refresh_from_db()
        assert (held.status, Order.objects.get(number=numbers[-1]).total_minor) == (
            "taken",
            minor(total),
        )
        assert {run.number for run in runs_of(numbers[-1])} >= runs
        plan_factory(now=timezone.now())

    assert shared_runs(*numbers) == {run.number for run in runs_of(numbers[0])} & runs
    assert shared_runs(*numbers)
    check_laws()


def test_quote_takes_the_carts_seat_and_hands_it_to_the_order(shop, open_page):
    buy(open_page())
    first = order_first()
    page = open_page()
    choose_colour(page)
    put_in_cart(page)
    runs = runs_held(hold_of_cart())
    total = shown_total(page)
    fill_address(page)

    page.get_by_role("button", name="Get this as a quote").click()
    page.wait_for_url(re.compile(r"/quotes/Q-"))
    expect(page.locator("main")).to_contain_text("Your seats are held until")
    assert runs_held(Hold.objects.get(reference__startswith="quote-line", status="held")) == runs
    fill_address(page)
    page.get_by_role("button", name=re.compile("^Order for")).click()
    page.wait_for_url(re.compile(r"/orders/[0-9]{4}-[0-9]+/$"))

    second = Order.objects.exclude(pk=first.pk).get()
    assert second.total_minor == minor(total)
    assert shared_runs(first.number, second.number) == runs
    check_laws()


@pytest.mark.parametrize("scripts", [True, False])
def test_seat_that_expired_in_the_cart_is_kept_anew_and_nothing_is_lost(shop, open_page, scripts):
    buy(open_page())
    first = order_first()
    page = open_page(scripts=scripts)
    choose_colour(page)
    put_in_cart(page)
    total = shown_total(page)
    Hold.objects.filter(status="held").update(expires_at=timezone.now() - timedelta(minutes=1))

    page.reload()
    expect(page.locator(".cart-line")).to_contain_text("Your seat is no longer held")
    page.get_by_role("button", name="Hold my seat again").click()
    expect(page.locator(".cart-line")).to_contain_text("Seat held for")
    assert shown_total(page) == total
    fill_address(page)
    number = order_now(page)

    second = Order.objects.get(number=number)
    assert second.total_minor == minor(total) < first.total_minor
    assert shared_runs(first.number, number)
    check_laws()


def test_changed_order_leaves_its_seat_and_takes_it_again(shop, open_page):
    buy(open_page())
    first = order_first()
    page = open_page()
    old = buy(page)
    assert shared_runs(first.number, old)

    page.get_by_role("button", name="Change the order").click()
    page.wait_for_url("**/cart/")
    page.get_by_role("button", name="One more").click()
    expect(page.get_by_role("textbox", name="Quantity")).to_have_value("2")
    runs = runs_held(hold_of_cart())
    fill_address(page)
    new = order_now(page)

    assert {run.number for run in runs_of(new)} == runs
    assert shared_runs(first.number, new)
    assert not runs_of(old)
    check_laws()


def test_cancelled_order_gives_its_seat_back(shop, open_page):
    buy(open_page())
    first = order_first()
    page = open_page()
    number = buy(page)

    page.get_by_role("button", name="Cancel the order").click()
    expect(page.locator("h1")).to_contain_text("Your order is cancelled")

    assert runs_of(first.number)
    assert not runs_of(number)
    check_laws()
