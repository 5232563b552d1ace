import pytest

from production.models import StockItem
from tests.factories.catalog import published_bicycle
from tests.factories.configurator import published_computer
from tests.factories.production import make_centre, make_step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_empty_shop_says_so(client):
    page = client.get("/").content.decode()

    assert "Nothing is for sale yet." in page


def test_shop_shows_products_with_their_cheapest_price(client):
    published_bicycle()

    page = client.get("/").content.decode()

    assert '<a href="/p/bicycle/">Bicycle</a>' in page
    assert "from 1,508.75\N{NO-BREAK SPACE}€" in page


def test_shop_guesses_no_date(client):
    published_bicycle()

    assert "Next run ready" not in client.get("/").content.decode()


def test_shop_dates_what_the_factory_can_make(client):
    published_bicycle()
    make_step(make_centre(), family_key=[])

    assert "Next run ready Mon 6 Jan" in client.get("/").content.decode()


def test_shop_shows_what_is_on_the_shelf(client):
    published_bicycle()
    StockItem.objects.create(sku="BIKE-1", on_hand=3)

    page = client.get("/").content.decode()

    assert '<a href="/p/bicycle/ready/#BIKE-1">Ready bicycle</a>' in page
    assert "1,520.00\N{NO-BREAK SPACE}€" in page
    assert "3 in stock" in page


def test_shop_hides_what_is_sold_out(client):
    published_bicycle()

    assert "Ready bicycle" not in client.get("/").content.decode()


def test_shop_shows_a_product_without_a_drawing(client):
    published_computer(cards=3)

    assert '<a href="/p/computer/">Computer</a>' in client.get("/").content.decode()
