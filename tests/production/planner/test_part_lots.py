from decimal import Decimal

from production.planner.part_lots import Movement, Portion, portions


def moved(*changes):
    return [Movement(number, Decimal(change)) for number, change in enumerate(changes, start=1)]


def test_oldest_receipt_leaves_first():
    """Of 3 and 10 the first 2 come from the 3; the next 4 take its last one and 3 of the 10."""
    assert portions(moved(3, 10, -2, -4)) == (
        Portion(1, 3, Decimal(2)),
        Portion(1, 4, Decimal(1)),
        Portion(2, 4, Decimal(3)),
    )


def test_receipt_that_comes_later_serves_nobody_before_it():
    assert portions(moved(2, -2, 5, -1)) == (
        Portion(1, 2, Decimal(2)),
        Portion(3, 4, Decimal(1)),
    )


def test_what_lay_there_before_the_ledger_has_no_receipt():
    assert portions(moved(1, "-1.5")) == (
        Portion(1, 2, Decimal(1)),
        Portion(None, 2, Decimal("0.5")),
    )


def test_fewer_counted_take_of_the_oldest_too():
    assert portions(moved(4, -1, 0, -3)) == (
        Portion(1, 2, Decimal(1)),
        Portion(1, 4, Decimal(3)),
    )
