from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from production.planner.netting import (
    Delivery,
    Need,
    Peg,
    Shortage,
    Suggestion,
    Terms,
    net,
)

TERMS = Terms(lead_time_min=100)
QUANTITY = st.integers(1, 50).map(lambda n: Decimal(n) / 4)


def test_shelf_serves_first_then_deliveries_in_their_order():
    answer = net(
        on_hand=Decimal(3),
        needs=[Need(2, 50, Decimal(4)), Need(1, 20, Decimal(2))],
        deliveries=[Delivery(8, 90, Decimal(5)), Delivery(7, 40, Decimal(1))],
        terms=TERMS,
        now=0,
    )

    assert answer.pegs == (
        Peg(1, None, Decimal(2), 0),
        Peg(2, None, Decimal(1), 0),
        Peg(2, 7, Decimal(1), 0),
        Peg(2, 8, Decimal(2), 40),
    )
    assert (answer.shortages, answer.suggestion, answer.left) == ((), None, Decimal(3))


def test_shortage_names_who_waits_and_what_to_buy_by_when():
    answer = net(
        on_hand=Decimal(1),
        needs=[Need(5, 300, Decimal("2.5"))],
        deliveries=[],
        terms=Terms(lead_time_min=100, order_multiple=Decimal(2)),
        now=0,
    )

    assert answer.shortages == (Shortage(5, 300, Decimal("1.5")),)
    assert answer.suggestion == Suggestion(Decimal(2), 200, 300, is_late=False)


def test_need_inside_the_lead_time_cannot_be_met_in_time():
    answer = net(
        on_hand=Decimal(0), needs=[Need(5, 60, Decimal(1))], deliveries=[], terms=TERMS, now=0
    )

    assert answer.suggestion == Suggestion(Decimal(1), 0, 60, is_late=True)


def test_safety_stock_is_bought_back_without_a_need():
    terms = Terms(lead_time_min=100, safety_stock=Decimal(4))

    answer = net(on_hand=Decimal(3), needs=[], deliveries=[], terms=terms, now=0)

    assert answer.suggestion == Suggestion(Decimal(1), 0, 100, is_late=False)


@given(
    st.integers(0, 40).map(Decimal),
    st.lists(st.tuples(st.integers(0, 500), QUANTITY), max_size=8),
    st.lists(st.tuples(st.integers(0, 500), QUANTITY), max_size=6),
)
def test_nothing_is_lost_and_nothing_is_served_twice(on_hand, wanted, coming):
    needs = [Need(number, minute, size) for number, (minute, size) in enumerate(wanted)]
    deliveries = [Delivery(number, minute, size) for number, (minute, size) in enumerate(coming)]

    answer = net(on_hand=on_hand, needs=needs, deliveries=deliveries, terms=TERMS, now=0)

    for need in needs:
        served = sum(peg.quantity for peg in answer.pegs if peg.work_order == need.work_order)
        open_ = sum(row.quantity for row in answer.shortages if row.work_order == need.work_order)
        assert served + open_ == need.quantity
    for delivery in deliveries:
        used = sum(peg.quantity for peg in answer.pegs if peg.purchase == delivery.purchase)
        assert used <= delivery.quantity
    given_out = sum(peg.quantity for peg in answer.pegs)
    assert given_out + answer.left == on_hand + sum(row.quantity for row in deliveries)
    assert not (answer.shortages and answer.left)


@given(
    st.integers(0, 40).map(Decimal),
    st.lists(st.tuples(st.integers(0, 500), QUANTITY), min_size=1, max_size=8),
    st.integers(1, 6).map(Decimal),
)
def test_what_is_suggested_serves_everything_and_is_no_multiple_too_much(on_hand, wanted, multiple):
    needs = [Need(number, minute, size) for number, (minute, size) in enumerate(wanted)]
    terms = Terms(lead_time_min=100, order_multiple=multiple)

    def missing(bought):
        bought_in = [Delivery(1, 0, bought)] if bought else []
        answer = net(on_hand=on_hand, needs=needs, deliveries=bought_in, terms=terms, now=0)
        return answer.shortages

    suggestion = net(on_hand=on_hand, needs=needs, deliveries=[], terms=terms, now=0).suggestion

    if suggestion is None:
        assert not missing(Decimal(0))
        return
    assert not missing(suggestion.quantity)
    assert missing(suggestion.quantity - multiple)
