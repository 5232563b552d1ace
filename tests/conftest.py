"""Fixtures for every test; the servers behind them are in `tests/services/`."""

from dataclasses import replace

import pytest
from django.utils import translation
from playwright.sync_api import sync_playwright

from configurator import limited_rules
from configurator.engine import reasons
from configurator.services import compilations, explanations
from tests.services import SERVICES
from tests.services.browser import Visitors, chromium, take_pictures
from tests.services.server import SlowApplication, wait_until_answered
from tests.services.workers import CeleryWorkers

PATIENCE_S = 600


@pytest.fixture(scope="session", autouse=True)
def no_hurry():
    """What a page leaves out, or a worker gets, where this machine is busy: here nothing is."""
    with pytest.MonkeyPatch.context() as patch:
        for room in ("obstacles", "standings", "swaps"):
            patch.setattr(f"configurator.services.{room}.monotonic", lambda: 0.0)
        patch.setattr(compilations, "AT_ONCE", replace(compilations.AT_ONCE, seconds=PATIENCE_S))
        patch.setattr(explanations, "WHY_LIMIT_S", PATIENCE_S)
        patch.setattr(limited_rules, "MOST_SECONDS", PATIENCE_S)
        patch.setattr(reasons, "SHRINK_SECONDS", PATIENCE_S)
        yield


@pytest.fixture(autouse=True)
def language_of_the_last_page():
    """A page asked for in another language leaves it behind in its thread: forget it."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def services(pytestconfig):
    """The private servers of this run."""
    return pytestconfig.stash[SERVICES]


@pytest.fixture
def redis_server(services):
    """The private Redis, emptied."""
    with services.redis.client() as client:
        client.flushall()
    return services.redis


@pytest.fixture
def celery_workers(services, redis_server, transactional_db, settings, tmp_path):
    """Real workers and a quick beat on the test's own database, stopped before it is emptied."""
    database_url = services.postgres.url(settings.DATABASES["default"]["NAME"])
    workers = CeleryWorkers(tmp_path, database_url)
    try:
        workers.start_all()
        yield workers
    finally:
        workers.stop_all()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the run."""
    with (
        pytest.MonkeyPatch.context() as patch,
        sync_playwright() as playwright,
        chromium(playwright) as started,
    ):
        # From here on Playwright's loop runs in this thread; Django would refuse every query.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started


@pytest.fixture(scope="session")
def live_server(live_server, pytestconfig):
    """Django's live server, as slow as the run asks for."""
    seconds = pytestconfig.getoption("slow_server")
    if seconds:
        server = live_server.thread.httpd
        server.set_app(SlowApplication(server.get_app(), seconds))
    return live_server


@pytest.fixture
def visitors(browser, live_server, pytestconfig):
    """Those who look at the live server; the test fails when a browser complained."""
    visitors = Visitors(browser, live_server.url, pytestconfig.getoption("slow_browser"))
    yield visitors
    visitors.close()
    wait_until_answered(live_server.url)
    assert visitors.problems == []


@pytest.fixture
def open_page(visitors):
    """Open pages on the live server, each in a context of its own.

    `open_page(viewport=PHONE, scripts=False)` returns a Playwright page.
    """
    return visitors.open_page


@pytest.fixture
def page(open_page):
    """One page of desktop size, scripts on."""
    return open_page()


@pytest.fixture
def pictures():
    """Take screenshots at both sizes: `pictures(page, "shop", folder)`."""
    return take_pictures
