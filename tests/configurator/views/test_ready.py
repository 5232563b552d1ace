import pytest

from production.models import StockItem
from tests.factories.catalog import published_bicycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_standard_product_shows_its_variants(client):
    published_bicycle(kind="standard")
    StockItem.objects.create(sku="BIKE-1", on_hand=3)

    page = client.get("/p/bicycle/").content.decode()

    assert "Ready bicycle" in page
    assert "3 in stock" in page
    assert 'name="sku" value="BIKE-1"' in page
    assert 'name="if_unit_minor" value="152000"' in page
    assert '<label for="quantity-BIKE-1">Quantity</label>' in page


def test_sold_out_variant_cannot_be_bought(client):
    published_bicycle(kind="standard")

    page = client.get("/p/bicycle/").content.decode()

    assert "Sold out, being made again" in page
    assert "disabled" in page


def test_variants_of_a_configurable_product_have_a_page(client):
    published_bicycle()

    page = client.get("/p/bicycle/ready/").content.decode()

    assert "Ready bicycle" in page
    assert 'href="/p/bicycle/"' in page


def test_choosing_on_a_standard_product_is_refused(client):
    published_bicycle(kind="standard")

    assert client.post("/p/bicycle/", {"choice": "frame=carbon"}).status_code == 422
