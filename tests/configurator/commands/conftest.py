import pytest

from tests.factories.catalog import published_bicycle


@pytest.fixture
def bicycle_on_sale(db, clock):
    """The small bicycle, published."""
    return published_bicycle()
