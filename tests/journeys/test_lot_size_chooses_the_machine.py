"""A customer asks for one mug more than the printer makes; the factory says why it is elsewhere."""

import re

import pytest
from playwright.sync_api import Page, expect

from orders.models import Order
from production.models import Operation
from tests.journeys.acts import fill_address, order_now, runs_of, sign_in

pytestmark = pytest.mark.journey

READY = re.compile("Ready ([A-Z][a-z]{2} [0-9]+ [A-Z][a-z]{2})")
WHY = "21 pieces, more than 20: Screen-printing line, else Mug printer."


def ask_for(page: Page, pieces: int) -> str:
    """Type a quantity, as a customer does, and return the day of the only offer."""
    total = page.locator("#price tfoot td")
    before = total.inner_text()
    page.get_by_label("How many pieces").fill(str(pieces))
    page.get_by_role("button", name="Show the price").click()
    expect(total).not_to_have_text(before)
    found = READY.search(page.locator(".offer-card .offer-date").inner_text())
    assert found
    return found[1]


def test_quantity_past_the_limit_moves_the_date_and_the_order_to_the_line(shop, open_page, look_at):
    page = open_page()
    page.goto("/p/mug/")

    few, many, again = (ask_for(page, pieces) for pieces in (20, 21, 20))
    assert few == again != many

    assert ask_for(page, 21) == many
    look_at(page, "mug-for-the-line")
    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    page.wait_for_url("**/cart/")
    expect(page.locator(".cart-line")).to_contain_text(many)
    fill_address(page)
    number = order_now(page)
    expect(page.locator("main")).to_contain_text(many)

    assert Order.objects.get().lines.get().quantity == 21
    printing = Operation.objects.get(lot__work_order__reference=number, position=1)
    assert (printing.work_centre.code, printing.family) == ("screen-line", "brick")
    run = runs_of(number)[0]

    staff = open_page()
    sign_in(staff, shop["staff"], "/floor/screen-line/")
    expect(staff.locator(f"#run-{run.number}")).to_contain_text(WHY)
    look_at(staff, "mug-at-the-line")
    staff.goto(f"/factory/?run={run.number}")
    expect(staff.locator("#detail")).to_contain_text(WHY)
    staff.goto(f"/factory/trace/?q={number}")
    expect(staff.get_by_role("region", name="Steps of")).to_contain_text(WHY)
    look_at(staff, "mug-traced")
    staff.goto(f"/admin/production/operation/{printing.pk}/change/")
    expect(staff.locator("main, #content").first).to_contain_text(WHY)
    step = "/admin/production/routingstep/?product_code=mug&alternative__isnull=False"
    staff.goto(step)
    staff.get_by_role("link", name="30", exact=True).click()
    expect(staff.locator(".field-break_even")).to_contain_text(
        "Up to 20 pieces of the proposed design Mug printer is cheaper"
    )
