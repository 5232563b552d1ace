"""Fixtures of the production room."""

import pytest

from tests.factories.production import make_user


@pytest.fixture
def mara():
    """A member of staff."""
    return make_user("mara")


@pytest.fixture
def staff_client(client, mara):
    """A browser in which Mara has signed in."""
    client.force_login(mara)
    return client
