"""Every page passes axe's WCAG 2.2 AA rules, light and dark, at both widths."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import resolve
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import Page, expect

from configurator import shop_urls
from configurator import urls as product_urls
from foundation.models import User
from orders import urls as orders_urls
from orders.models import Order
from orders.payments import test_cards
from orders.services.shipping import note_delivered
from orders.statuses import OrderStatus
from orders.transitions import move_order
from tests.journeys.acts import fill_address, option_named, order_now, put_in_cart, sign_in
from tests.services.axe import violations

pytestmark = pytest.mark.journey

SHOP = [
    "/",
    "/ready/",
    "/designs/",
    "/p/bicycle/?step=rider",
    "/p/bicycle/?step=colour",
    "/p/bicycle/?step=extras",
    "/p/bicycle/compare/",
    "/p/sofa/?step=modules",
    "/p/computer/?step=video",
    "/p/computer/?step=cooler",
    "/p/shoe/?step=side",
    "/p/towel/?step=text",
    "/p/shirt/?step=sizes",
    "/p/mug/?step=ink",
    "/p/mug/?step=picture",
    "/p/tea/",
    "/p/train/",
    "/cart/",
    "/account/sign-in/",
    "/account/sign-up/",
    "/account/password/",
    "/account/password/sent/",
    "/compare/",
]
# Pages that need a purchase before them.
ON_THE_WAY = {
    "orders:account", "orders:new_password", "orders:quote", "orders:test_bank", "orders:order",
}  # fmt: skip
# Answered without a page of its own: forms, papers and files, links that lead on, staff's pages.
NO_PAGE = {
    "orders:cart_lines", "orders:forget_address", "orders:erase", "orders:sign_out",
    "orders:payment_notification", "orders:payment", "orders:compare_figures",
    "orders:compare_cancel", "orders:compare_draft", "orders:open_quote", "orders:quote_paper",
    "orders:open", "orders:claim", "orders:order_change", "orders:order_return",
    "orders:order_rate", "orders:order_again", "orders:order_address", "orders:order_paper",
    "orders:order_cancel", "configurator:learned", "configurator:ready", "shop:file",
}  # fmt: skip
PASSWORD = "wool and water 77"
STAFF = [
    "/floor/",
    "/floor/paint-line/",
    "/factory/",
    "/factory/trace/",
    "/factory/stops/",
    "/admin/",
    "/admin/catalog/rule/",
]


def test_shop_pages_pass_axe(shop, open_page):
    page = open_page()
    found = []

    for address in SHOP:
        page.goto(address)
        found += violations(page)

    assert found == []


def test_a_clash_a_cart_and_an_order_pass_axe(shop, open_page):
    page = open_page()
    page.goto("/p/bicycle/?step=gears")
    option_named(page, "8-speed hub").click()
    expect(option_named(page, "8-speed hub")).to_have_attribute("aria-pressed", "true")
    page.goto("/p/bicycle/?step=handlebar")
    page.locator("#choices button[data-state=blocked]").first.click()
    page.locator(".ways-out").wait_for()
    found = violations(page)
    page.get_by_role("button", name="Add to cart").click()
    page.wait_for_url("**/cart/")
    found += violations(page)
    fill_address(page)
    order_now(page)
    found += violations(page)

    assert found == []


def name_of(address: str) -> str:
    return resolve(urlsplit(address).path).view_name


def test_every_page_for_customers_is_looked_at():
    routes = [(urls.app_name, urls.urlpatterns) for urls in (shop_urls, product_urls, orders_urls)]
    pages = {f"{room}:{route.name}" for room, found in routes for route in found}

    assert pages - NO_PAGE == {name_of(address) for address in SHOP} | ON_THE_WAY


def test_account_quote_bank_and_delivered_order_pass_axe(shop, open_page, settings):
    settings.CARD_PROVIDER = "orders.payments.test_cards.TestCards"
    page, seen, found = open_page(), set(), []

    def look() -> None:
        seen.add(name_of(page.url))
        found.extend(violations(page))

    sign_up(page)
    page.goto(new_password_path(User.objects.get(username="ada@example.org")))
    look()
    put_in_cart(page, "towel")
    page.get_by_role("button", name="Get this as a quote").click()
    page.wait_for_url(re.compile(r"/quotes/Q-"))
    look()
    page.goto("/account/")
    look()
    page.goto("/cart/")
    fill_address(page)
    page.get_by_label("Card", exact=False).first.check()
    page.get_by_label("Card number").fill(test_cards.SECOND_STEP)
    page.get_by_label("Good until (MM/YY)").fill("12/39")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name=re.compile("Order and pay")).first.click()
    page.get_by_role("button", name="Yes, pay").wait_for()
    look()
    page.get_by_role("button", name="Yes, pay").click()
    page.wait_for_url(re.compile(r"/orders/[0-9]{4}-[0-9]+/$"))
    deliver(Order.objects.get())
    page.reload()
    expect(page.get_by_role("heading", name="How is it?")).to_be_visible()
    look()

    assert found == []
    assert seen == ON_THE_WAY


def sign_up(page: Page) -> None:
    page.goto("/account/sign-up/")
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open the account").click()
    page.wait_for_url("**/account/")


def new_password_path(user: User) -> str:
    uid = urlsafe_base64_encode(str(user.pk).encode())
    return f"/account/password/{uid}/{default_token_generator.make_token(user)}/"


def deliver(order: Order) -> None:
    for status in (OrderStatus.MAKING, OrderStatus.READY, OrderStatus.SHIPPED):
        move_order(order, status)
    note_delivered(order=order, now=timezone.now())


def test_staff_pages_pass_axe(shop, open_page):
    page = open_page()
    sign_in(page, shop["staff"], "/floor/")
    found = []

    for address in STAFF:
        page.goto(address)
        found += violations(page)

    assert found == []
