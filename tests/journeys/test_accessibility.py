"""Every page passes axe's WCAG 2.2 AA rules, light and dark, at both widths."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import fill_address, option_named, order_now, sign_in
from tests.services.browser import DESKTOP, PHONE

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[1] / "vendored" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`);
}"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))"
SHOP = [
    "/",
    "/p/bicycle/?step=rider",
    "/p/bicycle/?step=colour",
    "/p/bicycle/?step=extras",
    "/p/computer/?step=video",
    "/p/towel/?step=text",
    "/p/tea/",
    "/cart/",
    "/account/sign-in/",
    "/account/sign-up/",
    "/compare/",
]
STAFF = ["/floor/", "/floor/paint-line/", "/factory/", "/admin/", "/admin/catalog/rule/"]


def violations(page: Page) -> list[str]:
    """What axe finds on the page in light and dark, at 1280 and 390 pixels."""
    found = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(PAINTED)
            page.evaluate(AXE.read_text())
            found += [
                f"{page.url} {size['width']} {scheme} {violation}"
                for violation in page.evaluate(RUN, RULES)
            ]
    return found


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
    page.set_viewport_size(DESKTOP)
    page.get_by_role("button", name="Add to cart").click()
    page.wait_for_url("**/cart/")
    found += violations(page)
    page.set_viewport_size(DESKTOP)
    fill_address(page)
    order_now(page)
    found += violations(page)

    assert found == []


def test_staff_pages_pass_axe(shop, open_page):
    page = open_page()
    sign_in(page, shop["staff"], "/floor/")
    found = []

    for address in STAFF:
        page.goto(address)
        found += violations(page)

    assert found == []
