import pytest

from tests.factories.orders import make_shop


@pytest.fixture
def shop(db):
    """The small shop with its factory."""
    return make_shop()
