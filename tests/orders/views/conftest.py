import pytest


@pytest.fixture(autouse=True)
def _at_now(clock):
    """Views read the clock once: it stands at NOW."""
