"""After delivery: goods and money come back once, and what customers say is kept."""

from datetime import timedelta

import pytest

from foundation.errors import Conflict, InvalidInput
from orders.laws.table import check_all
from orders.models import GoodsReturn, PaymentEntry, Rating, ReturnEntry
from orders.selectors.ratings import satisfaction_by_option, satisfaction_by_promise
from orders.services.payments import note_invoice_paid
from orders.services.ratings import rate_line
from orders.services.returns import KEPT_OPEN, ask_return, refuse_return, take_return
from orders.services.shipping import note_delivered, ship_ready
from production.models import StockItem
from tests.factories.catalog import NOW
from tests.factories.orders import READY_MINOR, deliver_all, make_order, ready_line

RESTOCKED, SCRAPPED = ReturnEntry.Fate.RESTOCKED, ReturnEntry.Fate.SCRAPPED


@pytest.fixture
def arrived(shop):
    order = make_order(ready_line(3))
    deliver_all(NOW)
    ship_ready(order=order, tracking="", now=NOW)
    note_invoice_paid(order=order, now=NOW)
    return note_delivered(order=order, now=NOW)


def ask(order, pieces=2, now=NOW):
    return ask_return(order=order, pieces={1: pieces}, reason="too tall", now=now)


def refunds():
    rows = PaymentEntry.objects.filter(kind="refunded")
    return list(rows.values_list("amount_minor", flat=True))


def test_taken_return_restocks_and_gives_the_money_back_once(arrived):
    case = ask(arrived)

    take_return(case=case, fate=RESTOCKED, now=NOW)
    take_return(case=case, fate=RESTOCKED, now=NOW)

    assert StockItem.objects.get(sku="BIKE-1").on_hand == 4
    assert refunds() == [2 * READY_MINOR]
    assert arrived.payments.get().status == "charged"
    assert arrived.timeline.last().kind == "returned"
    assert all(verdict.holds for verdict in check_all(NOW))


def test_scrapped_return_puts_nothing_on_the_shelf(arrived):
    take_return(case=ask(arrived), fate=SCRAPPED, now=NOW)

    assert StockItem.objects.get(sku="BIKE-1").on_hand == 2
    assert ReturnEntry.objects.get().fate == "scrapped"


def test_two_returns_give_back_everything_to_the_cent(arrived):
    take_return(case=ask(arrived, 1), fate=SCRAPPED, now=NOW)
    take_return(case=ask(arrived, 2), fate=SCRAPPED, now=NOW)

    assert sum(refunds()) == 3 * READY_MINOR
    assert arrived.payments.get().status == "refunded"


def test_refused_return_leaves_goods_and_money(arrived):
    case = refuse_return(case=ask(arrived), now=NOW)

    with pytest.raises(Conflict):
        take_return(case=case, fate=RESTOCKED, now=NOW)
    assert refunds() == []
    assert ask(arrived).status == "asked"


@pytest.mark.parametrize("pieces", [{}, {1: 0}, {1: 4}, {2: 1}])
def test_return_of_what_was_not_sent_is_refused(arrived, pieces):
    with pytest.raises(InvalidInput):
        ask_return(order=arrived, pieces=pieces, reason="", now=NOW)

    assert not GoodsReturn.objects.exists()


def test_second_return_waits_for_the_first(arrived):
    ask(arrived, 1)

    with pytest.raises(Conflict) as refused:
        ask(arrived, 1)

    assert refused.value.code == "return_open"


def test_return_after_thirty_days_is_refused(arrived):
    with pytest.raises(Conflict) as refused:
        ask(arrived, now=NOW + KEPT_OPEN + timedelta(seconds=1))

    assert refused.value.code == "return_too_late"


def test_return_before_sending_is_refused(shop):
    with pytest.raises(Conflict) as refused:
        ask(make_order(ready_line()), 1)

    assert refused.value.code == "nothing_sent"


def test_rating_said_again_replaces_the_first(arrived):
    rate_line(order=arrived, position=1, stars=2, by_group={}, now=NOW)

    rate_line(order=arrived, position=1, stars=5, by_group={}, now=NOW)

    rating = Rating.objects.get()
    assert (rating.stars, rating.was_promise_kept) == (5, True)
    assert [(each.what, each.mean, each.count) for each in satisfaction_by_promise()] == [
        ("kept", 5.0, 1)
    ]
    assert satisfaction_by_option("bicycle") == []


@pytest.mark.parametrize(
    ("position", "stars", "by_group"), [(1, 0, {}), (1, 6, {}), (2, 5, {}), (1, 5, {"frame": 5})]
)
def test_rating_of_what_was_not_bought_is_refused(arrived, position, stars, by_group):
    with pytest.raises(InvalidInput):
        rate_line(order=arrived, position=position, stars=stars, by_group=by_group, now=NOW)

    assert not Rating.objects.exists()


def test_rating_before_arrival_is_refused(shop):
    with pytest.raises(Conflict):
        rate_line(order=make_order(), position=1, stars=5, by_group={}, now=NOW)
