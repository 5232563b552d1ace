import pytest

from foundation.errors import Conflict, NotFound
from orders.models import Order
from orders.permissions import (
    can_cancel_order,
    can_see_order,
    check_cancel_order,
    check_see_order,
)
from orders.statuses import OrderStatus
from orders.visitors import Visitor, digest_of
from tests.factories.orders import make_account, make_order

SESSION = digest_of("browser-1")


@pytest.fixture
def mine(shop, account):
    return make_order(account=account)


@pytest.fixture
def guests(shop):
    return make_order(key="guest")


def test_account_sees_its_own_order_only(mine, account):
    stranger = make_account("Mara", "mara@example.org")

    assert can_see_order(Visitor(account=account), mine)
    assert not can_see_order(Visitor(account=stranger), mine)


def test_account_does_not_see_a_guests_order(guests, account):
    assert not can_see_order(Visitor(account=account), guests)


def test_session_sees_what_it_placed_only(guests):
    assert can_see_order(Visitor(session_digest=SESSION), guests)
    assert not can_see_order(Visitor(session_digest=digest_of("other")), guests)


def test_nobody_sees_an_accounts_order_by_an_empty_session(mine):
    assert mine.session_digest == ""
    assert not can_see_order(Visitor(session_digest=""), mine)


def test_opened_link_shows_that_order_only(mine, guests):
    visitor = Visitor(opened_orders=frozenset({guests.number}))

    assert can_see_order(visitor, guests)
    assert not can_see_order(visitor, mine)


def test_check_see_order_refuses_as_if_there_were_none(guests):
    with pytest.raises(NotFound) as unseen:
        check_see_order(Visitor(), guests)
    with pytest.raises(NotFound) as missing:
        check_see_order(Visitor(), None)

    assert unseen.value.message == missing.value.message


@pytest.mark.parametrize(
    ("status", "may"),
    [
        (OrderStatus.PLACED, True),
        (OrderStatus.MAKING, False),
        (OrderStatus.READY, True),
        (OrderStatus.CANCELLED, False),
    ],
)
def test_cancelling_depends_on_the_status(status, may):
    order = Order(number="2026-100000", status=status)

    assert can_cancel_order(order) is may
    if not may:
        with pytest.raises(Conflict):
            check_cancel_order(order)
