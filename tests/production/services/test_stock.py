from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from foundation.errors import Conflict, InvalidInput
from production.laws import check_stock
from production.models import LedgerEntry, StockItem
from production.selectors.stock import available
from production.services.stock import count_stock, release_reservation, reserve, ship
from tests.factories.production import NOW

pytestmark = pytest.mark.django_db
SKU = "TEA-200"


@pytest.fixture
def shelf():
    """Five pieces of one SKU."""
    count_stock(sku=SKU, on_hand=5, reference="opening", now=NOW)


def item():
    return StockItem.objects.values_list("on_hand", "reserved").get(sku=SKU)


def movements():
    return list(LedgerEntry.objects.values_list("kind", "on_hand_change", "reserved_change"))


def test_reserve_sets_pieces_aside(shelf):
    reserve(sku=SKU, quantity=3, reference="A", now=NOW)

    assert (item(), available([SKU, "other"])) == ((5, 3), {SKU: 2, "other": 0})
    assert movements() == [("count", 5, 0), ("reservation", 0, 3)]


def test_reserve_of_more_than_there_is_names_what_is_left(shelf):
    reserve(sku=SKU, quantity=3, reference="A", now=NOW)

    with pytest.raises(InvalidInput, match="Only 2 of TEA-200 left") as refusal:
        reserve(sku=SKU, quantity=3, reference="B", now=NOW)

    assert (refusal.value.code, refusal.value.details) == (
        "out_of_stock",
        {"sku": SKU, "available": 2},
    )
    assert item() == (5, 3)


def test_reserve_of_an_unknown_sku_is_out_of_stock():
    with pytest.raises(InvalidInput) as refusal:
        reserve(sku="nothing", quantity=1, reference="A", now=NOW)

    assert refusal.value.code == "out_of_stock"


@pytest.mark.parametrize("act", [reserve, release_reservation, ship])
@pytest.mark.parametrize("quantity", [0, -1])
def test_movement_of_nothing_is_refused(shelf, act, quantity):
    with pytest.raises(InvalidInput) as refusal:
        act(sku=SKU, quantity=quantity, reference="A", now=NOW)

    assert refusal.value.code == "invalid_quantity"


def test_released_pieces_are_free_again(shelf):
    reserve(sku=SKU, quantity=3, reference="A", now=NOW)

    release_reservation(sku=SKU, quantity=2, reference="A", now=NOW)

    assert (item(), movements()[-1]) == ((5, 1), ("release", 0, -2))


def test_shipped_pieces_leave_the_house(shelf):
    reserve(sku=SKU, quantity=3, reference="A", now=NOW)

    ship(sku=SKU, quantity=3, reference="A", now=NOW)

    assert (item(), movements()[-1]) == ((2, 0), ("shipment", -3, -3))
    assert check_stock(NOW) == []


@pytest.mark.parametrize("act", [release_reservation, ship])
def test_pieces_of_another_reference_are_not_touched(shelf, act):
    reserve(sku=SKU, quantity=3, reference="A", now=NOW)

    with pytest.raises(Conflict) as refusal:
        act(sku=SKU, quantity=1, reference="B", now=NOW)

    assert (refusal.value.code, item(), len(movements())) == ("not_reserved", (5, 3), 2)


@pytest.mark.parametrize("act", [release_reservation, ship])
def test_more_than_is_reserved_is_refused(shelf, act):
    with pytest.raises(Conflict) as refusal:
        act(sku=SKU, quantity=1, reference="A", now=NOW)

    assert refusal.value.code == "not_reserved"


def test_count_below_what_is_reserved_is_refused(shelf):
    reserve(sku=SKU, quantity=3, reference="A", now=NOW)

    with pytest.raises(InvalidInput) as refusal:
        count_stock(sku=SKU, on_hand=2, reference="stocktaking", now=NOW)

    assert refusal.value.code == "fewer_than_reserved"


def test_equal_count_moves_nothing(shelf):
    count_stock(sku=SKU, on_hand=5, reference="stocktaking", now=NOW)

    assert movements() == [("count", 5, 0)]


@pytest.mark.parametrize("change", [{"on_hand": -1}, {"reserved": 6}, {"reserved": -1}])
def test_database_refuses_impossible_stock(shelf, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        StockItem.objects.update(**change)


def test_database_keeps_the_ledger(shelf):
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        LedgerEntry.objects.update(happened_at=NOW + timedelta(days=1))
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        LedgerEntry.objects.all().delete()


def test_law_notices_a_shelf_that_differs_from_its_ledger(shelf):
    StockItem.objects.update(on_hand=6)

    assert check_stock(NOW) == [
        f"{SKU}: the ledger says 5 on hand and 0 reserved, the shelf 6 and 0"
    ]
