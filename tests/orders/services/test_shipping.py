"""Parcels: what is ready leaves the shelf once, the order follows, the ledgers agree."""

import pytest

from foundation.errors import Conflict
from orders.laws.table import check_all
from orders.models import Shipment
from orders.services.cancellation import cancel_order
from orders.services.shipping import note_delivered, ship_ready
from production.models import StockItem
from tests.factories.catalog import NOW
from tests.factories.orders import deliver_all, make_order, ready_line


@pytest.fixture
def ready(shop):
    order = make_order(ready_line(2))
    deliver_all(NOW)
    return order


def test_ship_ready_sends_the_pieces_and_the_order_is_on_its_way(ready):
    shipment = ship_ready(order=ready, tracking="TL-1", now=NOW)

    ready.refresh_from_db()
    line = ready.lines.get()
    item = StockItem.objects.get(sku="BIKE-1")
    assert (ready.status, line.status, line.shipped, line.reserved) == ("shipped", "shipped", 2, 0)
    assert (item.on_hand, item.reserved) == (3, 0)
    assert list(shipment.lines.values_list("line", "quantity")) == [(line.pk, 2)]
    assert all(verdict.holds for verdict in check_all(NOW))


def test_ship_ready_twice_is_refused(ready):
    ship_ready(order=ready, tracking="", now=NOW)

    with pytest.raises(Conflict) as refused:
        ship_ready(order=ready, tracking="", now=NOW)

    assert refused.value.code == "nothing_ready"
    assert Shipment.objects.count() == 1


def test_ship_ready_before_it_is_made_is_refused(shop):
    with pytest.raises(Conflict):
        ship_ready(order=make_order(), tracking="", now=NOW)


def test_sent_order_cannot_be_cancelled(ready):
    ship_ready(order=ready, tracking="", now=NOW)

    with pytest.raises(Conflict) as refused:
        cancel_order(order=ready, now=NOW)

    assert refused.value.code == "cannot_cancel"


def test_delivered_order_says_so_once(ready):
    ship_ready(order=ready, tracking="", now=NOW)

    note_delivered(order=ready, now=NOW)
    note_delivered(order=ready, now=NOW)

    ready.refresh_from_db()
    kinds = list(ready.timeline.values_list("kind", flat=True))
    assert ready.status == "delivered"
    assert kinds == ["placed", "reserved", "ready", "shipped", "delivered"]


def test_order_not_sent_cannot_arrive(ready):
    with pytest.raises(Conflict):
        note_delivered(order=ready, now=NOW)
