from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from catalog.models import PriceList
from catalog.price_validity import gaps_beside
from foundation.models import CustomerGroup
from tests.factories.catalog import europe, published_bicycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def trade():
    return CustomerGroup.objects.create(code="trade", name="Trade")


def a_list(code="other", **changes):
    fields = {"name": {"en": code.title()}, "currency": "EUR", "tax_rate": Decimal("0.19")}
    return PriceList(code=code, **fields | changes)


def refusal(price_list):
    with pytest.raises(ValidationError) as refused:
        price_list.full_clean()
    return {field: messages[0] for field, messages in refused.value.message_dict.items()}


def saved(*args, **changes):
    price_list = a_list(*args, **changes)
    price_list.full_clean()
    price_list.save()
    return price_list


def test_list_for_a_group_in_a_currency_of_the_shop_is_accepted(trade):
    europe()

    saved("trade", customer_group=trade)
    saved("trade-dollar", customer_group=trade, currency="USD")


def test_currency_that_the_shop_does_not_take_is_refused():
    assert refusal(a_list(currency="CHF")) == {
        "currency": "The shop sells and delivers in EUR, USD, GBP only, not in CHF."
    }


def test_currency_of_published_prices_cannot_change():
    published_bicycle()
    published = europe()
    published.currency = "USD"

    assert refusal(published) == {
        "currency": "Prices in EUR are published. Make a list of its own for another currency."
    }


def test_end_before_the_start_is_refused():
    dated = a_list(starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1))

    assert refusal(dated) == {"ends_on": "It ends before it starts."}


@pytest.mark.parametrize(
    ("held", "wanted", "words"),
    [
        ({}, {}, "always"),
        (
            {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31)},
            {"starts_on": date(2026, 5, 31)},
            "from 01 May 2026 to 31 May 2026",
        ),
        ({"starts_on": date(2026, 5, 1)}, {"ends_on": date(2026, 5, 1)}, "from 01 May 2026 on"),
        ({"ends_on": date(2026, 5, 1)}, {"starts_on": date(2026, 4, 1)}, "until 01 May 2026"),
    ],
)
def test_lists_that_overlap_are_refused(trade, held, wanted, words):
    saved("first", customer_group=trade, **held)

    assert refusal(a_list(customer_group=trade, **wanted)) == {
        "starts_on": f"“First” holds for the same customers in EUR {words}. "
        "End one before the other starts."
    }


def test_season_stands_beside_the_list_that_holds_always(trade):
    saved("first", customer_group=trade)

    saved("season", customer_group=trade, starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31))
    saved("next", customer_group=trade, starts_on=date(2026, 6, 1))


def test_list_of_the_shop_has_no_days_group_or_base(trade):
    said = {
        "is_default": "The list of the shop has no group, no days and no base: it holds where no "
        "other does."
    }

    assert refusal(a_list(is_default=True, starts_on=date(2026, 5, 1))) == said
    assert refusal(a_list(is_default=True, customer_group=trade)) == said


def test_list_of_the_shop_with_days_is_refused_by_the_database_too():
    with pytest.raises(IntegrityError, match="default_price_list_holds_always"):
        a_list(is_default=True, starts_on=date(2026, 5, 1)).save()


def test_base_in_another_currency_is_refused(trade):
    base = europe()

    assert refusal(a_list(customer_group=trade, currency="USD", based_on=base)) == {
        "based_on": "“Europe” is in EUR, not in USD."
    }


def test_base_with_another_tax_is_refused(trade):
    other = a_list(customer_group=trade, based_on=europe(), is_gross=False)

    assert refusal(other) == {"based_on": "“Europe” has another tax."}


def test_base_that_has_a_base_is_refused(trade):
    middle = saved("middle", customer_group=trade, based_on=europe())
    top = a_list(based_on=middle, currency="EUR", starts_on=date(2026, 1, 1))

    assert refusal(top) == {"based_on": "“Middle” is based on a list itself."}


def test_base_of_others_gets_no_base(trade):
    base = saved("base", customer_group=trade)
    saved("derived", based_on=base, starts_on=date(2026, 1, 1))
    base.based_on = europe()

    assert refusal(base) == {"based_on": "Other lists are based on this one."}


def test_discount_without_a_base_is_refused():
    assert refusal(a_list(discount=Decimal("0.1"), currency="USD")) == {
        "discount": "Say which list the discount is from."
    }


def test_gap_between_dated_lists_is_told(trade):
    saved("spring", customer_group=trade, starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 31))
    summer = saved("summer", customer_group=trade, starts_on=date(2026, 6, 3))

    assert gaps_beside(summer) == [(date(2026, 6, 1), date(2026, 6, 2))]


def test_no_gap_where_a_list_holds_always(trade):
    saved("always", customer_group=trade)
    saved("spring", customer_group=trade, starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 31))
    summer = saved("summer", customer_group=trade, starts_on=date(2026, 6, 3))

    assert gaps_beside(summer) == []
    assert gaps_beside(europe()) == []
