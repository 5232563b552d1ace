"""Erasing a person: blank everywhere, and nothing that never changes is touched."""

import json
from datetime import timedelta

import pytest
from django.apps import apps

from catalog.models import CustomerText
from configurator.models import Configuration
from foundation.errors import Conflict
from foundation.models import ApiKey, User
from foundation.services.accounts import issue_api_key
from foundation.services.erasing import erase_account
from orders.laws.table import check_all
from orders.models import Cart, CartLine, Order, Quote, SavedAddress
from orders.selectors.carts import cart_of
from orders.services.account_things import save_address
from orders.services.buyers import Buyer
from orders.services.cancellation import cancel_order
from orders.services.cleaning import KEPT_FOR, clean_up
from orders.services.quotes import quote_cart
from orders.visitors import Visitor
from tests.factories.catalog import NOW
from tests.factories.orders import (
    ADA,
    bicycle_line,
    fill_cart,
    make_configuration,
    make_order,
    make_visitor,
)

SECRETS = ("Lindqvist", "ada@example.org", "Weberstra", "QUEENADA")
LATER = NOW + KEPT_FOR + timedelta(seconds=1)


@pytest.fixture
def known(shop, account):
    """An account with an order, a quote, an address, a cart, a design and a key."""
    account.user = User.objects.create_user("ada@example.org", email="ada@example.org")
    account.save()
    issue_api_key(account=account, name="test", scopes=["orders"])
    visitor = Visitor(account=account)
    make_order(bicycle_line(engraving="QUEENADA"), account=account)
    fill_cart(visitor)
    make_configuration(account=account, engraving="QUEENADA")
    save_address(account=account, contact=ADA, now=NOW)
    quote_cart(
        cart=cart_of(visitor),
        contact=ADA,
        buyer=Buyer(account=account),
        delivery="together",
        now=NOW,
    )
    return account


def texts_in_database():
    return {
        model._meta.label: json.dumps(list(model.objects.values()), default=str, ensure_ascii=False)
        for model in apps.get_models()
        if model._meta.app_label in {"foundation", "catalog", "configurator", "orders"}
    }


def test_erased_person_is_found_nowhere_and_the_laws_hold(known):
    cancel_order(order=Order.objects.get(), now=NOW)
    before = texts_in_database()

    erase_account(account=known, now=NOW)

    after = texts_in_database()
    left = [(label, word) for label, text in after.items() for word in SECRETS if word in text]
    assert {word for word in SECRETS if any(word in text for text in before.values())} == set(
        SECRETS
    )
    assert left == []
    assert all(verdict.holds for verdict in check_all(NOW))


def test_erased_account_opens_nothing_any_more(known):
    cancel_order(order=Order.objects.get(), now=NOW)

    erase_account(account=known, now=NOW)
    erase_account(account=known, now=NOW)

    user = User.objects.get()
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert not ApiKey.objects.filter(revoked_at=None).exists()
    assert not SavedAddress.objects.exists()
    assert not Cart.objects.exists()
    assert Quote.objects.get().erased_at == NOW


def test_erasing_waits_for_orders_under_way(known):
    with pytest.raises(Conflict) as refused:
        erase_account(account=known, now=NOW)

    known.refresh_from_db()
    assert refused.value.details == {"orders": [Order.objects.get().number]}
    assert known.name == "Ada Lindqvist"
    assert CustomerText.objects.exclude(text="").exists()


def test_clean_up_lets_go_of_what_nobody_saved_or_ordered(shop, account):
    forgotten = make_configuration()
    in_cart = make_visitor()
    fill_cart(in_cart)
    Cart.objects.update(changed_at=LATER)
    make_configuration(account=account)

    gone = clean_up(now=LATER), clean_up(now=LATER)

    assert gone == (1, 0)
    assert not Configuration.objects.filter(pk=forgotten.pk).exists()
    assert CartLine.objects.get().configuration is not None


def test_clean_up_keeps_what_was_touched_within_thirty_days(shop):
    make_configuration()
    fill_cart(make_visitor())

    assert clean_up(now=NOW + KEPT_FOR) == 0
    assert Cart.objects.exists()


def test_order_stays_whole_when_its_configuration_goes(shop):
    configuration = make_configuration()
    order = make_order(bicycle_line(engraving="ADA"))

    clean_up(now=LATER)

    assert not Configuration.objects.filter(pk=configuration.pk).exists()
    assert order.lines.get().frozen.choices["frame"] == "steel"
