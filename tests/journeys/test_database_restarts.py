"""The database is restarted under an open page: nothing typed is lost, and it goes on."""

import re
from contextlib import contextmanager

import pytest
from django.db import connections
from playwright.sync_api import expect

from orders.models import Order
from tests.journeys.acts import fill_address, option_named, order_now, poll, put_in_cart, runs_of

pytestmark = pytest.mark.journey

# The page tries by itself after seconds: on a slow day the button is gone before it is pressed.
TRY_NOW = "document.querySelector('[data-retry]')?.click()"
BACK = "We are back in a moment. Nothing you typed is lost: please try again."


@pytest.fixture
def outage(services, visitors):
    """`with outage():` the private PostgreSQL is away."""

    @contextmanager
    def away():
        connections.close_all()
        services.postgres.shut_down()
        visitors.is_outage = True
        yield
        services.postgres.launch()
        visitors.is_outage = False

    yield away
    if services.postgres.process is None:
        services.postgres.launch()


def test_choice_and_text_wait_for_the_database(shop, open_page, outage):
    page = open_page()
    page.goto("/p/bicycle/?step=colour")
    with outage():
        option_named(page, "Forest green").click()
        told = page.locator(".notice").filter(has_text="Your last choice is not saved yet")
        expect(told).to_be_visible()

    page.evaluate(TRY_NOW)
    expect(option_named(page, "Forest green")).to_have_attribute("aria-pressed", "true")
    expect(told).to_have_count(0)

    page.get_by_role("link", name=re.compile("^Name")).first.click()
    name = page.get_by_role("textbox", name="Name on the top tube")
    name.fill("Ada Lo")
    with outage():
        page.get_by_role("button", name="Take this text").click()
        expect(told).to_be_visible()
        expect(name).to_have_value("Ada Lo")

    expect(page.locator("#steps")).to_contain_text("Ada Lo")
    expect(page.locator("#steps")).to_contain_text("Forest green")


@pytest.mark.parametrize("scripts", [True, False])
def test_order_is_sent_once_more_with_all_that_was_typed(shop, open_page, outage, scripts):
    page = open_page(scripts=scripts)
    put_in_cart(page, "computer")
    with outage():
        answer = page.goto("/cart/")
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
        expect(page.get_by_role("alert")).to_have_text(BACK)
    page.get_by_role("link", name="Try again").click()
    fill_address(page)
    with outage():
        page.get_by_role("button", name=re.compile("Order and pay")).click()
        expect(page.get_by_role("alert")).to_have_text(BACK)
        with page.expect_navigation():
            page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("alert")).to_have_text(BACK)

    page.get_by_role("button", name="Try again").click()

    page.wait_for_url(re.compile(r"/orders/[0-9]{4}-[0-9]+/$"))
    contact = Order.objects.get().contact
    assert (contact.name, contact.street, contact.town) == (
        "Ada Lovelace",
        "St James's Square 12",
        "Berlin",
    )


def test_workers_go_on_after_a_restart(shop, celery_workers, open_page, outage):
    page = open_page()
    put_in_cart(page, "computer")
    fill_address(page)
    with outage():
        page.wait_for_timeout(1_500)

    number = order_now(page)

    poll(page, lambda: len(runs_of(number)) >= 3)
