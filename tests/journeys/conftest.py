"""What every journey starts from: the demo shop with its logins."""

import json

import pytest
from django.core.management import call_command

from tests.services.axe import violations
from tests.services.kept_tables import KeptTables


@pytest.fixture(scope="session")
def kept_shop():
    """The demo shop's rows and logins: loaded for the first journey, copied for the others."""
    return KeptTables(), {}


@pytest.fixture
def shop(transactional_db, tmp_path, kept_shop):
    """The demo shop in the test's database; returns the logins as `make demo` writes them."""
    tables, logins = kept_shop
    if logins:
        tables.write()
        return logins
    credentials = tmp_path / "credentials.json"
    call_command("load_demo", credentials=credentials, verbosity=0)
    tables.keep()
    logins |= json.loads(credentials.read_text())
    return logins


@pytest.fixture
def look_at(pictures, tmp_path):
    """`look_at(page, "cart")` takes its pictures at both widths; axe may find nothing in any."""
    found = []

    def look(page, name):
        pictures(page, name, tmp_path)
        found.extend(violations(page))

    yield look
    assert found == []
