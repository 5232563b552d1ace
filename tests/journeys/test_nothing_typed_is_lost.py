"""Refresh, Back, an expired session, a new revision, no worker: what was typed is there still."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from catalog.models import Option, Product
from catalog.services.publishing import publish
from orders.models import Order
from production.models import RunMember
from tests.journeys.acts import fill_address, option_named, order_now, poll, put_in_cart

pytestmark = pytest.mark.journey

NAME_STEP = "/p/bicycle/?step=name"
TYPED = {
    "Name": "Ada Lovelace",
    "Email": "ada@example.org",
    "Street and number": "St James's Square 12",
    "Postcode": "10115",
    "Town": "Berlin",
}


def name_field(page: Page):
    return page.get_by_role("textbox", name="Name on the top tube")


def choose_green(page: Page) -> None:
    page.goto("/p/bicycle/?step=colour")
    option_named(page, "Forest green").click()
    expect(option_named(page, "Forest green")).to_have_attribute("aria-pressed", "true")


def expect_address(page: Page) -> None:
    for label, text in TYPED.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)


def test_refresh_keeps_an_address_that_was_not_sent(shop, open_page):
    page = open_page()
    put_in_cart(page, "towel")
    fill_address(page)
    page.get_by_label("Country").select_option("AT")

    page.reload()

    expect_address(page)
    expect(page.get_by_label("Country")).to_have_value("AT")


def test_back_returns_to_what_was_typed(shop, open_page):
    page = open_page()
    put_in_cart(page, "towel")
    fill_address(page)
    choose_green(page)
    page.goto(NAME_STEP)
    name_field(page).fill("Ada Lo")
    page.goto("/")

    page.go_back()
    expect(name_field(page)).to_have_value("Ada Lo")
    expect(page.locator("#steps")).to_contain_text("Forest green")

    page.goto("/cart/")
    expect_address(page)


def test_expired_session_keeps_design_text_cart_and_address(shop, open_page):
    page = open_page()
    put_in_cart(page, "towel")
    fill_address(page)
    choose_green(page)
    page.goto(NAME_STEP)
    name_field(page).fill("Ada Lo")
    Session.objects.all().delete()

    page.get_by_role("button", name="Take this text").click()
    expect(page.locator("#steps")).to_contain_text("Ada Lo")
    expect(page.locator("#steps")).to_contain_text("Forest green")

    Session.objects.all().delete()
    page.goto("/cart/")
    expect(page.locator(".cart-line")).to_have_count(1)
    expect_address(page)
    order_now(page)
    assert Order.objects.get().contact.street == "St James's Square 12"


def test_new_revision_keeps_text_and_choices(shop, open_page):
    page = open_page()
    choose_green(page)
    page.goto(NAME_STEP)
    name_field(page).fill("Ada Lo")
    bicycle = Product.objects.get(code="bicycle")
    Option.objects.get(group__product=bicycle, code="ochre").delete()
    publish(bicycle, actor=None, now=timezone.now())

    page.get_by_role("button", name="Take this text").click()
    expect(page.locator("#steps")).to_contain_text("Ada Lo")
    page.reload()
    page.get_by_role("button", name="Move my choices").click()
    expect(page.locator("#renewal")).to_have_count(0)

    expect(page.locator("#steps")).to_contain_text("Ada Lo")
    expect(page.locator("#steps")).to_contain_text("Forest green")


def test_press_that_comes_before_the_choice_is_answered_takes_it_along(shop, open_page):
    page = open_page()
    page.goto("/p/bicycle/?step=colour")
    under_way = []
    page.route(re.compile("/p/bicycle/"), lambda route: under_way.append(route))
    option_named(page, "Forest green").click()
    poll(page, lambda: under_way)

    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    under_way[0].continue_()
    page.wait_for_url("**/cart/")

    expect(page.locator(".cart-line")).to_contain_text("Forest green")


@pytest.mark.parametrize("scripts", [True, False])
def test_order_is_taken_while_no_worker_runs(shop, open_page, scripts):
    page = open_page(scripts=scripts)
    choose_green(page)
    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    page.wait_for_url("**/cart/")
    fill_address(page)

    number = order_now(page)

    expect(page.locator("#progress")).to_contain_text("Forest green")
    order = Order.objects.get()
    assert order.number == number
    assert RunMember.objects.filter(
        operation__lot__work_order__reference__startswith=number, is_active=True
    ).exists()
