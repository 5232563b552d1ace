import pytest
import time_machine

from tests.factories.catalog import NOW


@pytest.fixture
def clock():
    """The clock stands at NOW, when the factories publish."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
