"""A design of each made-to-order product, and how a customer answers its steps."""

from playwright.sync_api import Page, expect

from tests.journeys.acts import look_up, option_named

# By product: what is answered, group by group, and words that its order must say.
PRODUCTS = {
    "bicycle": (
        [("colour", "forest-green"), ("rider", "182"), ("name", "Ada Lo")],
        ["Forest green", "Ada Lo"],
    ),
    "computer": ([("cpu", "AMD Ryzen 5 7600")], ["AMD Ryzen 5 7600"]),
    "shoe": (
        [("toe", "suede-sand"), ("laces", "waxed-navy"), ("text", "A-7")],
        ["Suede, sand", "A-7"],
    ),
    "sofa": ([("width", "260"), ("cover", "linen-blue"), ("legs", "walnut")], ["260"]),
    "mug": (
        [("glaze", "sky"), ("ink", "plum"), ("text", "Guten Morgen")],
        ["Plum", "Guten Morgen"],
    ),
    "towel": ([("colour", "rose"), ("thread", "wine"), ("text", "Zoë")], ["Wine", "Zoë"]),
    "shirt": (
        [("fabric", "linen-sage"), ("collar", "band"), ("sizes", "l:1")],
        ["Linen, sage", "Band"],
    ),
    "own-car": (
        [("trim", "tour"), ("colour", "poppy")],
        ["Tour", "Poppy red"],
    ),
}


def answer(page: Page, product: str, group: str, value: str) -> None:
    """Open the step of a group and press the option, or type what has no button."""
    page.goto(f"/p/{product}/?step={group}")
    if page.get_by_role("searchbox").count():
        look_up(page, value).click()
        expect(option_named(page, value)).to_have_attribute("aria-pressed", "true")
        return
    pressed = page.locator(f"#choices button[value='{group}={value}']").first
    if not pressed.count():
        page.locator("#value").fill(value)
        page.locator("#value-take").click()
        expect(page.locator(f"#step-{group}")).to_contain_text(value)
        return
    pressed.click()
    if ":" in value:
        # The same button asks for the next number now.
        expect(pressed).to_have_count(0)
    else:
        expect(pressed).to_have_attribute("aria-pressed", "true")


def configure(page: Page, product: str) -> list[str]:
    """Answer the steps of a product; return the words that its order must say."""
    answers, words = PRODUCTS[product]
    for group, value in answers:
        answer(page, product, group, value)
    return words
