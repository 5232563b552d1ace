import pytest

from foundation.models import User


@pytest.fixture
def admin(client):
    """A browser signed in as somebody who may do everything."""
    user = User.objects.create_superuser("root")
    client.force_login(user)
    client.user = user
    return client
