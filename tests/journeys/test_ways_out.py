"""A clash has up to three ways out: each is taken, and each is undone exactly."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import minor, option_named

pytestmark = pytest.mark.journey


@dataclass(frozen=True, slots=True)
class Told:
    """What a way out says: what it is best in, its price, its date, and what is new."""

    title: str
    price: str
    date: str
    new: dict[str, str]


CHOSEN = {"fork": "Steel fork", "wheels": "700C wheels, alloy", "guards": "Full mudguards"}
FEWEST = Told("Fewest changes 1 change", "+ 114.00 €", "1 day later", {"Fork": "Steel fork, wide"})
CHEAPEST = Told(
    "Least money 2 changes",
    "+ 74.00 €",
    "2 days later",
    {"Wheels": "650B wheels, alloy", "Mudguards": "No mudguards"},
)
# How many extras there are decides the date too, and no search goes through all of them.
SOONEST = Told(
    "Soonest, of those found 1 change", "+ 179.00 €", "same day", {"Fork": "Carbon fork, wide"}
)


def clash(page: Page) -> None:
    """A steel fork, large wheels and full mudguards, then tyres that are too wide for them."""
    for step, name in CHOSEN.items():
        page.goto(f"/p/bicycle/?step={step}")
        option_named(page, name).click()
        expect(page.locator("#choices [aria-pressed=true]")).to_contain_text(name)
    want_widest_tyres(page)


def want_widest_tyres(page: Page) -> None:
    page.goto("/p/bicycle/?step=tyres")
    page.locator("#choices button[data-state=blocked]").last.click()
    page.locator(".ways-out").wait_for()
    page.wait_for_load_state()


def told(row: Locator) -> Told:
    date = row.locator(".option-date").inner_text()
    return Told(
        " ".join(row.locator("h4").inner_text().split()),
        " ".join(row.locator("strong").inner_text().split()),
        date.partition(",")[0],
        dict(
            zip(
                row.locator("dt").all_inner_texts(),
                row.locator("dd ins").all_inner_texts(),
                strict=True,
            )
        ),
    )


def steps(page: Page) -> list[str]:
    return page.locator("#steps strong").all_inner_texts()


def values(page: Page) -> list[str]:
    return page.locator("#steps .step-value").all_inner_texts()


def test_three_ways_out_differ_in_changes_price_and_date(shop, open_page, look_at):
    page = open_page()
    clash(page)

    assert [told(row) for row in page.locator(".way-row").all()] == [FEWEST, CHEAPEST, SOONEST]
    look_at(page, "three-ways-out")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("way", [FEWEST, CHEAPEST, SOONEST], ids=["fewest", "cheapest", "soonest"])
def test_each_way_out_is_taken_and_undone(shop, open_page, look_at, way, scripts):
    page = open_page(scripts=scripts)
    clash(page)
    before, total = values(page), page.locator(".summary-total").inner_text()
    row = page.locator(".way-row").filter(has_text=way.price)

    row.get_by_role("button", name="Take this").click()
    expect(page.locator("#choices [aria-pressed=true]")).to_contain_text("47 mm gravel, black")
    expect(page.locator(".ways-out")).to_have_count(0)
    page.wait_for_load_state()
    changed = dict(zip(steps(page), values(page), strict=True))
    assert {group: changed[group] for group in way.new} == way.new
    assert changed["Tyres"] == "47 mm gravel, black"
    assert minor(page.locator(".summary-total").inner_text()) - minor(total) == minor(way.price)
    if scripts:
        look_at(page, f"taken-{way.title.split()[0].lower()}")

    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#steps .step-value")).to_have_text(before)
    expect(page.locator(".summary-total")).to_have_text(total)


@pytest.mark.parametrize("focus", ["where it is", "nowhere yet"])
def test_escape_closes_and_returns_to_the_option(shop, open_page, focus):
    page = open_page()
    clash(page)
    pressed = page.locator(".ways-out").get_attribute("data-opener")
    if focus == "nowhere yet":
        expect(page.locator(".ways-out :focus")).to_have_count(1)
        page.evaluate("document.activeElement.blur()")

    page.keyboard.press("Escape")

    expect(page.locator(".ways-out")).to_have_count(0)
    expect(page.locator(f"#{pressed}")).to_be_focused()


def test_included_option_says_why(shop, open_page):
    page = open_page()
    page.goto("/p/bicycle/?step=frame")
    option_named(page, "Carbon").click()
    expect(option_named(page, "Carbon")).to_have_attribute("aria-pressed", "true")
    page.goto("/p/bicycle/?step=fork")
    page.locator("#choices button[data-state=forced]").click()

    expect(page.get_by_role("heading", name="Why Carbon fork, wide comes along")).to_be_focused()
    expect(page.locator(".ways-out")).to_contain_text("A carbon frame is built with a carbon fork")
