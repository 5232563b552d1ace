import pytest
from django.db import IntegrityError

from catalog.models import Group, Option, Price, PriceList, Product, Publication
from tests.factories.catalog import NOW, draft_bicycle, europe, published_bicycle

pytestmark = pytest.mark.django_db


def test_group_code_stands_once_in_a_product():
    product = draft_bicycle()

    with pytest.raises(IntegrityError):
        Group.objects.create(product=product, code="frame")


def test_option_code_stands_once_in_a_group():
    group = draft_bicycle().groups.get(code="frame")

    with pytest.raises(IntegrityError):
        Option.objects.create(group=group, code="steel")


@pytest.mark.parametrize(
    "fields",
    [
        {"minimum": 2, "maximum": 1},
        {"step": 0},
        {"min_count": 2, "max_count": 1},
        {"max_quantity": 0},
    ],
)
def test_group_with_impossible_bounds_is_kept_out(fields):
    product = draft_bicycle()

    with pytest.raises(IntegrityError):
        Group.objects.create(product=product, code="new", **fields)


def test_price_belongs_to_the_thing_its_kind_says():
    product = draft_bicycle()

    with pytest.raises(IntegrityError):
        Price.objects.create(price_list=europe(), kind="option", product=product, minor=1)


def test_price_stands_once_in_a_list():
    product = draft_bicycle()
    Price.objects.create(price_list=europe(), kind="base", product=product, minor=1)

    with pytest.raises(IntegrityError):
        Price.objects.create(price_list=europe(), kind="base", product=product, minor=2)


def test_shop_has_one_price_list():
    europe()

    with pytest.raises(IntegrityError):
        PriceList.objects.create(code="swiss", currency="CHF", is_default=True)


def test_product_has_one_open_publication():
    revision = published_bicycle()

    with pytest.raises(IntegrityError):
        Publication.objects.create(product=revision.product, revision=revision, starts_at=NOW)


def test_product_of_an_unknown_kind_is_kept_out():
    with pytest.raises(IntegrityError):
        Product.objects.create(code="lamp", kind="lamp")
