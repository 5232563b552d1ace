"""Staff keep price lists by group and days, and prices by quantity."""

from datetime import date

import pytest
from django.urls import reverse

from catalog.models import Price, PriceList
from foundation.models import CustomerGroup
from tests.catalog.admin.test_forms import change, form_values
from tests.catalog.admin.test_publish import told
from tests.factories.catalog import europe, priced_bicycle

pytestmark = pytest.mark.django_db


def post_list(admin, **changes):
    url = reverse("admin:catalog_pricelist_add")
    values = form_values(admin.get(url)) | {"code": "trade", "name": "Trade", "currency": "EUR"}
    return admin.post(url, values | changes)


def post_price(admin, row, *tiers):
    """Type price, from how many pieces, amount: one row of the inline each."""
    values = form_values(admin.get(change(row))) | {"prices-TOTAL_FORMS": str(len(tiers))}
    for place, (start, amount) in enumerate(tiers):
        values |= {
            f"prices-{place}-price_list": europe().pk,
            f"prices-{place}-from_quantity": start,
            f"prices-{place}-amount": amount,
        }
    return admin.post(change(row), values)


def test_list_that_overlaps_is_refused_beside_its_field(admin):
    europe()

    answer = post_list(admin)

    assert "“Europe” holds for the same customers in EUR always." in answer.content.decode()
    assert PriceList.objects.count() == 1


def test_gap_between_lists_of_a_group_is_told(admin):
    group = CustomerGroup.objects.create(code="trade", name="Trade")
    PriceList.objects.create(
        code="spring", currency="EUR", customer_group=group, ends_on=date(2026, 5, 31)
    )

    answer = post_list(admin, customer_group=group.pk, starts_on="2026-06-03")

    assert any(
        "From 01 Jun 2026 to 02 Jun 2026 no list of Trade holds" in one for one in told(answer)
    )


def test_tiers_are_typed_beside_the_price(admin):
    product = priced_bicycle()
    Price.objects.filter(product=product).delete()

    post_price(admin, product, (1, "24.00"), (10, "21.50"))

    assert list(product.prices.values_list("from_quantity", "minor")) == [(1, 2_400), (10, 2_150)]


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        ([(10, "21.50")], "“Europe” has no price for fewer pieces: add one from 1 piece."),
        ([(1, "20"), (10, "21.50")], "Dearer than from 1: more pieces cost less each."),
    ],
)
def test_tiers_with_a_hole_or_dearer_are_refused(admin, tiers, said):
    product = priced_bicycle()
    Price.objects.filter(product=product).delete()

    answer = post_price(admin, product, *tiers)

    assert said in answer.content.decode()
    assert not product.prices.exists()
