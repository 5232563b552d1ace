"""The table at the end of a run: which real service how many tests used."""

import subprocess
from collections import Counter

import celery
import pytest

from tests.services.packages import find_program
from tests.services.private import PrivateServices

# A test uses a service when it asks, directly or not, for one of these fixtures.
FIXTURES = {
    "PostgreSQL": {"db", "transactional_db", "deployment"},
    "Redis": {"celery_workers", "redis_server", "deployment"},
    "Celery worker": {"celery_workers", "deployment"},
    "Chromium": {"open_page", "page"},
}


class Report:
    """Count per service and print the table."""

    def __init__(self, services: PrivateServices) -> None:
        self.services = services
        self.used: Counter[str] = Counter()
        self.chromium_version = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Make sure of a browser before the first test, if a test needs one."""
        if any(FIXTURES["Chromium"] & set(item.fixturenames) for item in session.items):
            program = find_program("chromium")
            said = subprocess.run([program, "--version"], capture_output=True, text=True)
            self.chromium_version = said.stdout.split()[1] if said.returncode == 0 else "?"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        asked = set(item.fixturenames)
        if item.get_closest_marker("django_db"):
            asked.add("db")
        for service, fixtures in FIXTURES.items():
            self.used[service] += bool(fixtures & asked)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print one row a service; a service that nothing used says so."""
        terminalreporter.section("real services")
        for name, version, where in self.rows():
            count = self.used[name]
            tests = f"{count} tests" if count else "not used"
            terminalreporter.write_line(f"{name:<14} {version:<18} {tests:>10}  {where}")

    def rows(self) -> list[tuple[str, str, str]]:
        postgres, redis = self.services.postgres, self.services.redis
        return [
            (postgres.name, postgres.version, f"private, {postgres.address}"),
            (redis.name, redis.version, f"private, {redis.address}"),
            ("Celery worker", celery.__version__, "real processes on both"),
            ("Chromium", self.chromium_version, "headless, driven by Playwright"),
        ]
