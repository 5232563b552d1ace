"""The pages are looked at in working time."""

import pytest
import time_machine

from tests.factories.production import NOW


@pytest.fixture(autouse=True)
def working_time():
    with time_machine.travel(NOW, tick=False):
        yield
