"""An early pytest plugin: real PostgreSQL, Redis and Chromium for the tests.

Private instances on sockets in a temporary folder; they end with the run, whatever happens to it.
No fixture lives here (they are in `tests/conftest.py`).
"""

from datetime import datetime

import pytest

from tests.services import clock
from tests.services.private import PrivateServices
from tests.services.report import Report

SERVICES = pytest.StashKey[PrivateServices]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """What makes races show that a quick machine hides on a good day."""
    group = parser.getgroup("journeys", "browser journeys under hard conditions")
    help_slow = "let pages in Chromium compute this many times slower"
    group.addoption("--slow-browser", type=float, default=1, metavar="TIMES", help=help_slow)
    help_server = "let the live server begin with each page this many seconds later"
    group.addoption("--slow-server", type=float, default=0, metavar="SECONDS", help=help_server)
    help_at = "let the run begin at another moment (UTC), workers included: 2027-03-28T00:55"
    group.addoption("--at", type=datetime.fromisoformat, metavar="MOMENT", help=help_at)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("at"):
        config.add_cleanup(clock.travel(config.getoption("at")))


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
