"""The demo's products are written once, and never over the work of staff."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catalog.demo.mug import MUG
from catalog.demo.shop import demo_products
from catalog.demo.stock_goods import TEA
from catalog.demo.towel import TOWEL
from catalog.demo.writing import load_products
from catalog.document import draft_document
from catalog.models import Product, Revision
from catalog.selectors.products import current_revisions
from catalog.services.publishing import withdraw

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

CODES = [
    *("bicycle", "sofa", "computer", "shoe", "towel", "shirt", "mug", "own-car"),
    *("plain-towel", "tea", "train", "phone", "car"),
]


def load(definitions, now=NOW):
    return load_products(definitions, actor=None, now=now)


def test_every_demo_product_is_published():
    codes = load(demo_products())

    assert codes == CODES
    assert set(current_revisions(NOW)) == set(codes)


@pytest.mark.parametrize("code", CODES)
def test_draft_says_what_the_definition_says(code):
    definition = demo_products()[code]

    load({code: definition})

    assert draft_document(Product.objects.get(code=code)) == definition.document()


def test_published_product_and_its_variants_speak_three_languages():
    load({"tea": TEA})

    product = Product.objects.get(code="tea")
    assert current_revisions(NOW)["tea"].document["name"] == {
        "en": "Garden tea",
        "de": "Gartentee",
        "ar": "شاي الحديقة",
    }
    assert product.variants.get(sku="TEA-EG-100").name == {
        "en": "Earl Grey tea, 100 g",
        "de": "Earl-Grey-Tee, 100 g",
        "ar": "شاي إيرل غراي، 100 g",
    }


def test_second_load_publishes_nothing():
    load({"tea": TEA})

    assert load({"tea": TEA}, LATER) == []
    assert Revision.objects.count() == 1


def test_newer_definition_is_published():
    load({"tea": TEA})

    assert load({"tea": replace(TEA, tagline="Fresh for months")}, LATER) == ["tea"]
    assert current_revisions(LATER)["tea"].number == 2


def test_draft_that_staff_changed_is_left_alone():
    load({"tea": TEA})
    Product.objects.filter(code="tea").update(tagline={"en": "Staff wrote this"})

    assert load({"tea": replace(TEA, tagline="Fresh for months")}, LATER) == []
    assert Product.objects.get(code="tea").tagline == {"en": "Staff wrote this"}


def test_product_that_staff_took_off_sale_stays_off():
    load({"tea": TEA})
    withdraw(Product.objects.get(code="tea"), actor=None, now=NOW)

    assert load({"tea": replace(TEA, tagline="Fresh for months")}, LATER) == []
    assert current_revisions(LATER) == {}


def test_load_that_was_interrupted_before_publishing_is_finished(monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("catalog.demo.writing.publish", killed)
        with pytest.raises(KeyboardInterrupt):
            load({"tea": TEA})

    assert load({"tea": TEA}, LATER) == ["tea"]


def shop_order() -> list[str]:
    return list(Product.objects.order_by("position").values_list("code", flat=True))


def test_product_that_is_new_to_an_older_shop_takes_its_place_in_the_order():
    load({"towel": TOWEL, "tea": TEA})

    assert load({"towel": TOWEL, "mug": MUG, "tea": TEA}, LATER) == ["mug"]
    assert shop_order() == ["towel", "mug", "tea"]


def test_order_that_staff_chose_stays_while_nothing_is_new():
    load({"towel": TOWEL, "tea": TEA})
    Product.objects.filter(code="towel").update(position=7)

    load({"towel": replace(TOWEL, tagline="Your letters"), "tea": TEA}, LATER)

    assert shop_order() == ["tea", "towel"]
