"""Drawings and demo products know each other: no layer waits for a choice that cannot come."""

import pytest

from catalog.demo.definition import Document
from catalog.demo.shop import demo_products
from catalog.drawings import Part, read_drawing
from catalog.language.flattening import flat_document
from catalog.language.schema import FREE
from catalog.pictures import SIGN

PRODUCTS = sorted(demo_products())


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {
        code: flat_document(definition.document()) for code, definition in demo_products().items()
    }


def words_of(part: Part) -> list[tuple[str, str, list[str]]]:
    """Every (group, attribute, values) that a layer asks for."""
    words = []
    for condition in part.conditions:
        subject, *comparison = SIGN.split(condition, maxsplit=1)
        group, _, attribute = subject.partition(".")
        values = comparison[1] if comparison and comparison[0] == "=" else ""
        if condition != "always":
            words.append((group, attribute, values.split("|") if values else []))
    return words


@pytest.mark.parametrize("code", PRODUCTS)
def test_product_has_its_own_drawing(documents: dict[str, Document], code: str) -> None:
    assert read_drawing(documents[code]["picture"]).layers


@pytest.mark.parametrize("code", PRODUCTS)
def test_drawing_asks_only_for_groups_options_and_attributes_of_its_product(
    documents: dict[str, Document], code: str
) -> None:
    groups = {group["code"]: group for group in documents[code]["groups"]}
    drawing = read_drawing(documents[code]["picture"])
    asked = [word for part in (*drawing.layers, *drawing.lines) for word in words_of(part)]

    unknown = {group for group, _, _ in asked if group not in groups}
    unknown |= {
        f"{group}={value}"
        for group, attribute, values in asked
        if not attribute
        for value in values
        if value not in {option["code"] for option in groups[group]["options"]}
    }
    unknown |= {
        f"{group}.{attribute}"
        for group, attribute, _ in asked
        if attribute
        and attribute not in {known["code"] for known in groups[group]["attributes"]}
        and attribute not in groups[group].get("inner_groups", ())
    }
    assert unknown == set()


@pytest.mark.parametrize("code", PRODUCTS)
def test_drawing_takes_colours_and_texts_from_groups_that_have_them(
    documents: dict[str, Document], code: str
) -> None:
    groups = {group["code"]: group for group in documents[code]["groups"]}
    drawing = read_drawing(documents[code]["picture"])
    named = {
        group
        for part in (*drawing.layers, *drawing.lines)
        for role in ("data-paint", "data-on", "data-text", "data-option", "data-lettering")
        for group in part.attributes.get(role, "").split()
    }
    painted = {
        group for part in drawing.layers for group in part.attributes.get("data-paint", "").split()
    }

    assert named <= set(groups)
    assert all(
        option["swatch"] or option["code"] == FREE
        for group in painted
        for option in groups[group]["options"]
    )
