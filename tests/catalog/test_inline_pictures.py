"""Pictures that stand alone show the very layers and colours of the page."""

import re
from pathlib import Path

import pytest

from catalog.demo.shop import demo_products
from catalog.inline_pictures import TINTS, inlined_svg
from catalog.pictures import picture_layers

SHEET = Path(__file__).parents[2] / "static/css/components/picture.css"
PRODUCTS = demo_products()


def picture_of(code):
    document = PRODUCTS[code].document()
    defaults = {group["code"]: group["default"] for group in document["groups"]}
    return picture_layers(document, {code: value for code, value in defaults.items() if value})


@pytest.mark.parametrize("code", sorted(PRODUCTS))
def test_inlined_picture_has_the_same_layers_and_no_reference(code):
    picture = picture_of(code)

    svg = inlined_svg(picture)

    assert re.findall(r'<g id="([^"]+)"', svg) == [layer.id for layer in picture.layers]
    assert "var(" not in svg
    assert "currentColor" not in svg


def test_inlined_picture_takes_the_chosen_colour():
    picture = picture_of("bicycle")

    colours = {layer.colour for layer in picture.layers if layer.colour}

    assert colours
    assert all(colour in inlined_svg(picture) for colour in colours)


def test_tints_are_those_of_the_page():
    css = dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", SHEET.read_text()))

    assert {name: paint for name, (paint, opacity) in TINTS.items() if opacity is None} == css
