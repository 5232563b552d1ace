"""The computer with 1,275 video cards: searched, filtered and chosen from, the page still light."""

import csv
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from catalog import pc_parts
from tests.journeys.acts import look_up
from tests.services.browser import PHONE

pytestmark = pytest.mark.journey

SLICE = Path(pc_parts.__file__).parent / "slice"
VIDEO = "/p/computer/?step=video&show=all"
CARDS = 1_275
MOST_ROWS = 60


@pytest.fixture
def many_cards(shop, tmp_path):
    """The real cards of the slice in as many editions as it takes."""
    for path in SLICE.glob("*.csv"):
        (tmp_path / path.name).write_text(path.read_text())
    with (SLICE / "video-card.csv").open(newline="") as file:
        header, *cards = list(csv.reader(file))
    rows = [
        [f"{name} No {number}" if number > 1 else name, *values]
        for number in range(1, CARDS // len(cards) + 2)
        for name, *values in cards
    ]
    with (tmp_path / "video-card.csv").open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows[:CARDS]])
    call_command("import_pc_parts", str(tmp_path), "--publish", verbosity=0)


def test_one_of_1275_cards_is_found_and_chosen(many_cards, open_page, look_at):
    for scripts in (True, False):
        page = open_page(scripts=scripts)
        page.goto(VIDEO)
        expect(page.locator("#found strong")).to_have_text("1,275 of 1,275")
        assert page.locator(".option-row").count() < MOST_ROWS

        card = look_up(page, "MSI SHADOW 3X OC No 9")
        expect(page.locator("#found strong")).to_have_text(re.compile("^[0-9]{1,2} of 1,275$"))
        if scripts:
            look_at(page, "cards")
        card.click()

        expect(page.locator(".option-row[data-state=chosen]").first).to_contain_text("No 9")


def test_filters_narrow_1275_cards_on_a_phone(many_cards, open_page, look_at):
    page = open_page(viewport=PHONE)
    page.goto(VIDEO)
    page.get_by_role("button", name="Filters").click()
    page.locator("#facets").get_by_role("checkbox").first.check()
    expect(page.locator(".chip")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Show [0-9]")).click()

    expect(page.locator("#found strong")).not_to_have_text("1,275 of 1,275")
    look_at(page, "filtered")
