"""How many pieces: their price, their tiers, and whose price list."""

import pytest

from catalog.models import PriceList
from catalog.services.drafts import write_prices
from catalog.services.price_lists import publish_price_list
from configurator.models import Configuration
from foundation.models import CustomerGroup, User
from foundation.services.accounts import create_account
from tests.factories.catalog import BICYCLE_PRICES, NOW, europe, published_bicycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/p/bicycle/"
HTMX = {"HX-Request": "true"}
TIERS = [{"from": 10, "base": 140_000}, {"from": 50, "base": 130_000}]
SINGLE = "1,512.25\u00a0€"
TEN = "1,422.25\u00a0€"


@pytest.fixture
def bicycle():
    product = published_bicycle().product
    prices = BICYCLE_PRICES | {"tiers": TIERS}
    write_prices(europe(), product, prices, variants={"BIKE-1": 152_000})
    publish_price_list(europe(), actor=None, now=NOW)
    return product


@pytest.fixture
def trader(client, bicycle):
    """Who is signed in buys at 20 % less."""
    group = CustomerGroup.objects.create(code="trade", name="Trade")
    trade = PriceList.objects.create(
        code="trade",
        name={"en": "Trade"},
        currency="EUR",
        tax_rate="0.19",
        customer_group=group,
        based_on=europe(),
        discount="0.2",
    )
    publish_price_list(PriceList.objects.get(pk=trade.pk), actor=None, now=NOW)
    user = User.objects.create_user("trader")
    create_account(name="Trader", user=user, group=group)
    client.force_login(user)


def page_of(client):
    return client.get(URL).content.decode()


def test_page_shows_a_small_table_of_tiers(client, bicycle):
    page = page_of(client)

    assert "Price of each piece, by quantity" in page
    assert f'<tr aria-current="true"><th scope="row">Single pieces</th><td>{SINGLE}' in page
    assert f'<th scope="row">From 10 pieces</th><td>{TEN}' in page


def test_page_without_tiers_shows_no_table(client):
    published_bicycle()

    assert "by quantity" not in page_of(client)


def test_quantity_is_kept_and_priced_in_its_tier(client, bicycle):
    client.get(URL)

    answer = client.post(URL, {"pieces": "12"}, headers=HTMX).content.decode()

    assert Configuration.objects.get().quantity == 12
    assert f"{TEN} each" in answer
    assert "Quantity price from 10 pieces" in answer
    assert "11 more pieces" in answer
    assert 'name="if_unit_minor" value="142225"' in answer
    assert 'name="quantity" value="12"' in answer
    assert "17,067.00\u00a0€" in answer


def test_quantity_without_a_script_comes_back_to_the_price(client, bicycle):
    client.get(URL)

    assert client.post(URL, {"pieces": "12"}).headers["Location"] == f"{URL}#price"


@pytest.mark.parametrize("typed", ["0", "1001", "-1", "many", "1.5", ""])
def test_quantity_that_cannot_be_used_is_refused_beside_its_field(client, bicycle, typed):
    client.get(URL)

    answer = client.post(URL, {"pieces": typed}, headers=HTMX)

    assert answer.status_code == 422
    assert "Send a whole number from 1 to 1000." in answer.content.decode()
    assert Configuration.objects.get().quantity == 1


def test_price_change_of_an_option_is_for_all_pieces(client, bicycle):
    client.get(f"{URL}?step=frame")
    client.post(URL, {"pieces": "3"})

    assert "+\u00a02,670.00\u00a0€" in client.get(f"{URL}?step=frame").content.decode()


def test_group_of_the_visitor_has_its_own_prices(client, trader):
    page = page_of(client)

    assert "price list Trade 1" in page
    assert "1,209.80\u00a0€" in page


def test_click_of_who_signed_in_asks_at_most_ten_times(client, trader, django_assert_num_queries):
    client.get(URL)
    client.post(URL, {"pieces": "12"}, headers=HTMX)

    with django_assert_num_queries(10, exact=False) as seen:
        client.post(URL, {"choice": "frame=steel"}, headers=HTMX)

    assert len(seen) <= 10
