"""Clients of the REST interface."""

import pytest

from foundation.models import Account
from foundation.services.accounts import issue_api_key


@pytest.fixture
def ask(client):
    """Ask with a key of these scopes; None: without a key."""

    def get(path, scopes=("staff",)):
        headers = {}
        if scopes is not None:
            account = Account.objects.create(name="Workshop")
            key = issue_api_key(account=account, name="test", scopes=list(scopes))
            headers = {"Authorization": f"Bearer {key}"}
        return client.get(path, headers=headers)

    return get
