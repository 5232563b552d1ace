"""Take the pictures of `docs/pictures/` from a running demo.

    python -m tests.pictures .demo/credentials.json

Walks through shop, configurator, cart, order, floor and admin as a customer and as staff, in
Chromium at 1280 and 390 pixels. The demo gets one more order.
"""

import json
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.services.browser import DESKTOP, chromium, take_pictures

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
CHOICES = [("frame", "Steel"), ("colour", "Forest green"), ("guards", "Full mudguards")]
# The workers seat the order; its page looks again only every minute.
WORKERS_MS = 8_000
ADDRESS = {
    "Name": "Ada Lovelace",
    "Email": "ada@example.org",
    "Street and number": "Invalidenstraße 43",
    "Postcode": "10115",
    "Town": "Berlin",
}


def main() -> None:
    """Take every picture."""
    login = json.loads(Path(sys.argv[1]).read_text())
    with sync_playwright() as playwright, chromium(playwright) as browser:
        customer = _visitor(browser, login["url"])
        run = _buy(customer)
        staff = _visitor(browser, login["url"])
        _work(staff, login["staff"], run)


def _visitor(browser: Browser, url: str) -> Page:
    context = browser.new_context(base_url=url, viewport=DESKTOP, reduced_motion="reduce")
    return context.new_page()


def _buy(page: Page) -> str:
    page.goto("/")
    take_pictures(page, "shop", FOLDER)
    for group, name in CHOICES:
        page.goto(f"/p/bicycle/?step={group}")
        option = page.locator("#choices button").filter(has=page.get_by_text(name, exact=True))
        option.first.click()
        page.locator(f"#choices [aria-pressed=true]:has-text('{name}')").wait_for()
    page.goto("/p/bicycle/?step=colour")
    take_pictures(page, "configurator", FOLDER)
    page.goto("/p/computer/?step=board&show=all&q=LGA1851")
    take_pictures(page, "long-group", FOLDER)
    page.goto("/p/bicycle/?step=colour")
    page.get_by_role("button", name="Add to cart").click()
    page.wait_for_url("**/cart/")
    for label, text in ADDRESS.items():
        page.get_by_label(label, exact=True).fill(text)
    take_pictures(page, "cart", FOLDER)
    page.get_by_role("button", name=re.compile("Order and pay")).first.click()
    page.wait_for_url(re.compile("/orders/"))
    page.wait_for_timeout(WORKERS_MS)
    page.reload()
    page.get_by_text(re.compile(r"Seat taken in run \d+")).first.wait_for()
    take_pictures(page, "order", FOLDER)
    return re.search(r"run (\d+)", page.locator(".timeline").inner_text()).group(1)


def _work(page: Page, login: dict[str, str], run: str) -> None:
    page.goto("/admin/login/?next=/floor/")
    page.get_by_label("Username").fill(login["username"])
    page.get_by_label("Password").fill(login["password"])
    page.get_by_role("button", name=re.compile("log in", re.IGNORECASE)).click()
    page.wait_for_url("**/floor/")
    page.goto("/floor/paint-line/")
    take_pictures(page, "floor", FOLDER)
    page.goto("/factory/")
    take_pictures(page, "board", FOLDER)
    page.goto(f"/factory/runs/{run}/")
    take_pictures(page, "run", FOLDER)
    page.goto("/admin/")
    take_pictures(page, "admin", FOLDER)
    page.goto("/admin/catalog/rule/")
    take_pictures(page, "admin-rules", FOLDER)
    page.goto("/api/v1/docs/")
    page.wait_for_timeout(3000)
    take_pictures(page, "api", FOLDER)


if __name__ == "__main__":
    main()
