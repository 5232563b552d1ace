"""What every journey starts from: the demo shop with its logins."""

import json

import pytest
from django.core.management import call_command


@pytest.fixture
def shop(transactional_db, tmp_path):
    """The demo shop in the test's database; returns the logins as `make demo` writes them."""
    credentials = tmp_path / "credentials.json"
    call_command("load_demo", credentials=credentials, verbosity=0)
    return json.loads(credentials.read_text())
