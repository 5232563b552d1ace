import pytest

from production.models import StockItem, WorkOrder
from production.services.replenishment import replenish
from production.services.stock import count_stock, reserve
from tests.factories.production import NOW, make_centre, make_step, make_stock_line, make_variant

pytestmark = pytest.mark.django_db
SKU = "WAYFARER-BLUE"


@pytest.fixture
def line():
    """Reorder point 4, order quantity 10, lots of up to 3."""
    make_step(make_centre(), 1)
    make_variant(SKU)
    return make_stock_line(SKU)


def test_line_above_its_reorder_point_orders_nothing(line):
    count_stock(sku=SKU, on_hand=5, reference="opening", now=NOW)

    assert replenish(now=NOW) == []


def test_line_at_its_reorder_point_orders_its_quantity_in_lots(line):
    count_stock(sku=SKU, on_hand=4, reference="opening", now=NOW)

    (order,) = replenish(now=NOW)

    assert (order.sku, order.quantity, order.reference) == (SKU, 10, "")
    assert list(order.lots.values_list("quantity", flat=True)) == [3, 3, 2, 2]


def test_reserved_pieces_count_as_gone(line):
    count_stock(sku=SKU, on_hand=6, reference="opening", now=NOW)
    reserve(sku=SKU, quantity=2, reference="A", now=NOW)

    assert len(replenish(now=NOW)) == 1


def test_what_is_on_order_is_not_ordered_again(line):
    replenish(now=NOW)

    assert (replenish(now=NOW), WorkOrder.objects.count()) == ([], 1)


def test_line_far_below_orders_a_multiple(line):
    line.reorder_point = 25
    line.save()

    (order,) = replenish(now=NOW)

    assert order.quantity == 30


def test_resting_line_orders_nothing(line):
    line.is_active = False
    line.save()

    assert replenish(now=NOW) == []


def test_line_that_cannot_be_made_does_not_stop_the_others(line, caplog):
    make_stock_line("NOBODY-KNOWS", reorder_point=1)

    orders = replenish(now=NOW)

    assert [order.sku for order in orders] == [SKU]
    assert "NOBODY-KNOWS was not ordered" in caplog.text
    assert StockItem.objects.count() == 0
