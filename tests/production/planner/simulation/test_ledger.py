import pytest

from production.planner.simulation.ledger import (
    Account,
    Cost,
    Element,
    Ledger,
    MoneyRow,
    share_out,
)
from production.planner.simulation.shelf import Shelf


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (10, [3, 5, 2], [3, 5, 2]),
        (1, [1, 9], [0, 1]),
        (7, [0, 0], [7, 0]),
        (0, [4, 4], [0, 0]),
    ],
)
def test_share_out_gives_every_cent_to_somebody(total, weights, shares):
    assert share_out(total, weights) == shares


def test_cost_that_is_taken_in_parts_adds_up_to_the_cent():
    cost = Cost(material=100, labour=50, setup=7)

    taken = [cost.take(1, left) for left in (3, 2, 1)]

    assert [part.minor for part in taken] == [51, 52, 54]
    assert cost == Cost()


def test_ledger_writes_no_row_for_nothing():
    ledger = Ledger()

    ledger.move(5, Account.PAID, Account.MATERIALS, Element.MATERIAL, -1, 0)
    ledger.move(6, Account.PAID, Account.MATERIALS, Element.MATERIAL, -1, 9)

    assert ledger.money == [MoneyRow(6, Account.PAID, Account.MATERIALS, Element.MATERIAL, -1, 9)]


def test_area_is_amount_times_minutes_in_whatever_order_rows_come():
    """300 lie there from minute 10 to 30, 100 more from 20 on: 300*20 + 100*80 to minute 100."""
    ledger = Ledger()

    ledger.move(10, Account.PAID, Account.FINISHED, Element.LABOUR, 0, 300)
    ledger.move(30, Account.FINISHED, Account.SOLD, Element.LABOUR, 0, 300)
    ledger.move(20, Account.PAID, Account.FINISHED, Element.LABOUR, 0, 100)

    assert ledger.area(Account.FINISHED, 0, 100) == 300 * 20 + 100 * 80


def test_shelf_sells_the_oldest_first_with_what_they_cost():
    shelf = Shelf()
    shelf.put(2, Cost(material=10))
    shelf.put(3, Cost(material=30))

    assert shelf.take(3) == Cost(material=20)
    assert (shelf.on_hand, shelf.minor) == (2, 20)


def test_shelf_refuses_more_than_there_is():
    shelf = Shelf()
    shelf.put(1, Cost(material=10))

    with pytest.raises(ValueError, match="2 pieces wanted, 1 on the shelf"):
        shelf.take(2)
    assert (shelf.on_hand, shelf.minor) == (1, 10)
