"""Pictures for mails are those of the page, drawn as points."""

from io import BytesIO

import pytest
from PIL import Image

from catalog.demo.shop import demo_products
from catalog.papers.png import picture_png
from catalog.papers.stage import GROUND
from catalog.pictures import picture_layers

PRODUCTS = demo_products()
BLUE, GREEN = (0x2F, 0x5D, 0x8A), (0x2E, 0x5A, 0x43)


def drawn(code, **choices):
    document = PRODUCTS[code].document()
    defaults = {group["code"]: group["default"] for group in document["groups"]}
    full = {group: value for group, value in (defaults | choices).items() if value}
    return Image.open(BytesIO(picture_png(picture_layers(document, full)))).convert("RGB")


def colours_in(image):
    return {colour for _many, colour in image.getcolors(image.width * image.height)}


@pytest.mark.parametrize("code", sorted(PRODUCTS))
def test_every_product_is_drawn_on_the_ground_of_papers(code):
    image = drawn(code)

    assert (image.format, image.size) == (None, (360, 240))
    assert image.getpixel((180, 4)) == GROUND
    assert len(colours_in(image)) > 50


def test_picture_has_the_chosen_colour_only():
    blue, green = (
        colours_in(drawn("bicycle", colour=one)) for one in ("harbour-blue", "forest-green")
    )

    assert (BLUE in blue, GREEN in blue) == (True, False)
    assert (BLUE in green, GREEN in green) == (False, True)


def test_text_is_on_the_picture():
    assert drawn("towel", text="Ada").tobytes() != drawn("towel").tobytes()
