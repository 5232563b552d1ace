"""A towel bought in Arabic, a bicycle in German: every page, on a desk and on a phone."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import Page, expect

from catalog.demo.shop import demo_products
from catalog.demo.wording import WORDING
from foundation.bidi import LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from tests.journeys.acts import sign_in
from tests.services.browser import DESKTOP, PHONE

pytestmark = pytest.mark.journey

NAME = "نور"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def speak(page: Page, language: str) -> None:
    """Choose a language in the footer, and stay on the page."""
    page.locator(f"footer button[name=language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def look(page: Page, name: str, folder, pictures, *, direction: str) -> None:
    """Keep pictures; nothing may lie outside of the window at either width."""
    expect(page.locator("html")).to_have_attribute("dir", direction)
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert page.evaluate(SIDEWAYS) == 0, f"{name} scrolls sideways at {size['width']}"
    pictures(page, name, folder)


def choose(page: Page, group: str, option: str) -> None:
    page.goto(f"/p/bicycle/?step={group}")
    page.locator(f"#choices button[value='{group}={option}']").click()
    expect_pressed(page, f"{group}={option}")


def expect_pressed(page: Page, value: str) -> None:
    pressed = page.locator(f"#choices button[value='{value}']")
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_guest_buys_a_towel_in_arabic(shop, page, pictures, tmp_path):
    page.goto("/")
    speak(page, "ar")
    expect(page.locator("h1")).to_contain_text("يُصنع كما تريد.")
    look(page, "ar-shop", tmp_path, pictures, direction="rtl")

    page.goto("/p/towel/?step=text")
    page.locator("#value").fill(NAME)
    page.get_by_role("button", name="اعتمد هذا النص").click()
    expect(page.locator("#step-text")).to_contain_text(NAME)
    expect(page.locator("#picture text[data-text]").first).to_have_text(NAME)
    look(page, "ar-text", tmp_path, pictures, direction="rtl")

    page.goto("/p/towel/?step=place")
    expect(page.locator("#choices")).to_contain_text("الزاوية اليسرى")
    page.goto("/p/towel/?step=lettering")
    expect(page.locator("#choices button[value='lettering=arabic']")).to_contain_text("رقعة")
    page.locator("#choices button[value='lettering=arabic']").click()
    expect_pressed(page, "lettering=arabic")
    stitched = page.locator("#picture text[data-text]").first
    expect(stitched).to_have_text(NAME)
    expect(stitched).to_have_attribute("direction", "rtl")
    expect(stitched).to_have_class("lettering-arabic")
    expect(page.locator("#bar")).to_contain_text("€")
    look(page, "ar-lettering", tmp_path, pictures, direction="rtl")

    page.get_by_role("button", name="أضف إلى السلة").click()
    expect(page.locator("#lines")).to_contain_text(NAME)
    look(page, "ar-cart", tmp_path, pictures, direction="rtl")

    page.locator("#order-name, [name=name]").first.fill("نور الهدى")
    page.locator("[name=email]").fill("not an address")
    page.locator("[name=street]").fill("Invalidenstraße 43")
    page.locator("[name=postcode]").fill("10115")
    page.locator("[name=town]").fill("Berlin")
    page.get_by_role("button", name=re.compile("^اطلب وادفع")).first.click()
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    look(page, "ar-refused", tmp_path, pictures, direction="rtl")
    page.locator("[name=email]").fill("noor@example.org")
    page.get_by_role("button", name=re.compile("^اطلب وادفع")).first.click()

    page.wait_for_url(re.compile(r"/orders/[0-9]{4}-[0-9]+/$"))
    expect(page.locator("#progress h1")).to_contain_text("تم الطلب")
    expect(page.locator("#progress")).to_contain_text(NAME)
    look(page, "ar-order", tmp_path, pictures, direction="rtl")


def test_guest_buys_a_bicycle_in_german_with_scripts_off(shop, open_page, pictures, tmp_path):
    page = open_page(scripts=False)
    page.goto("/")
    speak(page, "de")
    expect(page.locator("h1")).to_contain_text("Gemacht, wie Sie es wollen.")
    look(page, "de-shop", tmp_path, pictures, direction="ltr")

    choose(page, "guards", "full")
    choose(page, "fork", "steel")
    page.goto("/p/bicycle/?step=tyres")
    page.locator("#choices button[data-state=blocked]").first.click()
    expect(page.locator(".ways-out h3")).to_contain_text(re.compile("^Warum .* nicht passt$"))
    expect(page.locator(".ways-out")).to_contain_text(
        "Gabel, Laufräder und Schutzbleche lassen zusammen keinen Platz für so breite Reifen."
    )
    expect(page.get_by_role("button", name="Das nehmen").first).to_be_visible()
    look(page, "de-ways-out", tmp_path, pictures, direction="ltr")
    page.get_by_role("button", name="Das nehmen").first.click()
    expect(page.locator("#choices [aria-pressed=true]")).to_be_visible()
    expect(page.locator(".ways-out")).to_have_count(0)

    page.get_by_role("button", name="In den Warenkorb").click()
    expect(page.locator("#lines")).to_contain_text(re.compile(r"[0-9]\.[0-9]{3},[0-9]{2}\s€"))
    look(page, "de-cart", tmp_path, pictures, direction="ltr")

    page.get_by_label("Name", exact=True).fill("Ada Lovelace")
    page.get_by_label("E-Mail").fill("ada@example.org")
    page.get_by_label("Straße und Hausnummer").fill("Invalidenstraße 43")
    page.get_by_label("Postleitzahl").fill("1011")
    page.get_by_label("Ort", exact=True).fill("Berlin")
    page.get_by_role("button", name=re.compile("^Zahlungspflichtig bestellen")).first.click()
    expect(page.locator("main")).to_contain_text(
        "Eine deutsche Postleitzahl hat fünf Ziffern, etwa 04107."
    )
    page.get_by_label("Postleitzahl").fill("10115")
    page.get_by_role("button", name=re.compile("^Zahlungspflichtig bestellen")).first.click()

    page.wait_for_url(re.compile(r"/orders/[0-9]{4}-[0-9]+/$"))
    expect(page.locator("#progress h1")).to_contain_text("ist bestellt")
    expect(page.locator("#progress")).to_contain_text("Sie können kostenlos stornieren")
    look(page, "de-order", tmp_path, pictures, direction="ltr")


def pages_of_products() -> Iterator[str]:
    for product in demo_products().values():
        if product.kind == "standard":
            yield f"/p/{product.code}/"
        else:
            yield from (f"/p/{product.code}/?step={group.code}" for group in product.groups)


def words_on(page: str) -> set[str]:
    """Every text of a page as a person reads it, tags taken off."""
    plain = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page)
    isolates = dict.fromkeys(map(ord, LEFT_TO_RIGHT_ISOLATE + POP_ISOLATE))
    return {unescape(text).translate(isolates).strip() for text in re.split(r"<[^>]+>", plain)}


@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_page_of_a_product_has_an_english_text_left(shop, client, language: str):
    kept = WORDING.by_language[language]
    translated = {key.removeprefix("group:") for key, text in kept.items() if text != key}
    english = translated - set(kept.values())
    read: dict[str, set[str]] = {}
    for address in pages_of_products():
        response = client.get(address, follow=True, headers={"accept-language": language})
        assert response.status_code == 200, address
        read[address] = words_on(response.content.decode())

    assert {address: words & english for address, words in read.items() if words & english} == {}
    assert set().union(*read.values()) >= {
        kept[product.name] for product in demo_products().values()
    }


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_staff_pages_hold_in_every_language(
    shop, page, pictures, tmp_path, language: str, direction: str
):
    """They speak English, and are neither broken nor mirrored wrong by another language."""
    sign_in(page, shop["staff"], "/factory/")
    speak(page, language)
    look(page, f"{language}-board", tmp_path, pictures, direction=direction)

    page.goto("/floor/")
    look(page, f"{language}-floor", tmp_path, pictures, direction=direction)
