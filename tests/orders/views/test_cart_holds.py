"""The cart tells how long its seats are held, and keeps them longer once."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.factories.catalog import NOW
from tests.factories.orders import make_configuration

pytestmark = pytest.mark.usefixtures("shop")
CART, LINES = "/cart/", "/cart/lines/"


@pytest.fixture
def line(client, clock):
    """A bicycle in this browser's cart."""
    client.post(LINES, {"configuration": make_configuration().id, "quantity": 1})
    return re.search(r'id="line-(\d+)"', shown(client))[1]


def shown(client):
    return unescape(client.get(CART).content.decode())


def test_cart_says_how_long_the_seat_is_held(client, clock, line):
    clock.move_to(NOW + timedelta(minutes=3))

    page = shown(client)

    assert "Seat held for 27 minutes." in page
    assert f'value="hold:{line}"' in page


def test_seat_is_held_longer_once(client, clock, line):
    clock.move_to(NOW + timedelta(minutes=20))
    first = client.post(CART, {"act": f"hold:{line}"}, follow=True)
    again = client.post(CART, {"act": f"hold:{line}"})

    assert "Seat held for 30 minutes." in first.content.decode()
    assert f'value="hold:{line}"' not in first.content.decode()
    assert again.status_code == 409


def test_expired_hold_is_not_claimed(client, clock, line):
    clock.move_to(NOW + timedelta(minutes=31))

    assert "Seat held" not in shown(client)
    assert client.post(CART, {"act": f"hold:{line}"}).status_code == 404


@pytest.mark.parametrize("act", ["hold:999999", "hold:x"])
def test_another_line_is_not_held(client, line, act):
    assert client.post(CART, {"act": act}).status_code in {404, 422}
