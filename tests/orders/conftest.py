import pytest
import time_machine

from tests.factories.catalog import NOW
from tests.factories.orders import make_account, make_key, make_shop


@pytest.fixture
def clock():
    """The clock stands at NOW; `clock.move_to()` moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def shop(db):
    """The small shop with its factory."""
    return make_shop()


@pytest.fixture
def account(db):
    return make_account()


@pytest.fixture
def bearer(account):
    """The header of a key that may order for `account`."""
    return {"Authorization": f"Bearer {make_key(account)}"}


@pytest.fixture(autouse=True)
def _test_bank(settings):
    """The test bank of the demo; production has no provider until one is named."""
    settings.CARD_PROVIDER = "orders.payments.test_cards.TestCards"
