"""docker-compose.yml, run here without Docker: its very commands and environment."""

import os
import re
import secrets
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from config.processes import dies_with_parent, stop
from tests.config.compose import (
    ROOT,
    UnsetVariableError,
    image_environment,
    image_step,
    raw_compose,
    read_compose,
)
from tests.config.web import free_port, status_of

REQUIRED = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "POSTGRES_PASSWORD": secrets.token_hex(16),
    "ALLOWED_HOSTS": "shop.example.com",
}
# What a visitor of a machine without TLS would set.
DOT_ENV = REQUIRED | {"HTTPS": "false", "BEHIND_PROXY": "false"}
OURS = ["migrate", "web", "worker-short", "worker-long", "beat"]
START_S = 300


class Deployment:
    """The compose file's services as processes of this machine, on the private servers."""

    def __init__(self, services, folder: Path) -> None:
        self.compose = read_compose(DOT_ENV)["services"]
        self.folder = folder
        self.port = free_port()
        self.database_url = services.postgres.create_database(f"compose_{uuid.uuid4().hex[:8]}")
        self.redis_url = services.redis.url
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def here(self, text: str) -> str:
        """Put the private servers, a free port and this machine's paths in place of Docker's."""
        password = REQUIRED["POSTGRES_PASSWORD"]
        return (
            text.replace(
                f"postgres://tailorline:{password}@postgres:5432/tailorline", self.database_url
            )
            .replace("redis://redis:6379/0", self.redis_url)
            .replace("0.0.0.0:8000", f"127.0.0.1:{self.port}")
            .replace("localhost:8000", f"localhost:{self.port}")
        )

    def environment(self, service: str) -> dict[str, str]:
        """Return what the container's processes see, and nothing of this test's environment."""
        image = image_environment() | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "STATIC_ROOT": str(self.folder / "static"),
        }
        asked = self.compose[service]["environment"]
        return image | {name: self.here(value) for name, value in asked.items()}

    def command(self, service: str) -> list[str]:
        return [self.here(word) for word in self.compose[service]["command"]]

    def run(self, service: str) -> subprocess.CompletedProcess[str]:
        """Run a service that ends by itself."""
        line, environment = self.command(service), self.environment(service)
        return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True)

    def collect_static(self) -> None:
        """Do what the image's build does for the files that browsers ask for."""
        settings, words = image_step("collectstatic")
        static = {"STATIC_ROOT": str(self.folder / "static")}
        demo = {"DEMO_DIR": str(self.folder / "build"), "PATH": self.environment("web")["PATH"]}
        done = subprocess.run(
            words, cwd=ROOT, env=settings | static | demo, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    def start(self, service: str) -> None:
        with (self.folder / f"{service}.log").open("wb") as log:
            self.processes[service] = subprocess.Popen(
                self.command(service),
                cwd=ROOT,
                env=self.environment(service),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(os.getpid()),
            )

    def is_healthy(self, service: str) -> bool:
        """Run the service's own health check."""
        kind, *words = self.compose[service]["healthcheck"]["test"]
        line = [self.here(word) for word in words]
        line = ["sh", "-c", *line] if kind == "CMD-SHELL" else line
        environment = self.environment(service)
        return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True).returncode == 0

    def wait_until_healthy(self, service: str) -> None:
        deadline = time.monotonic() + START_S
        while not self.is_healthy(service):
            log = (self.folder / f"{service}.log").read_text()
            assert self.processes[service].poll() is None, log
            assert time.monotonic() < deadline, log
            time.sleep(0.2)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            stop(process, signal.SIGTERM, patience_s=10)


@pytest.fixture
def deployment(services, redis_server, tmp_path):
    started = Deployment(services, tmp_path)
    yield started
    started.stop()


def test_compose_commands_bring_up_a_shop_that_answers(deployment):
    deployment.collect_static()
    migrated = deployment.run("migrate")
    assert migrated.returncode == 0, migrated.stderr

    for service in ("web", "worker-short", "worker-long", "beat"):
        deployment.start(service)
    for service in ("web", "worker-short", "worker-long"):
        deployment.wait_until_healthy(service)

    origin = f"http://localhost:{deployment.port}"
    assert status_of(f"{origin}/") == 200
    assert status_of(f"{origin}/healthz") == 200
    assert status_of(f"{origin}/admin/login/") == 200
    assert status_of(f"http://127.0.0.1:{deployment.port}/") == 400  # a host nobody allowed
    assert deployment.processes["beat"].poll() is None


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_compose_refuses_to_start_without(name):
    with pytest.raises(UnsetVariableError, match=f"Set {name} in .env"):
        read_compose(DOT_ENV | {name: ""})


def test_compose_takes_every_secret_from_outside():
    secret = ("SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_URL")

    written = {
        (service, name): value
        for service, described in raw_compose()["services"].items()
        for name, value in described.get("environment", {}).items()
        if name in secret
    }

    assert len(written) == len(OURS) * 2 + 1
    assert [key for key, value in written.items() if not re.search(r"\$\{\w+:\?", value)] == []


def test_compose_health_checks_and_volumes_are_there():
    compose = raw_compose()

    checked = {name for name, service in compose["services"].items() if "healthcheck" in service}

    assert checked == {"web", "worker-short", "worker-long", "postgres", "redis"}
    assert set(compose["volumes"]) == {"postgres", "redis"}
