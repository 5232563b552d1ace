"""An early pytest plugin: real PostgreSQL, Redis and Chromium for the tests.

Private instances on sockets in a temporary folder; they end with the run, whatever happens to it.
No fixture lives here (they are in `tests/conftest.py`).
"""

import pytest

from tests.services.private import PrivateServices
from tests.services.report import Report

SERVICES = pytest.StashKey[PrivateServices]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config):
    """Start the services before pytest-django reads the settings, which name them."""
    options = early_config.known_args_namespace
    if options.help or options.version:
        return (yield)
    services = PrivateServices()
    early_config.add_cleanup(services.stop)
    services.start()
    early_config.stash[SERVICES] = services
    early_config.pluginmanager.register(Report(services), "services-report")
    return (yield)
