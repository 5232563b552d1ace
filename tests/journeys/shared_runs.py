"""What customers do who share runs: they order a bicycle in one colour, and the laws hold."""

from django.utils import timezone
from playwright.sync_api import Page, expect

from orders.laws.table import check_all
from orders.models import Order
from production.services.planning import plan_factory
from tests.journeys.acts import fill_address, option_named, order_now

COLOUR = "Ochre"


def choose_colour(page: Page) -> None:
    page.goto("/p/bicycle/?step=colour")
    option_named(page, COLOUR).click()
    expect(option_named(page, COLOUR)).to_have_attribute("aria-pressed", "true")


def put_in_cart(page: Page) -> None:
    page.get_by_role("button", name="Add to cart").click()
    page.wait_for_url("**/cart/")


def order_first() -> Order:
    """What the first customer ordered, with its runs planned."""
    plan_factory(now=timezone.now())
    return Order.objects.get()


def buy(page: Page) -> str:
    choose_colour(page)
    put_in_cart(page)
    fill_address(page)
    return order_now(page)


def check_laws() -> None:
    assert [verdict.law.number for verdict in check_all(timezone.now()) if not verdict.holds] == []
