from datetime import timedelta

import pytest
from django.db import transaction

from catalog.models import PriceList, PriceListVersion, Publication, SaleVersion
from catalog.selectors.on_sale import on_sale
from catalog.selectors.prices import current_price_list
from catalog.selectors.products import current_revisions
from foundation.errors import NotFound
from tests.factories.production import NOW, make_revision

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def make_prices(version=1, at=NOW):
    price_list, _ = PriceList.objects.get_or_create(
        code="shop", defaults={"name": {"en": "Shop"}, "currency": "EUR", "is_default": True}
    )
    return PriceListVersion.objects.create(
        price_list=price_list,
        version=version,
        document={"version": version},
        digest=f"{version}" * 64,
        created_at=at,
    )


def test_revisions_are_those_that_the_database_names():
    revision = make_revision()
    Publication.objects.update(ends_at=LATER)
    Publication.objects.create(product=revision.product, revision=revision, starts_at=LATER)

    for now in (NOW - timedelta(days=2), NOW, LATER):
        assert on_sale().revisions(now) == current_revisions(now)


def test_price_list_is_the_one_that_holds_at_the_moment():
    first, second = make_prices(1), make_prices(2, at=LATER)

    assert [on_sale().price_list(now) for now in (NOW, LATER)] == [first, second]
    assert [current_price_list(now) for now in (NOW, LATER)] == [first, second]


def test_before_any_prices_there_is_none():
    make_prices(at=LATER)

    with pytest.raises(NotFound) as refusal:
        on_sale().price_list(NOW)

    assert refusal.value.code == "no_prices"


def test_what_is_on_sale_is_read_once(django_assert_num_queries):
    make_revision()
    make_prices()
    on_sale()

    with django_assert_num_queries(1):
        assert list(on_sale().revisions(NOW)) == ["bicycle"]


CHANGES = {
    "withdrawn": lambda: Publication.objects.update(ends_at=NOW),
    "renamed": lambda: Publication.objects.get().product.save(),
    "publication gone": lambda: Publication.objects.all().delete(),
    "prices": lambda: make_prices(2),
    "price list": lambda: PriceList.objects.update(is_default=False),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_another_state(change):
    make_revision()
    make_prices()
    before = SaleVersion.objects.get().token

    change()

    assert SaleVersion.objects.get().token != before


def test_withdrawal_that_was_undone_is_forgotten():
    make_revision()
    with transaction.atomic():
        Publication.objects.update(ends_at=NOW)
        assert on_sale().revisions(NOW) == {}
        transaction.set_rollback(True)

    assert list(on_sale().revisions(NOW)) == ["bicycle"]


def test_without_a_state_nothing_is_kept():
    make_revision()
    SaleVersion.objects.all().delete()
    on_sale()
    Publication.objects.update(ends_at=NOW)
    SaleVersion.objects.all().delete()

    assert on_sale().revisions(NOW) == {}
