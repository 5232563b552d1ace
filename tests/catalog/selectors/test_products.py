import pytest

from catalog.models import Product
from catalog.selectors.products import (
    listed_products,
    product_by_code,
    revision_by_id,
    standard_variant,
    standard_variants,
)
from foundation.errors import NotFound
from tests.factories.catalog import draft_bicycle, published_bicycle, variant

pytestmark = pytest.mark.django_db


def test_listed_products_stand_in_their_place_without_hidden_ones():
    tea = Product.objects.create(code="tea", position=1)
    lamp = Product.objects.create(code="lamp", position=0)
    Product.objects.create(code="secret", is_listed=False)

    assert list(listed_products()) == [lamp, tea]


def test_product_by_code():
    product = draft_bicycle()

    assert product_by_code("bicycle") == product


@pytest.mark.parametrize("code", ["car", "", "a\0b"])
def test_unknown_product_is_not_found(code):
    with pytest.raises(NotFound):
        product_by_code(code)


def test_revision_by_id_reads_the_document_only_when_asked(django_assert_num_queries):
    revision = published_bicycle()

    with django_assert_num_queries(1):
        found = revision_by_id(revision.pk)
    with django_assert_num_queries(1):
        assert found.document == revision.document


def test_unknown_revision_is_not_found():
    with pytest.raises(NotFound):
        revision_by_id(1)


def test_standard_variants_are_those_listed():
    product = draft_bicycle()
    other = Product.objects.create(code="tea")

    assert list(standard_variants()) == [variant()]
    assert list(standard_variants(product)) == [variant()]
    assert list(standard_variants(other)) == []
    assert standard_variant("BIKE-1") == variant()


@pytest.mark.parametrize("sku", ["BIKE-2", "bike-1", "A\0"])
def test_unknown_sku_is_not_found(sku):
    draft_bicycle()

    with pytest.raises(NotFound):
        standard_variant(sku)


def test_hidden_variant_is_not_found():
    draft_bicycle().variants.update(is_listed=False)

    with pytest.raises(NotFound):
        standard_variant("BIKE-1")
