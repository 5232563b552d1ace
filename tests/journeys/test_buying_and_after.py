"""A card refused and then paid, a quote that becomes an order, an order changed, an account."""

import re

import pytest
from playwright.sync_api import Page, expect

from orders.models import Order, Payment
from orders.payments import test_cards
from tests.journeys.acts import (
    fill_address,
    order_now,
    poll,
    put_in_cart,
    runs_of,
    sign_in,
    start_run,
)

pytestmark = pytest.mark.journey

PASSWORD = "wool and water 77"
ORDER_PAGE = re.compile(r"/orders/[0-9]{4}-[0-9]+/$")


@pytest.fixture(autouse=True)
def _test_bank(settings):
    """The test bank of the demo; production has no provider until one is named."""
    settings.CARD_PROVIDER = "orders.payments.test_cards.TestCards"


def pay_by_card(page: Page, number: str) -> None:
    page.get_by_label("Card", exact=False).first.check()
    page.get_by_label("Card number").fill(number)
    page.get_by_label("Good until (MM/YY)").fill("12/39")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name=re.compile("Order and pay")).first.click()


def test_card_refused_then_paid_with_a_second_step(shop, open_page):
    page = open_page(scripts=False)
    put_in_cart(page, "towel")
    fill_address(page)

    pay_by_card(page, test_cards.DECLINED)
    expect(page.get_by_role("alert")).to_contain_text("Your bank refused the card.")
    expect(page.get_by_label("Town")).to_have_value("Berlin")
    assert not Order.objects.exists()

    pay_by_card(page, test_cards.SECOND_STEP)
    page.get_by_role("button", name="Yes, pay").click()
    page.wait_for_url(ORDER_PAGE)
    order = Order.objects.get()
    assert Payment.objects.get(order=order).amount == order.total


def test_quote_is_kept_on_paper_and_becomes_an_order(shop, open_page, look_at):
    page = open_page()
    put_in_cart(page, "towel")
    fill_address(page)
    total = page.locator("#summary tfoot td").inner_text()

    page.get_by_role("button", name="Get this as a quote").click()
    page.wait_for_url(re.compile(r"/quotes/Q-"))
    expect(page.locator("h1")).to_contain_text(total)
    look_at(page, "quote")
    paper = page.get_by_role("link", name="Download PDF").get_attribute("href")
    answer = page.request.get(paper)
    assert (answer.headers["content-type"], answer.body()[:5]) == ("application/pdf", b"%PDF-")

    fill_address(page)
    page.get_by_role("button", name=re.compile("^Order for")).click()
    page.wait_for_url(ORDER_PAGE)
    expect(page.locator("#progress")).to_contain_text(total)
    look_at(page, "ordered-quote")


def test_order_is_changed_before_its_cut_off(shop, open_page, pictures, tmp_path):
    page = open_page(scripts=False)
    put_in_cart(page, "towel")
    fill_address(page)
    old = order_now(page)

    page.get_by_role("button", name="Change the order").click()
    page.wait_for_url("**/cart/")
    expect(page.get_by_text(f"You are changing order {old}.")).to_be_visible()
    pictures(page, "changing", tmp_path)
    page.get_by_role("button", name="One more").click()
    expect(page.get_by_role("textbox", name="Quantity")).to_have_value("2")
    fill_address(page)
    new = order_now(page)

    expect(page.locator("#progress")).to_contain_text(old)
    pictures(page, "changed", tmp_path)
    assert Order.objects.get(number=old).status == "cancelled"
    assert [line.quantity for line in Order.objects.get(number=new).lines.all()] == [2]
    page.get_by_role("link", name=old).click()
    expect(page.locator("h1")).to_contain_text("Your order is cancelled")


def test_order_keeps_all_but_its_address_after_the_cut_off(shop, celery_workers, open_page):
    page, floor = open_page(), open_page()
    put_in_cart(page, "towel")
    fill_address(page)
    number = order_now(page)
    expect(page.get_by_role("button", name="Change the order")).to_be_visible()
    sign_in(floor, shop["staff"], "/floor/")
    start_run(floor, poll(floor, lambda: runs_of(number))[0])

    page.get_by_role("button", name="Change the order").click()
    expect(page.get_by_role("alert")).to_contain_text("Work on this order has started")
    page.goto(f"/orders/{number}/")
    expect(page.get_by_text("Too late to cancel")).to_be_visible()
    expect(page.get_by_role("button", name="Change the order")).to_have_count(0)
    page.get_by_text("Change the address").click()
    page.get_by_label("Town").fill("Potsdam")
    page.get_by_label("Postcode").fill("14467")
    page.get_by_role("button", name="Send it there").click()

    expect(page.locator("#progress")).to_contain_text("14467 Potsdam")
    poll(page, lambda: Order.objects.get(number=number).status == "making")


def test_visitor_opens_an_account_and_keeps_cart_and_orders(shop, open_page):
    page = open_page(scripts=False)
    put_in_cart(page, "towel")
    fill_address(page)
    number = order_now(page)
    put_in_cart(page, "towel")

    page.goto("/account/sign-up/")
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open the account").click()
    page.wait_for_url("**/account/")
    page.goto(f"/orders/{number}/")
    page.get_by_role("button", name="Add it to my orders").click()
    expect(page.get_by_role("region", name="Your orders")).to_contain_text(number)
    page.goto("/cart/")
    expect(page.locator(".cart-line")).to_have_count(1)

    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("/")
    assert page.request.get(f"/orders/{number}/").status == 404
