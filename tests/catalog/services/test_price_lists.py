from datetime import timedelta

import pytest

from catalog.models import PriceListVersion
from catalog.selectors.prices import current_price_list, price_version_by_id
from catalog.services.price_lists import publish_price_list
from foundation.errors import InvalidInput, NotFound
from foundation.models import Event
from tests.factories.catalog import NOW, europe, priced_bicycle

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
