"""Two customers of one colour share a run: the second pays less; the last seat goes to one of two."""

import re

import pytest
from playwright.sync_api import expect

from orders.models import Order
from production.models import Run, RunPolicy, WorkCentre
from tests.journeys.acts import fill_address, minor, order_now
from tests.journeys.shared_runs import (
    COLOUR,
    buy,
    check_laws,
    choose_colour,
    order_first,
    put_in_cart,
)

pytestmark = pytest.mark.journey

# Half of 20 minutes on the paint line, and of 12 in the frame cell.
PAINT, FRAME = 12_00, 6_60
TO_CART = "document.getElementById('to-cart').requestSubmit()"


def test_second_customer_joins_the_run_pays_less_and_sees_the_date(shop, open_page):
    ada, ben = open_page(), open_page()
    buy(ada)
    first = order_first()
    run = Run.objects.get(work_centre__code="paint-line", family="ochre")

    choose_colour(ben)
    joined = ben.locator("#offer-join")
    expect(joined).to_have_attribute("aria-pressed", "true")
    expect(joined).to_contain_text(f"Joins run {run.number}")
    expect(joined).to_contain_text("18.60\N{NO-BREAK SPACE}€ saved by sharing a set-up")
    expect(joined).to_contain_text(re.compile("Ready [A-Z][a-z]{2} [0-9]+ [A-Z][a-z]{2}"))
    expect(ben.locator("#price")).to_contain_text(f"Shares a set-up: Paint line, run {run.number}")
    total = ben.locator(".summary-total").inner_text()
    assert minor(total) == first.total_minor - PAINT - FRAME

    put_in_cart(ben)
    expect(ben.locator("#summary tfoot td")).to_have_text(total)
    fill_address(ben)
    number = order_now(ben)
    expect(ben.locator("main")).to_contain_text(f"Shares a set-up: Paint line, run {run.number}")

    second = Order.objects.get(number=number)
    assert second.total_minor == minor(total)
    assert second.lines.get().promised_run == str(run.number)
    assert run.members.filter(is_active=True).count() == 2
    check_laws()


def test_new_run_is_chosen_at_its_own_price_and_taken_back(shop, open_page):
    ada, ben = open_page(), open_page()
    buy(ada)
    first = order_first()
    choose_colour(ben)

    ben.locator("#offer-new").click()
    expect(ben.locator("#offer-new")).to_have_attribute("aria-pressed", "true")
    assert minor(ben.locator(".summary-total").inner_text()) == first.total_minor
    ben.locator("#offer-join").click()
    expect(ben.locator("#offer-join")).to_have_attribute("aria-pressed", "true")
    assert minor(ben.locator(".summary-total").inner_text()) == first.total_minor - PAINT - FRAME


def test_offers_are_chosen_with_scripts_off(shop, open_page):
    ada, ben = open_page(), open_page(scripts=False)
    buy(ada)
    order_first()
    choose_colour(ben)

    ben.locator("#offer-new").click()

    expect(ben.locator("#offer-new")).to_have_attribute("aria-pressed", "true")
    assert ben.url.endswith("#offers")


def test_last_seat_goes_to_one_of_two_and_the_other_loses_nothing(shop, open_page):
    paint = WorkCentre.objects.get(code="paint-line")
    RunPolicy.objects.create(
        work_centre=paint, version=2, max_minutes=480, max_wait_min=480, max_pieces=2
    )
    buy(open_page())
    first = order_first()
    run = Run.objects.get(work_centre=paint, family="ochre")
    pages = [open_page(), open_page()]
    for page in pages:
        choose_colour(page)
        expect(page.locator("#offer-join")).to_contain_text("1 seat left.")

    for page in pages:
        page.evaluate(TO_CART)
    for page in pages:
        page.wait_for_url("**/cart/")

    asked = [page.locator(".cart-line[data-state=changed]").count() for page in pages]
    assert sorted(asked) == [0, 1]
    winner, loser = pages[asked.index(0)], pages[asked.index(1)]
    expect(winner.locator(".cart-line")).to_contain_text(f"Paint line, run {run.number}")
    line = loser.locator(".cart-line")
    expect(line).to_contain_text("has filled up: this is the next best.")
    expect(line).to_contain_text(COLOUR)

    loser.get_by_role("button", name=re.compile("^Keep at")).click()
    expect(loser.locator(".cart-line[data-state=changed]")).to_have_count(0)
    totals = {}
    for page in (winner, loser):
        fill_address(page)
        shown = minor(page.locator("#summary tfoot td").inner_text())
        totals[shown] = Order.objects.get(number=order_now(page)).total_minor
    assert totals == {shown: shown for shown in totals}
    assert set(totals) == {first.total_minor - PAINT - FRAME, first.total_minor - FRAME}
    assert run.members.filter(is_active=True).count() == 2
    check_laws()
