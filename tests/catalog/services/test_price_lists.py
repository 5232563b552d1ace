from datetime import timedelta
from decimal import Decimal

import pytest

from catalog.models import PriceList, PriceListVersion
from catalog.selectors.prices import current_price_list, price_version_by_id
from catalog.services.drafts import write_prices
from catalog.services.price_lists import publish_price_list
from foundation.errors import InvalidInput, NotFound
from foundation.models import Event
from tests.factories.catalog import BICYCLE_PRICES, NOW, europe, priced_bicycle

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


def test_published_prices_are_a_document_in_minor_units():
    priced_bicycle()

    version = publish_price_list(europe(), actor=None, now=NOW)

    assert PriceListVersion.objects.get(pk=version.pk).document == {
        "format": 1,
        "price_list": "europe",
        "version": 1,
        "currency": "EUR",
        "tax_rate": "0.19",
        "is_gross": True,
        "products": {
            "bicycle": {
                "base": 149_000,
                "options": {
                    "frame": {"carbon": 89_000},
                    "extras": {"bell": 1_500, "rack": 3_990},
                },
                "numbers": {"rider": "12.5"},
                "letters": {"engraving": 150},
            }
        },
        "variants": {"BIKE-1": 152_000},
    }
    assert Event.objects.get(name="catalog.price_list_published").payload["version"] == 1


def test_changed_prices_make_a_new_version_and_leave_the_old_one():
    product = priced_bicycle()
    first = publish_price_list(europe(), actor=None, now=NOW)
    product.prices.update(minor=150_000)

    second = publish_price_list(europe(), actor=None, now=LATER)

    assert (first.version, second.version) == (1, 2)
    assert current_price_list(NOW) == first
    assert current_price_list(LATER) == second
    assert price_version_by_id(first.pk).document["products"]["bicycle"]["base"] == 149_000


def test_unchanged_prices_make_no_new_version():
    priced_bicycle()
    first = publish_price_list(europe(), actor=None, now=NOW)

    assert publish_price_list(europe(), actor=None, now=LATER) == first


def test_empty_price_list_is_refused():
    with pytest.raises(InvalidInput, match="no prices"):
        publish_price_list(europe(), actor=None, now=NOW)


def test_prices_before_the_first_version_are_not_found():
    priced_bicycle()
    publish_price_list(europe(), actor=None, now=LATER)

    with pytest.raises(NotFound):
        current_price_list(NOW)


def test_unknown_price_version_is_not_found():
    with pytest.raises(NotFound):
        price_version_by_id(1)


TIERS = [
    {"from": 10, "base": 140_000, "options": {"frame": {"carbon": 80_000}}},
    {"from": 50, "numbers": {"rider": "10.5"}, "letters": {"engraving": 99}},
]


def derived(**changes):
    return PriceList.objects.create(
        code="trade",
        currency="EUR",
        tax_rate="0.19",
        based_on=europe(),
        discount=Decimal("0.15"),
        **changes,
    )


def tiered_bicycle():
    product = priced_bicycle()
    prices = BICYCLE_PRICES | {"tiers": TIERS}
    variant_tiers = {"BIKE-1": [{"from": 5, "minor": 150_001}]}
    write_prices(
        europe(), product, prices, variants={"BIKE-1": 152_000}, variant_tiers=variant_tiers
    )
    return product


def test_tiers_stand_in_the_document_as_they_were_written():
    tiered_bicycle()

    document = publish_price_list(europe(), actor=None, now=NOW).document

    assert document["products"]["bicycle"] == BICYCLE_PRICES | {"tiers": TIERS}
    assert document["variant_tiers"] == {"BIKE-1": [{"from": 5, "minor": 150_001}]}


def test_list_based_on_another_holds_its_prices_less_the_discount():
    tiered_bicycle()

    document = publish_price_list(derived(), actor=None, now=NOW).document

    assert document["products"]["bicycle"] == {
        "base": 126_650,
        "options": {"frame": {"carbon": 75_650}, "extras": {"bell": 1_275, "rack": 3_392}},
        "numbers": {"rider": "10.625"},
        "letters": {"engraving": 128},
        "tiers": [
            {"from": 10, "base": 119_000, "options": {"frame": {"carbon": 68_000}}},
            {"from": 50, "numbers": {"rider": "8.925"}, "letters": {"engraving": 84}},
        ],
    }
    assert document["variants"] == {"BIKE-1": 129_200}
    assert document["variant_tiers"] == {"BIKE-1": [{"from": 5, "minor": 127_501}]}


def test_what_a_list_prices_itself_has_none_of_the_tiers_of_its_base():
    product = tiered_bicycle()
    own = derived()
    write_prices(own, product, {"base": 100_000})

    entry = publish_price_list(own, actor=None, now=NOW).document["products"]["bicycle"]

    assert entry["base"] == 100_000
    assert entry["tiers"][0] == {"from": 10, "options": {"frame": {"carbon": 68_000}}}


def test_lists_based_on_one_are_published_with_it():
    product = priced_bicycle()
    publish_price_list(derived(), actor=None, now=NOW)
    product.prices.update(minor=200_000)

    publish_price_list(europe(), actor=None, now=LATER)

    latest = PriceListVersion.objects.filter(price_list__code="trade").first()
    assert (latest.version, latest.document["products"]["bicycle"]["base"]) == (2, 170_000)


def test_list_based_on_one_that_was_never_published_waits():
    priced_bicycle()
    derived()

    publish_price_list(europe(), actor=None, now=NOW)

    assert not PriceListVersion.objects.filter(price_list__code="trade").exists()
