"""What is made for stock only is drawn, complete and different from piece to piece."""

import pytest

from catalog.demo.cars import CAR
from catalog.demo.ready_goods import PHONE, TRAIN
from catalog.pictures import picture_layers
from tests.catalog.demo.laws import broken_rules

GOODS = [TRAIN, PHONE, CAR]
VARIANTS = [(product, variant) for product in GOODS for variant in product.variants]


@pytest.mark.parametrize(
    ("product", "variant"), VARIANTS, ids=lambda value: getattr(value, "sku", "")
)
def test_variant_answers_every_group(product, variant):
    known = {group.code: {option.code for option in group.options} for group in product.groups}

    assert set(variant.choices) == set(known)
    assert all(code in known[group] for group, code in variant.choices.items())
    assert broken_rules(product, variant.choices) == []


@pytest.mark.parametrize("product", GOODS, ids=lambda product: product.code)
def test_every_variant_has_a_picture_of_its_own(product):
    pictures = {
        picture_layers(product.document(), dict(variant.choices)) for variant in product.variants
    }

    assert len(pictures) == len(product.variants)


@pytest.mark.parametrize("product", GOODS, ids=lambda product: product.code)
def test_no_two_variants_are_the_same_design(product):
    designs = {tuple(sorted(variant.choices.items())) for variant in product.variants}

    assert len(designs) == len(product.variants)
