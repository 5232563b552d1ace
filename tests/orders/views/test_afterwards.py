"""The order's page after delivery, with scripts off."""

from html import unescape

import pytest
from django.test import Client

from orders.models import GoodsReturn, OptionRating
from orders.services.shipping import note_delivered
from orders.statuses import OrderStatus
from orders.transitions import move_order
from tests.factories.catalog import NOW
from tests.factories.orders import bicycle_line, make_order


@pytest.fixture
def order(shop):
    order = make_order(bicycle_line())
    for status in (OrderStatus.MAKING, OrderStatus.READY, OrderStatus.SHIPPED):
        move_order(order, status)
    return note_delivered(order=order, now=NOW)


@pytest.fixture
def owner(client, order):
    session = client.session
    session["opened_orders"] = [order.number]
    session.save()
    return client


def test_customer_rates_a_line_and_its_parts(owner, order):
    form = {"line": "1", "stars": "4", "group-frame": "5", "group-tyres": ""}

    owner.post(f"/orders/{order.number}/rate/", form)

    page = unescape(owner.get(f"/orders/{order.number}/").content.decode())
    assert "Thank you." in page
    assert list(OptionRating.objects.values_list("group", "option", "stars")) == [
        ("frame", "steel", 5)
    ]


def test_wrong_return_is_told_on_the_page(owner, order):
    owner.post(f"/orders/{order.number}/return/", {"pieces-1": "3"})

    page = unescape(owner.get(f"/orders/{order.number}/").content.decode())
    assert "can come back" in page
    assert not GoodsReturn.objects.exists()


@pytest.mark.parametrize("act", ["rate", "return", "again", "change", "cancel", "address", "claim"])
def test_order_of_somebody_else_does_not_exist(order, act):
    assert Client().post(f"/orders/{order.number}/{act}/").status_code == 404


@pytest.mark.parametrize("kind", ["confirmation", "invoice", "secret"])
def test_paper_of_somebody_else_does_not_exist(order, kind):
    assert Client().get(f"/orders/{order.number}/{kind}.pdf").status_code == 404


def test_papers_are_pdfs_once_there_are_any(owner, order):
    papers = [
        owner.get(f"/orders/{order.number}/{kind}.pdf") for kind in ("confirmation", "invoice")
    ]

    assert [paper.content[:5] for paper in papers] == [b"%PDF-", b"%PDF-"]
    assert owner.get(f"/orders/{order.number}/other.pdf").status_code == 404
